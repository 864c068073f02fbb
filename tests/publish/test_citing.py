"""Citations, badges, what pages say to machines, and from which commit they are built."""

from __future__ import annotations

import json
import re
import subprocess
import xml.etree.ElementTree as etree
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from macros.model.evidence import Identifier, Original
from macros.model.tracker import Tracker
from macros.publish import citing, linked_data, record_views
from macros.read.kinds import WITH_PAGE
from macros.render.links import Site
from macros.render.page import Context
from macros.site.config import commit

from .conftest import context_of

Published = dict[str, str | bytes]
Publish = Callable[..., Published]
SVG = "{http://www.w3.org/2000/svg}"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
_DATE = {"type": "object", "properties": {"date-parts": {"type": "array", "maxItems": 2}}}
CSL_ITEM = {  # the parts of the CSL-JSON schema, version 1.0, that pages and sources need
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "additionalProperties": False,
        "properties": {
            **{name: {"type": "string"} for name in ("id", "title", "container-title", "version", "URL", "note")},
            "publisher": {"type": "string"},
            "type": {"enum": ["webpage", "dataset", "report", "legislation", "hearing", "article-newspaper"]},
            "author": {"type": "array", "items": {"type": "object", "required": ["literal"]}},
            "issued": _DATE,
            "accessed": _DATE,
        },
    },
}


def records(tracker: Tracker) -> list[tuple[str, str]]:
    return [(kind, name) for kind, folder in WITH_PAGE.items() for name in getattr(tracker, folder)]


def test_citation_names_page_day_commit_and_address(context: Context) -> None:
    text = citing.text(citing.of_record(context, "commitment", "library-hours"))
    assert text == (
        "Mill Town Tracker (2026). “Open the town library on six days a week”. State of 21 November 2026. "
        "Last entry 21 November 2026. Commit 0123456789ab. https://tracker.example/x/commitments/library-hours/"
    )


def test_what_is_not_known_is_left_out_of_a_citation(tracker: Tracker, context: Context) -> None:
    unknown = Context.of(tracker, context.today, Site())
    reference = citing.of_record(unknown, "commitment", "library-hours")
    assert "ommit" not in citing.text(reference).replace("Commitment", "")
    assert citing.csl(reference).keys().isdisjoint({"URL", "version"})
    assert "url" not in citing.bibtex(reference)


def test_every_page_has_citations_that_programs_read(tracker: Tracker, context: Context) -> None:
    for kind, name in records(tracker):
        found = record_views.of_record(context, kind, name)
        assert found
        items = json.loads(found.csl)
        Draft7Validator(CSL_ITEM).validate(items)
        assert items[0].get("version") == (None if kind == "source" else COMMIT)
        assert found.bibtex.startswith(f"@misc{{{kind}-{name},\n")
        assert found.bibtex.count("{") == found.bibtex.count("}")
        assert COMMIT in found.bibtex


def test_a_source_is_cited_as_the_work_of_those_who_published_it(tracker: Tracker, context: Context) -> None:
    for name, source in tracker.sources.items():
        reference = citing.of_record(context, "source", name)
        item, entry, text = citing.csl(reference), citing.bibtex(reference), citing.text(reference)
        assert item["author"] == [{"literal": source.original_publisher}]
        assert item.get("URL") == source.url
        assert item["note"] == f"Record of it: Mill Town Tracker, https://tracker.example/x/sources/{name}/"
        assert text.startswith(f"{source.original_publisher} (")
        assert f"author = {{{{{source.original_publisher}}}}}" in entry
        if source.issued:
            assert item["issued"]["date-parts"][0] == [int(part) for part in str(source.issued).split("-")]
            assert f"year = {{{source.issued.first.year}}}" in entry
    read = citing.csl(citing.of_record(context, "source", "2025-03-10-council-minutes"))
    assert read["accessed"] == {"date-parts": [[2026, 11, 20]]}
    types = {tracker.sources[name].type: citing.of_record(context, "source", name).type for name in tracker.sources}
    assert (types["news"], types["inspectorate"]) == ("article-newspaper", "report")


def test_all_citations_are_in_one_file_of_each_form(published: Published, tracker: Tracker) -> None:
    items = json.loads(published["data/cite.json"])
    Draft7Validator(CSL_ITEM).validate(items)
    ids = ["mill-town-tracker", *(f"{kind}-{name}" for kind, name in records(tracker))]
    assert [item["id"] for item in items] == ids
    assert re.findall(r"^@misc\{(.*),$", str(published["data/cite.bib"]), re.MULTILINE) == ids


def test_signs_of_tex_are_escaped(tracker: Tracker, context: Context) -> None:
    record = tracker.commitments["library-hours"].model_copy(update={"title": r"50% & {more} #1_a \ ~^$"})
    changed = replace(tracker, commitments={**tracker.commitments, "library-hours": record})
    drawn = Context.of(changed, context.today, context.site)
    entry = citing.bibtex(citing.of_record(drawn, "commitment", "library-hours"))
    assert r"50\% \& \{more\} \#1\_a \textbackslash{} \textasciitilde{}\textasciicircum{}\$" in entry


def test_badge_says_the_status_in_words(published: Published, tracker: Tracker, context: Context) -> None:
    for name, state in context.overview.states.items():
        badge = str(published[f"badges/{name}.svg"])
        root = etree.fromstring(badge)
        title = root.findtext(f"{SVG}title") or ""
        status = tracker.title_of("delivery", str(state.delivery))
        assert title.startswith(f"{tracker.commitments[name].title}: {status}")
        assert root.get("role") == "img"
        _, shown = root.iter(f"{SVG}text")
        assert shown.text == f"{status} · 21 November 2026"  # what an <img> shows: its title is never seen
        assert float(shown.get("textLength") or 0) >= 7.5 * len(shown.text or "")  # some draw without `textLength`
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|@import|<script|url\(", badge)


def test_hostile_title_stays_text_in_a_badge(publish: Publish, tracker: Tracker) -> None:
    record = tracker.commitments["library-hours"].model_copy(update={"title": "</title><script>x</script>"})
    files = publish(replace(tracker, commitments={**tracker.commitments, "library-hours": record}))
    root = etree.fromstring(str(files["badges/library-hours.svg"]))
    assert not list(root.iter(f"{SVG}script"))


def test_embedding_is_offered_only_where_the_address_is_known(tracker: Tracker, context: Context) -> None:
    known = record_views.of_record(context, "commitment", "library-hours")
    unknown = record_views.of_record(Context.of(tracker, context.today), "commitment", "library-hours")
    assert known
    assert known.embed_badge == "https://tracker.example/x/badges/library-hours.svg"
    assert unknown
    assert unknown.embed_badge == unknown.embed_page == ""


def nodes(node: Any) -> list[dict[str, Any]]:
    """Every typed node in JSON-LD."""
    if isinstance(node, list):
        return [found for item in node for found in nodes(item)]
    if isinstance(node, dict):
        return [node, *(found for value in node.values() for found in nodes(value))]
    return []


# The properties of schema.org that are used, with the types that may carry them (https://schema.org, release 29).
_CREATIVE = {"CreativeWork", "WebPage", "CollectionPage", "WebSite", "Dataset", "DataDownload"}
_THINGS = {"Thing", "Organization", "PropertyValue", *_CREATIVE}
_VOCABULARY = {
    **dict.fromkeys(("name", "description", "url", "sameAs"), _THINGS),
    **dict.fromkeys(
        ("about", "citation", "creator", "dateModified", "datePublished", "hasPart", "isBasedOn"), _CREATIVE
    ),
    **dict.fromkeys(("inLanguage", "isAccessibleForFree", "isPartOf", "license", "mainEntity"), _CREATIVE),
    **dict.fromkeys(("mentions", "publisher", "temporalCoverage", "encodingFormat"), _CREATIVE),
    "author": {"CreativeWork"},
    "distribution": {"Dataset"},
    "variableMeasured": {"Dataset"},
    "contentUrl": {"DataDownload"},
    "unitText": {"PropertyValue"},
}


def test_linked_data_uses_types_and_properties_of_the_vocabulary(tracker: Tracker, context: Context) -> None:
    drawn = [linked_data.of_record(context, kind, name) for kind, name in records(tracker)]
    for node in nodes([*drawn, linked_data.dataset(context)]):
        assert node["@type"] in _THINGS
        for name, value in node.items():
            assert name.startswith("@") or node["@type"] in _VOCABULARY[name], (node["@type"], name)
            assert value not in (None, "", [])


@pytest.mark.parametrize(("of", "said"), [(None, "sameAs"), (Original(publisher="The Office"), "isBasedOn")])
def test_linked_data_says_what_a_thing_is_called_elsewhere(tracker: Tracker, of: Original | None, said: str) -> None:
    """A copy is not the same as its original, so it says on what it is based."""
    law = Identifier(scheme="uk-legislation", value="ukpga/2004/31")
    number = Identifier(scheme="uin", value="24742")  # leads nowhere
    name = "undated-parish-digest"
    source = tracker.sources[name].model_copy(
        update={"identifiers": (number, law), "licence": "CC-BY-4.0", "copy_of": of}
    )
    item = Identifier(scheme="wikidata", value="Q1")
    body = tracker.bodies["mill-town-council"].model_copy(update={"identifiers": (item,)})
    changed = {"sources": {**tracker.sources, name: source}, "bodies": {**tracker.bodies, "mill-town-council": body}}
    context = context_of(replace(tracker, **changed))
    work = linked_data.of_record(context, "source", name)["mainEntity"]

    assert work[said] == ["https://www.legislation.gov.uk/ukpga/2004/31"]
    assert work["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert {"sameAs", "isBasedOn"} & set(work) == {said}
    about = linked_data.of_record(context, "body", "mill-town-council")["mainEntity"]
    assert about["sameAs"] == ["https://www.wikidata.org/wiki/Q1"]


def test_downloads_of_the_dataset_are_there(published: Published, context: Context) -> None:
    for item in linked_data.dataset(context)["distribution"]:
        assert item["contentUrl"].removeprefix("https://tracker.example/x/") in published


def test_commit_is_that_of_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GITHUB_SHA", COMMIT)
    assert commit(tmp_path) == COMMIT


@pytest.mark.parametrize("given", ["main", "0123", "$(x)"])
def test_what_is_no_commit_is_not_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, given: str) -> None:
    monkeypatch.setenv("GITHUB_SHA", given)
    assert commit(tmp_path) == ""


def test_commit_is_named_only_while_nothing_differs_from_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GITHUB_SHA", raising=False)
    assert commit(tmp_path) == ""

    def git(*arguments: str) -> str:
        names = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
        return subprocess.run(["git", *names, *arguments], cwd=tmp_path, capture_output=True, text=True).stdout.strip()

    (tmp_path / "file").write_text("one")
    git("init", "--quiet")
    git("add", "file")
    git("commit", "--quiet", "--message", "One")
    assert commit(tmp_path) == git("rev-parse", "HEAD") != ""
    (tmp_path / "file").write_text("two")
    assert commit(tmp_path) == ""


def test_citation_file_says_what_it_must(project: Path) -> None:
    """The fields that the Citation File Format 1.2.0 requires, and ours."""
    found = yaml.safe_load((project / "CITATION.cff").read_text(encoding="utf-8"))
    assert found["cff-version"] == "1.2.0"
    assert found["message"]
    assert found["title"] == yaml.safe_load((project / "data" / "site.yaml").read_text(encoding="utf-8"))["name"]
    assert found["authors"]
    assert found["type"] == "dataset"
    assert found["license"] == "CC-BY-4.0"

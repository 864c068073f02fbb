"""The API: every file fits its description, in the eyes of validators that know nothing of our models."""

from __future__ import annotations

import copy
import csv
import datetime as dt
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from openapi_spec_validator import validate

from macros.derive.state import state_on
from macros.model.commitment import Search
from macros.model.evidence import Evidence
from macros.model.fields import parts
from macros.model.tracker import Tracker
from tests.building import COMMIT, PROJECT
from tests.remade import remade

from .tomorrow import tomorrow

PREFIX = "api/v1"
LONG = 60  # signs of a line: a shorter one, such as a heading, may stand anywhere
Published = dict[str, str | bytes]
Publish = Callable[..., Published]


@pytest.fixture(scope="session")
def document(files: Published) -> dict[str, Any]:
    return json.loads(files[f"{PREFIX}/openapi.json"])


def responses(published: Published) -> Iterator[tuple[str, Any]]:
    """Every answer of the API by its path."""
    for address, text in published.items():
        if address.startswith(f"{PREFIX}/") and "/schema/" not in address and not address.endswith("openapi.json"):
            yield address.removeprefix(PREFIX), json.loads(text)


def schema_for(document: dict[str, Any], path: str) -> str:
    """The name of the one shape whose path fits."""
    patterns = {re.escape(key).replace(r"\{id\}", "[a-z0-9-]+"): item for key, item in document["paths"].items()}
    (found,) = (item for pattern, item in patterns.items() if re.fullmatch(pattern, path))
    target = found["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
    return str(target).rpartition("/")[2]


def validator(document: dict[str, Any], name: str) -> Draft202012Validator:
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    return Draft202012Validator(schema, format_checker=FormatChecker())


def test_description_is_valid_openapi(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_every_file_fits_its_description(files: Published, document: dict[str, Any]) -> None:
    made: dict[str, Draft202012Validator] = {}
    for path, answer in responses(files):
        name = schema_for(document, path)
        made.setdefault(name, validator(document, name)).validate(answer)
    assert made


def test_every_path_of_the_description_has_a_file(files: Published, document: dict[str, Any]) -> None:
    found = {schema_for(document, path) for path, _ in responses(files)}
    assert found == {schema_for(document, path.replace("{id}", "x")) for path in document["paths"]}


def test_every_file_of_the_good_tree_fits_too(published: Published) -> None:
    document = json.loads(published[f"{PREFIX}/openapi.json"])
    for path, answer in responses(published):
        validator(document, schema_for(document, path)).validate(answer)


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("/commitments.json", lambda item: item["items"][0].pop("derived")),
        ("/commitments.json", lambda item: item["items"][0]["derived"].update(delivery=5)),
        ("/commitments.json", lambda item: item["items"][0]["derived"].update(as_of="soon")),
        ("/changes.json", lambda item: item["items"][0].update(date=2026)),
        ("/index.json", lambda item: item.pop("as_of")),
    ],
    ids=["missing", "not a code", "not a day", "not a text", "no day"],
)
def test_description_refuses_what_is_wrong(
    published: Published, path: str, change: Callable[[dict[str, Any]], object]
) -> None:
    document = json.loads(published[f"{PREFIX}/openapi.json"])
    answer = json.loads(published[PREFIX + path])
    change(answer)
    with pytest.raises(ValidationError):
        validator(document, schema_for(document, path)).validate(answer)


def test_every_shape_stands_alone(files: Published) -> None:
    for address, text in files.items():
        if address.startswith(f"{PREFIX}/schema/"):
            schema = json.loads(text)
            Draft202012Validator.check_schema(schema)
            assert "#/components" not in text


def test_a_shape_alone_judges_like_the_description(published: Published) -> None:
    schema = json.loads(published[f"{PREFIX}/schema/CommitmentFile.schema.json"])
    answer = json.loads(published[f"{PREFIX}/commitments/library-hours.json"])
    Draft202012Validator(schema).validate(answer)
    wrong = copy.deepcopy(answer)
    wrong["record"]["events"][0].pop("date")
    assert not Draft202012Validator(schema).is_valid(wrong)


def test_every_field_says_what_it_means(document: dict[str, Any]) -> None:
    for name, schema in document["components"]["schemas"].items():
        for field, part in schema.get("properties", {}).items():
            assert part.get("description"), f"{name}.{field}"


def test_index_counts_what_is_there(published: Published, tracker: Tracker) -> None:
    index = json.loads(published[f"{PREFIX}/index.json"])
    for part in index["items"]:
        listed = json.loads(published[f"{PREFIX}/{part['name']}.json"])
        assert part["count"] == listed["count"] == len(listed["items"])
        assert part["api"].endswith(f"{PREFIX}/{part['name']}.json")
    counts = {part["name"]: part["count"] for part in index["items"]}
    assert counts["commitments"] == len(tracker.commitments)
    assert counts["events"] == sum(len(item.events) for item in tracker.commitments.values())


def addresses(node: Any, names: tuple[str, ...]) -> Iterator[str]:
    """Every address under one of these names."""
    if isinstance(node, dict):
        yield from (value for name, value in node.items() if name in names and isinstance(value, str))
        for value in node.values():
            yield from addresses(value, names)
    elif isinstance(node, list):
        for value in node:
            yield from addresses(value, names)


@pytest.mark.parametrize("base", ["https://tracker.example/x/", ""], ids=["known address", "unknown address"])
def test_every_address_in_the_api_leads_to_a_file_from_where_it_stands(
    publish: Publish, tracker: Tracker, base: str
) -> None:
    """As a browser resolves it; `{id}` stands for any id or day."""
    files, top = publish(tracker, base=base), "https://tracker.example/x/"
    index = json.loads(files[f"{PREFIX}/index.json"])
    for path, answer in responses(files):
        for target in addresses(answer, ("api", "openapi", "archive", "database", "status")):
            assert urljoin(f"{top}{PREFIX}{path}", target).removeprefix(top) in files, (path, target)
        for target in addresses(answer, ("page",)):
            assert re.match(rf"{top}[a-z]+/", urljoin(f"{top}{PREFIX}{path}", target)), (path, target)
    for name, target in index["one"].items():
        for item in json.loads(files[f"{PREFIX}/{name}.json"])["items"][:1]:
            one = target.replace("{id}", item.get("id") or item["date"])
            assert urljoin(f"{top}{PREFIX}/index.json", one).removeprefix(top) in files, name
    assert index["one"].keys() >= {path.split("/")[1] for path, _ in responses(files) if path.count("/") > 1}


def test_every_file_says_shape_day_and_commit(files: Published, today: dt.date) -> None:
    texts = dict(responses(files)) | {"": json.loads(files["data/records.json"])}
    for path, answer in texts.items():
        assert list(answer)[:3] == ["schema_version", "generated_at", "commit"], path
        assert (answer["schema_version"], answer["generated_at"], answer["commit"]) == ("1", "2026-11-21", COMMIT)


def test_a_file_of_tomorrow_fits_the_description_of_today(files: Published, document: dict[str, Any]) -> None:
    """What is promised to be only added may be added: a new field, a new code."""
    made: dict[str, Draft202012Validator] = {}
    for path, answer in responses(files):
        name = schema_for(document, path)
        made.setdefault(name, validator(document, name)).validate(tomorrow(answer))
    editors = json.loads((PROJECT / "data/schema/commitment.schema.json").read_text(encoding="utf-8"))
    assert editors["additionalProperties"] is False  # who writes a record is told of a slip


def test_one_thing_has_one_name(files: Published) -> None:
    """A commitment, a record, a place in a list are called alike in JSON and in tables."""
    for name, text in files.items():
        if name.endswith(".csv"):
            header = str(text).splitlines()[0].split(",")
            assert {"commitment", "record", "order", "place", "primary"}.isdisjoint(header), name
            assert "-" not in name
            assert "number" not in header or name == "data/csv/commitments.csv", name  # of the recommendation
            assert not [cell for cell in header if cell.endswith("_from") and f"{cell[:-4]}to" not in header]
    changes = json.loads(files[f"{PREFIX}/changes.json"])["items"]
    table = list(csv.DictReader(io.StringIO(str(files["data/csv/changes.csv"]), newline="")))
    assert [row["id"] for row in table] == [item["id"] for item in reversed(changes)]
    for field in ("change", "record_kind", "record_id", "corrects_entry", "corrected_by", "value_type"):
        assert [row[field] or None for row in table] == [item[field] for item in reversed(changes)]
    assert {item["days"] for item in changes if item["change"] == "checked"} == {None}


def test_record_is_given_as_it_was_typed(published: Published, tracker: Tracker) -> None:
    for name, commitment in tracker.commitments.items():
        answer = json.loads(published[f"{PREFIX}/commitments/{name}.json"])
        assert answer["record"] == json.loads(commitment.model_dump_json())


def test_derived_state_is_the_state_of_the_day(publish: Publish, tracker: Tracker) -> None:
    day = dt.date(2027, 2, 1)
    files = publish(tracker, day)
    for name, commitment in tracker.commitments.items():
        state = state_on(tracker, commitment, day)
        derived = json.loads(files[f"{PREFIX}/commitments/{name}.json"])["derived"]
        assert derived["as_of"] == day.isoformat()
        assert derived["delivery"] == state.delivery
        assert derived["is_overdue"] == bool(state.overdue)
        assert derived["quiet_days"] == state.quiet_days
        assert derived["last_reported"] == (str(state.newest_evidence) if state.newest_evidence else None)
        assert derived["last_act"] == (str(state.last_act) if state.last_act else None)
        assert derived["points_unmet"] == [point.id for point in state.unmet]


def test_there_is_a_state_for_every_day_of_a_change(files: Published, record: Tracker) -> None:
    days = {answer["as_of"]: answer for path, answer in responses(files) if path.startswith("/as-of/")}
    listed = json.loads(files[f"{PREFIX}/as-of.json"])["items"]
    assert [item["date"] for item in listed] == sorted(days)
    for commitment in record.active.values():
        judged = commitment.assessments
        for before, item in zip((None, *judged), judged, strict=False):
            if before is None or before.delivery != item.delivery:
                assert item.date.first.isoformat() in days or item.date.first < commitment.made_date.first


def test_state_of_a_day_is_that_of_the_pages(files: Published, record: Tracker) -> None:
    for path, answer in responses(files):
        if path.startswith("/as-of/"):
            day = dt.date.fromisoformat(answer["as_of"])
            for item in answer["items"]:
                state = state_on(record, record.commitments[item["id"]], day)
                assert item["delivery"] == state.delivery
                assert item["response"] == (state.response.response if state.response else None)


def test_state_of_a_day_depends_on_nothing_later(publish: Publish, tracker: Tracker) -> None:
    now, later = publish(tracker), publish(tracker, dt.date(2028, 1, 1))
    days = [address for address in now if "/as-of/" in address]
    assert days
    assert all(unstamped(now[address]) == unstamped(later[address]) for address in days)


def unstamped(text: str | bytes) -> str:
    """A file without the day for which it was made."""
    return re.sub(r'^(\{"schema_version":"1",)"generated_at":"[0-9-]{10}",', r"\1", str(text))


def test_new_entry_is_a_new_change(publish: Publish, tracker: Tracker) -> None:
    record = tracker.commitments["bridge-repair"]
    search = Search(date=dt.date(2026, 12, 1), places=("pages",), words=("pay",), found="Nothing new.", corrects=None)
    grown = remade(record, searches=(*record.searches, search))
    later = replace(tracker, commitments={**tracker.commitments, "bridge-repair": grown})

    before = json.loads(publish(tracker)[f"{PREFIX}/changes.json"])["items"]
    after = json.loads(publish(later)[f"{PREFIX}/changes.json"])["items"]

    assert after[1:] == before
    assert (after[0]["change"], after[0]["recorded"]) == ("checked", "2026-12-01")


def unquoted(record: Tracker) -> list[str]:
    """The longest line of each stored text that nothing quotes: what is shown of a text is what is quoted of it."""
    records = [*record.commitments.values(), *record.figures.values(), *record.background.values()]
    quotes: dict[str, list[str]] = defaultdict(list)
    for item in (part for found in records for _, part in parts(found.as_written) if isinstance(part, Evidence)):
        quotes[item.source] += [words.strip(" .,") for words in re.split(r"…|\[[^\]]*\]", item.quote or "")]
    lines = {
        name: [line for line in text.splitlines() if not any(words and words in line for words in quotes[name])]
        for name, text in record.texts.items()
    }
    return [line for found in lines.values() if len(line := max(found, key=len, default="")) > LONG]


def test_the_town_holds_words_that_nothing_quotes(record: Tracker) -> None:
    assert unquoted(record)


def test_texts_that_we_hold_are_not_published(files: Published, record: Tracker) -> None:
    """Quotes go out, whole articles never."""
    passages = unquoted(record)
    for address, content in files.items():
        text = content if isinstance(content, str) else content.decode("utf-8", "ignore")
        assert not [passage for passage in passages if passage in text], address


def test_only_what_depends_on_the_day_changes_with_it(publish: Publish, tracker: Tracker) -> None:
    now, later = publish(tracker), publish(tracker, dt.date(2027, 1, 1))
    changed = {address for address in now if unstamped(now[address]) != unstamped(later[address])}
    steady = (
        "api/v1/sources",
        "api/v1/bodies",
        "api/v1/changes",
        "api/v1/codelists",
        "feeds/",
        "calendar",
        "data/csv/e",
    )
    assert now.keys() == later.keys()
    assert not [address for address in changed if address.startswith(steady)]

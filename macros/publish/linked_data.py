"""What a page is called in a browser tab, in the history and on a share card: plain words that others may see.

What a page is about, in the words of schema.org (JSON-LD), for search engines and data catalogues.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from macros.derive import as_of, overview
from macros.derive.overview import bodies_of
from macros.derive.reports import sentence_case
from macros.model.dates import in_words
from macros.model.evidence import Evidence, Identifier
from macros.model.fields import parts
from macros.model.tracker import Tracker
from macros.publish.citing import title_of
from macros.render.links import WHOLE, address, file_address, outward
from macros.render.page import Context


def tab_title(tracker: Tracker, kind: str, name: str) -> str:
    """A calm name for the page of a record; empty for other pages, which are named by us anyway.

    The titles of sources are their publishers' and may alarm, so a source is called by its publisher and date.
    """
    return _TITLES[kind](tracker, name) if kind in _TITLES else ""


def _commitment_tab(tracker: Tracker, name: str) -> str:
    record = tracker.commitments[name]
    title = record.short_title or record.title
    return f"{record.recommendation.label}. {title}" if record.recommendation else title


def _source_tab(tracker: Tracker, name: str) -> str:
    source = tracker.sources[name]
    return f"{source.publisher}, {in_words(source.issued) if source.issued else 'no date'}"


def _figure_tab(tracker: Tracker, name: str) -> str:
    body = tracker.bodies[tracker.figures[name].body]
    return f"Figure: {body.short_name or body.name}"


_TITLES: dict[str, Callable[[Tracker, str], str]] = {
    "commitment": _commitment_tab,
    "source": _source_tab,
    "figure": _figure_tab,
    "body": lambda tracker, name: tracker.bodies[name].short_name or tracker.bodies[name].name,
    "theme": lambda tracker, name: tracker.themes[name].title,
    "event": lambda tracker, name: tracker.events[name].title,
    "report": lambda tracker, name: sentence_case(tracker.reports[name].short_name),
}


Node = dict[str, Any]
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_CONTEXT = "https://schema.org"


def dataset(context: Context) -> Node:
    """The record as a whole: a dataset with its downloads."""
    name, written = context.site.name, context.newest
    archive = file_address("zip", record_id=context.tracker.site.slug)
    distribution = [
        _download(context, archive, "application/zip", "Everything as one archive"),
        _download(context, WHOLE["records"], "application/json", "All records as one JSON file"),
        _download(context, WHOLE["package"], "application/json", "Tables, with a data package descriptor"),
        _download(context, WHOLE["feed"], "application/atom+xml", "Feed of changes"),
    ]
    begins = as_of.first_month(context.tracker)
    found = {
        "@context": _CONTEXT,
        "@type": "Dataset",
        "name": f"{name}: data",
        "description": context.tracker.site.description,
        "license": LICENCE,
        "creator": {"@type": "Organization", "name": name},
        "isAccessibleForFree": True,
        "inLanguage": "en-GB",
        "temporalCoverage": f"{begins.first}/.." if begins else None,
        "dateModified": written.isoformat() if written else None,
        "distribution": distribution,
        "url": outward(context.site, "data/", "") if context.site.base else None,
    }
    return _known(found)


def _download(context: Context, target: str, media: str, name: str) -> Node:
    url = outward(context.site, target, "data/")
    return {"@type": "DataDownload", "name": name, "encodingFormat": media, "contentUrl": url}


def of_record(context: Context, kind: str, record_id: str) -> Node:
    """The page of one record, and what it is about."""
    page = address(context.tracker, kind, record_id)
    written = context.written.get((kind, record_id))
    found = {
        "@context": _CONTEXT,
        "@type": "WebPage",
        "name": title_of(context, kind, record_id),
        "inLanguage": "en-GB",
        "license": LICENCE,
        "isPartOf": {"@type": "WebSite", "name": context.site.name},
        "dateModified": written.isoformat() if written else None,
        "url": outward(context.site, page, "") if context.site.base else None,
    }
    return _known(found | _ABOUT[kind](context, record_id))


def _commitment(context: Context, record_id: str) -> Node:
    commitment = context.tracker.commitments[record_id]
    return {
        "description": commitment.summary,
        "about": [_named(context, "Thing", "theme", name) for name in commitment.themes],
        "mentions": [_organisation(context, name) for name in bodies_of(commitment)],
        "citation": [_work(context, name) for name in _sources(context, record_id)],
    }


def _sources(context: Context, record_id: str) -> list[str]:
    found = parts(context.tracker.commitments[record_id])
    return sorted({part.source for _, part in found if isinstance(part, Evidence)})


def _body(context: Context, record_id: str) -> Node:
    body = context.tracker.bodies[record_id]
    about = _organisation(context, record_id) | {"description": body.description}
    return {"description": body.description, "mainEntity": _known(about)}


def _report(context: Context, record_id: str) -> Node:
    report = context.tracker.reports[record_id]
    made = _known({"@type": "CreativeWork", "name": report.name, "datePublished": str(report.published)})
    own = overview.recommendations(context.tracker, record_id)
    return {
        "@type": "CollectionPage",
        "mainEntity": made | {"author": _organisation(context, report.body)},
        "hasPart": [_named(context, "WebPage", "commitment", name) for name in own],
    }


def _theme(context: Context, record_id: str) -> Node:
    commitments = context.tracker.counted.items()
    parts = [name for name, item in commitments if record_id in item.themes]
    return {
        "@type": "CollectionPage",
        "description": context.tracker.themes[record_id].description,
        "hasPart": [_named(context, "WebPage", "commitment", name) for name in parts],
    }


def _event(context: Context, record_id: str) -> Node:
    event = context.tracker.events[record_id]
    return {
        "description": event.what,
        "about": [_named(context, "WebPage", "commitment", bearing.commitment) for bearing in event.bears_on],
    }


def _figure(context: Context, record_id: str) -> Node:
    figure = context.tracker.figures[record_id]
    measured = {"@type": "PropertyValue", "name": figure.title, "description": figure.definition}
    measured["unitText"] = context.tracker.title_of("unit", figure.unit)
    observed = {
        "@type": "Dataset",
        "name": figure.title,
        "description": figure.definition,
        "license": LICENCE,
        "creator": _organisation(context, figure.body),
        "variableMeasured": measured,
    }
    return {"description": figure.definition, "mainEntity": observed}


_ABOUT = {
    "commitment": _commitment,
    "event": _event,
    "report": _report,
    "body": _body,
    "theme": _theme,
    "source": lambda context, name: {"mainEntity": _work(context, name)},
    "figure": _figure,
}


def _named(context: Context, type: str, kind: str, name: str) -> Node:
    return {"@type": type, "name": title_of(context, kind, name)}


def _organisation(context: Context, name: str) -> Node:
    body = context.tracker.bodies[name]
    same = _elsewhere(context, body.identifiers)
    return _known({"@type": "Organization", "name": body.name, "url": body.url, "sameAs": same})


def _elsewhere(context: Context, identifiers: tuple[Identifier, ...]) -> list[str]:
    """Where what is known elsewhere by these identifiers can be read."""
    schemes = context.tracker.codelists["identifier-scheme"]
    found = (schemes.meaning(item.scheme).address_of(item.value) for item in identifiers)
    return [address for address in found if address]


def _work(context: Context, name: str) -> Node:
    source = context.tracker.sources[name]
    elsewhere = "isBasedOn" if source.copy_of else "sameAs"
    return _known(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "publisher": {"@type": "Organization", "name": source.publisher},
            "datePublished": str(source.issued) if source.issued else None,
            "url": source.url,
            "license": context.tracker.codelists["licence"].meaning(source.licence).address,
            elsewhere: _elsewhere(context, source.identifiers),
        }
    )


def _known(node: Node) -> Node:
    """The node without what is not known or empty."""
    return {key: value for key, value in node.items() if value not in (None, [], "")}


FEED_OF = ("commitment", "report", "body", "theme")


def alternates(context: Context, kind: str, record_id: str, page: str) -> list[tuple[str, str, str]]:
    """Other forms of a page: media type, title, address. Every page has the feed of everything."""
    found = [("application/atom+xml", "All changes", WHOLE["feed"])]
    if kind in FEED_OF:
        found.append(("application/atom+xml", "Changes of this page", file_address("feed", kind, record_id)))
    if kind:
        found.append(("application/json", "This page as data", file_address("api", kind, record_id)))
        found.append(("text/markdown", "This page as plain text", file_address("prose", kind, record_id)))
    return [(media, title, outward(context.site, target, page)) for media, title, target in found]

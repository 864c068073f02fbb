"""Values to HTML: finished, escaped, and never again read by a Markdown parser or a second template engine."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from macros.derive.as_of import Past, past
from macros.derive.bodies import Relations, Roles, relations, roles
from macros.derive.overview import Overview, overview, written
from macros.derive.reports import whole_title
from macros.derive.timeline import Citation, TimelineEntry, citations, timeline_entries
from macros.derive.words import FirstUse, Words, words
from macros.derive.worklist import Entry, entries, ledger
from macros.history.change import Change
from macros.history.changes import changes, corrections, told_once
from macros.model.tracker import Tracker
from macros.render import links
from macros.render.environment import Names, environment, names


@dataclass(frozen=True, repr=False)  # whoever prints the settings must not print the whole record
class Context:
    """What every page is drawn from: the record, its state on the day, and where the site is published."""

    tracker: Tracker
    today: dt.date
    site: links.Site
    overview: Overview
    citations: Mapping[str, tuple[Citation, ...]]
    words: Words

    @classmethod
    def of(cls, tracker: Tracker, today: dt.date, site: links.Site | None = None) -> Context:
        """Derive once what many pages share."""
        site = replace(site or links.Site(), name=tracker.site.name)
        return cls(tracker, today, site, overview(tracker, today), citations(tracker), words(tracker))

    @property
    def recommendations_title(self) -> str:
        """What links call the page of the recommendations."""
        return whole_title(self.tracker)

    @functools.cached_property
    def relations(self) -> Relations:
        """Which records name each other."""
        return relations(self.tracker)

    @functools.cached_property
    def roles(self) -> Mapping[str, Roles]:
        """What each body has to do with the promises."""
        return {name: roles(self.overview.states, name) for name in self.tracker.bodies}

    @functools.cached_property
    def ledger(self) -> tuple[Entry, ...]:
        """Every date that was ever promised, the earliest first."""
        return entries(ledger(self.overview.states))

    @functools.cached_property
    def timeline(self) -> tuple[TimelineEntry, ...]:
        """All dated entries, oldest first."""
        return timeline_entries(self.tracker)

    @functools.cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every change in the order in which it was written down, oldest first."""
        return changes(self.tracker)

    @functools.cached_property
    def news(self) -> tuple[Change, ...]:
        """The changes, each happening told once."""
        return told_once(self.tracker, self.changes)

    @functools.cached_property
    def corrections(self) -> Mapping[tuple[str, str], tuple[Change, ...]]:
        """What was put right, by kind and id of the record, the newest first."""
        found: dict[tuple[str, str], list[Change]] = {}
        for change in corrections(self.changes):
            found.setdefault((change.record_kind, change.record), []).append(change)
        return {key: tuple(items) for key, items in found.items()}

    @functools.cached_property
    def written(self) -> Mapping[tuple[str, str], dt.date]:
        """By kind and id, the newest day on which anything was written that the page of a record rests on."""
        return written(self.tracker)

    @property
    def newest(self) -> dt.date | None:
        """The newest day on which anything was written about a commitment or figure; None in an empty record."""
        days = (day for (kind, _), day in self.written.items() if kind in ("commitment", "figure"))
        return max(days, default=None)

    @functools.cached_property
    def past(self) -> Past:
        """The record by day."""
        return past(self.tracker, self.today, self.changes)

    @functools.cached_property
    def rows(self) -> dict[str, tuple[dt.date, Markup]]:
        """The row of each commitment that the last page of a past day held, with the start of its standing.

        Measured at 1,000 commitments: 9.8 seconds of processor time, and 10.3 without.
        """
        return {}

    @functools.cached_property
    def first_use(self) -> FirstUse:
        """Which words the page that is being drawn has explained."""
        return FirstUse(self.words)

    @functools.cached_property
    def _names_by_depth(self) -> dict[int, Names]:
        return {}

    def names(self, address: str) -> Names:
        """What a template at an address may use: the same for all pages that stand as deep."""
        depth = address.count("/")
        if depth not in self._names_by_depth:
            shared = {"context": self, "today": self.today, "site": self.site, "explained": self.first_use.pieces}
            self._names_by_depth[depth] = names(self.tracker, self.overview, depth, shared)
        return self._names_by_depth[depth]


def page(context: Context, template: str, address: str, **values: Any) -> Markup:
    """Draw one page. `address` is where it will stand, so that links can be relative."""
    context.first_use.begin()
    return Markup(html(context, f"pages/{template}.html.jinja", address, **values).strip())


def html(context: Context, template: str, address: str, **values: Any) -> str:
    """Draw one template to text."""
    return environment().get_template(template).render({**context.names(address), **values})


def macros_of(context: Context, template: str) -> Any:
    """The macros of a template as functions: for what is drawn more often than pages are, and links to none."""
    return environment().get_template(template).make_module(context.names(""))

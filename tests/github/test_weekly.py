"""The weekly issue: what the visits showed, how it reads, and the one issue that it becomes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from macros.checks import load
from macros.contribute.fetch import Kind, NotFetched, Page
from macros.contribute.github import escape_for_github
from macros.contribute.maintenance import Drift, Link, Seen, links, look, text
from macros.derive.overview import overview

MINUTES = "https://council.example.org/minutes/2025-03-10"
NOTHING = Seen()


class Visits:
    """A visitor that knows what each address shows."""

    def __init__(self, pages: dict[str, Page | NotFetched]) -> None:
        self.pages, self.asked = pages, []

    def get(self, address: str) -> Page:
        self.asked.append(address)
        found = self.pages.get(address, Page(address, (), "application/pdf", b"%PDF", True))
        if isinstance(found, NotFetched):
            raise found
        return found


def html(words: str) -> Page:
    return Page(MINUTES, (), "text/html; charset=utf-8", f"<p>{words}</p>".encode(), True)


@pytest.fixture
def seen(good: Path, today: dt.date) -> Callable[[dict[str, Page | NotFetched]], Seen]:
    return lambda pages: look(load(good, today), Visits(pages))  # type: ignore[arg-type]


def test_every_address_is_visited_once(good: Path, today: dt.date) -> None:
    tracker = load(good, today)
    visits = Visits({})
    look(tracker, visits)  # type: ignore[arg-type]

    assert visits.asked == sorted({source.url for source in tracker.sources.values() if source.url} | others(tracker))


def others(tracker: Any) -> set[str]:
    bodies = {body.url for body in tracker.bodies.values() if body.url}
    return bodies | {helpline.url for helpline in tracker.helplines.helplines}


def test_dead_and_closed_pages_are_told_apart(seen: Any) -> None:
    gone, closed = NotFetched(Kind.GONE, "no such page"), NotFetched(Kind.CLOSED, "not for programs")
    found = seen({MINUTES: gone, "https://transport.example.org/letters/12": closed})

    assert [(item.files, item.reason) for item in found.dead] == [
        (("data/sources/2025-03-10-council-minutes.yaml",), "no such page")
    ]
    assert [item.reason for item in found.closed] == ["not for programs"]


def test_quote_that_its_page_does_not_hold_any_longer_has_drifted(seen: Any, good: Path) -> None:
    minutes = (good / "seeds" / "2025-03-10-council-minutes.txt").read_text()

    assert seen({MINUTES: html(minutes)}).drifts == ()
    (drift,) = seen({MINUTES: html(minutes.replace("without conditions", "with conditions"))}).drifts
    assert drift.quotes == ("The council accepts the petition in full and without conditions",)


def test_page_that_is_no_text_shows_no_drift(seen: Any) -> None:
    cut = Page(MINUTES, (), "text/html", b"<p>The", False)

    assert seen({}).drifts == ()
    assert seen({MINUTES: cut}).drifts == ()


def written(good: Path, day: dt.date, found: Seen = NOTHING) -> str:
    tracker = load(good, day)
    return text(found, overview(tracker, day).states, day, tracker.policy.coming_days)


def test_dates_that_come_and_dates_that_passed_are_told(good: Path) -> None:
    """The made-up sum is due in 2027, as exactly as that."""
    assert "2027: The sum is paid" in written(good, dt.date(2027, 12, 5))
    assert "Dates in the next 30 days" in written(good, dt.date(2027, 12, 5))
    assert "Dates that passed in the last week" in written(good, dt.date(2028, 1, 3))
    assert "The sum is paid" not in written(good, dt.date(2028, 1, 20))


def test_due_checks_are_told_with_the_longest_wait_first(good: Path) -> None:
    found = written(good, dt.date(2027, 6, 1))

    assert "## Due a check, longest first (2)" in found
    assert "`data/commitments/bridge-repair.yaml`, since " in found


def test_nothing_to_do_is_an_empty_text(good: Path, today: dt.date) -> None:
    closed = Link("https://a.example/", ("data/bodies/a.yaml",), "not for programs")

    assert written(good, today) == ""
    assert written(good, today, Seen((), (closed,), (), 1)) == ""


def test_what_a_server_sent_is_escape_for_github(good: Path, today: dt.date) -> None:
    link = Link("https://a.example/?q=@owners", ("data/sources/a.yaml",), "no answer: <b>@owners</b> #1")
    found = Seen((link,), (), (Drift("a", link.address, ("a](b",)),), 2)
    shown = written(good, today, found)

    assert escape_for_github("<b>@owners</b> #1") in shown
    assert "@owners" not in shown
    assert "](" not in shown


def test_a_fragment_is_not_a_second_address(good: Path, today: dt.date) -> None:
    file = good / "data" / "sources" / "2025-10-transport-letter.yaml"
    file.write_text(file.read_text().replace("https://transport.example.org/letters/12", f"{MINUTES}#top"))
    found = [link for link in links(load(good, today)) if link.address == MINUTES]

    assert [len(link.files) for link in found] == [2]


def test_step_leaves_the_text_of_the_issue(checkout: Any, step: Any) -> None:
    """The step itself, but without the visits, which have tests of their own."""
    found = step("weekly", "look", "Look")
    script = found["run"].replace("tracker weekly", "tracker weekly --offline")
    done = checkout.run({**found, "run": script}, {}, TODAY="2027-06-01")

    assert done.returncode == 0, done.stderr
    assert "Due a check" in (checkout.root / "weekly" / "issue.md").read_text()


def test_installing_is_a_target_of_make(checkout: Any, step: Any) -> None:
    assert checkout.run(step("weekly", "look", "Install"), {}).returncode == 0


def told(checkout: Any, step: Any, github: Any, words: str, *, fork: bool = False) -> None:
    folder = checkout.root / "weekly"
    folder.mkdir(exist_ok=True)
    (folder / "issue.md").write_text(words)
    github.replies["GET", ""] = {"fork": fork}
    done = checkout.run(step("weekly", "tell", "Tell"), {})
    assert done.returncode == 0, done.stderr


def test_first_week_opens_the_issue(checkout: Any, step: Any, github: Any) -> None:
    told(checkout, step, github, "A link died.")
    (issue,) = github.sent("POST", "/issues")

    assert issue["title"] == "Links, quotes and dates that need a look"
    assert issue["body"] == "<!-- weekly -->\nA link died."


def test_next_week_writes_it_anew(checkout: Any, step: Any, github: Any) -> None:
    github.replies["GET", "/issues"] = [{"number": 3, "body": "other"}, {"number": 7, "body": "<!-- weekly -->\nOld."}]
    told(checkout, step, github, "Another link died.")

    assert github.writes == [("PATCH", "/issues/7")]
    assert github.sent("PATCH", "/issues/7") == [{"body": "<!-- weekly -->\nAnother link died."}]


def test_good_week_closes_it(checkout: Any, step: Any, github: Any) -> None:
    github.replies["GET", "/issues"] = [{"number": 7, "body": "<!-- weekly -->\nOld."}]
    told(checkout, step, github, "\n")

    assert github.sent("PATCH", "/issues/7") == [{"state": "closed"}]


def test_good_week_without_an_issue_does_nothing(checkout: Any, step: Any, github: Any) -> None:
    told(checkout, step, github, "")

    assert github.writes == []


def test_nothing_is_opened_on_a_fork(checkout: Any, step: Any, github: Any) -> None:
    told(checkout, step, github, "A link died.", fork=True)

    assert github.writes == []

"""Feeds: read by a feed parser; the same entries for ever; nothing new without a new fact."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import feedparser
import pytest

from macros.history.change import Change
from macros.history.changes import of
from macros.model.commitment import Assessment
from macros.model.dates import PartialDate
from macros.model.tracker import Tracker
from tests.remade import remade

Published = dict[str, str | bytes]
Publish = Callable[..., Published]
LIBRARY = "feeds/commitments/library-hours.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
_TAG = re.compile(r"tag:[a-z0-9-]+,20[0-9]{2}:[\w./-]+")


@cache
def parsed(text: str | bytes) -> feedparser.FeedParserDict:
    found = feedparser.parse(text, sanitize_html=False, resolve_relative_uris=False)  # neither is what is looked at
    assert not found.bozo, found.get("bozo_exception")
    return found


def went_back(tracker: Tracker) -> Tracker:
    """The record with one entry more: the library's status goes back."""
    record = tracker.commitments["library-hours"]
    entry = Assessment(
        date=PartialDate("2026-12"),
        recorded=dt.date(2026, 12, 5),
        delivery="under-way",
        reason="The van <stopped> & was sold.",
        rests_on=("inspected",),
        confirmed_by=None,
        successor=None,
        corrects=None,
    )
    changed = remade(record, assessments=(*record.assessments, entry))
    return replace(tracker, commitments={**tracker.commitments, "library-hours": changed})


def test_every_feed_reads_without_complaint(files: Published) -> None:
    feeds = {address: parsed(text) for address, text in files.items() if address.endswith(".atom")}
    assert feeds
    for found in feeds.values():
        assert found.version == "atom10"
        assert found.feed.title
        assert _TAG.fullmatch(found.feed.id)
        for entry in found.entries:
            assert _TAG.fullmatch(entry.id)
            assert entry.title
            assert entry.content[0].value
            assert entry.link.startswith("https://tracker.example/x/")


@pytest.mark.parametrize("folder", ["commitments", "bodies", "themes"])
def test_every_record_has_its_feed(published: Published, tracker: Tracker, folder: str) -> None:
    assert all(f"feeds/{folder}/{name}.atom" in published for name in getattr(tracker, folder))


def test_ids_are_unique_in_a_feed_and_shared_between_feeds(files: Published, record: Tracker) -> None:
    newest = parsed(files["feeds/all.atom"]).entries
    shared, oldest = {entry.id for entry in newest}, min(entry.published for entry in newest)
    own_only = {f"feeds/commitments/{name}.atom" for names in record.again.values() for name in names}
    for address in (address for address in files if address.startswith("feeds/commitments/")):
        entries = parsed(files[address]).entries
        own = [entry.id for entry in entries]
        assert len(own) == len(set(own)), address
        told = {entry.id for entry in entries if entry.published > oldest}
        assert address in own_only or told <= shared, address


def test_entry_says_what_changed_why_and_on_which_evidence(publish: Publish, tracker: Tracker) -> None:
    entry = parsed(publish(went_back(tracker))[LIBRARY]).entries[0]
    text = entry.content[0].value

    assert entry.title.startswith("Went back from Part delivered to Under way")
    for words in (
        "Part delivered",
        "Under way",
        "December 2026",
        "5 December 2026",
        "The library was open on six days",
    ):
        assert words in text
    assert "https://tracker.example/x/sources/2025-09-30-inspection-report/" in text


def test_words_of_the_record_are_no_markup(publish: Publish, tracker: Tracker) -> None:
    raw = publish(went_back(tracker))[LIBRARY]
    content = etree.fromstring(raw).findall(f"{ATOM}entry/{ATOM}content")[0].text
    assert content is not None
    assert "&lt;stopped&gt; &amp; was sold" in content


def test_rebuild_without_a_new_fact_is_the_same_feed(publish: Publish, tracker: Tracker) -> None:
    today, next_year = publish(tracker), publish(tracker, dt.date(2027, 11, 21))
    assert all(today[address] == next_year[address] for address in today if address.endswith(".atom"))


def test_new_fact_is_one_new_entry_of_the_day_it_was_written(publish: Publish, tracker: Tracker) -> None:
    before, after = (parsed(publish(item)[LIBRARY]) for item in (tracker, went_back(tracker)))
    assert [entry.id for entry in after.entries][1:] == [entry.id for entry in before.entries]
    assert after.entries[0].updated == after.feed.updated == "2026-12-05T00:00:00Z"
    assert before.feed.updated == "2026-11-21T00:00:00Z"


def test_what_went_back_is_in_the_feed_of_its_kind_its_body_and_its_theme(publish: Publish, tracker: Tracker) -> None:
    files = publish(went_back(tracker))
    wanted = parsed(files[LIBRARY]).entries[0].id
    for address in ("changes/went-back", "bodies/mill-town-council", "themes/public-places"):
        assert wanted in [entry.id for entry in parsed(files[f"feeds/{address}.atom"]).entries]
    assert wanted not in [entry.id for entry in parsed(files["feeds/commitments/bridge-repair.atom"]).entries]


def test_slipped_date_is_in_the_feed_of_its_kind(published: Published, tracker: Tracker) -> None:
    (entry,) = parsed(published["feeds/changes/slipped.atom"]).entries
    assert re.match(r"Deadline moved [\d,]+ days later, from March 2026 to 2027: ", entry.title)
    moved: list[Change] = [item for item in of(tracker, "commitment", "bridge-repair") if item.kind == "slipped"]
    assert f"{moved[0].days} days later" in entry.content[0].value


def test_order_is_newest_first(files: Published) -> None:
    days = [entry.updated for entry in parsed(files["feeds/all.atom"]).entries]
    assert days == sorted(days, reverse=True)


def test_links_fit_the_place_of_the_feed_when_the_address_is_unknown(publish: Publish, tracker: Tracker) -> None:
    files = publish(tracker, base="")
    for address, up in (("feeds/all.atom", "../"), (LIBRARY, "../../")):
        root = etree.fromstring(files[address])
        links = [link.get("href", "") for link in root.iter(f"{ATOM}link") if link.get("rel") == "alternate"]
        folders = [f"{up}{folder}/" for folder in ("commitments", "figures", "background", "bodies")]
        assert all(link == up or link.startswith(tuple(folders)) for link in links)

"""Citations turn the record round: every piece of evidence stands under its source, once."""

from __future__ import annotations

from macros.derive.timeline import citations
from macros.model.evidence import Evidence
from macros.model.fields import parts
from macros.model.tracker import Tracker


def test_every_piece_of_evidence_is_cited_once(tracker: Tracker) -> None:
    records = [*tracker.commitments.values(), *tracker.figures.values(), *tracker.background.values()]
    given = [part for record in records for _, part in parts(record) if isinstance(part, Evidence)]
    cited = [citation.evidence for found in citations(tracker).values() for citation in found]

    assert sorted(map(repr, cited)) == sorted(map(repr, given))


def test_a_citation_stands_under_its_own_source(tracker: Tracker) -> None:
    for source, found in citations(tracker).items():
        assert {citation.evidence.source for citation in found} <= {source}


def test_every_source_has_a_place_even_when_nothing_rests_on_it(tracker: Tracker) -> None:
    assert set(citations(tracker)) >= set(tracker.sources)


def test_a_statement_is_the_sentence_that_the_evidence_carries(tracker: Tracker) -> None:
    found = {
        (citation.record, citation.anchor): citation.statement
        for citation in citations(tracker)["2025-09-30-inspection-report"]
    }

    assert found["library-hours", "event-staff-hired"] == "The council hired four librarians."
    assert found["bridge-repair", "conflict-1"] == "The bridge is 40 metres long."
    assert found["bridge-repair", "recommendation"] == "Repair the mill bridge"

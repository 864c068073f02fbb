"""The vocabularies: every allowed value with its meaning and, where rules need it, its weight."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from macros.model.base import Coded, Flag, Id, Record, Text, described
from macros.model.corrections import EDITS, Edit
from macros.model.entries import DatedRecord

Delivery = Annotated[str, Coded("delivery")]


class CodelistValue(Record):
    """One allowed value. The optional fields say what the rules may conclude from it."""

    code: Id = described("Code", "What a record holds.", "under-way")
    title: Text = described("Title", "What a reader sees.", "Under way")
    description: Text = described("Description", "What it means.", "At least one act has been carried out.")
    question: Text | None = described("Question", "Asked in order; the first yes wins.", None, default=None)
    needs: Text | None = described("Needs", "The evidence it needs, in words.", None, default=None)
    rank: int | None = described("Rank", "Higher means further on.", 3, ge=0, default=None)
    closed: Flag = described("Closed", "Whether nothing more is expected.", False, default=False)
    primary: Flag = described("Primary", "Whether the body itself or the law speaks.", False, default=False)
    carries: Delivery | None = described(
        "Carries alone", "Highest delivery one such source can carry.", None, default=None
    )
    carries_with_second: Delivery | None = described(
        "Carries with a second", "Highest delivery that two independent publishers can carry.", None, default=None
    )
    carries_without_instrument: Delivery | None = described(
        "Carries where nothing public is left",
        "Highest delivery for a point without a public instrument.",
        None,
        default=None,
    )
    confirms: Annotated[str, Coded("confirmation")] | None = described(
        "Confirms", "Whose confirmation it counts as.", None, default=None
    )
    check_days: int | None = described(
        "Days between checks", "After these days a check is due.", 90, ge=1, le=3660, default=None
    )
    rungs: dict[str, Text] | None = described(
        "Rungs", "What each delivery value means for this kind.", None, default=None
    )
    published_in: Text | None = described(
        "Published in", "Where evidence of it would be published.", "On legislation.gov.uk.", default=None
    )
    requests: tuple[Annotated[str, Coded("request")], ...] = described(
        "How to ask", "Kinds of request that reach such a body.", ["written-question"], default=()
    )


class Codelist(DatedRecord):
    """One vocabulary."""

    title: Text = described("Title", "The vocabulary.", "Delivery")
    description: Text = described("Description", "What it is for.", "What has happened.")
    values: tuple[CodelistValue, ...] = described("Values", "The allowed values, in order.", [], min_length=1)
    edits: tuple[Edit, ...] = described(*EDITS, default=())

    def __getitem__(self, code: str) -> CodelistValue:
        """The value with this code; KeyError when there is none."""
        return self.by_code[code]

    @cached_property
    def by_code(self) -> dict[str, CodelistValue]:
        """All values by their code, in order."""
        return {value.code: value for value in self.values}

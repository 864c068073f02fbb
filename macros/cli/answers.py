"""Questions at the terminal, and the same answers by options: one table of fields for both.

The fields of an entry are made from the models, the codelists and the record that it is for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from macros.checks.rule import did_you_mean, one_of
from macros.cli import Ask, Stop
from macros.model.base import Coded, Record, Refers
from macros.model.fields import markers_of
from macros.model.tracker import Tracker
from macros.read.kinds import FOLDERS

Values = Mapping[str, Any]
_INNER = {"meets": "done_when", "points": "done_when", "rests_on": "events"}
_EVIDENCE = {
    "source": "The id of a source that shows it. Repeat it, with its own words behind it, for several.",
    "quote": "The source's own words, word for word, where its text or fingerprint is held.",
    "says": "What the source says, in our words, where neither is held.",
    "locator": "Where to look: page, paragraph, column or heading.",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One value to be known. `choices` are code and meaning of what is allowed; empty when it is free text.

    `many` takes several values; `needed` must have one; `default` is what an empty answer means.
    """

    name: str
    help: str
    choices: tuple[tuple[str, str], ...] = ()
    many: bool = False
    needed: bool = False
    default: str = ""

    @property
    def option(self) -> str:
        """How it is written on the command line."""
        return "--" + self.name.replace("_", "-")


def fields_of(
    model: type[Record], tracker: Tracker | None = None, record: Record | None = None, today: dt.date | None = None
) -> tuple[Field, ...]:
    """The questions for one part of a record; without a tracker, only their names and meanings.

    `record` is the one that it is for, `today` when it is written. Evidence and corrections are asked for apart.
    """
    asked = {name: info for name, info in model.model_fields.items() if name not in ("evidence", "corrects")}
    return tuple(_field(name, info, tracker, record, today) for name, info in asked.items())


def _field(name: str, info: Any, tracker: Tracker | None, record: Record | None, today: dt.date | None) -> Field:
    choices = tuple(_choices(name, info, tracker, record)) if tracker else ()
    example = f" Example: {info.examples[0]}" if info.examples and isinstance(info.examples[0], str) else ""
    return Field(
        name,
        f"{info.description}{'' if choices else example}",
        choices,
        many="tuple" in str(info.annotation),
        needed=info.is_required() and name != "id",
        default=str(today) if name == "recorded" and today else "",
    )


def _choices(name: str, info: Any, tracker: Tracker, record: Record | None) -> Iterable[tuple[str, str]]:
    if name in _INNER:
        items = getattr(record, _INNER[name], ())
        return [(item.id, getattr(item, "text", "") or getattr(item, "what", "")) for item in items]
    for marker in markers_of(info):
        if isinstance(marker, Coded) and marker.codelist in tracker.codelists:
            return [(value.code, value.title) for value in tracker.codelists[marker.codelist].values]
        if isinstance(marker, Refers):
            records = getattr(tracker, FOLDERS[marker.kind])
            return [(key, getattr(item, "name", "") or getattr(item, "title", "")) for key, item in records.items()]
    return []


def options(fields: Iterable[Field]) -> list[click.Parameter]:
    """The fields as options. What is allowed is checked later, so that the message can say what was meant."""
    more = {True: " Repeat it for several.", False: ""}
    return [
        click.Option([field.option, field.name], multiple=field.many, default=None, help=field.help + more[field.many])
        for field in fields
    ]


def answers(fields: Sequence[Field], given: Values, ask: Ask) -> dict[str, Any]:
    """A value for every field: from the options, else asked for, else the default.

    Raises:
        Stop: what is needed is missing or not allowed, and `ask` is None. All of it is told at once.
    """
    found: dict[str, Any] = {}
    wrong: list[str] = []
    for field in fields:
        value = given.get(field.name)
        try:
            found[field.name] = _allowed(field, value) if value or ask is None else _asked(field, ask)
        except Stop as stop:
            wrong.append(stop.message)
    if wrong:
        raise Stop("\n".join(wrong))
    return found


def _allowed(field: Field, value: str | Sequence[str] | None) -> str | list[str]:
    """The value, when it may stand here."""
    given = [value] if isinstance(value, str) else value or ()
    items = [item.strip() for item in given if item.strip()] or ([field.default] if field.default else [])
    codes = [code for code, _ in field.choices]
    for item in items if codes else ():
        if item not in codes:
            raise Stop(f"{field.option} {item!r} is not allowed here; {did_you_mean(item, codes, one_of(codes))}")
    if field.needed and not items:
        allowed = f" {one_of(codes).capitalize()}" if codes else ""
        raise Stop(f"{field.option} is needed: {field.help}{allowed}")
    return items if field.many else "".join(items[:1])


def _asked(field: Field, ask: Any) -> str | list[str]:
    """Ask until the answer is allowed. A number means the choice at that place."""
    print(f"\n{field.help}" + (" Several: with `;` between them." if field.many else ""))
    for number, (code, meaning) in enumerate(field.choices, 1):
        print(f"  {number:2} {code}" + (f": {meaning}" if meaning else ""))
    prompt = field.name.replace("_", " ") + (f" [{field.default}]" if field.default else "")
    prompt += ": " if field.needed else " (may stay empty): "
    while True:
        typed = ask(prompt).strip()
        parts = typed.split(";") if field.many else [typed]
        try:
            return _allowed(field, [_by_number(field, part.strip()) for part in parts])
        except Stop as stop:
            print(stop.message)


def _by_number(field: Field, typed: str) -> str:
    if field.choices and typed.isdecimal() and 0 < int(typed) <= len(field.choices):
        return field.choices[int(typed) - 1][0]
    return typed


class WithEvidence(click.Command):
    """A command with `--source a --quote "…" --source b --says "…"`, in the order in which they are given.

    Its callback finds the pieces as `evidence`.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.params += (click.Option([f"--{name}"], help=text, expose_value=False) for name, text in _EVIDENCE.items())

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the pieces of evidence out, and leave the rest to click."""
        pieces: list[dict[str, str]] = []
        rest: list[str] = []
        words = iter(args)
        for word in words:
            option, equals, value = word.partition("=")
            if option.removeprefix("--") not in _EVIDENCE or not option.startswith("--"):
                rest.append(word)
                continue
            value = value if equals else next(words, "")
            if option == "--source":
                pieces.append({})
            elif not pieces:
                raise click.UsageError(f"{option} stands before the first --source", ctx)
            pieces[-1][option[2:]] = " ".join(value.split())
        left = super().parse_args(ctx, rest)
        ctx.params["evidence"] = pieces
        return left


def evidence(tracker: Tracker, given: list[dict[str, str]], ask: Ask) -> list[dict[str, str]]:
    """The pieces of evidence: from the options, else asked for one by one until no source is named.

    Raises:
        Stop: there is none, or a source is not known.
    """
    pieces = list(given) or list(_asked_evidence(tracker, ask))
    if not pieces:
        raise Stop(f"--source is needed: {_EVIDENCE['source']}")
    for piece in pieces:
        if piece["source"] not in tracker.sources:
            hint = did_you_mean(piece["source"], tracker.sources, "`tracker new source` adds one")
            raise Stop(f"--source {piece['source']!r} is no source; {hint}")
    return pieces


def _asked_evidence(tracker: Tracker, ask: Ask) -> Iterator[dict[str, str]]:
    question = _EVIDENCE["source"]
    while ask:
        found = answers([Field("source", question)], {}, ask)
        if not found["source"]:
            return
        if found["source"] in tracker.texts or found["source"] in tracker.fingerprints:
            found |= answers([Field("quote", _EVIDENCE["quote"])], {}, ask)
        if not found.get("quote"):
            found |= answers([Field("says", _EVIDENCE["says"], needed=True)], {}, ask)
        found |= answers([Field("locator", _EVIDENCE["locator"])], {}, ask)
        yield {name: " ".join(value.split()) for name, value in found.items() if value}
        question = "Another source, or nothing."

"""Questions at the terminal, and the same answers by options: one table of fields for both."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from macros.checks.rule import did_you_mean


class Unanswered(Exception):
    """Answers are missing or not allowed, and nobody can be asked."""


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


def add_options(parser: argparse.ArgumentParser, fields: Iterable[Field]) -> None:
    """The fields as options. What is allowed is checked later, so that the message can say what was meant."""
    for field in fields:
        if field.many:
            parser.add_argument(field.option, action="append", default=[], help=f"{field.help} Repeat it for several.")
        else:
            parser.add_argument(field.option, default="", help=field.help)


def answers(fields: Sequence[Field], given: argparse.Namespace, ask: Callable[[str], str] | None) -> dict[str, Any]:
    """A value for every field: from the options, else asked for, else the default.

    Raises:
        Unanswered: what is needed is missing or not allowed, and `ask` is None. All of it is told at once.
    """
    found: dict[str, Any] = {}
    missing: list[str] = []
    for field in fields:
        value = getattr(given, field.name)
        try:
            found[field.name] = _allowed(field, value) if value or ask is None else _asked(field, ask)
        except Unanswered as error:
            missing.append(str(error))
    if missing:
        raise Unanswered("\n".join(missing))
    return found


def _allowed(field: Field, value: str | list[str]) -> str | list[str]:
    """The value, when it may stand here."""
    items = [part.strip() for part in (value if isinstance(value, list) else [value])]
    items = [item for item in items if item] or ([field.default] if field.default else [])
    codes = [code for code, _ in field.choices]
    for item in items if codes else ():
        if item not in codes:
            hint = did_you_mean(item, codes, f"one of: {', '.join(codes[:24])}")
            raise Unanswered(f"{field.option} {item!r} is not allowed here; {hint}")
    if field.needed and not items:
        allowed = f" One of: {', '.join(codes[:24])}" if codes else ""
        raise Unanswered(f"{field.option} is needed: {field.help}{allowed}")
    return items if field.many else "".join(items[:1])


def _asked(field: Field, ask: Callable[[str], str]) -> str | list[str]:
    """Ask until the answer is allowed. A number means the choice at that place."""
    print(f"\n{field.help}" + (" Several: with `;` between them." if field.many else ""))
    for number, (code, meaning) in enumerate(field.choices, 1):
        print(f"  {number:2} {code}" + (f": {meaning}" if meaning else ""))
    prompt = f"{field.name.replace('_', ' ')}" + (f" [{field.default}]" if field.default else "")
    prompt += ": " if field.needed else " (may stay empty): "
    while True:
        typed = ask(prompt).strip()
        parts = (
            [_by_number(field, part.strip()) for part in typed.split(";")] if field.many else [_by_number(field, typed)]
        )
        try:
            return _allowed(field, parts if field.many else parts[0])
        except Unanswered as error:
            print(error)


def _by_number(field: Field, typed: str) -> str:
    if field.choices and typed.isdecimal() and 0 < int(typed) <= len(field.choices):
        return field.choices[int(typed) - 1][0]
    return typed

"""`tracker blind` and `tracker agreement`: a second reader judges without our statuses, and both are compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import yaml

from macros.checks import load
from macros.checks.rule import did_you_mean, one_of
from macros.cli import Session
from macros.clock import today
from macros.derive.agreement import Agreement, Judgement, Judgements, of_points, of_statuses, own, sheet
from macros.derive.overview import overview
from macros.model.tracker import Tracker
from macros.read.problems import DataError, Place, Problem, in_order, repeated
from macros.read.yaml import Composed, FieldPath, compose, dotted

_HEAD = (
    "# Judge each commitment from the published rules alone. Write one of `values` under each `delivery`, and under\n"
    "# each `met` the points that are met. What you leave empty is not compared.\n"
)


@click.command()
@click.pass_obj
def blind(session: Session) -> None:
    """Print a sheet with all that a status is decided by, and no status.

    Keep it with `tracker blind > sheet.yaml`, and let somebody fill it in who has not seen ours.
    """
    tracker = load(session.root, today())
    found = sheet(tracker, overview(tracker, today()))
    print(_HEAD + yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=100), end="")


@click.command()
@click.argument("first", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("second", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.pass_obj
def agreement(session: Session, first: Path, second: Path | None) -> None:
    """Compare two filled sheets, or one with the record.

    It counts how often both give the same status and find the same points met, names every difference, and gives
    Cohen's kappa: 1 is full agreement, 0 what chance would give.
    """
    tracker = load(session.root, today())
    one = _filled(tracker, first)
    other = _filled(tracker, second) if second else own(overview(tracker, today()).states)
    points = {name: [point.id for point in item.done_when] for name, item in tracker.commitments.items()}
    named = (first.name, second.name if second else "the record")
    print(
        "\n".join(
            (*_told("Status", of_statuses(one, other), named), *_told("Points", of_points(one, other, points), named))
        )
    )


def _told(title: str, found: Agreement, named: tuple[str, str]) -> Iterator[str]:
    alike = found.pairs - len(found.differing)
    kappa = "none" if found.kappa is None else f"{found.kappa:.2f}"
    yield f"{title}: {alike} of {found.pairs} alike, kappa {kappa}"
    yield from (f"  {what}: {one} ({named[0]}), {other} ({named[1]})" for what, one, other in found.differing)


def _filled(tracker: Tracker, file: Path) -> Judgements:
    """What a sheet says of each commitment whose `delivery` is filled in.

    Raises:
        DataError: it cannot be read, or names what the record does not hold; with every fault.
    """
    composed = compose(file.read_text(encoding="utf-8"), str(file), with_marks=True)
    rows: Any = composed.data.get("commitments") if isinstance(composed.data, dict) else None
    if not isinstance(rows, dict):
        fix = "begin with `tracker blind > sheet.yaml`"
        missing = Problem(Place(str(file)), "AGR001", "the file is no sheet", "`commitments:` by id", fix)
        raise DataError(composed.problems or [missing])
    filled = {name: row for name, row in rows.items() if isinstance(row, dict) and row.get("delivery")}
    wrong = (problem for name, row in filled.items() for problem in _wrong(tracker, composed, name, row))
    if problems := [*composed.problems, *wrong]:
        raise DataError(in_order(problems))
    return {name: Judgement(row["delivery"], frozenset(row.get("met") or ())) for name, row in filled.items()}


def _wrong(tracker: Tracker, composed: Composed, name: str, row: dict[str, Any]) -> Iterator[Problem]:
    """What one row says that cannot be compared."""
    record, met = tracker.commitments.get(name), row.get("met") or []
    values = tracker.codelists["delivery"].by_code
    if record is None:
        yield _problem(composed, (name,), name, list(tracker.commitments))
        return
    if row["delivery"] not in values:
        yield _problem(composed, (name, "delivery"), row["delivery"], list(values))
    points = [point.id for point in record.done_when]
    for index, point in enumerate(met if isinstance(met, list) else [met]):
        if point not in points:
            yield _problem(composed, (name, "met", index), point, points)


def _problem(composed: Composed, path: FieldPath, typed: object, allowed: list[str]) -> Problem:
    whole = ("commitments", *path)
    place = Place(composed.path, *composed.marks.get(whole, (1, 1)), dotted(whole))
    fix = did_you_mean(str(typed), allowed, "write one of these")
    return Problem(place, "AGR002", f"{repeated(typed)} is not known here", one_of(allowed), fix)

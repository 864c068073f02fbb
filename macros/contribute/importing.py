"""A spreadsheet of recommendations as records: one row each, what is unclear told by its cell, and nothing guessed.

A row becomes a commitment whose every statement stands in the row or in a record that it names. What is there already,
by report and label, is left alone. Nothing is printed or written here.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from macros.checks.rule import did_you_mean
from macros.checks.shape import faults_of
from macros.contribute.edit import new_record, points, unused
from macros.model.commitment import Commitment
from macros.model.dates import EXPECTED, PartialDate
from macros.model.levels import expected_delivery
from macros.model.tracker import Tracker
from macros.model.vocabulary import A_PROMISE, NOTHING_ELSE
from macros.read.characters import unfit
from macros.read.kinds import FOLDERS
from macros.read.problems import DataError, Problem, printable, repeated

NEEDED = ("report", "label", "title", "summary", "lead", "kind", "themes", "done_when")
OPTIONAL = ("supporting", "answer", "answer_date", "answered_by", "source", "locator", "note")
SEARCHED = ("places", "words", "found")
COLUMNS = (*NEEDED, *OPTIONAL, *SEARCHED)
BETWEEN = "|"
# The column from which a field of the record was made, the longest beginning first.
_COLUMN_OF = {
    **{"responses[0].evidence": "source", "responses[0].date": "answer_date", "responses[0].body": "answered_by"},
    **{"responses[0].note": "note", "caveats": "note", "responses": "answer", "assessments": "answer"},
    **{"made_evidence": "source", "made": "report", "recommendation.label": "label", "recommendation": "report"},
    **{"lead_body": "lead", "supporting_bodies": "supporting", "searches[0].places": "places"},
    **{"searches[0].words": "words", "searches": "found"},
}


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with a cell; `column` is empty for a whole row."""

    file: str
    line: int
    column: str
    found: str
    expected: str = ""
    fix: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}{f':{self.column}' if self.column else ''}: {self.found}"
        more = (("expected", self.expected), ("fix", self.fix))
        return printable(place) + "".join(f"\n  {word}: {printable(text)}" for word, text in more if text)


@dataclass
class Plan:
    """What a spreadsheet would add: the text of each new file with the line of its row, and the rows left alone."""

    file: str
    texts: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)

    def placed(self, problems: Iterable[Problem]) -> Iterator[CellProblem]:
        """Faults of the new files, each at the cell from which the faulty field was made."""
        for problem in problems:
            path, at = problem.place.path, problem.place.field
            column = next((name for start, name in _COLUMN_OF.items() if at.startswith(start)), re.split(r"\W", at)[0])
            found = f"{problem.code} {problem.found}"
            yield CellProblem(self.file, self.lines.get(path, 1), column, found, problem.expected, problem.fix)


class _Row(NamedTuple):
    line: int
    cells: Mapping[str, str]

    def list(self, column: str) -> list[str]:
        return [part for text in self.cells.get(column, "").split(BETWEEN) if (part := " ".join(text.split()))]

    def text(self, column: str) -> str:
        return " ".join(self.cells.get(column, "").split())


def plan(tracker: Tracker, file: str, content: bytes, today: dt.date) -> Plan:
    """What the spreadsheet would add to the record on a day."""
    made = Plan(file)
    reader = _Reader(tracker, made, today)
    line = 0
    try:
        for row in _rows(made, content):
            line = row.line
            reader.take(row)
    except csv.Error as error:
        fix = "save it anew as “CSV UTF-8”, and look for a quotation mark that is not closed"
        made.problems.append(CellProblem(file, line + 1, "", f"this is no table: {error}", fix=fix))
    reader.tell_unknown()
    made.problems.sort(key=lambda problem: (problem.line, problem.column))
    return made


def _rows(made: Plan, content: bytes) -> Iterator[_Row]:
    """The rows that hold anything, with the names of their columns; commas, semicolons or tabs between the cells."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        made.problems.append(CellProblem(made.file, line, "", "this is not UTF-8", "", "save it as “CSV UTF-8”"))
        return
    first = text.partition("\n")[0]
    sheet = csv.reader(io.StringIO(text, newline=None), delimiter=max(",;\t", key=first.count))
    names = [re.sub(r"[\s_-]+", "_", name.strip().lower()) for name in next(sheet, [])]
    for name, times in Counter(names).items():
        if name and times > 1:
            made.problems.append(CellProblem(made.file, 1, name, "the column stands twice", fix="remove one of them"))
        if name and name not in COLUMNS:
            hint = did_you_mean(name, COLUMNS, "remove the column, or call it by one of these names")
            made.problems.append(CellProblem(made.file, 1, name, "no such column", ", ".join(COLUMNS), hint))
    missing = [name for name in NEEDED if name not in names]
    made.problems += [CellProblem(made.file, 1, name, "the column is missing", "", "add it") for name in missing]
    line = sheet.line_num + 1
    for cells in sheet if not made.problems else ():
        if any(cell.strip() for cell in cells):
            yield _Row(line, dict(zip(names, cells, strict=False)))
        line = sheet.line_num + 1


class _Reader:
    """Turns row after row into the text of a file, and remembers which names are not known."""

    def __init__(self, tracker: Tracker, made: Plan, today: dt.date) -> None:
        self.tracker, self.made, self.today, self.is_clear = tracker, made, today, True
        self.unknown: dict[tuple[str, str], list[tuple[int, str]]] = {}
        lists = tracker.codelists
        self.names: dict[str, dict[str, str]] = {
            "body": _called(tracker.bodies, "name", "short_name"),
            "theme": _called(tracker.themes, "title"),
            "source": _called(tracker.sources, "title", "url"),
            "report": _called(tracker.reports, "name", "short_name"),
            "kind": _called(lists["commitment-kind"].by_code, "title"),
            "answer": _called(lists["response"].by_code, "title"),
        }
        self.there = {
            (item.recommendation.report, item.recommendation.label.lower()): name
            for name, item in tracker.commitments.items()
            if item.recommendation
        }

    def take(self, row: _Row) -> None:
        """Add the record of a row, or say what is unclear."""
        self.is_clear = True
        for column, cell in row.cells.items():
            if bad := unfit(cell):
                self._wrong(row, column, bad.found, bad.fix)
        report, label = self._one(row, "report", "report"), row.text("label")
        known = self.there.get((report, label.lower()))
        if known and known in self.tracker.commitments:
            self.made.left.append(f"{self.made.file}:{row.line}: left alone, {known} is this recommendation")
            return
        if known:
            self._wrong(row, "label", f"{label} of this report stands in {known} already")
        values = self._values(row, report, label)
        if not self.is_clear:
            return
        name = unused(_id(report, label), {*self.tracker.commitments, *(Path(there).stem for there in self.made.lines)})
        self.there[report, label.lower()] = f"line {row.line}"
        path = f"data/commitments/{name}.yaml"
        self.made.lines[path] = row.line
        try:
            judged = self._judged(row, values, path)
            if self.is_clear:
                self.made.texts[path] = new_record("commitment", judged, path)
        except DataError as error:
            self.made.problems += self.made.placed(error.problems)

    def tell_unknown(self) -> None:
        """Each name that nothing has, once, at the first cell that holds it."""
        lists = {"kind": "codelists/commitment-kind.yaml", "answer": "codelists/response.yaml"}
        for (kind, name), cells in self.unknown.items():
            (line, column), more = cells[0], len(cells) - 1
            found = f"no {kind} is called {repeated(name)}" + (f"; so in {more} more" if more else "")
            where = lists.get(kind) or f"{FOLDERS[kind]}/"
            fix = did_you_mean(name, self.names[kind], f"add it in data/{where}, or write a name that is there")
            self.made.problems.append(CellProblem(self.made.file, line, column, found, "an id, a code or a name", fix))

    def _wrong(self, row: _Row, column: str, found: str, fix: str = "") -> None:
        self.is_clear = False
        self.made.problems.append(CellProblem(self.made.file, row.line, column, found, fix=fix))

    def _known(self, row: _Row, column: str, kind: str, name: str) -> str:
        found = self.names[kind].get(name.lower())
        if found is None:
            self.is_clear = False
            self.unknown.setdefault((kind, name), []).append((row.line, column))
        return found or ""

    def _one(self, row: _Row, column: str, kind: str) -> str:
        name = row.text(column)
        return self._known(row, column, kind, name) if name else ""

    def _many(self, row: _Row, column: str, kind: str) -> list[str]:
        return [self._known(row, column, kind, name) for name in row.list(column)]

    def _values(self, row: _Row, report: str, label: str) -> dict[str, Any]:
        """The fields of the record but for its status."""
        for column in NEEDED:
            if not row.text(column):
                self._wrong(row, column, "the cell is empty", "fill it, or take the row out")
        source, made = self._one(row, "source", "source"), self.tracker.reports.get(report)
        if made is None:
            return {}
        asked = {"source": made.source, "says": f"Recommendation {label} of the report. {row.text('summary')}"}
        values: dict[str, Any] = {"title": row.text("title"), "summary": row.text("summary")}
        values |= {"kind": self._one(row, "kind", "kind"), "lead_body": self._one(row, "lead", "body")}
        values["recommendation"] = {"report": report, "label": label, "numbering": "one-list", "evidence": [asked]}
        values |= {"made_by": [made.body], "stance": self.tracker.codelists["stance"].first(awaits_answer=True).code}
        values |= {"made_date": str(made.published)}
        values |= {"supporting_bodies": self._many(row, "supporting", "body")}
        values |= {"themes": self._many(row, "themes", "theme"), "done_when": points(row.list("done_when"), 3)}
        found: dict[str, Any] = _filled(values | self._answered(row, source, values["lead_body"]))
        return found

    def _answered(self, row: _Row, source: str, lead: str) -> dict[str, Any]:
        """The answer with its evidence; without one, what the source and the note tell of the promise."""
        code, date, note = self._one(row, "answer", "answer"), row.text("answer_date"), row.text("note")
        shown: dict[str, Any] = {"source": source, "locator": row.text("locator")}
        if not row.text("answer"):
            evidence = [{**shown, "says": row.text("summary")}] if source else []
            return {"made_evidence": evidence, "caveats": [note] if note else []}
        try:
            PartialDate(date)
        except ValueError:
            self._wrong(row, "answer_date", f"{repeated(date)} is no date", f"write {EXPECTED}")
        if not row.text("source"):
            self._wrong(row, "source", "an answer needs the source that gives it", "name the source")
        title = self.tracker.title_of("response", code) if code else ""
        says = note or f"The answer to recommendation {row.text('label')}: {title}."
        answer: dict[str, Any] = {"date": date, "body": self._one(row, "answered_by", "body") or lead, "response": code}
        answer |= {"recorded": str(self.today), "note": note, "evidence": [{**shown, "says": says}]}
        return {"responses": [answer]}

    def _judged(self, row: _Row, values: dict[str, Any], path: str) -> dict[str, Any]:
        """The record with the status that the rules give; a search is never made up, so silence needs the row's own."""
        date = next((item["date"] for item in values.get("responses", ())), values["made_date"])
        planned = {"date": date, "recorded": str(self.today), "delivery": self.tracker.level_when(A_PROMISE).code}
        planned["reason"] = "The answer on record accepts it; no act that carries it out is in this record."
        record, faults = faults_of(Commitment, {**values, "assessments": [planned]}, path)
        if not isinstance(record, Commitment):
            raise DataError(faults)
        if expected_delivery(self.tracker, record, PartialDate(date).first) == planned["delivery"]:
            return {**values, "assessments": [planned]}
        missing = [column for column in SEARCHED if not row.text(column)]
        for column in missing:
            fix = "fill `places`, `words` and `found` with where you looked today, for what, and what it showed"
            self._wrong(row, column, "no answer that accepts is on record, so a search must be", fix)
        search = {"date": str(self.today), "places": row.list("places"), "words": row.list("words")}
        silent = {**planned, "delivery": self.tracker.level_when(NOTHING_ELSE).code, "reason": row.text("found")}
        return {**values, "assessments": [silent], "searches": [{**search, "found": row.text("found")}]}


def _called(records: Mapping[str, Any], *fields: str) -> dict[str, str]:
    """Ids by everything that a record is called, in small letters; an id before a name."""
    named = {str(name).lower(): key for key, item in records.items() for at in fields if (name := getattr(item, at))}
    return named | {key: key for key in records}


def _id(report: str, label: str) -> str:
    """`harbour-inquiry-05`, `harbour-inquiry-113-6`: the report, then the label with at least two digits."""
    words = re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")
    return f"{report}-{'0' * bool(re.match('[0-9](?![0-9])', words))}{words}"


def _filled(value: Any) -> Any:
    """The value without what is empty in it."""
    if isinstance(value, Mapping):
        return {name: _filled(item) for name, item in value.items() if item not in ("", [], None)}
    return [_filled(item) for item in value] if isinstance(value, list) else value

"""Make a project of any size whose records have the shape and weight of real ones.

The text is filler about a made-up river trust; ids, dates and quotes follow from a number, so the same size gives the
same bytes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from macros.read.kinds import KIND_OF

BODIES, THEMES, RECOMMENDATIONS, BACKGROUND = 12, 20, 12, 5
_TEXT = (
    "the river trust will clear the towpath between both locks and publish the survey of each bridge before spring so "
    "that walkers boat owners and the parish can see which repairs are paid for and which are still to be arranged"
)
_WORDS = _TEXT.split()


def sentence(number: int, length: int = 18) -> str:
    """A sentence of the given length in words that differs from that of any other number nearby."""
    start = number % len(_WORDS)
    words = [_WORDS[(start + step) % len(_WORDS)] for step in range(length - 1)]
    return f"{' '.join(words)} {number}.".capitalize()


def source_id(number: int) -> str:
    """The id of the source with this number."""
    return f"2025-01-15-survey-{number}"


def make(target: Path, project: Path, commitments: int | None) -> None:
    """Write a project with this many commitments below `target`, with the real vocabularies, words and settings.

    Without a number, the record is the real one.
    """
    record = ("data", "seeds") if commitments is None else ("data/codelists", "data/policy.yaml")
    for name in ("macros", "docs", "mkdocs.yml", *record):
        _copy(project / name, target / name)
    if commitments is None:
        return
    for file in (target / "data" / "codelists").iterdir():  # edits are of days that these records know nothing of
        file.write_bytes(file.read_bytes().partition(b"\nedits:\n")[0] + b"\n")
    sources = max(20, commitments // 10)
    for path, text in _records(commitments, sources):
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_schema(file) + text, encoding="utf-8")


def _schema(file: Path) -> str:
    """The first line of a record, by which editors know its schema."""
    kind = KIND_OF.get(file.parent.name)
    return f"# yaml-language-server: $schema=../schema/{kind}.schema.json\n" if kind and file.suffix == ".yaml" else ""


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


def _records(commitments: int, sources: int) -> Iterator[tuple[str, str]]:
    for number in range(BODIES):
        text = f"name: Trust body {number}\nclassification: public-body\ndescription: {sentence(number)}\n"
        yield f"data/bodies/body-{number}.yaml", text
    for number in range(THEMES):
        yield f"data/themes/theme-{number}.yaml", f"title: Theme {number}\ndescription: {sentence(number)}\n"
    yield "data/site.yaml", _SITE
    yield "data/reports/survey.yaml", _REPORT.format(source=source_id(0))
    for number in range(sources):
        yield f"data/sources/{source_id(number)}.yaml", _source(number)
        yield f"seeds/{source_id(number)}.txt", "\n".join(_quotes(number, commitments, sources)) + "\n"
    for number in range(BACKGROUND):
        yield f"data/background/report-{number}.yaml", _background(number, sources)
    for number in range(_figures(commitments)):
        yield f"data/figures/figure-{number}.yaml", _figure(number, sources)
    for number in range(commitments):
        figures = f"figures: [figure-{number}]\n" if number < _figures(commitments) else ""
        yield f"data/commitments/promise-{number:05}.yaml", _commitment(number, sources, figures)


def _quotes(source: int, commitments: int, sources: int) -> Iterator[str]:
    """What one stored text holds: every sentence that a commitment quotes from it."""
    for number in range(source, commitments, sources):
        yield from (sentence(number * 10 + step, 22) for step in range(4))
    yield sentence(source, 22)


def _source(number: int) -> str:
    return (
        f"type: government\npublisher: Trust body {number % BODIES}\ntitle: Survey {number}\nissued: 2025-01-15\n"
        f"url: https://example.org/surveys/{number}\narchive_url: null\naccessed: null\ntext: held\n"
    )


def _background(number: int, sources: int) -> str:
    return f"""\
title: Report {number}
summary: {sentence(number)}
themes: [theme-{number % THEMES}]
events:
  - id: report
    date: 2015-02-0{number + 1}
    what: {sentence(number)}
    recorded: 2025-01-20
    evidence:
      - source: {source_id(number % sources)}
        quote: {sentence(number % sources, 22)}
"""


def _figures(commitments: int) -> int:
    return max(5, commitments // 50)


def _figure(number: int, sources: int) -> str:
    return f"""\
title: Figure {number}
definition: >-
  {sentence(number)}
unit: cases
scope: The river
body: body-{number % BODIES}
themes: [theme-{number % THEMES}]
values:
  - date: 2025-01-15
    value: {number + 1}
    qualifier: exactly
    recorded: 2025-01-20
    evidence:
      - source: {source_id(number % sources)}
        quote: {sentence(number % sources, 22)}
"""


def _commitment(number: int, sources: int, figures: str) -> str:
    source = source_id(number % sources)
    quotes = [f"      - source: {source}\n        quote: {sentence(number * 10 + step, 22)}" for step in range(4)]
    events = "\n".join(_event(number, step, quotes[step % 4]) for step in range(5))
    return f"""\
title: Promise {number}
summary: >-
  {sentence(number, 30)}
kind: service
{_numbered(number, quotes[3]) if number < RECOMMENDATIONS else ""}made_by: [body-{number % BODIES}]
stance: {"asked" if number < RECOMMENDATIONS else "promised"}
made_date: 2025-01-0{number % 5 + 1}
lead_body: body-{(number + 1) % BODIES}
supporting_bodies: [body-{(number + 2) % BODIES}]
themes: [theme-{number % THEMES}]
{figures}responses:
  - date: 2025-01-05
    body: body-{(number + 1) % BODIES}
    response: accepted
    recorded: 2025-01-20
    evidence:
{quotes[0]}
done_when:
  - id: open
    text: {sentence(number)}
  - id: staffed
    text: {sentence(number + 1)}
due:
  - announced: 2025-01-05
    date: 2026-06
    what: {sentence(number + 2)}
    recorded: 2025-01-20
    evidence:
{quotes[1]}
events:
{events}
assessments:
  - date: 2025-01-05
    recorded: 2025-01-20
    delivery: planned
    reason: {sentence(number + 3)}
    rests_on: [event-0]
  - date: 2025-01-08
    recorded: 2025-01-20
    delivery: under-way
    reason: {sentence(number + 4)}
    rests_on: [event-3]
searches:
  - date: 2026-11-01
    places: [the trust's pages]
    words: [towpath survey]
    found: {sentence(number + 5)}
"""


_SITE = """name: Trust tracker
slug: trust-tracker
since: "2025"
summary: What the trust promised.
description: What the trust promised, and what has happened since.
about: It records what the trust promised.
copyright: Our words may be used by anyone.
"""
_REPORT = """name: Survey of the trust
short_name: survey
noun: survey
body: body-0
published: 2025-01-15
source: {source}
"""


def _numbered(number: int, quote: str) -> str:
    """The block that makes a commitment a recommendation of the only report."""
    head = f'recommendation:\n  report: survey\n  label: "{number + 1}"\n  numbering: agreed\n  evidence:\n'
    return head + quote.replace("      - ", "    - ").replace("        quote", "      quote") + "\n"


def _event(number: int, step: int, quote: str) -> str:
    kind = "action" if step > 2 else "announcement"
    return (
        f"  - id: event-{step}\n    date: 2025-01-0{5 + step}\n    type: {kind}\n    what: {sentence(number + step)}\n"
        f"    recorded: 2025-01-20\n    evidence:\n{quote}"
    )

"""`tracker intake`: turn a filled issue form into a proposed change, without changing the record here."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from macros.checks import check, load
from macros.clock import today
from macros.commands.writing import staged
from macros.edit import DataError, Unsafe
from macros.intake import answer
from macros.intake.drafts import Desk, Draft, LeftToPeople, Refused, draft, with_status
from macros.intake.form import Filled, Form, Unreadable, form_of, read_form
from macros.model.tracker import Tracker
from macros.read.problems import Problem, errors
from macros.read.yaml import compose

HELP = "turn a filled issue form into a proposed change"
FORMS = ("changed", "wrong", "promise")


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("event", type=Path, help="the file with the event, as GitHub writes it")
    parser.add_argument("--into", type=Path, required=True, help="the folder for proposal.json")


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Write proposal.json; nothing when the issue is none of the forms. Always 0: a bad form is a result too."""
    body = json.loads(arguments.event.read_text(encoding="utf-8"))["issue"].get("body") or ""
    proposal = propose(root, today(), str(body))
    if proposal is None:
        print("The issue is none of the forms")
        return 0
    arguments.into.mkdir(parents=True, exist_ok=True)
    (arguments.into / "proposal.json").write_text(json.dumps(proposal, ensure_ascii=False), encoding="utf-8")
    if "GITHUB_OUTPUT" in os.environ:
        with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as outputs:
            outputs.write(f"form={proposal['form']}\n")
    print(f"{len(proposal['files'])} files proposed")
    return 0


def propose(root: Path, day: dt.date, body: str) -> dict[str, Any] | None:
    """What the jobs that may write need: the form, the record, the texts of the files, and the answer."""
    try:
        filled = read_form(forms(root), body)
    except Unreadable as unreadable:
        return _proposal(unreadable.form, Draft(""), answer.refused(unreadable.reasons))
    if filled is None:
        return None
    try:
        return _drafted(root, day, filled)
    except (Refused, Unsafe) as refused:
        reasons = refused.reasons if isinstance(refused, Refused) else [str(refused)]
        return _proposal(filled.form, Draft(""), answer.refused(reasons))
    except DataError as error:
        return _proposal(filled.form, Draft(""), answer.faulty(filled.form, error.problems))
    except LeftToPeople:
        return _proposal(filled.form, Draft(""), answer.left_to_people())


def forms(root: Path) -> tuple[Form, ...]:
    """The issue forms of this project."""
    folder = root / ".github" / "ISSUE_TEMPLATE"
    texts = {name: (folder / f"{name}.yml").read_text(encoding="utf-8") for name in FORMS}
    return tuple(form_of(name, compose(text, name).data) for name, text in texts.items())


def _proposal(form: Form, made: Draft, words: str) -> dict[str, Any]:
    return {"form": form.name, "record": made.record, "files": dict(made.files), "answer": words}


def _drafted(root: Path, day: dt.date, filled: Filled) -> dict[str, Any]:
    before = load(root, day)
    texts = {f"data/commitments/{name}.yaml": _text(root, name) for name in before.commitments}
    made = draft(Desk(before, texts, day), filled)
    after, wrong = _tried(root, day, made)
    judged = with_status(made, after, day)
    if judged is not made:
        made = judged
        after, wrong = _tried(root, day, made)
    if wrong:
        return _proposal(filled.form, Draft(made.record), answer.faulty(filled.form, wrong))
    return _proposal(filled.form, made, answer.drafted(made, before, after))


def _text(root: Path, name: str) -> str:
    return (root / "data" / "commitments" / f"{name}.yaml").read_text(encoding="utf-8")


def _tried(root: Path, day: dt.date, made: Draft) -> tuple[Tracker, Iterable[Problem]]:
    """The record with the draft in it, in a copy, and the errors that it would have."""
    with staged(root, made.files) as copy:
        tracker, problems = check(copy, day)
    return tracker, errors(problems)

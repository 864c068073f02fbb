"""The record keeps every rule, and other readers than ours accept it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from pathlib import Path

import pytest
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner

from macros.checks import check
from macros.contribute.edit import append
from macros.model.entries import DatedRecord, entry_lists
from macros.model.schema import schemas
from macros.model.tracker import MODELS, Tracker
from macros.read.files import Document, Reading
from macros.read.problems import errors, report
from macros.read.yaml import compose


def test_no_rule_is_broken(root: Path, today: dt.date) -> None:
    """Rules about data stand in `macros/checks/` and nowhere else, least of all here."""
    assert report(errors(check(root, today)[1])) == "0 errors"


def test_schemas_are_fresh(root: Path, record: Tracker) -> None:
    for kind, text in schemas(record.codelists).items():
        stored = (root / "data" / "schema" / f"{kind}.schema.json").read_text("utf-8")
        assert stored == text, f"data/schema/{kind}.schema.json is not what the models give: run `make schema`"


@pytest.mark.parametrize("kind", MODELS)
def test_an_independent_reader_accepts_every_record(kind: str, root: Path, reading: Reading) -> None:
    of_kind: dict[str, list[Path]] = defaultdict(list)
    for document in reading.documents:
        of_kind[document.kind].append(document.file)
    if kind not in of_kind:
        return  # no record of this kind yet
    schema = root / "data" / "schema" / f"{kind}.schema.json"

    done = CliRunner().invoke(check_jsonschema, ["--schemafile", str(schema), *map(str, of_kind[kind])])

    assert done.exit_code == 0, done.output


def test_every_record_can_be_added_to(reading: Reading, today: dt.date) -> None:
    """By the commands and the forms, which leave every line as it is."""
    for document in reading.documents:
        model = MODELS[document.kind]
        for field in entry_lists(model) if issubclass(model, DatedRecord) else ():
            if field in ENTRIES:
                grow(document, field, today)


def grow(document: Document, field: str, today: dt.date) -> None:
    old = document.file.read_text(encoding="utf-8")
    entry = {
        **{name: value.format(today=today) for name, value in ENTRIES[field].items()},
        "evidence": [{"source": "a-page", "says": "It was found."}],
    }
    if document.kind == "background":
        del entry["type"]

    new = append(old, document.kind, field, entry)

    before, after = compose(old, "").data, compose(new, "").data
    assert isinstance(before, dict), document.path
    assert isinstance(after, dict), document.path
    assert after.pop(field) == [*(before.pop(field, None) or []), entry], document.path
    assert after == before, document.path
    assert set(old.splitlines()) - {f"{field}: []"} <= set(new.splitlines()), document.path


# An entry of the newest day stands last.
ENTRIES: dict[str, dict[str, str]] = {
    "events": {
        "id": "an-entry-that-is-new",
        "date": "{today}",
        "type": "finding",
        "what": "New.",
        "recorded": "{today}",
    },
    "values": {"date": "{today}", "value": "7", "qualifier": "exactly", "recorded": "{today}"},
}

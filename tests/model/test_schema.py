"""The schemas that are made from the models: they refuse what is no record, and explain every field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner

from macros.model.schema import schemas
from macros.model.tracker import MODELS, Tracker
from macros.read.files import read
from tests.building import TREES, plant


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, tracker: Tracker) -> Path:
    """A folder with the schema of every kind of record."""
    folder = tmp_path_factory.mktemp("schema")
    for kind, text in schemas(tracker.codelists).items():
        (folder / f"{kind}.schema.json").write_text(text, encoding="utf-8")
    return folder


def judged(schema: Path, *files: Path) -> tuple[int, str]:
    """What a reader says that knows nothing of our models."""
    done = CliRunner().invoke(check_jsonschema, ["--schemafile", str(schema), *map(str, files)])
    return done.exit_code, done.output


@pytest.mark.parametrize("kind", MODELS)
def test_a_schema_refuses_an_empty_record(kind: str, made: Path, tmp_path: Path) -> None:
    """The check checks itself: a schema that accepts nothing at all would prove nothing."""
    empty = tmp_path / "empty.yaml"
    empty.write_text("{}\n", encoding="utf-8")

    assert judged(made / f"{kind}.schema.json", empty)[0] == 1


@pytest.mark.parametrize("kind", MODELS)
def test_an_independent_reader_accepts_every_invented_record(kind: str, made: Path, tmp_path: Path) -> None:
    files = [item.file for item in read(plant(tmp_path, TREES / "town")).documents if item.kind == kind]
    code, said = judged(made / f"{kind}.schema.json", *files)

    assert files
    assert code == 0, said


@pytest.mark.parametrize("kind", MODELS)
def test_every_field_has_a_title_a_meaning_and_an_example(kind: str, made: Path) -> None:
    schema = json.loads((made / f"{kind}.schema.json").read_text("utf-8"))

    for part in [schema, *schema.get("$defs", {}).values()]:
        for name, field in part.get("properties", {}).items():
            told = {key for key in ("title", "description", "examples") if key in field and field[key] != ""}
            assert told == {"title", "description", "examples"}, f"{part['title']}.{name}"

"""Programs of others read what is published: linters and readers of npm, and a client that is generated from it."""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.building import PROJECT

from .tomorrow import tomorrow

pytestmark = pytest.mark.slow
NPM = PROJECT / ".venv" / "npm"
HERE = Path(__file__).parent
API = "api/v1/"
Published = dict[str, str | bytes]


@pytest.fixture(scope="session")
def complaints(files: Published, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[str]]:
    """What the readers of npm say to the published files, with some of them changed."""

    def look(**changed: str) -> list[str]:
        folder = tmp_path_factory.mktemp("published")
        for address, content in files.items():
            if address.endswith((".schema.json", ".ics", "openapi.json")):
                raw = content.encode() if isinstance(content, str) else content
                (folder / address.replace("/", "-").removeprefix("api-v1-")).write_bytes(raw)
        for name, text in changed.items():
            (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
        script = shutil.copy(HERE / "clients.mjs", NPM)  # Node looks for packages where the script stands
        done = subprocess.run(["node", script, folder], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip().splitlines()

    return look


def test_linters_and_strict_readers_have_nothing_to_say(complaints: Callable[..., list[str]]) -> None:
    assert complaints() == []


def test_they_would_notice(complaints: Callable[..., list[str]], files: Published) -> None:
    document = json.loads(files[f"{API}openapi.json"])
    del document["security"]
    schema = json.dumps({"type": "object", "x-codelist": "delivery"})
    found = complaints(openapi_json=json.dumps(document), odd_schema_json=schema, odd_ics="BEGIN:VCALENDAR\r\nNO")
    assert {line.partition(":")[0] for line in found} == {"openapi.json", "odd.schema.json", "odd.ics"}


def test_a_client_generated_today_reads_the_files_of_tomorrow(
    files: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And gives them back without loss: a new field, a new code."""
    document = json.loads(files[f"{API}openapi.json"])
    (tmp_path / "openapi.json").write_text(json.dumps(document), encoding="utf-8")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    command = ["openapi-python-client", "generate", "--path", "openapi.json", "--output-path", "client_of_today"]
    done = subprocess.run(
        [*command, "--meta", "none", "--fail-on-warning"],
        env={**os.environ, "PATH": path}, cwd=tmp_path, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    monkeypatch.syspath_prepend(tmp_path)
    models = importlib.import_module("client_of_today.models")
    read = 0
    for address, text in files.items():
        if name := _shape_of(document, address):
            answer = tomorrow(json.loads(text))
            assert getattr(models, name).from_dict(json.loads(json.dumps(answer))).to_dict() == answer, address
            read += 1
    assert read > len(document["paths"])


def _shape_of(document: dict[str, Any], address: str) -> str:
    """The name of the shape of a file of the API; empty for other files."""
    for path, item in document["paths"].items():
        if re.fullmatch(re.escape(f"api/v1{path}").replace(r"\{id\}", "[a-z0-9-]+"), address):
            answer = item["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
            return str(answer).rpartition("/")[2]
    return ""

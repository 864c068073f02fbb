"""The exports are written one by one: a large record never stands in memory as text."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig

from bench import synthetic
from macros.checks import load
from macros.publish import openapi
from macros.render.page import Context
from macros.site.exports import write
from tests.building import PROJECT

from .conftest import TODAY, context_of, gathered

COMMITMENTS = 80


@pytest.fixture
def large(tmp_path: Path) -> Context:
    """A record of made-up commitments, with everything derived that pages ask for."""
    synthetic.make(tmp_path / "project", PROJECT, COMMITMENTS)
    context = context_of(load(tmp_path / "project", TODAY))
    assert context.past.changes
    return context


def written_to(site: Path, context: Context) -> int:
    """Write all exports; gives the size of all files."""
    config = MkDocsConfig()
    config.load_dict({"site_dir": str(site), "extra": {"context": context}})
    write(config)
    return sum(file.stat().st_size for file in site.rglob("*") if file.is_file())


def test_memory_does_not_hold_what_is_written(large: Context, tmp_path: Path) -> None:
    written_to(tmp_path / "warm", large)  # templates and shapes are kept, however large the record
    tracemalloc.start()
    size = written_to(tmp_path / "site", large)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < size / 2


def test_two_files_for_one_address_are_a_fault(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openapi, "files", lambda _: iter([("feeds/all.atom", "")]))
    with pytest.raises(ValueError, match=r"two files want .*feeds/all\.atom"):
        gathered(context)

"""Every page is valid HTML by the Nu HTML checker."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.validity import invalid

from .conftest import Site

pytestmark = pytest.mark.browser


def test_every_page_is_valid_and_the_checker_would_notice(site: Site, tmp_path: Path) -> None:
    page = site.file("help/").read_text(encoding="utf-8")
    (tmp_path / "help.html").write_text(page.replace("</main>", "<p id=twice><p id=twice></main>"), encoding="utf-8")

    found = invalid(site.root, tmp_path)

    assert [item for item in found if not item.startswith(f"file:{tmp_path}/")] == []
    assert [item for item in found if "Duplicate ID" in item]

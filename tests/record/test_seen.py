"""What the browser makes of the fullest pages of the record; tests/browser looks more closely at those of the town."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.model.tracker import Tracker
from tests.browser.hosting import Hosting
from tests.browser.test_accessibility import AXE, PHONE, violations
from tests.chromium import Opener

pytestmark = pytest.mark.browser


def test_axe_finds_nothing_and_nothing_needs_sideways_scrolling(contexts: Opener, site: Path, record: Tracker) -> None:
    longest = max(record.commitments, key=lambda name: (site / "commitments" / name / "index.html").stat().st_size)
    with Hosting(site, "/") as hosting:
        page = contexts(width=PHONE, base_url=hosting.address, reduced_motion="reduce").new_page()
        for address in ("", "commitments/", f"commitments/{longest}/"):
            page.goto(address)
            page.evaluate(AXE)
            assert list(violations(page)) == [], address
            assert page.evaluate("document.scrollingElement.scrollWidth") == PHONE, address

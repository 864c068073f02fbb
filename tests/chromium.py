"""The system's Chromium, named by the environment variable CHROMIUM: one for all tests that look at pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--js-flags=--single-threaded",  # an eighth less work; the other core has work of its own
)
Opener = Callable[..., "BrowserContext"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    from playwright.sync_api import sync_playwright

    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert executable, "name a browser with the environment variable CHROMIUM"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def contexts(browser: Browser) -> Iterator[Opener]:
    """Opens contexts, which share nothing: `contexts(width=360, color_scheme="dark", java_script_enabled=False)`."""
    opened: list[BrowserContext] = []

    def new(width: int = 1280, height: int = 800, **options: object) -> BrowserContext:
        opened.append(browser.new_context(viewport={"width": width, "height": height}, **options))  # type: ignore[arg-type]
        return opened[-1]

    yield new
    for item in opened:
        item.close()

"""The entry point for MkDocs: what is done at each stage of a build.

MkDocs loads this file once for the whole life of `mkdocs serve`: after a change of the Python, start it again.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

sys.path.insert(0, str(ROOT := Path(__file__).resolve().parent.parent))

from macros import checks, clock  # MkDocs runs this file without its package
from macros.read import quotes
from macros.read.problems import DataError
from macros.site import config as settings
from macros.site import exports, frame, head, pages, shortcut


@event_priority(100)  # before mkdocs-macros, which needs the context
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the data; a fault stops the build with the same words as `tracker check`."""
    root = Path(config.config_file_path).parent if config.config_file_path else ROOT
    try:
        today = clock.today()
        tracker = checks.load(root, today)
    except (DataError, clock.WrongDay) as error:
        raise PluginError(f"the data cannot be used:\n{error}") from None
    _settle()
    settings.apply(config, tracker, today)
    return config


def _settle() -> None:
    """Let go of what only the check needed; what is left lives to the end, and nobody need look through it again.

    Measured at 1,000 commitments: 12.0 seconds of processor time, and 12.6 with Python's own rhythm of looking.
    """
    quotes.readings.cache_clear()
    gc.unfreeze()  # what the build before this one set aside, while serving
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the records."""
    return pages.add(files, config)


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    """Date the pages, and give the theme's templates what our frame needs."""
    head.set_dates(files, config)
    frame.install(env)


@event_priority(100)  # before the search plugin reads the page
def _shorten(context: Any, page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Keep long lists out of the search index."""
    head.shorten(page, config)


@event_priority(-100)  # after it: what it need not read, it need not look through
def _draw(context: Any, page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Draw the page of a record, and tell machines what the page is about."""
    shortcut.draw(page, config)
    context["for_machines"] = head.draw(page, config)


on_page_context = CombinedEvent(_shorten, _draw)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Let go of what is about to be written: MkDocs would keep it until the end."""
    page.content, page.toc = "", get_toc([])


@event_priority(100)  # before the search plugin writes its index
def _before_search(config: MkDocsConfig) -> None:
    """Write what is published beside the pages, and add our search entries."""
    exports.write(config)
    head.add(config)


@event_priority(-100)  # when every other file is written
def _at_the_end(config: MkDocsConfig) -> None:
    """Write the list of all files with their hashes."""
    exports.write_manifest(config)


on_post_build = CombinedEvent(_before_search, _at_the_end)

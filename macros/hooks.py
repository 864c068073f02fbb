"""The door for MkDocs, thin on purpose.

MkDocs loads this file once for the whole life of `mkdocs serve`, so the work is in modules that are dropped and
imported anew on every rebuild; otherwise an edit of the Python would not be seen.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent


def _module(name: str) -> Any:
    found = sys.modules.get(f"macros.{name}")  # MkDocs asks some thousand times
    if found is None:
        if str(ROOT) not in sys.path:
            sys.path.insert(0, str(ROOT))
        found = importlib.import_module(f"macros.{name}")
    return found


def _forget() -> None:
    for name in [name for name in sys.modules if name == "macros" or name.startswith("macros.")]:
        del sys.modules[name]


@event_priority(100)  # before mkdocs-macros, which needs the context
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the data; a fault stops the build with the same words as `tracker check`."""
    _forget()
    _module("site.memory").begin()
    checks, clock, problems = _module("checks"), _module("clock"), _module("read.problems")
    root = Path(config.config_file_path).parent if config.config_file_path else ROOT
    try:
        today = clock.today()
        tracker = checks.load(root, today)
    except (problems.DataError, clock.WrongDay) as error:
        raise PluginError(f"the data cannot be used:\n{error}") from None
    _module("site.config").apply(config, tracker, today)
    _module("site.memory").settle()
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the records."""
    added: Files = _module("site.pages").add(files, config)
    return added


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Give those pages their section."""
    placed: Navigation = _module("site.pages").set_parents(nav, files, config)
    _module("site.head").set_dates(files, config)
    return placed


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Let the pages of records share the frame that the theme draws."""
    _module("site.shell").install(env)


@event_priority(100)  # before the search plugin reads the page
def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Draw the page, keep long lists out of the search index, and tell machines what the page is about."""
    _module("site.drawn").draw(page, config)
    _module("site.search").shorten(page, config)
    context["for_machines"] = _module("site.head").draw(page, config)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Add the page's security policy, and let go of what was drawn."""
    _module("site.drawn").forget(page)
    return str(_module("site.csp").add(output))


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """The same for pages without Markdown, such as the one for addresses that do not exist."""
    return str(_module("site.csp").add(output_content)) if template_name.endswith(".html") else output_content


@event_priority(100)  # before the search plugin writes its index
def _before_search(config: MkDocsConfig) -> None:
    """Write what is published beside the pages, and add our search entries."""
    _module("site.exports").write(config)
    _module("site.search").add(config)


@event_priority(-100)  # when every other file is written
def _at_the_end(config: MkDocsConfig) -> None:
    """Write the list of all files with their hashes."""
    _module("site.exports").write_manifest(config)


on_post_build = CombinedEvent(_before_search, _at_the_end)

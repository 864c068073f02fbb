"""What the site builder is told at the start: the context for all pages, and where files can be edited.

From which commit the site is built: named in citations, and left out where it is not known.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from macros.derive.reports import in_the_menu, short_title
from macros.model.tracker import Tracker
from macros.render.links import Site, address
from macros.render.page import Context
from macros.site.slots import SlotExtension

_RECOMMENDATIONS = "recommendations/index.md"


def apply(config: MkDocsConfig, tracker: Tracker, today: dt.date) -> None:
    """Leave the context in `extra`, register the slots, and set addresses from the one setting `repository`.

    Where the repository is not known, edit links are left out rather than broken.
    """
    site = _site(str(config.extra.get("repository") or ""))
    if not config.site_url and site.repository:
        config.site_url = _pages_address(site.repository)
    root = Path(config.config_file_path).parent if config.config_file_path else Path()
    site = replace(site, base=config.site_url or "", commit=commit(root))
    words = tracker.site
    config.site_name, config.site_description, config.copyright = words.name, words.summary, words.copyright
    config.nav = _with_reports(config.nav or [], tracker)
    config.extra["context"] = Context.of(tracker, today, site)
    config.markdown_extensions.append(SlotExtension())  # type: ignore[arg-type] # MkDocs hands instances on
    # No `repo_url`: with it, readers' browsers would ask api.github.com.
    config.edit_uri = f"{site.repository}/edit/{site.branch}/docs/" if site.repository else ""


def _with_reports(nav: list[Any], tracker: Tracker) -> list[Any]:
    """The navigation with the page of the recommendations called after the reports, and a place for each of several."""
    each = [f"{address(tracker, 'report', name).rstrip('/')}.md" for name in in_the_menu(tracker)]
    pages = [_RECOMMENDATIONS, *each] if each else _RECOMMENDATIONS
    return [{short_title(tracker): pages} if _RECOMMENDATIONS in item.values() else item for item in nav]


def _site(repository: str) -> Site:
    """The setting is `owner/name`, as GitHub's workflows give it, or a whole address."""
    if repository and "://" not in repository:
        repository = f"https://github.com/{repository}"
    return Site(repository.rstrip("/"))


def _pages_address(repository: str) -> str:
    owner, name = repository.rstrip("/").split("/")[-2:]
    return f"https://{owner.lower()}.github.io/{name}/"


_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def commit(root: Path) -> str:
    """The commit from the environment variable GITHUB_SHA, else from git when nothing in the folder differs from it."""
    given = os.environ.get("GITHUB_SHA", "")
    found = given if given or not (root / ".git").exists() else _checked_out(root)
    return found if _COMMIT.fullmatch(found) else ""


def _checked_out(root: Path) -> str:
    return "" if _git(root, "status", "--porcelain", "--untracked-files=no") else _git(root, "rev-parse", "HEAD")


def _git(root: Path, *arguments: str) -> str:
    """What git says, or that something is wrong: then nothing is known."""
    try:
        done = subprocess.run(["git", "-C", root, *arguments], capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"
    return done.stdout.strip() if done.returncode == 0 else "unknown"

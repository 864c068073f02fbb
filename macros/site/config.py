"""What the site builder is told at the start: the context for all pages, and where files can be edited."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from macros.links import Site
from macros.model.tracker import Tracker
from macros.render import Context
from macros.site.origin import commit
from macros.site.slots import SlotExtension


def apply(config: MkDocsConfig, tracker: Tracker, today: dt.date) -> None:
    """Leave the context in `extra`, register the slots, and set addresses from the one setting `repository`.

    Where the repository is not known, edit links are left out rather than broken.
    """
    site = _site(str(config.extra.get("repository") or ""))
    if not config.site_url and site.repository:
        config.site_url = _pages_address(site.repository)
    root = Path(config.config_file_path).parent if config.config_file_path else Path()
    site = replace(site, base=config.site_url or "", commit=commit(root), name=config.site_name)
    config.extra["context"] = Context.of(tracker, today, site)
    config.markdown_extensions.append(SlotExtension())  # type: ignore[arg-type] # MkDocs hands instances on
    # No `repo_url`: with it, readers' browsers would ask api.github.com.
    config.edit_uri = f"{site.repository}/edit/{site.branch}/docs/" if site.repository else ""


def _site(repository: str) -> Site:
    """The setting is `owner/name`, as GitHub's workflows give it, or a whole address."""
    if repository and "://" not in repository:
        repository = f"https://github.com/{repository}"
    return Site(repository.rstrip("/"))


def _pages_address(repository: str) -> str:
    owner, name = repository.rstrip("/").split("/")[-2:]
    return f"https://{owner.lower()}.github.io/{name}/"

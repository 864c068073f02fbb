"""What the site builder is told at the start: the context for all pages, and where files can be edited."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from macros.derive.overview import reports_in_order
from macros.derive.reports import short_title
from macros.links import Site, address
from macros.model.tracker import Tracker
from macros.render import Context
from macros.site.origin import commit
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
    each = [f"{address(tracker, 'report', name).rstrip('/')}.md" for name in reports_in_order(tracker)]
    pages = [_RECOMMENDATIONS, *each] if len(each) > 1 else _RECOMMENDATIONS
    return [{short_title(tracker): pages} if _RECOMMENDATIONS in item.values() else item for item in nav]


def _site(repository: str) -> Site:
    """The setting is `owner/name`, as GitHub's workflows give it, or a whole address."""
    if repository and "://" not in repository:
        repository = f"https://github.com/{repository}"
    return Site(repository.rstrip("/"))


def _pages_address(repository: str) -> str:
    owner, name = repository.rstrip("/").split("/")[-2:]
    return f"https://{owner.lower()}.github.io/{name}/"

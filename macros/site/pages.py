"""Pages of records, days and months, made in memory: no stub files, no data in them, none in the navigation."""

from __future__ import annotations

import posixpath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from macros.publish.pages import RecordPage, generated_pages
from macros.render import Context
from macros.site.drawn import DrawnPage

# What another builder would draw; ours takes the short way of `DrawnPage`.
_CONTENT = '---\nrender_macros: true\nsearch:\n  exclude: true\n---\n\n{{{{ record("{kind}", "{id}") }}}}\n'


def context_of(config: MkDocsConfig) -> Context:
    """What `on_config` left for everybody."""
    context: Context = config.extra["context"]
    return context


def add(files: Files, config: MkDocsConfig) -> Files:
    """Append one file for each page that is made in memory."""
    for page in generated_pages(context_of(config)):
        files.append(_file(page, config))
    return files


def _file(page: RecordPage, config: MkDocsConfig) -> File:
    uri = page.address.rstrip("/") + ".md"
    content = _CONTENT.format(kind=page.kind, id=page.id)
    file = File.generated(config, uri, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
    file.edit_uri = posixpath.join("..", page.file) if page.file else None
    DrawnPage(page, file, config)  # makes itself the page of the file
    return file


def set_parents(nav: Navigation, files: Files, config: MkDocsConfig) -> Navigation:
    """Give each generated page the section of its kind, so that the navigation opens there."""
    sections = {_section_name(section): section for section in nav.items if isinstance(section, Section)}
    for file in files.documentation_pages():
        if isinstance(file.page, DrawnPage):
            file.page.parent = sections.get(file.page.drawn.parent)
    return nav


def _section_name(section: Section) -> str:
    first = next((child for child in section.children or () if isinstance(child, Page)), None)
    return first.file.src_uri.split("/")[0] if first else ""

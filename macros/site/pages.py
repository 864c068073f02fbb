"""Pages of records, days and months, made in memory: no stub files, no data in them, none in the navigation."""

from __future__ import annotations

import posixpath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

from macros.publish.pages import RecordPage, generated_pages
from macros.render.page import Context
from macros.site.shortcut import ShortcutPage

# One short search entry of ours stands for the page.
_CONTENT = '---\nrender_macros: true\nsearch:\n  exclude: true\n---\n\n{{{{ record("{kind}", "{id}") }}}}\n'


def context_of(config: MkDocsConfig) -> Context:
    """What `on_config` left for everybody."""
    context: Context = config.extra["context"]
    return context


def add(files: Files, config: MkDocsConfig) -> Files:
    """Append one file for each page that is made in memory."""
    taken = {file.url.removeprefix("./") for file in files.documentation_pages()}
    for page in generated_pages(context_of(config)):
        if page.address in taken:
            raise PluginError(f"{page.file}: {page.address} is the address of another page; take another one")
        taken.add(page.address)
        files.append(_file(page, config))
    return files


def _file(page: RecordPage, config: MkDocsConfig) -> File:
    content = _CONTENT.format(kind=page.kind, id=page.id)
    uri = page.address.rstrip("/") + ".md"
    inclusion = InclusionLevel.INCLUDED if page.title else InclusionLevel.NOT_IN_NAV
    file = File.generated(config, uri, content=content, inclusion=inclusion)
    file.edit_uri = posixpath.join("..", page.file) if page.file else None
    ShortcutPage(page, file, config)
    return file

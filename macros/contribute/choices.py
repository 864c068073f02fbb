"""The lists of the issue forms: a form names a codelist after `options:`, and holds the titles of its values.

GitHub reads them in the form itself, so they are written there by a command, and a test compares them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from macros.model.vocabulary import Codelist

FORMS = ".github/ISSUE_TEMPLATE"
_OPTIONS = re.compile(r"^( *)options: # data/codelists/([a-z-]+)\.yaml\n(?:\1  - .*\n)*", re.MULTILINE)
_PLAIN = re.compile(r"(?!(?:yes|no|on|off|true|false|null)$)[A-Za-z][\w ()’'/-]*", re.IGNORECASE)


def filled(text: str, codelists: Mapping[str, Codelist]) -> str:
    """The text of a form, with the titles of today in each of its lists. KeyError for a codelist that is not there."""

    def listed(match: re.Match[str]) -> str:
        indent, name = match.groups()
        titles = (value.title for value in codelists[name].values)
        typed = (title if _PLAIN.fullmatch(title) else json.dumps(title, ensure_ascii=False) for title in titles)
        items = "".join(f"{indent}  - {title}\n" for title in typed)
        return f"{match[0].partition(chr(10))[0]}\n{items}"

    return _OPTIONS.sub(listed, text)


def with_choices(root: Path, codelists: Mapping[str, Codelist]) -> dict[Path, str]:
    """The text of every form below the root by its file, with the titles of today."""
    files = sorted((root / FORMS).glob("*.yml"))
    return {file: filled(file.read_text(encoding="utf-8"), codelists) for file in files}

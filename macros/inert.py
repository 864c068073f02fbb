"""Text from strangers, made inert: on GitHub it is read as typed and does nothing.

Markdown, HTML, mentions, references to issues and bare addresses all stay plain words. Standard library only, because
the jobs that may write install nothing.
"""

from __future__ import annotations

import re
import unicodedata

# Joins without a space and without a sign; it breaks a mention, a reference or an address for GitHub's reader.
_JOINER = "\u2060"
_MARKUP = re.compile(r"[\\`*_{}\[\]()<>#|~$]|^[-+]|(?<=^\d)\.|(?<=^\d\d)\.")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MENTION = re.compile(r"@(?=\w)")
_REFERENCE = re.compile(r"#(?=\d)|\b(?:GH|gh)-(?=\d)")
_ADDRESS = re.compile(r"(?<=:)//|(?<=\bwww)\.", re.IGNORECASE)
_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
_HASH = re.compile(r"\b([0-9a-f]{6})([0-9a-f]+)\b", re.IGNORECASE)


def seen(text: str) -> str:
    """The text without characters that nobody can see; lines, tabs and spaces stay."""
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in _UNSEEN)


def inert(text: object, limit: int = 400) -> str:
    """One line of plain words, at most `limit` characters of the original."""
    words = " ".join(seen(str(text)).split())
    words = words[: limit - 1].rstrip() + "…" if len(words) > limit else words
    words = _MENTION.sub(f"@{_JOINER}", words)
    words = _REFERENCE.sub(lambda match: match[0] + _JOINER, words)
    words = _ADDRESS.sub(lambda match: _JOINER + match[0], words)
    words = _HASH.sub(rf"\1{_JOINER}\2", words)
    return _MARKUP.sub(_escaped, words.replace("&", "&amp;"))


def _escaped(match: re.Match[str]) -> str:
    return _ENTITIES.get(match[0], f"\\{match[0]}")

"""A Content-Security-Policy for each page: nothing from elsewhere, and of inline scripts only the page's own."""

from __future__ import annotations

import base64
import functools
import hashlib
import re

from markupsafe import Markup

from macros.environment import fragment

_INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>(.*?)</script>", re.DOTALL)
_CHARSET = '<meta charset="utf-8">'
_POLICY = (
    "default-src 'none'; script-src 'self'{hashes}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'"
)


@functools.lru_cache(maxsize=1024)
def _hash(script: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"


def policy(page: str) -> str:
    """The policy of one page: hashes of its own inline scripts (Material has two or three) and nothing more."""
    hashes = sorted({_hash(script) for script in _INLINE.findall(page)})
    return _POLICY.format(hashes="".join(f" {item}" for item in hashes))


def add(page: str) -> str:
    """The page with its policy right behind the declaration of its encoding."""
    return page.replace(_CHARSET, _CHARSET + _tag(policy(page)), 1)


@functools.lru_cache(maxsize=64)  # most pages have the same
def _tag(text: str) -> str:
    return str(fragment("_csp", policy=Markup(text)))  # ours to the last sign: words and hashes

"""GitHub for the jobs with a token: a few calls, and text from strangers made harmless.

Standard library only, because those jobs install nothing. The calls are plain JSON to one host over HTTPS, without
redirects, which would carry the token to another address.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

BOT = "github-actions[bot]"
MAX_TEXT = 60_000  # GitHub takes 65,536 characters
_TIMEOUT = 30  # seconds
_PAGES, _PER_PAGE = 20, 100
_HEADERS = {
    "Accept": "application/vnd.github+json",
    "Content-Type": "application/json",
    "X-GitHub-Api-Version": "2022-11-28",
}
# Joins without a space and without a mark; it breaks a mention, a reference or an address for GitHub's reader.
_JOINER = "\u2060"
_MARKUP = re.compile(r"[\\`*_{}\[\]()<>#|~$]|^[-+]|(?<=^\d)\.|(?<=^\d\d)\.")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MENTION = re.compile(r"@(?=\w)")
_REFERENCE = re.compile(r"#(?=\d)|\b(?:GH|gh)-(?=\d)")
_ADDRESS = re.compile(r"(?<=:)//|(?<=\bwww)\.", re.IGNORECASE)
_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
_HASH = re.compile(r"\b([0-9a-f]{6})([0-9a-f]+)\b", re.IGNORECASE)


class GitHubError(Exception):
    """GitHub refused a call; the message holds its answer, never the token."""


class NotAllowed(Exception):
    """What another job left behind does not have the shape that this project's code gives it, or would do too much."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class GitHub:
    """One repository, and a token that may do what the job says."""

    def __init__(self, address: str, repository: str, token: str) -> None:
        self.address, self.repository, self._token = address.rstrip("/"), repository, token
        self._opener = urllib.request.build_opener(_NoRedirect)

    @classmethod
    def here(cls) -> GitHub:
        """The repository of the running workflow."""
        address = os.environ.get("GITHUB_API_URL", "https://api.github.com")
        return cls(address, os.environ["GITHUB_REPOSITORY"], os.environ["GITHUB_TOKEN"])

    def get(self, path: str, **query: object) -> Any:
        """What stands below the repository at that path."""
        return self._call("GET", path + (f"?{urlencode(query)}" if query else ""))

    def every(self, path: str, **query: object) -> Iterator[Any]:
        """Every item of a list, page by page."""
        for page in range(1, _PAGES + 1):
            items = self.get(path, **query, per_page=_PER_PAGE, page=page)
            yield from items
            if len(items) < _PER_PAGE:
                return

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """Make something below the repository."""
        return self._call("POST", path, body)

    def patch(self, path: str, body: Mapping[str, Any]) -> Any:
        """Change something below the repository."""
        return self._call("PATCH", path, body)

    def comment(self, issue: int, marker: str, text: str) -> None:
        """One comment of ours on an issue or pull request: the one with that marker is written anew."""
        body = {"body": f"{marker}\n{text}"[:MAX_TEXT]}
        for comment in self.every(f"/issues/{issue}/comments"):
            if comment["user"]["login"] == BOT and comment["body"].startswith(marker):
                if comment["body"] != body["body"]:
                    self.patch(f"/issues/comments/{comment['id']}", body)
                return
        self.post(f"/issues/{issue}/comments", body)

    def rolling_issue(self, marker: str, title: str, text: str) -> None:
        """One issue of ours with that marker, opened or written anew; closed when there is no text."""
        body = {"body": f"{marker}\n{text}"[:MAX_TEXT]}
        for item in self.every("/issues", state="open", creator=BOT):
            if (item.get("body") or "").startswith(marker):
                self.patch(f"/issues/{item['number']}", body if text else {"state": "closed"})
                return
        if text:
            self.post("/issues", {"title": title, **body})

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        path = f"/repos/{self.repository}{path}"
        data = json.dumps(body).encode() if body is not None else None
        headers = {**_HEADERS, "Authorization": f"Bearer {self._token}"}
        address = self.address + quote(path, safe="/?&=%+:[]")
        request = urllib.request.Request(address, data=data, method=method, headers=headers)
        try:
            with self._opener.open(request, timeout=_TIMEOUT) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            text = error.read(500).decode(errors="replace")
            raise GitHubError(f"{method} {path}: {error.code} {text}") from None


def event() -> dict[str, Any]:
    """What started the running workflow."""
    found: dict[str, Any] = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    return found


def output(name: str, value: object) -> None:
    """Hand a value to the next steps of the job, when this is one."""
    if "GITHUB_OUTPUT" in os.environ:
        with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as outputs:
            outputs.write(f"{name}={value}\n")


def visible(text: str) -> str:
    """The text without characters that nobody can see; lines, tabs and spaces stay."""
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in _UNSEEN)


def escape_for_github(text: object, limit: int = 400) -> str:
    """One line of plain words, at most `limit` characters of the original, that GitHub shows as they were typed.

    Markdown, HTML, mentions, references to issues and bare addresses do nothing.
    """
    words = " ".join(visible(str(text)).split())
    words = words[: limit - 1].rstrip() + "…" if len(words) > limit else words
    words = _MENTION.sub(f"@{_JOINER}", words)
    words = _REFERENCE.sub(lambda match: match[0] + _JOINER, words)
    words = _ADDRESS.sub(lambda match: _JOINER + match[0], words)
    words = _HASH.sub(rf"\1{_JOINER}\2", words)
    return _MARKUP.sub(lambda match: _ENTITIES.get(match[0], f"\\{match[0]}"), words.replace("&", "&amp;"))

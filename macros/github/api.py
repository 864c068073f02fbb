"""The few calls to GitHub that the jobs with a token make: plain JSON over HTTPS, one host, no redirects."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

BOT = "github-actions[bot]"
MAX_TEXT = 60_000  # GitHub takes 65,536 characters
_TIMEOUT = 30  # seconds
_PAGES = 20
_PER_PAGE = 100


class GitHubError(Exception):
    """GitHub refused a call; the message holds its answer, never the token."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token to another address."""

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
        return self._call("GET", f"/repos/{self.repository}{path}" + (f"?{urlencode(query)}" if query else ""))

    def every(self, path: str, **query: object) -> Iterator[Any]:
        """Every item of a list, page by page."""
        for page in range(1, _PAGES + 1):
            items = self.get(path, **query, per_page=_PER_PAGE, page=page)
            yield from items
            if len(items) < _PER_PAGE:
                return

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """Make something below the repository."""
        return self._call("POST", f"/repos/{self.repository}{path}", body)

    def patch(self, path: str, body: Mapping[str, Any]) -> Any:
        """Change something below the repository."""
        return self._call("PATCH", f"/repos/{self.repository}{path}", body)

    def tell(self, issue: int, marker: str, text: str) -> None:
        """One comment of ours on an issue or pull request: the one with that marker is written anew."""
        body = {"body": f"{marker}\n{text}"[:MAX_TEXT]}
        for comment in self.every(f"/issues/{issue}/comments"):
            if comment["user"]["login"] == BOT and comment["body"].startswith(marker):
                if comment["body"] != body["body"]:
                    self.patch(f"/issues/comments/{comment['id']}", body)
                return
        self.post(f"/issues/{issue}/comments", body)

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        request = urllib.request.Request(
            self.address + quote(path, safe="/?&=%+:[]"),
            data=json.dumps(body).encode() if body is not None else None,
            method=method,
            headers={
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {self._token}",
                "Content-Type": "application/json",
                "X-GitHub-Api-Version": "2022-11-28",
            },
        )
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
    """Hand a value to the next steps of the job."""
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as outputs:
        outputs.write(f"{name}={value}\n")

"""A server of others, played on this machine: pages by path, and what was asked of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import werkzeug
from pytest_httpserver import HTTPServer

Reply = tuple[int, dict[str, str], bytes]


class AsWritten(werkzeug.Response):
    """A response whose headers are not put right: what others send is not always in order."""

    def get_wsgi_headers(self, _: object) -> werkzeug.datastructures.Headers:
        return self.headers


@dataclass
class Server:
    """Answers by path and query; 404 where there is no page."""

    host: HTTPServer
    pages: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.host.expect_request(re.compile(".*")).respond_with_handler(self._answer)

    @property
    def address(self) -> str:
        """Without a slash at its end."""
        return f"http://127.0.0.1:{self.host.port}"

    def _answer(self, request: werkzeug.Request) -> werkzeug.Response:
        path = request.environ["REQUEST_URI"]
        self.asked.append(path)
        self.agents.add(request.headers["User-Agent"])
        status, headers, body = self.pages.get(path, (404, {}, b""))
        return AsWritten(body, status, headers)

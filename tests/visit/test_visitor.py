"""Visiting pages of others: a server on this machine plays every kind of host."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from macros.visit import Kind, NotSeen, Page, Visitor, visitor, wire, words

Reply = tuple[int, dict[str, str], bytes]
HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass
class Host:
    """Answers by path; it remembers the paths and the names of its visitors."""

    address: str = ""
    replies: dict[str, Reply] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)


@pytest.fixture
def host() -> Iterator[Host]:
    """A host on this machine."""

    found = Host()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.paths.append(self.path)
            found.agents.add(self.headers["User-Agent"])
            status, headers, body = found.replies.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(host: Any) -> Callable[[str], Page]:
    """Visits a path of the host."""
    local = Visitor(allow_local=True, pause=0)
    return lambda path: local.visit(host.address + path)


def reason(visit: Callable[[str], Page], path: str) -> tuple[Kind, str]:
    with pytest.raises(NotSeen) as raised:
        visit(path)
    return raised.value.kind, raised.value.reason


def test_page_is_seen_with_its_text_and_type(host: Any, visit: Callable[[str], Page]) -> None:
    host.replies["/a?b=1"] = (200, {"Content-Type": "text/html; charset=iso-8859-1"}, "für".encode("latin-1"))
    page = visit("/a?b=1")

    assert (page.text, page.whole, page.way) == ("für", True, ())
    assert host.agents == {visitor.AGENT}


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (404, Kind.GONE),
        (410, Kind.GONE),
        (403, Kind.CLOSED),
        (429, Kind.CLOSED),
        (500, Kind.SILENT),
        (204, Kind.SILENT),
    ],
)
def test_answer_of_the_server_is_told(status: int, kind: Kind, host: Any, visit: Callable[[str], Page]) -> None:
    host.replies["/"] = (status, {}, b"")

    assert reason(visit, "/")[0] is kind
    assert str(status) in reason(visit, "/")[1]


def test_robots_are_obeyed_and_asked_once(host: Any, visit: Callable[[str], Page]) -> None:
    host.replies["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private/\n")
    host.replies["/private/a"] = host.replies["/open"] = (200, HTML, b"words")

    assert reason(visit, "/private/a") == (Kind.CLOSED, "its robots.txt asks programs to stay away")
    assert visit("/open").text == "words"
    assert host.paths == ["/robots.txt", "/open"]


def test_redirects_are_followed_and_shown(host: Any, visit: Callable[[str], Page]) -> None:
    host.replies["/old"] = (301, {"Location": "/new#part"}, b"")
    host.replies["/new"] = (200, HTML, b"here")
    page = visit("/old")

    assert page.address == f"{host.address}/new"
    assert page.way == (f"{host.address}/old",)


def test_redirects_that_never_end_are_given_up(host: Any, visit: Callable[[str], Page]) -> None:
    host.replies["/round"] = (302, {"Location": "/round"}, b"")

    assert reason(visit, "/round")[1] == "more than 5 redirects"
    assert host.paths.count("/round") == 6


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://name:word@127.0.0.1/", "http://["]
)
def test_redirect_leads_to_no_other_kind_of_address(target: str, host: Any, visit: Callable[[str], Page]) -> None:
    host.replies["/"] = (302, {"Location": target}, b"")

    assert reason(visit, "/")[0] is Kind.REFUSED


def test_too_large_a_page_is_cut(host: Any, visit: Callable[[str], Page], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MAX_BYTES", 10)
    host.replies["/"] = (200, HTML, b"x" * 11)
    page = visit("/")

    assert (len(page.body), page.whole) == (10, False)


def test_server_that_never_answers_is_left(host: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "TIMEOUT", 0.2)
    silent = ThreadingHTTPServer(
        ("127.0.0.1", 0), type("Slow", (BaseHTTPRequestHandler,), {"do_GET": lambda _: time.sleep(2)})
    )
    threading.Thread(target=silent.serve_forever, daemon=True).start()
    try:
        with pytest.raises(NotSeen) as raised:
            Visitor(allow_local=True, pause=0).visit(f"http://127.0.0.1:{silent.server_port}/")
    finally:
        silent.shutdown()
        silent.server_close()

    assert raised.value.kind is Kind.SILENT


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "https://10.1.2.3/",
        "https://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "https://0.0.0.0/",
        "https://2130706433/",
        "https://224.0.0.1/",
        "https://localhost/",
        "https://localhost:8443/",
    ],
)
def test_nothing_inside_a_private_network_is_asked(address: str) -> None:
    with pytest.raises(NotSeen) as raised:
        Visitor(pause=0).visit(address)

    assert raised.value.kind is Kind.REFUSED


def test_redirect_into_a_private_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host is public; the second is looked up and refused before anything is sent to it."""
    asked: list[str] = []
    real = wire.ask

    def ask(parts: Any, agent: str, allow_local: bool, most: int | None) -> wire.Answer:
        asked.append(parts.netloc)
        if parts.netloc == "public.example":
            headers = wire.http.client.HTTPMessage()
            headers["location"] = "http://169.254.169.254/latest/"
            return wire.Answer(404 if parts.path == "/robots.txt" else 302, headers, b"", True)
        return real(parts, agent, allow_local)

    monkeypatch.setattr(visitor, "ask", ask)
    with pytest.raises(NotSeen) as raised:
        Visitor(pause=0).visit("https://public.example/")

    assert raised.value.reason == "169.254.169.254 is an address inside a private network"


def test_a_host_is_given_time_between_two_requests(host: Any) -> None:
    waits: list[float] = []
    host.replies["/"] = (200, HTML, b"words")
    Visitor(allow_local=True, pause=5, sleep=waits.append).visit(f"{host.address}/")

    assert len(waits) == 1  # between robots.txt and the page
    assert 4 < waits[0] <= 5


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>two</p>", "One two"),
        ("<p>Un<b>brok</b>en</p>", "Unbroken"),
        ("<head><title>No</title></head><body>Yes<script>no()</script> <style>p{}</style></body>", "Yes"),
        ("a &amp; b &lt;c&gt; &pound;5", "a & b <c> £5"),
        ("<svg><text>x</svg>after", "after"),
        ("<p>open <i>ended", "open ended"),
    ],
)
def test_words_are_those_that_a_reader_sees(html: str, text: str) -> None:
    assert words.of(html) == text

"""Visiting pages of others: a server on this machine plays every kind of host."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import werkzeug
from pytest_httpserver import HTTPServer

from macros.contribute import fetch
from macros.contribute.fetch import HttpClient, Kind, NotFetched, Page, words_of
from tests.served import Server

HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def host(httpserver: HTTPServer) -> Server:
    """A host on this machine."""
    return Server(httpserver)


@pytest.fixture
def get(host: Any) -> Callable[[str], Page]:
    """Visits a path of the host."""
    local = HttpClient(allow_local=True, pause=0)
    return lambda path: local.get(host.address + path)


def reason(get: Callable[[str], Page], path: str) -> tuple[Kind, str]:
    with pytest.raises(NotFetched) as raised:
        get(path)
    return raised.value.kind, raised.value.reason


def test_page_is_seen_with_its_text_and_type(host: Any, get: Callable[[str], Page]) -> None:
    host.pages["/a?b=1"] = (200, {"Content-Type": "text/html; charset=iso-8859-1"}, "für".encode("latin-1"))
    page = get("/a?b=1")

    assert (page.text, page.whole, page.redirects) == ("für", True, ())
    assert host.agents == {fetch.AGENT.format(name="Tracker")}


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
def test_answer_of_the_server_is_told(status: int, kind: Kind, host: Any, get: Callable[[str], Page]) -> None:
    host.pages["/"] = (status, {}, b"")

    assert reason(get, "/")[0] is kind
    assert str(status) in reason(get, "/")[1]


def test_robots_are_obeyed_and_asked_once(host: Any, get: Callable[[str], Page]) -> None:
    host.pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private/\n")
    host.pages["/private/a"] = host.pages["/open"] = (200, HTML, b"words")

    assert reason(get, "/private/a") == (Kind.CLOSED, "its robots.txt asks programs to stay away")
    assert get("/open").text == "words"
    assert host.asked == ["/robots.txt", "/open"]


def test_redirects_are_followed_and_shown(host: Any, get: Callable[[str], Page]) -> None:
    host.pages["/old"] = (301, {"Location": "/new#part"}, b"")
    host.pages["/new"] = (200, HTML, b"here")
    page = get("/old")

    assert page.address == f"{host.address}/new"
    assert page.redirects == (f"{host.address}/old",)


def test_redirects_that_never_end_are_given_up(host: Any, get: Callable[[str], Page]) -> None:
    host.pages["/round"] = (302, {"Location": "/round"}, b"")

    assert reason(get, "/round")[1] == "more than 5 redirects"
    assert host.asked.count("/round") == 6


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://name:word@127.0.0.1/", "http://["]
)
def test_redirect_leads_to_no_other_kind_of_address(target: str, host: Any, get: Callable[[str], Page]) -> None:
    host.pages["/"] = (302, {"Location": target}, b"")

    assert reason(get, "/")[0] is Kind.REFUSED


def test_too_large_a_page_is_cut(host: Any) -> None:
    host.pages["/"] = (200, HTML, b"x" * 11)
    page = HttpClient(allow_local=True, pause=0, max_bytes=10).get(f"{host.address}/")

    assert (len(page.body), page.whole) == (10, False)


def test_robots_may_use_wildcards(host: Any, get: Callable[[str], Page]) -> None:
    host.pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /*?print=\n")
    host.pages["/a?print=1"] = host.pages["/a"] = (200, HTML, b"words")

    assert reason(get, "/a?print=1")[0] is Kind.CLOSED
    assert get("/a").text == "words"


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a host that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"


@pytest.mark.parametrize(("limit", "words"), [("TIMEOUT", "timed out"), ("TOTAL", "it took more than 0 seconds")])
def test_server_that_never_answers_is_left(
    limit: str, words: str, silent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, limit, 0.05)
    with pytest.raises(NotFetched, match=words) as raised:
        HttpClient(allow_local=True, pause=0).get(silent)

    assert raised.value.kind is Kind.SILENT


def test_server_that_drips_is_left_when_the_clock_has_run_down(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each byte comes in time, and the page never ends."""
    monkeypatch.setattr(fetch, "TOTAL", 0.3)
    done = threading.Event()

    def dripping(_: werkzeug.Request) -> werkzeug.Response:
        return werkzeug.Response((b"x" for _ in iter(lambda: done.wait(0.01), True)), 200)

    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/").respond_with_handler(dripping)
    try:
        with pytest.raises(NotFetched, match="it took more than"):
            HttpClient(allow_local=True, pause=0).get(httpserver.url_for("/"))
    finally:
        done.set()


def test_one_clock_runs_for_all_redirects(host: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """No request is made any more when the time is up, however quickly each one was answered."""
    host.pages["/a"] = (302, {"Location": "/b"}, b"")
    now = iter(range(0, 10_000, 40))
    monkeypatch.setattr(fetch.time, "monotonic", lambda: float(next(now)))
    with pytest.raises(NotFetched, match="it took more than 90 seconds"):
        HttpClient(allow_local=True, pause=0).get(f"{host.address}/a")

    assert "/b" not in host.asked


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
    with pytest.raises(NotFetched) as raised:
        HttpClient(pause=0).get(address)

    assert raised.value.kind is Kind.REFUSED


@pytest.fixture
def public(host: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The name `public.example` has a public address, behind which the host stands; every look-up is remembered."""
    looked_up: list[str] = []
    real_look_up, real_connection = socket.getaddrinfo, socket.create_connection
    inside = ("127.0.0.1", host.host.port)

    def getaddrinfo(name: str, *rest: Any, **more: Any) -> Any:
        looked_up.append(name)
        if name != "public.example":
            return real_look_up(name, *rest, **more)
        found = "93.184.216.34" if looked_up.count(name) < 3 else "127.0.0.1"  # for robots.txt, and for the page
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (found, 80))]

    def create_connection(address: tuple[str, int], **more: Any) -> Any:
        assert address[0] == "93.184.216.34", "the connection must go to the address that was checked"
        monkeypatch.setattr(socket, "getaddrinfo", real_look_up)
        try:
            return real_connection(inside, **more)
        finally:
            monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(socket, "create_connection", create_connection)
    return looked_up


def test_redirect_into_a_private_network_is_refused(host: Any, public: list[str]) -> None:
    """The first host is public; the second is looked up and refused before anything is sent to it."""
    host.pages["/"] = (302, {"Location": "http://169.254.169.254/latest/"}, b"")
    with pytest.raises(NotFetched) as raised:
        HttpClient(pause=0).get("http://public.example/")

    assert raised.value.reason == "169.254.169.254 is an address inside a private network"


def test_a_name_that_leads_inside_later_is_refused(host: Any, public: list[str]) -> None:
    """A host may answer one look-up with a public address and the next one with ours."""
    host.pages["/"] = (200, HTML, b"words")
    client = HttpClient(pause=0)
    assert client.get("http://public.example/").text == "words"
    assert public == ["public.example"] * 2  # one look-up for each connection

    with pytest.raises(NotFetched, match="is an address inside a private network"):
        client.get("http://public.example/")


def test_a_host_is_given_time_between_two_requests(host: Any) -> None:
    waits: list[float] = []
    host.pages["/"] = (200, HTML, b"words")
    HttpClient(allow_local=True, pause=5, sleep=waits.append).get(f"{host.address}/")

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
    assert words_of(html) == text

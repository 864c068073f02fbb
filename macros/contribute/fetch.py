"""Pages of others, fetched politely: few requests, few bytes, a pause between them, and no way into a private network.

    HttpClient().get(address)   the page, or `NotFetched` with the reason

A client says who it is, obeys robots.txt, follows few redirects and shows them. One clock runs for a whole `get`,
redirects included, so that no server can hold it up. The host is looked up once for each request, and the connection
goes to the address that was checked: a second look-up cannot lead elsewhere.

The standard library carries this: httpx would bring six packages, and knows neither a limit for a whole answer nor,
without its private parts, a check of the address that it connects to.

What a page says about itself, the words that a reader sees on it, its licence and its archived copies are read here,
too. Title, date and text are read by trafilatura, an optional extra, so that building the site stays light.
"""

from __future__ import annotations

import contextlib
import http.client
import importlib
import ipaddress
import json
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from protego import Protego

from macros.model.vocabulary import Codelist, CodelistValue

AGENT = "{name}/1.0 (checks links and quotes once a week)"
PAUSE = 2.0  # seconds between two requests to one host
TIMEOUT = 20.0  # seconds without a byte
TOTAL = 90.0  # seconds for a page, with its robots.txt, pauses and redirects
MAX_BYTES = 5_000_000
MAX_REDIRECTS = 5
_MOVED = (301, 302, 303, 307, 308)
_GONE = (404, 410)
_CLOSED = (401, 402, 403, 406, 429, 451)
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_ACCEPT = "text/html,*/*;q=0.5"


class Kind(StrEnum):
    """Why a page was not fetched."""

    GONE = "gone"  # the server says that there is no such page
    SILENT = "silent"  # no answer, or none that can be understood
    CLOSED = "closed"  # the page is there, and programs are not wanted
    REFUSED = "refused"  # we did not go there


class NotFetched(Exception):
    """A page was not fetched; the message says why in words for people."""

    def __init__(self, kind: Kind, reason: str) -> None:
        self.kind, self.reason = kind, reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its address in the end, the redirects that led there, its type, its bytes, and whether they are all."""

    address: str
    redirects: tuple[str, ...]
    type: str
    body: bytes
    whole: bool

    @property
    def text(self) -> str:
        """The bytes as text; what cannot be read is replaced."""
        name = self.type.partition("charset=")[2].split(";")[0].strip("\"' ") or "utf-8"
        try:
            return self.body.decode(name, errors="replace")
        except LookupError:
            return self.body.decode("utf-8", errors="replace")


class _Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes
    whole: bool


class HttpClient:
    """Fetches pages one after the other, and says who it is: `name`.

    `allow_local` is for servers on one's own machine only.
    """

    def __init__(
        self,
        *,
        name: str = "Tracker",
        allow_local: bool = False,
        pause: float = PAUSE,
        sleep: Callable[[float], None] = time.sleep,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self.allow_local, self.pause, self.max_bytes, self._sleep = allow_local, pause, max_bytes, sleep
        self.agent = AGENT.format(name=name)
        self._robots: dict[str, Protego | None] = {}
        self._last: dict[str, float] = {}

    def get(self, address: str) -> Page:
        """The page at an address.

        Raises:
            NotFetched: it was not fetched, and why.
        """
        redirects: list[str] = []
        end = time.monotonic() + TOTAL
        while len(redirects) <= MAX_REDIRECTS:
            parts = self._parts(address)
            self._obey_robots(parts, end)
            answer = self._answer(parts, end)
            if answer.status not in _MOVED or "location" not in answer.headers:
                return _page(address, tuple(redirects), answer)
            redirects.append(address)
            try:
                address = urljoin(address, answer.headers["location"]).partition("#")[0]
            except ValueError:
                raise NotFetched(Kind.REFUSED, "it redirects to what is no address") from None
        raise NotFetched(Kind.SILENT, f"more than {MAX_REDIRECTS} redirects")

    def _parts(self, address: str) -> SplitResult:
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError:
            raise NotFetched(Kind.REFUSED, "it is not an address") from None
        if parts.scheme not in ("https", "http") or not parts.hostname or parts.username or parts.password:
            raise NotFetched(Kind.REFUSED, "it is not a web address without a name and password")
        if port not in (None, 80, 443) and not self.allow_local:
            raise NotFetched(Kind.REFUSED, "it names an unusual port")
        return parts

    def _obey_robots(self, parts: SplitResult, end: float) -> None:
        """Stay away where robots.txt says so; where there is none, everybody may come in."""
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._robots:
            answer = self._answer(parts._replace(path="/robots.txt", query="", fragment=""), end)
            text = answer.body.decode("utf-8", errors="replace")
            self._robots[host] = Protego.parse(text) if answer.status == 200 else None
        rules = self._robots[host]
        if rules and not rules.can_fetch(urlunsplit(parts), self.agent):
            raise NotFetched(Kind.CLOSED, "its robots.txt asks programs to stay away")

    def _answer(self, parts: SplitResult, end: float) -> _Answer:
        wait = self._last.get(parts.netloc, float("-inf")) + self.pause - time.monotonic()
        if wait > 0:
            self._sleep(wait)
        try:
            return self._request(parts, end)
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            reason = str(getattr(error, "strerror", "") or error or type(error).__name__)[:120]
            raise NotFetched(Kind.SILENT, f"no answer: {reason}") from None
        finally:
            self._last[parts.netloc] = time.monotonic()

    def _request(self, parts: SplitResult, end: float) -> _Answer:
        """One GET request, of which no more than `max_bytes` are read; when the clock has run down, it is cut off."""
        left = end - time.monotonic()
        if left <= 0:
            raise TimeoutError(f"it took more than {TOTAL:.0f} seconds")
        connection = _Connection(parts, min(TIMEOUT, left), self.allow_local)
        clock = threading.Timer(left, connection.cut)
        clock.start()
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{parts.query}" if parts.query else "")
        try:
            connection.request("GET", target, headers={"User-Agent": self.agent, "Accept": _ACCEPT})
            response = connection.getresponse()
            body = response.read(self.max_bytes + 1)
        finally:
            clock.cancel()
            connection.close()
            if connection.is_cut or time.monotonic() >= end:  # the socket's own clock may run down first
                raise TimeoutError(f"it took more than {TOTAL:.0f} seconds") from None
        return _Answer(response.status, response.headers, body[: self.max_bytes], len(body) <= self.max_bytes)


def _page(address: str, redirects: tuple[str, ...], answer: _Answer) -> Page:
    if answer.status in _GONE:
        raise NotFetched(Kind.GONE, f"the server answers {answer.status}: there is no such page")
    if answer.status in _CLOSED:
        raise NotFetched(Kind.CLOSED, f"the server answers {answer.status}: it does not show the page to programs")
    if answer.status != 200:
        raise NotFetched(Kind.SILENT, f"the server answers {answer.status}")
    return Page(address, redirects, answer.headers.get("content-type", ""), answer.body, answer.whole)


class _Connection(http.client.HTTPConnection):
    """A connection to the very address that was looked up and found to be public."""

    def __init__(self, parts: SplitResult, timeout: float, allow_local: bool) -> None:
        self.is_safe = parts.scheme == "https"
        super().__init__(parts.hostname or "", parts.port or (443 if self.is_safe else 80), timeout=timeout)
        self.allow_local, self.is_cut = allow_local, False
        self._opened: socket.socket | None = None

    def connect(self) -> None:
        """Open it, with the certificate of the named host."""
        address = _public_address(self.host, self.port, self.allow_local)
        self._opened = self.sock = socket.create_connection((address, self.port), timeout=self.timeout)
        if self.is_safe:
            context = ssl.create_default_context()
            safe = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self._opened = self.sock = safe
            safe.do_handshake()

    def cut(self) -> None:
        """End it from another thread: whoever reads from it goes on at once."""
        self.is_cut = True
        with contextlib.suppress(OSError):
            if self._opened:
                socket.socket.shutdown(self._opened, socket.SHUT_RDWR)


def _public_address(host: str, port: int, allow_local: bool) -> str:
    """The first address of the host, once all of them are known to be public."""
    found = [str(item[4][0]) for item in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not allow_local and not all(map(_is_public, found)):
        raise NotFetched(Kind.REFUSED, f"{host} is an address inside a private network")
    return found[0]


def _is_public(address: str) -> bool:
    """Also of what an address of version 6 may lead to: mapped, by a relay, by a tunnel, or translated."""
    found = ipaddress.ip_address(address.partition("%")[0])
    inner: list[ipaddress.IPv4Address | None] = []
    if isinstance(found, ipaddress.IPv6Address):
        inner = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
        inner += [ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)] if found in _TRANSLATED else []
    return all(item.is_global and not item.is_multicast for item in (found, *inner) if item)


LOOK_UP = "https://archive.org/wayback/available?url="
SAVE = "https://web.archive.org/save/"
_MARKED_UP = re.compile(rb"<(?:!doctype|html|head|body|p|div)\b", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head"})
# Between these and their neighbours no space is seen.
_INLINE = frozenset(re.findall(r"\w+", "a abbr b bdi cite code em i mark q s small span strong sub sup u"))


class NoReader(Exception):
    """The extra `fetch` is not installed, or only a part of it."""


class Found(NamedTuple):
    """What could be read; empty where the page does not say it."""

    title: str = ""
    publisher: str = ""
    issued: str = ""
    text: str = ""


def found_in(content: bytes, address: str) -> Found:
    """Title, publisher, date and text of a page, or of a plain text whose first line is its title.

    Raises:
        NoReader: the page is HTML, and trafilatura is not there.
    """
    if not _MARKED_UP.search(content[:4096]):
        text = content.decode("utf-8", errors="replace").strip()
        return Found(title=" ".join(text.partition("\n")[0].split())[:200], text=text)
    document = _read(content, address)
    if document is None:
        return Found()
    day = str(document.date or "")
    title, name = (" ".join((text or "").split()) for text in (document.title, document.sitename or document.hostname))
    return Found(title, name, day if _DAY.fullmatch(day) else "", (document.text or "").strip())


def _read(content: bytes, address: str) -> Any:
    try:
        trafilatura = importlib.import_module("trafilatura")
    except ImportError as error:
        missing = str(error).partition("\n")[0].rstrip(".")
        raise NoReader(f"this needs the extra `fetch` ({missing}): .venv/bin/pip install -e '.[fetch]'") from None
    dates = {"original_date": True, "extensive_search": False}
    how = {"with_metadata": True, "include_comments": False, "favor_recall": True, "date_extraction_params": dates}
    return trafilatura.bare_extraction(content, url=address or None, **how)


def licence_of(address: str, licences: Codelist) -> CodelistValue:
    """The licence of a site that the codelist names; of any other, that of a publisher who reserves the rights."""
    host = f".{urlsplit(address).hostname or ''}"
    known = (item for item in licences.values if any(host.endswith(f".{site}") for site in item.sites))
    return next(known, licences.first(allows_text=False))


def words_of(html: str) -> str:
    """The words of a page, with a space where an element begins or ends that stands on its own."""
    found = _Words(convert_charrefs=True)
    found.feed(html)
    found.close()
    return " ".join("".join(found.parts).split())


class _Words(HTMLParser):
    """Gathers text; everything inside elements that no reader sees is left out."""

    def reset(self) -> None:
        super().reset()
        self.parts: list[str] = []
        self.unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen.append(tag)
        self._space(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.unseen:
            del self.unseen[self.unseen.index(tag) :]
        self._space(tag)

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(data)

    def _space(self, tag: str) -> None:
        if tag not in _INLINE:
            self.parts.append(" ")


def archived_copy(client: HttpClient, address: str, service: str = LOOK_UP) -> str:
    """The address of the newest copy in the Wayback Machine, or nothing.

    Raises:
        NotFetched: the archive gave no answer.
    """
    page = client.get(service + quote(address, safe=""))
    try:
        closest = json.loads(page.text)["archived_snapshots"].get("closest", {})
        found = str(closest.get("url", "")) if closest.get("available") else ""
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
    return _in_archive(found)


def new_copy(client: HttpClient, address: str, service: str = SAVE) -> str:
    """Ask for a copy; its address, or nothing when the archive does not name it. Only when somebody agreed to it.

    Raises:
        NotFetched: the archive did not make one.
    """
    return _in_archive(client.get(service + address).address)


def _in_archive(address: str) -> str:
    """An address of the archive with https, which is the only kind that a record takes."""
    parts = urlsplit(address)
    is_copy = parts.hostname in ("web.archive.org", "archive.org") and "/web/" in parts.path
    return parts._replace(scheme="https", netloc=str(parts.hostname)).geturl() if is_copy else ""

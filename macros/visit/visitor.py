"""A visitor of pages: robots.txt, pauses, redirects, and reasons in plain words when a page was not seen."""

from __future__ import annotations

import http.client
import time
import urllib.robotparser
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from macros.visit.wire import Answer, Refused, ask

AGENT = "CaseyAuditTracker/1.0 (checks links and quotes once a week)"
PAUSE = 2.0  # seconds between two requests to one host
MAX_REDIRECTS = 5
_MOVED = (301, 302, 303, 307, 308)
_GONE = (404, 410)


class Kind(StrEnum):
    """Why a page was not seen."""

    GONE = "gone"  # the server says that there is no such page
    SILENT = "silent"  # no answer, or none that can be understood
    CLOSED = "closed"  # the page is there, and visitors like us are not wanted
    REFUSED = "refused"  # we did not go there


class NotSeen(Exception):
    """A page was not seen; the message says why in words for people."""

    def __init__(self, kind: Kind, reason: str) -> None:
        self.kind, self.reason = kind, reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was seen: where it stands in the end, the way there, its type, its bytes, and if they are all."""

    address: str
    way: tuple[str, ...]
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


class Visitor:
    """Visits pages one after the other. `allow_local` is for servers on one's own machine only."""

    def __init__(
        self,
        *,
        allow_local: bool = False,
        pause: float = PAUSE,
        sleep: Callable[[float], None] = time.sleep,
        most: int | None = None,
    ) -> None:
        self.allow_local, self.pause, self.most, self._sleep = allow_local, pause, most, sleep
        self._robots: dict[str, urllib.robotparser.RobotFileParser | None] = {}
        self._last: dict[str, float] = {}

    def visit(self, address: str) -> Page:
        """The page at an address.

        Raises:
            NotSeen: it was not seen, and why.
        """
        way: list[str] = []
        while len(way) <= MAX_REDIRECTS:
            parts = self._parts(address)
            self._ask_robots(parts)
            answer = self._asked(parts)
            if answer.status not in _MOVED or "location" not in answer.headers:
                return self._page(address, tuple(way), answer)
            way.append(address)
            address = _joined(address, answer.headers["location"])
        raise NotSeen(Kind.SILENT, f"more than {MAX_REDIRECTS} redirects")

    def _parts(self, address: str) -> SplitResult:
        try:
            parts = urlsplit(address)
            parts.port  # noqa: B018 # a wrong port is told when it is looked at
        except ValueError:
            raise NotSeen(Kind.REFUSED, "it is not an address") from None
        if parts.scheme not in ("https", "http") or not parts.hostname or parts.username or parts.password:
            raise NotSeen(Kind.REFUSED, "it is not a web address without a name and password")
        if parts.port not in (None, 80, 443) and not self.allow_local:
            raise NotSeen(Kind.REFUSED, "it names an unusual port")
        return parts

    def _page(self, address: str, way: tuple[str, ...], answer: Answer) -> Page:
        if answer.status in _GONE:
            raise NotSeen(Kind.GONE, f"the server answers {answer.status}: there is no such page")
        if answer.status in (401, 402, 403, 406, 429, 451):
            raise NotSeen(Kind.CLOSED, f"the server answers {answer.status}: it does not show the page to programs")
        if answer.status != 200:
            raise NotSeen(Kind.SILENT, f"the server answers {answer.status}")
        return Page(address, way, answer.headers.get("content-type", ""), answer.body, answer.whole)

    def _asked(self, parts: SplitResult) -> Answer:
        host = parts.netloc
        wait = self._last.get(host, float("-inf")) + self.pause - time.monotonic()
        if wait > 0:
            self._sleep(wait)
        try:
            return ask(parts, AGENT, self.allow_local, self.most)
        except Refused as refused:
            raise NotSeen(Kind.REFUSED, str(refused)) from None
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            raise NotSeen(Kind.SILENT, f"no answer: {_plain(error)}") from None
        finally:
            self._last[host] = time.monotonic()

    def _ask_robots(self, parts: SplitResult) -> None:
        """Whether robots.txt lets us in; a host without one lets everybody in."""
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._robots:
            self._robots[host] = self._read_robots(parts)
        rules = self._robots[host]
        if rules and not rules.can_fetch(AGENT, urlunsplit(parts)):
            raise NotSeen(Kind.CLOSED, "its robots.txt asks programs to stay away")

    def _read_robots(self, parts: SplitResult) -> urllib.robotparser.RobotFileParser | None:
        answer = self._asked(parts._replace(path="/robots.txt", query="", fragment=""))
        if answer.status != 200:
            return None
        rules = urllib.robotparser.RobotFileParser()
        rules.parse(answer.body.decode("utf-8", errors="replace").splitlines())
        return rules


def _joined(address: str, target: str) -> str:
    try:
        return urljoin(address, target).partition("#")[0]
    except ValueError:
        raise NotSeen(Kind.REFUSED, "it redirects to what is no address") from None


def _plain(error: Exception) -> str:
    return str(getattr(error, "strerror", "") or error or type(error).__name__)[:120]

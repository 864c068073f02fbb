"""One request over one connection to an address that was looked up and found to be public."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import SplitResult, quote

TIMEOUT = 20  # seconds without an answer
MAX_BYTES = 5_000_000
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


class Refused(Exception):
    """The request was not made, because of where it would have gone."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    whole: bool


def ask(parts: SplitResult, agent: str, allow_local: bool, most: int | None = None) -> Answer:
    """One GET request, of which no more bytes are read than `most`, or than from any page.

    Raises:
        Refused: the host is not public.
        OSError, http.client.HTTPException: the server was not reached, or did not speak HTTP.
    """
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    address = _address(host, port, allow_local)
    connection = _Connection(host, port, address, parts.scheme == "https")
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("GET", target, headers={"User-Agent": agent, "Accept": "text/html,*/*;q=0.5"})
        response = connection.getresponse()
        most = MAX_BYTES if most is None else most
        body = response.read(most + 1)
        return Answer(response.status, response.headers, body[:most], len(body) <= most)
    finally:
        connection.close()


def _address(host: str, port: int, allow_local: bool) -> str:
    """The first address of the host, once all of them are known to be public."""
    found = [str(item[4][0]) for item in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not allow_local and not all(_is_public(item) for item in found):
        raise Refused(f"{host} is an address inside a private network")
    return found[0]


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    return all(item.is_global and not item.is_multicast for item in (found, *_inner(found)))


def _inner(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """The older addresses that an address of version 6 may lead to: mapped, by a relay, by a tunnel, or translated."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    through = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _TRANSLATED:
        through.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [item for item in through if item]


class _Connection(http.client.HTTPConnection):
    """A connection to the address that was looked at, so that a second look-up cannot lead elsewhere."""

    def __init__(self, host: str, port: int, address: str, safe: bool) -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self.address, self.safe = address, safe

    def connect(self) -> None:
        """Open it, with the certificate of the named host."""
        self.sock = socket.create_connection((self.address, self.port), timeout=TIMEOUT)
        if self.safe:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

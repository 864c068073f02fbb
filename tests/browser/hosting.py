"""A small server that answers as GitHub Pages does: below a sub-path, compressed, with the site's own page for 404."""

from __future__ import annotations

import gzip
import mimetypes
import threading
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit

_COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".map", ".csv", ".ics", ".md")


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A browser that leaves before the answer is complete is no fault."""


class Hosting:
    """Serves a folder while the `with` block runs. `address` is that of the front page."""

    def __init__(self, root: Path, base: str) -> None:
        self.root, self.base = root, base
        self._packed: dict[Path, bytes] = {}
        self._server = _Server(("127.0.0.1", 0), self._handler())

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @cached_property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @cached_property
    def address(self) -> str:
        """The address of the front page."""
        return self.origin + self.base

    def find(self, path: str) -> tuple[int, Path | None, str]:
        """Status, file and new place for a requested path."""
        if not path.startswith(self.base):
            return 404, None, ""
        file = self.root / path.removeprefix(self.base)
        if file.is_dir() and not path.endswith("/"):
            return 301, None, path + "/"
        file = file / "index.html" if file.is_dir() else file
        return (200, file, "") if file.is_file() else (404, self.root / "404.html", "")

    def packed(self, file: Path) -> bytes:
        """The file as it goes over the wire."""
        if file not in self._packed:
            raw = file.read_bytes()
            self._packed[file] = gzip.compress(raw, 6, mtime=0) if file.suffix in _COMPRESSED else raw
        return self._packed[file]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        hosting = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:  # the name is that of the standard library
                status, file, place = hosting.find(unquote(urlsplit(self.path).path))
                body = hosting.packed(file) if file else b""
                self.send_response(status)
                if place:
                    self.send_header("Location", place)
                if file:
                    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
                    self.send_header("Content-Type", f"{kind}; charset=utf-8")
                    if file.suffix in _COMPRESSED:
                        self.send_header("Content-Encoding", "gzip")
                self.send_header("Cache-Control", "max-age=600")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler

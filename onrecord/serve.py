"""A built site comes in, and is shown on this machine as a web host would show it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

HOST = "127.0.0.1"
_TYPES = {  # said here, because the system's own table differs from one machine to the next
    "": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/jsonl; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


@contextmanager
def serving(folder: Path, *, port: int) -> Iterator[ThreadingHTTPServer]:
    """A server of the folder on 127.0.0.1, bound and not yet started; port 0 is any free one.

    OSError when the port is taken.
    """
    with _Server((HOST, port), partial(_Handler, directory=str(folder))) as server:
        yield server


def address_of(server: ThreadingHTTPServer) -> str:
    """`http://127.0.0.1:8000/`."""
    return f"http://{HOST}:{server.server_port}/"


def content_type(suffix: str) -> str:
    """What a file that ends so is sent as: `.html` is `text/html; charset=utf-8`."""
    return _TYPES.get(suffix, _TYPES[""])


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of browsers that hang up."""


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60
    extensions_map = _TYPES

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_head(self) -> BytesIO | BinaryIO | None:
        # A file that changed is sent anew, whatever the browser has.
        del self.headers["If-Modified-Since"]
        return super().send_head()

    def list_directory(self, path: Any) -> None:  # noqa: ARG002 (the base class's signature)
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", _TYPES[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
        """Keep the terminal quiet."""

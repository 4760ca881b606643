"""Serves a preview of the site on this machine, and reloads it in browsers when it changes.

Each page is rendered when it is requested, so a change appears as soon as that one page is ready.
Every page loads `live.js`, which waits for the next change and reloads the page, or shows errors
over the last good version. None of this is in a built site.
"""

import json
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

from watchfiles import Change, watch

from onrecord import resources
from onrecord.content.project import CONFIG, PAGES, STATIC, TEMPLATES, TRANSCRIPTS
from onrecord.content.recordings import MEDIA_TYPES
from onrecord.errors import ContentError, Error, first_of_each_kind
from onrecord.model import Address
from onrecord.preview.byte_ranges import UnsatisfiableRangeError, requested_range
from onrecord.publish.assets import LIVE, bundle_script
from onrecord.urls import NOT_FOUND, file_of

# From a file's name in the site to its content, or to the path of a file that may be too large
# to be read as a whole.
Read = Callable[[str], bytes | Path | None]
HOST = "127.0.0.1"
_NAMES_OF_THIS_MACHINE = {HOST, "localhost", "::1"}
SCRIPT = "/-/live.js"
CHANGES = "/-/changes"
_TYPES = {  # listed here because the system's own table differs between machines
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
    ".vtt": "text/vtt; charset=utf-8",
    ".xml": "application/xml",
    **MEDIA_TYPES,
}
_CHUNK = 1 << 16  # bytes of a file that are read and sent at a time
_HEARTBEAT = 15.0  # seconds between messages to a browser while nothing changes


class LiveSite:
    """The site shown now, shared by all threads; `version` counts the changes."""

    def __init__(self) -> None:
        """Start without a version: one must be shown before the server starts."""
        self.read: Read = lambda _: None
        self._changed = threading.Condition()
        self._errors: tuple[Error, ...] = ()
        self._version = 0

    def show(self, read: Read) -> None:
        """Show a new version of the site."""
        with self._changed:
            self.read, self._errors = read, ()
            self._version += 1
            self._changed.notify_all()

    def fail(self, errors: Sequence[Error]) -> None:
        """Show the errors of a site that cannot be built, over the last good version."""
        with self._changed:
            self._errors = tuple(errors)
            self._version += 1
            self._changed.notify_all()

    def wait(self, seen: int) -> tuple[int, tuple[Error, ...]]:
        """Wait until the version is not the one seen, or for a while; return it and its errors."""
        with self._changed:
            self._changed.wait_for(lambda: self._version != seen, timeout=_HEARTBEAT)
            return self._version, self._errors


def previewing(site: LiveSite, *, port: int) -> ThreadingHTTPServer:
    """Return a server of the site on 127.0.0.1, bound but not started; port 0 means any free port.

    Raises OSError if the port is in use. As a context manager, the server closes at the end.
    """
    return _Server((HOST, port), partial(_Handler, site, _live_script()))


def address_of(server: ThreadingHTTPServer) -> str:
    """Return the server's address: `http://127.0.0.1:8000/`."""
    return f"http://{HOST}:{server.server_port}/"


def changes_of(folder: Path) -> Iterator[None]:
    """Yield once when watching begins, and then after each change of the site's files, forever.

    An editor may replace a file, or a person a folder, by renaming another: then what was watched
    is gone. So the project's folder is watched too, and what is in it anew after such a change.
    """
    names = (TEMPLATES, STATIC, TRANSCRIPTS, PAGES, CONFIG)
    paths = (resources.templates(), resources.static(), *(folder / name for name in names))
    above, below = _watch(folder, recursive=False), _watch(*paths)
    next(above), next(below)
    yield
    while True:
        is_replaced = any(Path(path).name in names for _, path in next(above))
        is_changed = bool(next(below))
        if is_replaced:
            below = _watch(*paths)
            next(below)
        if is_replaced or is_changed:
            yield


def _watch(*paths: Path, recursive: bool = True) -> Iterator[set[tuple[Change, str]]]:
    """Yield what changed in the paths that are there, or nothing, several times a second."""
    return watch(
        *sorted({path for path in paths if path.exists()}),
        step=20,
        debounce=200,
        rust_timeout=200,
        yield_on_timeout=True,
        raise_interrupt=True,
        recursive=recursive,
    )


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore browsers that disconnect; print tracebacks of bugs."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, site: LiveSite, script: bytes, *arguments: Any) -> None:
        self.site = site
        self.script = script
        super().__init__(*arguments)

    def do_GET(self) -> None:
        """Send a file of the site, or the stream of changes."""
        if not _is_this_machine(self.headers["Host"] or ""):
            # A page elsewhere whose name leads here could read drafts.
            self.send_error(HTTPStatus.FORBIDDEN, f"only http://{HOST} and http://localhost here")
            return
        path = unquote(urlsplit(self.path).path)
        if path == CHANGES:
            self._send_changes()
        elif path == SCRIPT:
            self._send(HTTPStatus.OK, SCRIPT, self.script)
        else:
            self._send_file(path)

    do_HEAD = do_GET  # noqa: N815 (the base class's name)

    def _send_file(self, path: str) -> None:
        name = file_of(Address(path.removeprefix("/")))
        try:
            content = self.site.read(name)
        except ContentError as error:
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, NOT_FOUND, _page_of_errors(error.errors))
            return
        if isinstance(content, Path):
            self._send_path(name, content)
        elif content is not None:
            self._send(HTTPStatus.OK, name, content)
        elif self.site.read(f"{name}/index.html") is not None:
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._send_missing()

    def _send_missing(self) -> None:
        page = self.site.read(NOT_FOUND)
        self._send(HTTPStatus.NOT_FOUND, NOT_FOUND, page if isinstance(page, bytes) else b"")

    def _send(self, status: HTTPStatus, name: str, content: bytes) -> None:
        if name.endswith(".html"):
            content = _with_script(content)
        self._send_part(status, name, BytesIO(content), len(content))

    def _send_path(self, name: str, path: Path) -> None:
        try:
            file = path.open("rb")
        except OSError:  # removed since
            self._send_missing()
            return
        with file:
            self._send_part(HTTPStatus.OK, name, file, path.stat().st_size)

    def _send_part(self, status: HTTPStatus, name: str, file: BinaryIO, size: int) -> None:
        """Send the bytes that are requested; a browser can seek in a recording only so."""
        header = self.headers["Range"] if status is HTTPStatus.OK else None
        try:
            requested = None if self.headers["If-Range"] else requested_range(header, size)
        except UnsatisfiableRangeError:
            self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            self.send_header("Content-Range", f"bytes */{size}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        part = requested or range(size)
        self.send_response(HTTPStatus.PARTIAL_CONTENT if requested else status)
        suffix = PurePosixPath(name).suffix or name
        self.send_header("Content-Type", _TYPES.get(suffix.lower(), _TYPES[""]))
        self.send_header("Accept-Ranges", "bytes")
        if requested:
            self.send_header("Content-Range", f"bytes {part.start}-{part.stop - 1}/{size}")
        self.send_header("Content-Length", str(len(part)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self._copy(file, part)

    def _copy(self, file: BinaryIO, part: range) -> None:
        file.seek(part.start)
        left = len(part)
        while left and (chunk := file.read(min(left, _CHUNK))):
            self.wfile.write(chunk)
            left -= len(chunk)

    def _send_changes(self) -> None:
        """Send an event for each version with its errors, until the browser disconnects."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        seen = -1
        while True:
            version, errors = self.site.wait(seen)
            shown, more = first_of_each_kind(errors)
            event = {"version": version, "errors": [*map(str, shown), *more]}
            line = f"data: {json.dumps(event)}\n\n" if version != seen else ": still here\n\n"
            self.wfile.write(line.encode())
            self.wfile.flush()
            seen = version

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
        """Print nothing for requests."""


def _is_this_machine(host: str) -> bool:
    """True for a `Host` header that names this machine, with or without a port."""
    try:
        return urlsplit(f"//{host}").hostname in _NAMES_OF_THIS_MACHINE
    except ValueError:
        return False


def _page_of_errors(errors: Sequence[Error]) -> bytes:
    """Return a page for what cannot be printed; it is loaded again at the next change."""
    shown, more = first_of_each_kind(errors)
    lines = "\n".join(map(escape, (*map(str, shown), *more)))
    page = f"<!doctype html>\n<html>\n<head>\n<title>Error</title>\n</head>\n<pre>{lines}</pre>\n"
    return page.encode()


def _live_script() -> bytes:
    folder = resources.static()
    scripts = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in (folder / "scripts").rglob("*")
        if path.is_file()
    }
    return bundle_script(LIVE, scripts, node_modules=resources.node_modules())


def _with_script(page: bytes) -> bytes:
    script = f'<script src="{SCRIPT}" defer></script>\n</head>'.encode()
    return page.replace(b"</head>", script, 1)

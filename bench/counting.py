"""A server that compresses text and counts what it sends, and the settings of a slow line."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any, NamedTuple

# 10 Mbit/s with a round trip of 40 ms, for the DevTools protocol.
SLOW = {"offline": False, "latency": 40, "downloadThroughput": 1_250_000, "uploadThroughput": -1}
_COMPRESSED = {".css", ".html", ".js", ".json"}


class Sent(NamedTuple):
    """The bytes of the response bodies, and how many responses there were."""

    size: int
    responses: int


class Counter:
    """Counts what was sent since it was last read."""

    def __init__(self) -> None:
        self._sent = Sent(0, 0)
        self._lock = Lock()

    def add(self, size: int) -> None:
        """Count another response."""
        with self._lock:
            self._sent = Sent(self._sent.size + size, self._sent.responses + 1)

    def take(self) -> Sent:
        """Return the counts, and start again from zero."""
        with self._lock:
            taken, self._sent = self._sent, Sent(0, 0)
        return taken


@contextmanager
def counting_server(folder: Path) -> Iterator[tuple[str, Counter]]:
    """Serve the folder, and yield its address and the counter."""
    counter = Counter()
    handler = partial(_Handler, counter=counter, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/", counter
        finally:
            server.shutdown()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Send each response at once and in one piece, as real servers do.
    wbufsize = -1
    disable_nagle_algorithm = True

    def __init__(self, *arguments: Any, counter: Counter, **options: Any) -> None:
        self.counter = counter
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body, is_compressed = _body_of(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600")
        if is_compressed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.counter.add(len(body))
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
        pass


@cache
def _body_of(path: Path) -> tuple[bytes, bool]:
    content = path.read_bytes()
    if path.suffix not in _COMPRESSED:
        return content, False
    return gzip.compress(content, 9), True

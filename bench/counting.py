"""A server that sends what can be compressed compressed, and counts what it sends; a slow line."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any, NamedTuple

# 10 Mbit/s, 40 ms there and back; as the protocol of Chromium's tools wants it.
SLOW = {"offline": False, "latency": 40, "downloadThroughput": 1_250_000, "uploadThroughput": -1}
_COMPRESSED = {".css", ".html", ".js", ".json"}


class Sent(NamedTuple):
    """What was sent: bytes of bodies, and how many there were."""

    size: int
    answers: int


class Counter:
    """What was sent since it was last asked."""

    def __init__(self) -> None:
        self._sent = Sent(0, 0)
        self._lock = Lock()

    def add(self, size: int) -> None:
        """Count one more body."""
        with self._lock:
            self._sent = Sent(self._sent.size + size, self._sent.answers + 1)

    def take(self) -> Sent:
        """What was counted; it begins anew."""
        with self._lock:
            taken, self._sent = self._sent, Sent(0, 0)
        return taken


@contextmanager
def counting_server(folder: Path) -> Iterator[tuple[str, Counter]]:
    """The address of the folder, and the counter of what is sent of it."""
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
    # An answer leaves at once and in one piece, as from a real server.
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

"""A web server for tests that behaves like a static host."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit


@contextmanager
def serve_folder(folder: Path, prefix: str = "") -> Iterator[str]:
    """Yield the address of the folder, ending in a slash, as long as the block lasts.

    With the prefix `"archive/here"` the folder is found below that path and nowhere else. What is
    not there gets the folder's own 404.html, with the status 404.
    """
    mount = "/".join(["", *filter(None, prefix.split("/")), ""])
    handler = partial(_Handler, mount=mount, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{mount}"
        finally:
            server.shutdown()
            thread.join()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Listed here because the system's own table differs between machines.
    extensions_map: dict[str, str] = {  # noqa: RUF012 (as the base class has it)
        "": "application/octet-stream",
        ".atom": "application/atom+xml",
        ".css": "text/css",
        ".csv": "text/csv",
        ".gz": "application/gzip",
        ".html": "text/html",
        ".ico": "image/x-icon",
        ".js": "text/javascript",
        ".json": "application/json",
        ".jsonl": "application/jsonl",
        ".map": "application/json",
        ".md": "text/markdown",
        ".mjs": "text/javascript",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain",
        ".webmanifest": "application/manifest+json",
        ".xml": "application/xml",
    }

    def __init__(self, *arguments: Any, mount: str, **options: Any) -> None:
        self.mount = mount
        super().__init__(*arguments, **options)

    def send_head(self) -> Any:
        if not urlsplit(self.path).path.startswith(self.mount):
            return self.send_error(HTTPStatus.NOT_FOUND)
        return super().send_head()

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self.mount))

    def list_directory(self, path: Any) -> None:  # noqa: ARG002 (the base class's signature)
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        return None

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
        pass

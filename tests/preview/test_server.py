"""The preview answers this machine only, shows errors, and sees files that are replaced."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from onrecord.errors import ContentError, Error
from onrecord.preview.server import LiveSite, changes_of, previewing
from tests.support.projects import CONFIG, write_project


@contextmanager
def served(read: Callable[[str], bytes | None]) -> Iterator[int]:
    """Serve files, and yield the port."""
    site = LiveSite()
    site.show(read)
    with previewing(site, port=0) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server.server_port
        server.shutdown()


def get(port: int, path: str, host: str | None = None) -> tuple[int, bytes]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.putrequest("GET", path, skip_host=True)
        if host is not None:
            connection.putheader("Host", host)
        connection.putheader("Connection", "close")
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read()


@pytest.mark.parametrize("path", ["/", "/-/live.js", "/-/changes"])
@pytest.mark.parametrize(
    "host",
    ["example.org", "example.org:8000", "127.0.0.1.example.org", "10.0.0.1", "[::", "", None],
)
def test_a_name_that_is_not_this_machines_gets_nothing(host: str | None, path: str) -> None:
    with served({"index.html": b"a draft"}.get) as port:
        status, text = get(port, path, host)
    assert status == 403
    assert b"draft" not in text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8000", "LOCALHOST", "[::1]:8000"])
def test_this_machine_is_answered_by_each_of_its_names(host: str) -> None:
    with served({"index.html": b"a draft"}.get) as port:
        assert get(port, "/", host) == (200, b"a draft")


def test_a_page_that_cannot_be_printed_shows_why_and_reloads(tmp_path: Path) -> None:
    def fail(name: str) -> bytes | None:
        raise ContentError([Error("templates/home.html", 3, "<b> is wrong", "fix it")])

    with served(fail) as port:
        status, text = get(port, "/", "localhost")
    assert status == 500
    assert b"templates/home.html:3: &lt;b&gt; is wrong; fix it" in text
    assert b"/-/live.js" in text


def replace_by_rename(project: Path) -> None:
    """Save as many editors do."""
    aside = project / ".config.yaml.swp"
    aside.write_text(CONFIG)
    aside.rename(project / "config.yaml")


def add_folder(project: Path, name: str, file: str) -> None:
    folder = project / f"{name}.new"
    folder.mkdir()
    (folder / file).write_text("x")
    folder.rename(project / name)


def add_templates(project: Path) -> None:
    add_folder(project, "templates", "home.html")


def change_a_template(project: Path) -> None:
    (project / "templates/home.html").write_text("y")


def change_config(project: Path) -> None:
    (project / "config.yaml").write_text(CONFIG)


def add_pages(project: Path) -> None:
    add_folder(project, "pages", "about-us.md")


def change_a_page(project: Path) -> None:
    (project / "pages/about-us.md").write_text("y")


def test_what_is_replaced_by_a_rename_is_seen_and_seen_again(tmp_path: Path) -> None:
    project = write_project(tmp_path, {})
    changes = changes_of(project)
    next(changes)
    seen = threading.Semaphore(0)

    def watch() -> None:
        for _ in changes:
            seen.release()

    threading.Thread(target=watch, daemon=True).start()
    steps = (
        *(replace_by_rename, replace_by_rename, add_templates, change_a_template, change_config),
        *(add_pages, change_a_page),
    )
    for change in steps:
        change(project)
        assert seen.acquire(timeout=10), change.__name__
        while seen.acquire(timeout=0.4):  # one change may be seen twice
            pass
    while seen.acquire(timeout=1.5):
        pass
    (project / "notes.txt").write_text("not of the site")
    assert not seen.acquire(timeout=1.5)

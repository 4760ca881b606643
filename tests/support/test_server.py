"""The web server of the tests behaves as a static host does."""

from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.support.server import serve_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    (folder / "deep").mkdir(parents=True)
    (folder / "index.html").write_text("home")
    (folder / "deep/index.html").write_text("deep")
    (folder / "deep/script.js").write_text("js")
    (folder / "empty").mkdir()
    (folder / "404.html").write_text("nothing here")
    (tmp_path / "secret.txt").write_text("secret")
    return folder


def get(url: str) -> tuple[int, str, str]:
    """Return the status, the type and the text of a response."""
    try:
        with urlopen(url) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.headers["Content-Type"], error.read().decode()


@pytest.mark.parametrize("prefix", ["", "here", "/archive/here/"])
def test_files_are_found_below_the_prefix(folder: Path, prefix: str) -> None:
    with serve_folder(folder, prefix) as url:
        assert get(url) == (200, "text/html", "home")
        assert get(f"{url}deep") == (200, "text/html", "deep")
        assert get(f"{url}deep/?q=a%20b") == (200, "text/html", "deep")
        assert get(f"{url}deep/script.js") == (200, "text/javascript", "js")


def test_a_missing_file_gets_the_404_page(folder: Path) -> None:
    with serve_folder(folder) as url:
        assert get(f"{url}gone/") == (404, "text/html", "nothing here")
        assert get(f"{url}empty/") == (404, "text/html", "nothing here")
        assert get(f"{url}../secret.txt") == (404, "text/html", "nothing here")


def test_nothing_is_found_outside_the_prefix(folder: Path) -> None:
    with serve_folder(folder, "here") as url:
        assert get(url.removesuffix("here/"))[0] == 404
        assert get(url.replace("/here/", "/deep/"))[0] == 404


def test_a_folder_without_its_slash_redirects_below_the_prefix(folder: Path) -> None:
    with serve_folder(folder, "here") as url, urlopen(f"{url}deep") as answer:
        assert answer.url == f"{url}deep/"

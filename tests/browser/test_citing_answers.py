"""The citation of an answer whose files are not published is made by its page."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.projects import CONFIG, build, write_project
from tests.support.server import serve_folder

ADDRESS = "https://example.org/record/"


def folder_of(tmp_path_factory: pytest.TempPathFactory, settings: str) -> Path:
    config = CONFIG.replace("site:\n", f"site:\n  address: {ADDRESS}\n  pictures: false\n")
    folder = write_project(tmp_path_factory.mktemp("p"), {"config.yaml": config + settings})
    built = build(folder)
    assert built.returncode == 0, built.stdout
    return folder / "site"


@pytest.mark.parametrize(
    ("form", "ending"), [("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "csl.json")]
)
def test_a_reader_saves_the_file_that_a_site_with_such_files_publishes(
    form: str, ending: str, tmp_path_factory: pytest.TempPathFactory, page: Page
) -> None:
    standard = "txt, md, json, tei, akn, bib, ris, csl-json"
    with_files = folder_of(tmp_path_factory, f"downloads: [{standard}, answer-citations]\n")
    answer = "statements/2021-02-26-water/answer-1/"
    published = (with_files / f"{answer}2021-02-26-water-answer-1.{ending}").read_bytes().decode()
    with serve_folder(folder_of(tmp_path_factory, "")) as url:
        page.goto(url + answer)
        expect(page.get_by_text("Download citation:")).to_have_count(0)
        page.get_by_text("All citation styles").click()
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Save {form} of").click()
    assert download.value.suggested_filename == f"ann-example-2021-02-26-water-answer-1.{ending}"
    saved = Path(download.value.path()).read_bytes().decode()
    assert without_day(saved, ending) == without_day(published, ending)


def without_day(text: str, ending: str) -> object:
    """Return a citation without the reader's day; JSON as a value."""
    if ending == "csl.json":
        [item] = json.loads(text)
        return {key: value for key, value in item.items() if key != "accessed"}
    lines = [line for line in text.splitlines() if "urldate" not in line and "Y2  -" not in line]
    return [line for line in lines if line]

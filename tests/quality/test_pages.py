"""Every page of the real site is valid HTML."""

from pathlib import Path

import pytest

from tests.support.repository import ROOT, run_tool


def validate(folder: Path) -> tuple[int, str]:
    tool = ROOT / "node_modules/.bin/html-validate"
    config = ROOT / ".htmlvalidate.mjs"
    options = ("--config", config, "--formatter", "text", "--max-warnings", "0")
    result = run_tool(tool, *options, folder)
    return result.returncode, result.stdout


def test_html_validate_finds_no_errors_on_any_page(site: Path) -> None:
    assert list(site.rglob("*.html"))
    assert validate(site) == (0, "")


@pytest.mark.parametrize("error", ["<p><div></div></p>", "<p style='x'></p>", "<img src=x>"])
def test_html_validate_finds_an_invalid_page(tmp_path: Path, error: str) -> None:
    page = '<!DOCTYPE html>\n<html lang="en"><head><title>t</title></head><body>{}</body></html>'
    (tmp_path / "deep").mkdir()
    (tmp_path / "index.html").write_text(page.format(""), encoding="utf-8")
    (tmp_path / "deep/index.html").write_text(page.format(error), encoding="utf-8")
    code, output = validate(tmp_path)
    assert code == 1
    pages = {line.split(":")[0] for line in output.splitlines()}
    assert pages == {str(tmp_path / "deep/index.html")}

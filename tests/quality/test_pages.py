"""Every page of the real site is valid HTML."""

from pathlib import Path

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


def test_html_validate_finds_each_invalid_page(tmp_path: Path) -> None:
    errors = ["", "<p><div></div></p>", "<p style='x'></p>", "<img src=x>"]
    page = '<!DOCTYPE html>\n<html lang="en"><head><title>t</title></head><body>{}</body></html>'
    (tmp_path / "deep").mkdir()
    paths = [tmp_path / f"deep/{number}.html" for number in range(len(errors))]
    for path, error in zip(paths, errors, strict=True):
        path.write_text(page.format(error), encoding="utf-8")
    code, output = validate(tmp_path)
    assert code == 1
    assert {line.split(":")[0] for line in output.splitlines()} == set(map(str, paths[1:]))

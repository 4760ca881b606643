"""A browser engine that is not installed is named, and so is what it needs."""

from pathlib import Path

import pytest

from tests.browser import engines
from tests.support.webdriver import Engine


@pytest.mark.parametrize(
    ("engine", "missing"),
    [
        (Engine("A", "driver-of-a"), "driver-of-a"),
        (Engine("B", "sh", ("no-browser", "no-other-one")), "no-browser or no-other-one"),
        (Engine("C", "sh", ("no-browser", "sh")), ""),
        (Engine("D", "sh"), ""),
    ],
)
def test_what_an_engine_needs_and_is_not_installed_is_named(engine: Engine, missing: str) -> None:
    assert engine.missing() == missing


def test_engines_that_are_not_installed_are_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert engines.main([str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "Firefox, light, 1280 pixels wide: skipped, because geckodriver is not installed",
        "WebKit, light, 1280 pixels wide: skipped, because WebKitWebDriver is not installed",
        "Chromium, light, 1280 pixels wide: skipped, because chromedriver is not installed",
    ]
    assert len(lines) == 6

"""Compiled templates are kept in the user's cache."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from onrecord.pages.compiled_templates import compiled_templates


def test_compiled_templates_are_kept_for_the_next_process_and_those_of_other_code_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = tmp_path / "on-record" / "templates"
    environment = Environment(
        loader=DictLoader({"a": "{{ 1 + 1 }}"}), bytecode_cache=compiled_templates()
    )
    assert environment.get_template("a").render() == "2"
    (kept,) = folder.iterdir()
    (folder / "of-other-code").touch()
    compiled_templates()
    assert list(folder.iterdir()) == [kept]
    kept.write_bytes(kept.read_bytes()[:-9])
    again = Environment(loader=environment.loader, bytecode_cache=compiled_templates())
    assert again.get_template("a").render() == "2"


def test_without_a_folder_for_them_templates_are_compiled_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert compiled_templates() is None

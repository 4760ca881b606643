"""What a person must settle: an import says so, exits with 1, and never guesses."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result

from tests.importing.test_import_command import CONFIG, PAGE, run, written

LAYOUT = """
layouts:
  assembly:
    publisher: The Assembly
    turns: ['<(?P<name>[^>]+)>(?P<note> \\([^)]*\\))?', '(?P<name>[A-Z][a-z]+) >>']
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "config.yaml").write_text(CONFIG, "utf-8")
    return tmp_path


def imported(project: Path, text: str, *options: str, name: str = "page.txt") -> Result:
    (project / name).write_text(text, "utf-8")
    return run(project, str(project / name), *options)


def test_a_doubtful_label_is_an_error_with_its_line_and_needs_attention(project: Path) -> None:
    result = imported(project, PAGE + "\nMaurer: That is not so.\n", "--add-speakers")
    assert result.exit_code == 1
    assert (
        '2021-02-26-moscow.md:13: unknown speaker "Maurer"; add it to `speakers` in config.yaml, '
        "or write `Maurer\\:` if nobody speaks here\n"
    ) in result.output
    assert result.output.endswith("1 imported, 1 needs attention, 0 skipped\n")


def test_a_doubtful_label_that_config_knows_is_a_turn(project: Path) -> None:
    config = CONFIG.replace(
        "    name: Sergey Lavrov\n", "    name: Sergey Lavrov\n  m: {name: Maurer}\n"
    )
    (project / "config.yaml").write_text(config, "utf-8")
    result = imported(project, PAGE + "\nMaurer: That is not so.\n")
    assert result.exit_code == 0
    assert result.output.endswith("1 imported, 0 need attention, 0 skipped\n")


def test_text_before_the_first_label_is_attributed_to_nobody(project: Path) -> None:
    page = PAGE.replace("Sergey Lavrov’s remarks", "Remarks")
    result = imported(project, page)
    assert result.exit_code == 1
    assert "speaker:\n" in (project / "transcripts" / written(project)[0]).read_text("utf-8")
    assert "nobody is named for the text before the first label" in result.output


def test_a_layout_describes_labels_of_any_form(project: Path) -> None:
    (project / "config.yaml").write_text(CONFIG + LAYOUT, "utf-8")
    page = (
        "Sitting, Moscow, February 26, 2021\n\n<Ann Roe> (rising) I ask for the floor.\n\n"
        "Hill >> You have it.\n\n<Ann Roe> I thank you.\n"
    )
    result = imported(project, page, "--layout", "assembly", "--add-speakers")
    assert result.exit_code == 0
    text = (project / "transcripts" / written(project)[0]).read_text("utf-8")
    assert text.endswith(
        "\n<Ann Roe> (rising)    I ask for the floor.\n\nHill >>    You have it.\n\n"
        "<Ann Roe>    I thank you.\n"
    )
    assert "  Ann Roe (2 turns; pattern of the layout)\n    Hill (1 turn" in result.output


def test_a_pattern_of_a_layout_without_a_name_is_an_error(project: Path) -> None:
    (project / "config.yaml").write_text(
        CONFIG + "layouts:\n  one:\n    turns: ['[A-Z]+ >>']\n", "utf-8"
    )
    result = imported(project, PAGE)
    assert result.exit_code == 1
    assert "no `(?P<name>…)` for the label; add it to the expression" in result.output


def test_a_conflict_marker_in_a_source_is_an_error_with_its_line(project: Path) -> None:
    page = PAGE + "\n<<<<<<< HEAD\nSergey Lavrov: Yes.\n=======\nSergey Lavrov: No.\n>>>>>>> b\n"
    result = imported(project, page)
    assert result.exit_code == 1
    assert f"{project / 'page.txt'}:9: a merge conflict that is not resolved; " in result.output


def test_no_source_of_one_run_replaces_another(project: Path) -> None:
    other = PAGE.replace("It is.", "It is not.")
    (project / "a.txt").write_text(PAGE, "utf-8")
    (project / "b.txt").write_text(other, "utf-8")
    sources = (str(project / "a.txt"), str(project / "b.txt"))
    for _ in range(2):
        result = run(project, *sources, "--replace", "--yes")
        assert result.exit_code == 0
        assert written(project) == ["2021-02-26-moscow-2.md", "2021-02-26-moscow.md"]
        texts = [(project / "transcripts" / name).read_text("utf-8") for name in written(project)]
        assert texts[0].endswith("It is not.\n")
        assert texts[1].endswith("It is.\n")


def test_one_text_under_two_names_becomes_one_transcript(project: Path) -> None:
    (project / "a.txt").write_text(PAGE, "utf-8")
    (project / "b.txt").write_text(PAGE, "utf-8")
    result = run(project, str(project / "a.txt"), str(project / "b.txt"))
    assert result.exit_code == 0
    assert written(project) == ["2021-02-26-moscow.md"]
    assert "2021-02-26-moscow.md, the same as from another source (no layout)" in result.output

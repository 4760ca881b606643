"""`python build.py import`: what it writes, what it refuses, and what it reports."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main

CONFIG = """\
site:
  title: A collection
  description: For tests.
  publisher: Nobody

# Who speaks.
speakers:
  sergey-lavrov:
    name: Sergey Lavrov

unnamed:
  journalist:
    name: Journalist
    labels: [Question]
    asks: true
"""
PAGE = """\
Sergey Lavrov’s remarks, Moscow, February 26, 2021

Good afternoon,

Question: Is it so?

Sergey Lavrov: It is.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "config.yaml").write_text(CONFIG, "utf-8")
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    return tmp_path


def run(project: Path, *arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(main, ["--project", str(project), "import", *arguments], input=stdin)


def written(project: Path) -> list[str]:
    return sorted(path.name for path in (project / "transcripts").glob("*"))


def test_a_page_becomes_a_transcript_named_after_its_date(project: Path) -> None:
    result = run(project, str(project / "page.txt"))
    assert result.exit_code == 0
    assert written(project) == ["2021-02-26-moscow.md"]
    assert (project / "transcripts/2021-02-26-moscow.md").read_text("utf-8") == (
        "---\ntitle: Sergey Lavrov’s remarks, Moscow, February 26, 2021\ndate: 2021-02-26\n"
        "place: Moscow\nspeaker: sergey-lavrov\n---\n"
        "Good afternoon,\n\nQuestion: Is it so?\n\nSergey Lavrov: It is.\n"
    )


def test_standard_input_is_imported(project: Path) -> None:
    result = run(project, "-", "--to", str(project / "elsewhere"), stdin=PAGE)
    assert result.exit_code == 0
    assert [path.name for path in (project / "elsewhere").iterdir()] == ["2021-02-26-moscow.md"]


def test_a_folder_is_imported_without_the_files_a_browser_saves_with_a_page(project: Path) -> None:
    saved = project / "saved"
    (saved / "page_files").mkdir(parents=True)
    (saved / "page.txt").write_text(PAGE, "utf-8")
    (saved / "picture.png").write_bytes(b"\x89PNG")
    (saved / "page_files/frame.html").write_text("<p>An advertisement.</p>", "utf-8")
    result = run(project, str(saved))
    assert written(project) == ["2021-02-26-moscow.md"]
    assert f"{saved}: 2 files skipped: pictures, scripts and the like\n" in result.output


def test_an_existing_transcript_is_not_overwritten(project: Path) -> None:
    run(project, str(project / "page.txt"))
    transcript = project / "transcripts/2021-02-26-moscow.md"
    edited = transcript.read_text("utf-8").replace("It is.", "It is so.")
    transcript.write_text(edited, "utf-8")
    result = run(project, str(project / "page.txt"))
    assert result.exit_code == 1
    assert transcript.read_text("utf-8") == edited
    assert "exists; --replace shows the difference and asks" in result.output


def test_replacing_shows_the_difference_and_asks(project: Path) -> None:
    run(project, str(project / "page.txt"))
    transcript = project / "transcripts/2021-02-26-moscow.md"
    edited = transcript.read_text("utf-8").replace("It is.", "It is so.")
    transcript.write_text(edited, "utf-8")
    unasked = run(project, str(project / "page.txt"), "--replace")
    assert unasked.exit_code == 1
    assert "-Sergey Lavrov: It is so.\n+Sergey Lavrov: It is.\n" in unasked.output
    assert transcript.read_text("utf-8") == edited
    agreed = run(project, str(project / "page.txt"), "--replace", "--yes")
    assert agreed.exit_code == 0
    assert "It is.\n" in transcript.read_text("utf-8")


def test_another_statement_of_the_same_name_gets_a_number(project: Path) -> None:
    other = project / "other.txt"
    other.write_text(PAGE.replace("remarks", "Remarks"), "utf-8")
    run(project, str(project / "page.txt"), str(other))
    assert written(project) == ["2021-02-26-moscow-2.md", "2021-02-26-moscow.md"]


def test_unknown_labels_are_reported_with_the_lines_to_add(project: Path) -> None:
    page = project / "page.txt"
    page.write_text(PAGE + "\nMR. PRICE: Yes.\n\nВопрос: Да?\n\nMR. PRICE: Yes.\n", "utf-8")
    result = run(project, str(page))
    assert result.exit_code == 1
    assert result.output.endswith(
        "Add these speakers to config.yaml, or use --add-speakers (existing entries get longer "
        "lists):\n"
        "  speakers:\n"
        "    mr-price:\n"
        "      name: MR. PRICE\n"
        "  unnamed:\n"
        "    journalist:\n"
        "      name: Journalist\n"
        "      labels: [Question, Вопрос]\n"
        "      asks: true\n"
        "1 imported, 0 need attention, 0 skipped\n"
    )


def test_unknown_labels_are_added_on_request(project: Path) -> None:
    page = project / "page.txt"
    page.write_text(PAGE + "\nMR. PRICE: Yes.\n\nВопрос: Да?\n\nMR. PRICE: Yes.\n", "utf-8")
    result = run(project, str(page), "--add-speakers")
    assert result.exit_code == 0
    assert (project / "config.yaml").read_text("utf-8") == CONFIG.replace(
        "    name: Sergey Lavrov\n", "    name: Sergey Lavrov\n  mr-price:\n    name: MR. PRICE\n"
    ).replace("[Question]", "[Question, Вопрос]")


def test_an_unknown_layout_is_a_usage_error(project: Path) -> None:
    result = run(project, str(project / "page.txt"), "--layout", "none-such")
    assert result.exit_code == 2
    assert "no layout “none-such”; config.yaml has none" in result.output


def test_a_source_without_text_does_not_stop_the_others(project: Path) -> None:
    (project / "empty.txt").write_text("\n", "utf-8")
    result = run(project, str(project / "empty.txt"), str(project / "page.txt"))
    assert result.exit_code == 1
    assert "empty.txt: no text of a statement; is this the right file?\n" in result.output
    assert written(project) == ["2021-02-26-moscow.md"]


def test_a_missing_required_fact_needs_attention(project: Path) -> None:
    page = project / "page.txt"
    page.write_text(PAGE.replace(", Moscow, February 26, 2021", " of that day"), "utf-8")
    result = run(project, str(page))
    assert result.exit_code == 1
    assert "1 imported, 1 needs attention, 0 skipped\n" in result.output


LAYOUT = """
layouts:
  town:
    publisher: Town of Springfield
    recognised_by: [springfield.example]
    unlabelled: Town of Springfield
"""
ANNOUNCEMENT = """\
The library opens, Springfield, May 17, 2024

The new library opens on the first of June. It has twice the shelves of the old one.
"""


def test_a_text_without_labels_is_attributed_to_nobody(project: Path) -> None:
    (project / "page.txt").write_text(ANNOUNCEMENT, "utf-8")
    result = run(project, str(project / "page.txt"))
    assert result.exit_code == 1
    assert "speaker:\n" in (project / "transcripts" / written(project)[0]).read_text("utf-8")
    assert "1 imported, 1 needs attention, 0 skipped\n" in result.output


def test_a_layout_names_the_speaker_of_a_text_without_labels(project: Path) -> None:
    (project / "config.yaml").write_text(CONFIG + LAYOUT, "utf-8")
    (project / "page.txt").write_text(ANNOUNCEMENT, "utf-8")
    page = str(project / "page.txt")
    result = run(project, page, "--layout", "town", "--add-speakers")
    assert result.exit_code == 0
    text = (project / "transcripts" / written(project)[0]).read_text("utf-8")
    assert "speaker: town-of-springfield\n" in text
    assert (
        "speaker: town-of-springfield (layout town, since there are no labels)\n" in result.output
    )
    assert (project / "config.yaml").read_text("utf-8") == (
        CONFIG + "  town-of-springfield:\n    name: Town of Springfield\n" + LAYOUT
    )
    again = run(project, page, "--layout", "town")
    assert again.exit_code == 0
    assert ".md, unchanged (" in again.output


def test_a_layout_does_not_name_the_speaker_of_a_text_with_labels(project: Path) -> None:
    (project / "config.yaml").write_text(CONFIG + LAYOUT, "utf-8")
    result = run(project, str(project / "page.txt"), "--layout", "town")
    assert result.exit_code == 0
    text = (project / "transcripts/2021-02-26-moscow.md").read_text("utf-8")
    assert "speaker: sergey-lavrov\n" in text


def test_an_imported_source_is_recognised_after_a_rename(project: Path) -> None:
    run(project, str(project / "page.txt"))
    transcripts = project / "transcripts"
    (transcripts / "2021-02-26-moscow.md").rename(transcripts / "2021-02-26-afternoon.md")
    again = run(project, str(project / "page.txt"))
    assert again.exit_code == 0
    assert written(project) == ["2021-02-26-afternoon.md"]
    assert "2021-02-26-afternoon.md, unchanged " in again.output


def test_a_date_above_the_text_that_differs_from_the_stated_one_is_reported(project: Path) -> None:
    briefing = """\
---
title: Background Press Call
date: '2021-11-04'
---

(November 3, 2021)

6:12 P.M. EDT

MR. MUNOZ:  All right.
"""
    (project / "config.yaml").write_text(
        CONFIG + "layouts:\n  calls:\n    publisher: Nobody\n    dateline: true\n", "utf-8"
    )
    (project / "call.md").write_text(briefing, "utf-8")
    result = run(project, str(project / "call.md"), "--layout", "calls", "--add-speakers")
    assert "    date: 2021-11-03 (line 6)\n" in result.output
    assert "  unsure:\n    line 6 says 2021-11-03, line 3 2021-11-04\n" in result.output


def test_a_person_quoted_in_a_sentence_is_not_a_speaker(project: Path) -> None:
    name = "Sergey Viktorovich Lavrov"
    quoting = f"\n{name} said: We know.\n\n{name} said: Yes.\n"
    (project / "config.yaml").write_text(CONFIG.replace("Sergey Lavrov", name), "utf-8")
    (project / "page.txt").write_text(PAGE.replace("Sergey Lavrov", name) + quoting, "utf-8")
    result = run(project, str(project / "page.txt"))
    assert result.exit_code == 0
    text = (project / "transcripts/2021-02-26-moscow.md").read_text("utf-8")
    assert f"\n{name} said\\: We know.\n" in text
    assert f"“{name} said:” (lines 9, 11) was read as text, not as a speaker" in result.output


def test_a_person_only_named_in_the_title_is_not_a_speaker(project: Path) -> None:
    page = project / "page.txt"
    page.write_text(
        "Call by an official on Sergey Lavrov’s visit, Moscow, February 26, 2021\n\n"
        "Question: Is it so?\n\nMR. PRICE: It is.\n",
        "utf-8",
    )
    result = run(project, str(page), "--add-speakers")
    assert result.exit_code == 0
    assert "    speaker: mr-price (most frequent label, unsure)\n" in result.output


def test_the_first_transcript_of_a_project_is_imported(project: Path) -> None:
    (project / "transcripts").mkdir()
    result = run(project, str(project / "page.txt"))
    assert result.exit_code == 0
    assert written(project) == ["2021-02-26-moscow.md"]


def test_a_label_similar_to_another_is_added_with_a_comment(project: Path) -> None:
    page = project / "page.txt"
    turns = (
        "MS. PSAKI: Yes.\n\nMS. PSKAI: No.\n\nMS. PSAKI: Yes.\n\nSergey Lavrow (smiling): Yes.\n"
    )
    page.write_text(f"{PAGE}\n{turns}", "utf-8")
    result = run(project, str(page), "--add-speakers")
    assert (
        "    MS. PSAKI (2 turns; in capitals)\n"
        "    MS. PSKAI (1 turn; in capitals; similar to “MS. PSAKI”: a misprint?)\n"
        "    Sergey Lavrow (1 turn; name with a note; similar to “Sergey Lavrov”: a misprint?)\n"
    ) in result.output
    assert (project / "config.yaml").read_text("utf-8") == CONFIG.replace(
        "    name: Sergey Lavrov\n",
        "    name: Sergey Lavrov\n"
        "  ms-psaki:\n"
        "    name: MS. PSAKI\n"
        "  ms-pskai:  # similar to “MS. PSAKI”: a misprint?\n"
        "    name: MS. PSKAI\n"
        "  sergey-lavrow:  # similar to “Sergey Lavrov”: a misprint?\n"
        "    name: Sergey Lavrow\n",
    )


def test_labels_are_added_to_a_list_with_a_comment_beside_it(project: Path) -> None:
    config = CONFIG.replace("[Question]", "[Question]  # with a colon")
    (project / "config.yaml").write_text(config, "utf-8")
    (project / "page.txt").write_text(PAGE + "\nВопрос: Да?\n", "utf-8")
    run(project, str(project / "page.txt"), "--add-speakers")
    assert (project / "config.yaml").read_text("utf-8") == config.replace(
        "[Question]", "[Question, Вопрос]"
    )


def test_a_config_in_another_form_is_not_changed(project: Path) -> None:
    config = CONFIG.replace("    labels: [Question]\n", "    labels:\n      - Question\n")
    (project / "config.yaml").write_text(config, "utf-8")
    (project / "page.txt").write_text(PAGE + "\nВопрос: Да?\n", "utf-8")
    result = run(project, str(project / "page.txt"), "--add-speakers")
    assert result.exit_code == 1
    added = "config.yaml was not changed: its form does not allow entries to be added.\n"
    assert added in result.output
    assert (project / "config.yaml").read_text("utf-8") == config


def test_a_text_too_large_for_a_transcript_is_an_error(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.importing.check_words.MAX_MEGABYTES", 1)
    (project / "page.txt").write_text(PAGE + f"\nSergey Lavrov: {'Yes. ' * 400_000}\n", "utf-8")
    result = run(project, str(project / "page.txt"))
    assert result.exit_code == 1
    assert "2 MB; a transcript may have 1 MB; split it" in result.output


def test_labels_without_a_colon_are_added_to_their_speakers(project: Path) -> None:
    page = project / "page.txt"
    page.write_text(
        "Remarks, Madrid, February 26, 2021\n\nPREGUNTA.- ¿Sí?\n\nSERGEY LAVROV.- Sí.\n\n"
        "PREGUNTA.- ¿No?\n\nPRESIDENTE.- No.\n",
        "utf-8",
    )
    result = run(project, str(page), "--add-speakers")
    assert result.exit_code == 0
    assert (project / "config.yaml").read_text("utf-8") == CONFIG.replace(
        "    name: Sergey Lavrov\n",
        "    name: Sergey Lavrov\n"
        "    bare_labels: [SERGEY LAVROV.-]\n"
        "  presidente:\n"
        "    name: PRESIDENTE\n"
        "    bare_labels: [PRESIDENTE.-]\n",
    ).replace("    name: Journalist\n", "    name: Journalist\n    bare_labels: [PREGUNTA.-]\n")


def test_a_label_that_would_cause_an_error_in_config_is_not_added(project: Path) -> None:
    config = CONFIG + "  reporter:\n    name: Reporter\n"
    (project / "config.yaml").write_text(config, "utf-8")
    (project / "page.txt").write_text(PAGE + "\nReporter: Is it?\n\nSergey Lavrov: Yes.\n", "utf-8")
    result = run(project, str(project / "page.txt"), "--add-speakers")
    assert result.exit_code == 1
    assert (
        "config.yaml was not changed, because these labels would cause errors:\n"
        '  config.yaml:17: "Reporter" is a name of journalist on line 14 already; '
        "use a name once, for one speaker\n"
    ) in result.output
    assert (project / "config.yaml").read_text("utf-8") == config

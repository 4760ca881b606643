"""Files with many statements, and folders with many files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.test_import_command import CONFIG, PAGE, run, written

SHEET = """\
session;date;title;speaker name;text
1;2021-02-26;First sitting;Sergey Lavrov;Good afternoon.
1;2021-02-26;First sitting;Question;Is it so?
2;2021-02-27;Second sitting;Sergey Lavrov;Good morning.
1;2021-02-26;First sitting;Sergey Lavrov;It is.
2;2021-02-26;Second sitting;Sergey Lavrov;Good night.
"""
BOX = """\
From press@ministry.example Fri Feb 26 17:11:00 2021
From: Press Office <press@ministry.example>
Date: Fri, 26 Feb 2021 17:11:00 +0300
Subject: Remarks, Moscow, February 26, 2021
Message-ID: <1@ministry.example>

Sergey Lavrov: Good afternoon.

>From here on we agree.

From press@ministry.example Sat Feb 27 17:11:00 2021
From: Press Office <press@ministry.example>
Date: Sat, 27 Feb 2021 17:11:00 +0300
Subject: Re: Remarks, Moscow, February 26, 2021
Message-ID: <2@ministry.example>

On Fri, 26 Feb 2021, Press Office wrote:
> Sergey Lavrov: Good afternoon.

Sergey Lavrov: Good evening.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "config.yaml").write_text(CONFIG, "utf-8")
    return tmp_path


def text_of(project: Path, name: str) -> str:
    return (project / "transcripts" / name).read_text("utf-8").partition("\n---\n")[2]


def test_a_sheet_with_titles_and_dates_holds_several_statements(project: Path) -> None:
    (project / "sheet.csv").write_text(SHEET, "utf-8")
    result = run(project, str(project / "sheet.csv"))
    assert result.output.endswith("3 imported, 0 need attention, 0 skipped\n")
    assert written(project) == [
        "2021-02-26-first.md",
        "2021-02-26-second.md",
        "2021-02-27-second.md",
    ]
    assert text_of(project, "2021-02-26-first.md") == (
        "Sergey Lavrov: Good afternoon.\n\nQuestion: Is it so?\n\nSergey Lavrov: It is.\n"
    )


def test_a_sheet_without_a_column_for_the_text_is_refused(project: Path) -> None:
    (project / "sheet.csv").write_text("date,number\n2021-02-26,3\n", "utf-8")
    result = run(project, str(project / "sheet.csv"))
    assert result.exit_code == 1
    assert (
        "sheet.csv:1: no columns for speaker and text; found “date”, “number”; "
        "name one column `speaker` and one `text`\n"
    ) in result.output


def test_a_box_of_messages_holds_several_statements(project: Path) -> None:
    (project / "press.mbox").write_text(BOX, "utf-8")
    result = run(project, str(project / "press.mbox"))
    assert result.output.endswith("2 imported, 0 need attention, 0 skipped\n")
    assert [text_of(project, name) for name in written(project)] == [
        "Sergey Lavrov: Good evening.\n",
        "Sergey Lavrov: Good afternoon.\n\nFrom here on we agree.\n",
    ]


def test_a_message_attached_to_another_is_a_statement_of_its_own(project: Path) -> None:
    (project / "a.eml").write_text(
        "From: a@b.example\nSubject: Remarks\nDate: Fri, 26 Feb 2021 17:11:00 +0300\n"
        'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\n'
        "Sergey Lavrov: Good afternoon.\n--x\nContent-Type: message/rfc822\n\n"
        "From: c@d.example\nSubject: More remarks\nDate: Sat, 27 Feb 2021 17:11:00 +0300\n\n"
        "Sergey Lavrov: Good evening.\n--x--\n",
        "utf-8",
    )
    result = run(project, str(project / "a.eml"))
    assert result.output.endswith("2 imported, 0 need attention, 0 skipped\n")
    assert [text_of(project, name) for name in written(project)] == [
        "Sergey Lavrov: Good afternoon.\n",
        "Sergey Lavrov: Good evening.\n",
    ]


def test_a_large_folder_ends_with_totals_and_what_needs_attention_by_kind(project: Path) -> None:
    saved = project / "saved"
    saved.mkdir()
    for number in range(30):
        page = PAGE.replace("It is.", f"It is, for the {number + 2}nd time.")
        if number % 10 == 3:
            page = page.replace(", Moscow, February 26, 2021", "")
        if number % 10 == 4:
            page += f"\nMaurer {number}: No.\n\nHuber: Yes.\n"
        (saved / f"page-{number:02}.txt").write_text(page, "utf-8")
    (saved / "old.rtf").write_bytes(b"{\\rtf1}")
    result = run(project, str(saved))
    assert result.exit_code == 1
    assert len(written(project)) == 30
    summary = result.output.partition("30 imported, 6 need attention, 1 skipped\n")[2]
    assert summary.splitlines() == [
        f"  3 × no date was found: {saved}/page-03.txt, {saved}/page-13.txt, {saved}/page-23.txt",
        f"  3 × unknown speaker …: {saved}/page-04.txt, {saved}/page-14.txt, {saved}/page-24.txt",
        f"  1 × not read: this is an RTF document: {saved}/old.rtf",
        "Import with --report FILE to have a report on each source.",
    ]
    assert "used for the front matter" not in result.output
    report = project / "report.txt"
    again = run(project, str(saved), "--report", str(report))
    assert again.stdout == result.stdout.rpartition("Import with")[0]
    heads = [line for line in report.read_text("utf-8").splitlines() if line[:1].strip()]
    assert len(heads) == 30
    assert heads[0].startswith(f"{saved}/page-00.txt → ")

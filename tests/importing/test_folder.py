"""A folder of many formats becomes transcripts that build, with one command."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli import main
from tests.importing.documents import paragraph, pdf_document, run, text_page, word_document
from tests.importing.test_import_command import CONFIG, written
from tests.importing.test_import_command import run as run_import

HEAD = "---\ntitle: {title}\ndate: {date}\n{facts}speaker: sergey-lavrov\n{language}---\n"
PAGE = """\
<html lang="en"><head><title>Remarks, Moscow, March 1, 2021</title></head><body>
<h1>Remarks, Moscow, March 1, 2021</h1>
<p><b>Question:</b> Is the bridge open?</p>
<p><b>Sergey Lavrov:</b> It is open, and it will stay open for as long as it stands.</p>
<p><b>Question:</b> And the road?</p><p><b>Sergey Lavrov:</b> It is open too.</p>
</body></html>
"""
CAPTIONS = """\
1
00:00:01,000 --> 00:00:03,000
QUESTION: Is the bridge open,
Minister?

2
00:00:03,500 --> 00:00:06,000
SERGEY LAVROV: It is. We have worked

3
00:00:06,000 --> 00:00:08,000
for a year on it.
"""
TEI = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>Sitting of 5 March 2021</title></titleStmt></fileDesc><profileDesc><particDesc><listPerson>
<person xml:id="SL"><persName><surname>Lavrov</surname><forename>Sergey</forename></persName>
</person></listPerson></particDesc></profileDesc></teiHeader><text><body><div>
<u who="#SL"><seg>The sitting is open.</seg><note>Applause</note><seg>We begin.</seg></u>
</div></body></text></TEI>
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "config.yaml").write_text(CONFIG, "utf-8")
    saved = tmp_path / "saved"
    saved.mkdir()
    (saved / "page.html").write_text(PAGE, "utf-8")
    (saved / "interview.docx").write_bytes(
        word_document(
            paragraph("Interview, Moscow, March 2, 2021", style="Title")
            + paragraph(run("Question:", "<w:b/>"), " Is the bridge open?")
            + paragraph(run("Sergey Lavrov:", "<w:b/>"), " It is.")
        )
    )
    lines = [
        "Remarks, Moscow, March 3, 2021",
        "",
        "Question: Is the bridge open, and will the road beside it be re-",
        "paired before the winter comes to the town, as it was promised?",
        "",
        "Sergey Lavrov: It is open, and the work on the road ends in the",
    ]
    more = ["month of May, as we said before in this very room.", "", "Question: Thank you."]
    pages = [[*text_page(lines), (290, 40, "1")], [*text_page(more), (290, 40, "2")]]
    (saved / "release.pdf").write_bytes(pdf_document(pages))
    (saved / "2021-03-04 Radio interview.srt").write_text(CAPTIONS, "utf-8")
    (saved / "sitting.xml").write_text(TEI, "utf-8")
    return tmp_path


def test_five_formats_become_five_transcripts_that_build(project: Path) -> None:
    result = run_import(project, str(project / "saved"))
    assert result.output.endswith("5 imported, 0 need attention, 0 skipped\n")
    assert result.exit_code == 0
    texts = {name: (project / "transcripts" / name).read_text("utf-8") for name in written(project)}
    assert list(texts.values()) == [
        HEAD.format(title="Remarks, Moscow, March 1, 2021", date="2021-03-01",
                    facts="place: Moscow\n", language="language: en\n")
        + "Question: Is the bridge open?\n\n"
        "Sergey Lavrov: It is open, and it will stay open for as long as it stands.\n\n"
        "Question: And the road?\n\nSergey Lavrov: It is open too.\n",
        HEAD.format(title="Interview, Moscow, March 2, 2021", date="2021-03-02",
                    facts="occasion: interview\nplace: Moscow\n", language="")
        + "Question: Is the bridge open?\n\nSergey Lavrov: It is.\n",
        HEAD.format(title="Remarks, Moscow, March 3, 2021", date="2021-03-03",
                    facts="place: Moscow\n", language="language: en\n")
        + "Question: Is the bridge open, and will the road beside it be re-paired before the "
        "winter comes to the town, as it was promised?\n\n"
        "Sergey Lavrov: It is open, and the work on the road ends in the month of May, as we "
        "said before in this very room.\n\nQuestion: Thank you.\n",
        HEAD.format(title="Radio interview", date="2021-03-04", facts="", language="")
        + "[00:00:01] QUESTION: Is the bridge open, Minister?\n\n"
        "[00:00:03.500] SERGEY LAVROV: It is. We have worked for a year on it.\n",
        HEAD.format(title="Sitting of 5 March 2021", date="2021-03-05", facts="",
                    language="language: en\n")
        + "Sergey Lavrov: The sitting is open.\n\n[Applause]\n\nWe begin.\n",
    ]  # fmt: skip
    out = project / "site"
    built = CliRunner().invoke(main, ["--project", str(project), "--out", str(out)])
    assert built.exit_code == 0, built.output
    assert (out / "index.html").exists()

"""A corpus in TEI has the names of its people in a file of their own."""

from __future__ import annotations

from pathlib import Path

from tests.importing.test_import_command import CONFIG, run, written

TEI = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>Sitting of 5 March 2021</title></titleStmt></fileDesc></teiHeader><text><body><div>
<u who="#BergAnna"><seg>The sitting is open.</seg></u><u who="#Nobody"><seg>Yes.</seg></u>
</div></body></text></TEI>
"""
PEOPLE = """\
<listPerson xmlns="http://www.tei-c.org/ns/1.0"><person xml:id="BergAnna"><persName>
<surname>Berg</surname><forename>Anna</forename></persName></person></listPerson>
"""


def test_names_are_taken_from_the_list_of_people_above(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(CONFIG, "utf-8")
    corpus = tmp_path / "corpus"
    (corpus / "2021").mkdir(parents=True)
    (corpus / "2021/sitting.xml").write_text(TEI, "utf-8")
    (corpus / "ParlaMint-XX-listPerson.xml").write_text(PEOPLE, "utf-8")
    result = run(tmp_path, str(corpus), "--add-speakers")
    assert result.exit_code == 0, result.output
    (name,) = written(tmp_path)
    text = (tmp_path / "transcripts" / name).read_text("utf-8")
    assert text.endswith("\nAnna Berg: The sitting is open.\n\nNobody: Yes.\n")


def test_of_two_names_with_one_id_the_first_counts(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(CONFIG, "utf-8")
    (tmp_path / "sitting.xml").write_text(TEI, "utf-8")
    (tmp_path / "listPerson-1.xml").write_text(PEOPLE, "utf-8")
    (tmp_path / "listPerson-2.xml").write_text(PEOPLE.replace("Anna", "Eva"), "utf-8")
    run(tmp_path, str(tmp_path / "sitting.xml"))
    (name,) = written(tmp_path)
    assert "\nAnna Berg: The sitting" in (tmp_path / "transcripts" / name).read_text("utf-8")


def test_words_outside_of_turns_are_notes(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(CONFIG, "utf-8")
    source = TEI.replace("<div>\n", "<div><p>The House met at noon.</p>\n")
    (tmp_path / "sitting.xml").write_text(source, "utf-8")
    run(tmp_path, str(tmp_path / "sitting.xml"))
    (name,) = written(tmp_path)
    text = (tmp_path / "transcripts" / name).read_text("utf-8")
    assert "\n[The House met at noon.]\n\nBergAnna: The sitting is open.\n" in text

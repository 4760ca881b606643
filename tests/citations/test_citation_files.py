"""Files for reference managers, beside statements and answers."""

import json

from onrecord.citations.citation_files import citation_files
from tests.support.corpora import corpus_of


def test_a_statement_has_a_file_in_each_citation_format() -> None:
    text = "place: Springfield\n---\nThe oak stands."
    corpus = corpus_of({"2021-05-02-oak": text}, address="https://example.org/parks/")
    [statement] = corpus.statements
    found = citation_files(statement, corpus.config)
    files = {name.rpartition("/")[2]: content for name, content in found}
    assert list(files) == ["2021-05-02-oak.bib", "2021-05-02-oak.ris", "2021-05-02-oak.csl.json"]
    assert files["2021-05-02-oak.ris"].decode().splitlines() == [
        "TY  - RPRT",
        "AU  - Jane Doe",
        "TI  - Remarks oak",
        "PY  - 2021",
        "DA  - 2021/05/02",
        "CY  - Springfield",
        "M3  - Transcript",
        "M2  - event-date: 2021-05-02",
        "DP  - On Record",
        "LA  - en",
        "UR  - https://example.org/parks/statements/2021-05-02-oak/",
        "ER  -  ",
    ]
    [item] = json.loads(files["2021-05-02-oak.csl.json"])
    assert item["author"] == [{"literal": "Jane Doe"}]
    assert files["2021-05-02-oak.bib"].startswith(b"@techreport{jane-doe-2021-05-02-oak,\n")


def test_an_answer_has_files_of_its_own() -> None:
    text = "The oak stands.\n\nQuestion: Who waters it?\n\nJane Doe: We do.\n\nJohn Roe: All of us."
    corpus = corpus_of({"2021-05-02-oak": text}, address="https://example.org/parks/")
    [statement] = corpus.statements
    files = dict(citation_files(statement, corpus.config, answers=1))
    stem = "statements/2021-05-02-oak/answer-1/2021-05-02-oak-answer-1"
    assert [name for name in files if name.startswith(stem)] == [
        f"{stem}.bib", f"{stem}.ris", f"{stem}.csl.json",
    ]  # fmt: skip
    work = "https://example.org/parks/statements/2021-05-02-oak/"
    note = f"answer 1 by Jane Doe and John Roe, {work}#answer-1:nyfn1"
    assert files[f"{stem}.csl.json"].decode() == (
        "[{\n"
        '  "id": "jane-doe-2021-05-02-oak",\n'
        '  "type": "report",\n'
        '  "title": "Remarks oak",\n'
        '  "author": [{"literal": "Jane Doe"}],\n'
        '  "issued": {"date-parts": [[2021, 5, 2]]},\n'
        '  "event-date": {"date-parts": [[2021, 5, 2]]},\n'
        '  "genre": "Transcript",\n'
        '  "source": "On Record",\n'
        '  "language": "en",\n'
        f'  "URL": "{work}",\n'
        f'  "annote": "Cited: {note}"\n'
        "}]\n"
    )
    assert f"N1  - Cited: {note}\r\n" in files[f"{stem}.ris"].decode()
    assert f"UR  - {work}\r\n" in files[f"{stem}.ris"].decode()


def test_the_file_of_a_statement_holds_its_answers() -> None:
    text = "The oak stands.\n\nQuestion: Who waters it?\n\nJane Doe: We do.\n\nQuestion: Why?"
    corpus = corpus_of({"2021-05-02-oak": text}, address="https://example.org/")
    files = dict(citation_files(corpus.statements[0], corpus.config))
    address = "https://example.org/statements/2021-05-02-oak/"
    assert files["statements/2021-05-02-oak/2021-05-02-oak.ris"].decode().splitlines()[-2] == (
        f"N1  - Answers: answer 1, {address}#answer-1:wkyy9; "
        f"question 2 by Journalist, {address}#answer-2:0z1vk"
    )

"""Files for reference managers, beside statements and answers."""

import json
from collections.abc import Iterator

from onrecord.citations.citation_files import citation_files
from onrecord.model import Corpus
from tests.support.corpora import corpus_of


def files_of(corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    """Yield the citation files of the corpus, which has one statement."""
    (statement,) = corpus.statements
    return citation_files(statement, corpus.config)


def test_a_statement_has_a_file_in_each_citation_format() -> None:
    text = "place: Springfield\n---\nThe oak stands."
    corpus = corpus_of({"2021-05-02-oak": text}, address="https://example.org/parks/")
    files = {name.rpartition("/")[2]: content for name, content in files_of(corpus)}
    assert list(files) == ["2021-05-02-oak.bib", "2021-05-02-oak.ris", "2021-05-02-oak.csl.json"]
    assert files["2021-05-02-oak.ris"].decode().splitlines() == [
        "TY  - ELEC",
        "AU  - Jane Doe",
        "TI  - Remarks oak",
        "T2  - On Record",
        "PY  - 2021",
        "DA  - 2021/05/02",
        "CY  - Springfield",
        "M3  - Transcript",
        "LA  - en",
        "UR  - https://example.org/parks/statements/2021-05-02-oak/",
        "ER  -  ",
    ]
    [item] = json.loads(files["2021-05-02-oak.csl.json"])
    assert item["author"] == [{"literal": "Jane Doe"}]
    assert files["2021-05-02-oak.bib"].startswith(b"@misc{jane-doe-2021-05-02-oak,\n")


def test_an_answer_has_files_of_its_own() -> None:
    text = "The oak stands.\n\nQuestion: Who waters it?\n\nJane Doe: We do.\n\nJohn Roe: All of us."
    corpus = corpus_of({"2021-05-02-oak": text}, address="https://example.org/parks/")
    files = dict(files_of(corpus))
    stem = "statements/2021-05-02-oak/answer-1/2021-05-02-oak-answer-1"
    assert [name for name in files if name.startswith(stem)] == [
        f"{stem}.bib", f"{stem}.ris", f"{stem}.csl.json",
    ]  # fmt: skip
    address = "https://example.org/parks/statements/2021-05-02-oak/#answer-1:nyfn1"
    assert files[f"{stem}.csl.json"].decode() == (
        "[{\n"
        '  "id": "jane-doe-2021-05-02-oak-answer-1",\n'
        '  "type": "speech",\n'
        '  "title": "Remarks oak",\n'
        '  "author": [{"literal": "Jane Doe"}, {"literal": "John Roe"}],\n'
        '  "issued": {"date-parts": [[2021, 5, 2]]},\n'
        '  "genre": "Transcript",\n'
        '  "container-title": "On Record",\n'
        '  "section": "answer 1",\n'
        '  "language": "en",\n'
        f'  "URL": "{address}"\n'
        "}]\n"
    )
    assert "author = {{Jane Doe} and {John Roe}}," in files[f"{stem}.bib"].decode()
    assert f"UR  - {address}\r\n" in files[f"{stem}.ris"].decode()

"""The files for reference managers beside a statement."""

import json

from onrecord.citing.files import citation_files
from tests.support.corpora import corpus_of


def test_a_statement_has_a_file_for_each_kind_of_reference_manager() -> None:
    text = "place: Springfield\n---\nThe oak stands."
    corpus = corpus_of({"2021-05-02-oak": text}, address="https://example.org/parks/")
    files = {name.rpartition("/")[2]: content for name, content in citation_files(corpus)}
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

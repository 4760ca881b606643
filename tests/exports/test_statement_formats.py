"""The files that can be downloaded, and the content of those of the whole collection."""

import csv
import json
import re
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from onrecord.exports.csv_tables import (
    PARAGRAPH_COLUMNS,
    STATEMENT_COLUMNS,
    statement_row,
    table,
    unguarded,
)
from onrecord.exports.data_files import statement_record
from tests.support.corpora import Corpus, corpus_of, real_corpus
from tests.support.repository import ROOT
from tests.support.sites import data_of, formats_of, lists_of

ATOM = {"a": "http://www.w3.org/2005/Atom"}
TRANSCRIPTS = {
    "2020-01-02-trees": """
        place: Springfield
        ---
        Trees are cheap.

        Question: What about the budget?

        Jane Doe: It holds.
        """,
    "2021-03-04-report": """
        kind: report
        speaker: reporter
        quotes: [john-roe]
        ---
        John Roe said that hedges grow.
        """,
}

TYPED = "".join(f"{number}\r\n" for number in range(1, 13))  # in place of a transcript's lines


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return corpus_of(TRANSCRIPTS, address="https://parks.example/")


@pytest.fixture(scope="module")
def files(corpus: Corpus) -> dict[str, bytes]:
    return files_of(corpus)


def files_of(corpus: Corpus) -> dict[str, bytes]:
    typed = dict.fromkeys((one.path for one in corpus.statements), TYPED)
    return data_of(corpus) | dict(formats_of(corpus, typed)) | lists_of(corpus)


def test_these_files_are_exported(files: dict[str, bytes]) -> None:
    assert list(files) == [
        "data/paragraphs.jsonl",
        "data/statements.json",
        "data/paragraphs.csv",
        "data/statements.csv",
        "statements/2020-01-02-trees/2020-01-02-trees.txt",
        "statements/2020-01-02-trees/2020-01-02-trees.md",
        "statements/2020-01-02-trees/2020-01-02-trees.json",
        "statements/2020-01-02-trees/2020-01-02-trees.tei.xml",
        "statements/2020-01-02-trees/2020-01-02-trees.akn.xml",
        "statements/2021-03-04-report/2021-03-04-report.txt",
        "statements/2021-03-04-report/2021-03-04-report.md",
        "statements/2021-03-04-report/2021-03-04-report.json",
        "statements/2021-03-04-report/2021-03-04-report.tei.xml",
        "statements/2021-03-04-report/2021-03-04-report.akn.xml",
        "data/collection.zip",
        "feed.xml",
        "topics/trees/feed.xml",
        "topics/money/feed.xml",
        "speakers/jane-doe/feed.xml",
        "speakers/john-roe/feed.xml",
        "speakers/journalist/feed.xml",
        "speakers/reporter/feed.xml",
        "sitemap.xml",
        "opensearch.xml",
        "robots.txt",
        "data/datapackage.json",
    ]


def test_a_site_without_an_address_has_no_opensearch() -> None:
    assert "opensearch.xml" not in files_of(corpus_of(TRANSCRIPTS))


def test_markdown_has_comments_above_the_lines_on_which_paragraphs_begin(
    files: dict[str, bytes],
) -> None:
    assert files["statements/2020-01-02-trees/2020-01-02-trees.md"] == (
        b"1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n"
        b"<!-- p1: statement by jane-doe; on trees -->\n"
        b"7\r\n8\r\n"
        b"<!-- answer-1 -->\n"
        b"<!-- p2: question by journalist; on money -->\n"
        b"9\r\n10\r\n"
        b"<!-- p3: answer by jane-doe -->\n"
        b"11\r\n12\r\n"
    )


def test_our_transcripts_are_exported_as_they_are() -> None:
    corpus = real_corpus()
    texts = {one.path: (ROOT / "transcripts" / one.path) for one in corpus.statements}
    found = dict(formats_of(corpus, {path: at.read_text("utf-8") for path, at in texts.items()}))
    with ZipFile(BytesIO(found["data/collection.zip"])) as archive:
        for one in corpus.statements:
            assert archive.read(f"transcripts/{one.slug}.md") == texts[one.path].read_bytes()


def test_the_archive_holds_the_tables_and_each_statement(files: dict[str, bytes]) -> None:
    with ZipFile(BytesIO(files["data/collection.zip"])) as archive:
        assert archive.testzip() is None
        held = {name: archive.read(name) for name in archive.namelist()}

    assert held == {
        name.removeprefix("data/"): content
        for name, content in files.items()
        if name.endswith((".csv", "datapackage.json"))
        or re.fullmatch(r"statements/(.*)/\1\.(txt|json|tei\.xml|akn\.xml)", name)
    } | {
        "transcripts/2020-01-02-trees.md": TYPED.encode(),
        "transcripts/2021-03-04-report.md": TYPED.encode(),
    }


def test_the_archive_holds_every_format_of_a_statement(files: dict[str, bytes]) -> None:
    with ZipFile(BytesIO(files["data/collection.zip"])) as archive:
        held = [name for name in archive.namelist() if "2020-01-02-trees" in name]
    stem = "statements/2020-01-02-trees/2020-01-02-trees"
    assert held == [
        "transcripts/2020-01-02-trees.md",
        f"{stem}.txt", f"{stem}.json", f"{stem}.tei.xml", f"{stem}.akn.xml",
    ]  # fmt: skip


def test_the_archive_does_not_show_when_or_where_it_was_made(
    corpus: Corpus, files: dict[str, bytes]
) -> None:
    with ZipFile(BytesIO(files["data/collection.zip"])) as archive:
        details = {
            (one.date_time, one.create_system, one.external_attr) for one in archive.filelist
        }

    assert details == {((1980, 1, 1, 0, 0, 0), 3, 0o100644 << 16)}
    assert files_of(corpus) == files


def test_tables_have_the_values_of_the_data_files(corpus: Corpus, files: dict[str, bytes]) -> None:
    rows = read_table(files["data/paragraphs.csv"])
    lines = [json.loads(line) for line in files["data/paragraphs.jsonl"].decode().splitlines()]
    assert rows == [{name: as_cell(value) for name, value in line.items()} for line in lines]
    assert list(rows[0]) == list(PARAGRAPH_COLUMNS)
    rows = read_table(files["data/statements.csv"])
    records = json.loads(files["data/statements.json"])
    same = rows[0].keys() & records[0].keys() - {"exchanges"}
    assert [{name: row[name] for name in same} for row in rows] == [
        {name: as_cell(record[name]) for name in same} for record in records
    ]
    assert [row["exchanges"] for row in rows] == ["1", "0"]
    assert list(rows[0]) == list(STATEMENT_COLUMNS)


def test_a_cell_holds_commas_and_quotation_marks_as_they_are() -> None:
    corpus = corpus_of({"2020-01-02-odd": '1+1, "said" he; and\\: -2'})

    assert read_table(files_of(corpus)["data/paragraphs.csv"])[0]["text"] == (
        '1+1, "said" he; and: -2'
    )


@given(st.text("ab ,;\"'=-\r\n\u2028“", max_size=8))
@example("a\rb")
def test_a_cell_is_read_as_it_was(text: str) -> None:
    corpus = real_corpus()
    titled = replace(corpus.statements[0], title=text, short_title="Odd")
    row = statement_row(statement_record(titled, corpus.config))

    found = read_table(table(STATEMENT_COLUMNS, [row]))
    assert [(unguarded(one["title"]), one["short_title"]) for one in found] == [(text, "Odd")]


@pytest.mark.parametrize("text", ["=1+1, he said", "+1", "-2 degrees", "@minister", "'=quoted"])
def test_a_cell_that_looks_like_a_formula_is_guarded_and_read_without_its_guard(text: str) -> None:
    table = files_of(corpus_of({"2020-01-02-odd": text}))["data/paragraphs.csv"]

    cell = read_table(table)[0]["text"]
    assert not cell.startswith(("=", "+", "-", "@"))
    assert unguarded(cell) == text


def test_the_description_has_each_column_and_the_references_between_tables(
    files: dict[str, bytes],
) -> None:
    description = json.loads(files["data/datapackage.json"])

    for resource in description["resources"]:
        rows = read_table(files[f"data/{resource['path']}"])
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == list(rows[0])
        required = {field["name"] for field in fields if field.get("constraints")}
        assert all(row[name] for row in rows for name in required)
        for field in fields:
            read = {"string": str, "integer": int, "date": date.fromisoformat}[field["type"]]
            for cell in filter(None, (row[field["name"]] for row in rows)):
                read(cell)
        assert len({row["id"] for row in rows}) == len(rows)
    assert description["resources"][0]["schema"]["foreignKeys"] == [
        {"fields": "statement", "reference": {"resource": "statements", "fields": "id"}}
    ]


@pytest.mark.parametrize(
    ("page", "title", "statements"),
    [
        ("topics/trees/", "Trees · On Record", ["2021-03-04-report", "2020-01-02-trees"]),
        ("topics/money/", "Money · On Record", ["2020-01-02-trees"]),
        ("speakers/jane-doe/", "Jane Doe · On Record", ["2020-01-02-trees"]),
        ("speakers/john-roe/", "John Roe · On Record", ["2021-03-04-report"]),
        ("speakers/journalist/", "Journalist · On Record", ["2020-01-02-trees"]),
    ],
)
def test_a_feed_has_the_statements_of_its_page(
    page: str, title: str, statements: list[str], files: dict[str, bytes]
) -> None:
    feed = etree.fromstring(files[f"{page}feed.xml"])

    assert feed.findtext("a:title", namespaces=ATOM) == title
    assert feed.findtext("a:id", namespaces=ATOM) == f"https://parks.example/{page}"
    assert [one.get("href") for one in feed.findall("a:link", ATOM)] == [
        f"https://parks.example/{page}feed.xml",
        f"https://parks.example/{page}",
    ]
    assert [one.get("href") for one in feed.findall("a:entry/a:link", ATOM)] == [
        f"https://parks.example/statements/{slug}/" for slug in statements
    ]


def test_feeds_of_a_site_without_an_address_have_urns_and_relative_links() -> None:
    feeds = [
        etree.fromstring(content)
        for name, content in files_of(corpus_of(TRANSCRIPTS)).items()
        if name.endswith("/feed.xml")
    ]
    ids = [feed.findtext("a:id", namespaces=ATOM) or "" for feed in feeds]

    assert len(set(ids)) == 6
    assert all(one.startswith("urn:uuid:") for one in ids)
    assert [one.get("href") for one in feeds[0].findall(".//a:link", ATOM)] == [
        "./",  # a link to the feed itself has to be a full address
        "../../statements/2021-03-04-report/",
        "../../statements/2020-01-02-trees/",
    ]


def test_opensearch_describes_the_search_page(corpus: Corpus, files: dict[str, bytes]) -> None:
    assert files["opensearch.xml"].decode() == (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        "  <ShortName>On Record</ShortName>\n"
        "  <Description>What Jane Doe said about parks.</Description>\n"
        '  <Url type="text/html" method="get"'
        ' template="https://parks.example/search/?q={searchTerms}" />\n'
        '  <Image height="16" width="16" type="image/svg+xml">'
        "https://parks.example/static/icon.svg</Image>\n"
        "  <Language>en</Language>\n"
        "  <InputEncoding>UTF-8</InputEncoding>\n"
        "</OpenSearchDescription>\n"
    )
    site = replace(corpus.config.site, title="A very long title of a site")
    named = replace(corpus, config=replace(corpus.config, site=site))
    assert b"<ShortName>A very long</ShortName>" in files_of(named)["opensearch.xml"]


def read_table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode(), newline="")))


def as_cell(value: str | int | list[str] | None) -> str:
    if isinstance(value, list):
        return ";".join(value)
    return "" if value is None else str(value)

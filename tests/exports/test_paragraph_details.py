"""Every format has the id, kind, speaker, topics and exchange of each paragraph."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from io import StringIO
from typing import NamedTuple

import pytest
from hypothesis import given
from lxml import etree

from onrecord.exports.akoma_ntoso import statement_akn
from onrecord.exports.annotated_markdown import annotated_transcript
from onrecord.exports.csv_tables import PARAGRAPH_COLUMNS, paragraph_rows, table
from onrecord.exports.data_files import paragraph_records
from onrecord.exports.offices import narrowed
from onrecord.exports.plain_text import statement_text
from onrecord.exports.statement_json import statement_json
from onrecord.exports.tei import statement_tei
from onrecord.model import Config, Statement
from tests.content.test_parse_properties import CONFIG, FRONT_MATTER, make_bodies, seeds
from tests.exports.sample_statements import CASE_CONFIG, case_texts, published_if_valid
from tests.support.corpora import real_corpus, transcripts
from tests.support.examples import examples

CASES = case_texts()
REAL = real_corpus()
TEXTS = {path.stem: path.read_text("utf-8") for path in transcripts()}
KINDS = {"speech": "statement", "question": "question", "answer": "answer"}
COMMENT = re.compile(
    r"<!-- (?:(?P<exchange>answer-\d+)|(?P<id>p\d+): (?P<kind>\w+) by (?P<speaker>[a-z0-9-]+)"
    r"(?:; on (?P<topics>[a-z0-9, -]+))?) -->\n"
)


class Details(NamedTuple):
    """The details of a paragraph."""

    id: str
    kind: str
    speaker: str
    topics: frozenset[str]
    exchange: str  # empty outside one


def details_of(statement: Statement) -> list[Details]:
    return [
        Details(
            paragraph.anchor,
            paragraph.kind,
            paragraph.speaker,
            frozenset(tag.topic for tag in paragraph.tags),
            exchange.anchor if exchange else "",
        )
        for _, exchange, _, paragraph in statement.placed_paragraphs()
    ]


def details_in_json(content: bytes) -> Iterator[Details]:
    document = json.loads(content)
    parts = [("", part) for part in document["opening"]]
    for one in document["exchanges"]:
        parts += [(one["id"], speech) for speech in (one["question"], *one["answers"])]
    for exchange, part in parts:
        for block in part.get("blocks", []):
            if block["type"] == "paragraph":
                topics = frozenset(block.get("topics", []))
                yield Details(block["id"], part["kind"], part["speaker"], topics, exchange)


def details_in_tei(content: bytes) -> Iterator[Details]:
    identity = "{http://www.w3.org/XML/1998/namespace}id"
    for speech in etree.fromstring(content).iter("{*}u"):
        division = speech.getparent()
        exchange = "" if division is None else division.get(identity, "")
        for paragraph in speech.iter("{*}seg"):
            kind = speech.get("ana", "").removeprefix("#kind-")
            speaker = speech.get("who", "").removeprefix("#speaker-")
            tags = (tag.removeprefix("#topic-") for tag in paragraph.get("ana", "").split())
            yield Details(paragraph.get(identity, ""), kind, speaker, frozenset(tags), exchange)


def details_in_akn(content: bytes) -> Iterator[Details]:
    root = etree.fromstring(content)
    keywords = root.findall(".//{*}classification/{*}keyword")
    tags = {(one.get("href", "")[1:], one.get("value", "")) for one in keywords}
    is_report = root[0].get("name") == "report"
    for paragraph in root.iterfind(".//{*}debateBody//{*}*[@eId]"):
        anchor, speech = paragraph.get("eId", ""), paragraph.getparent()
        if re.fullmatch(r"p\d+", anchor) and speech is not None:
            place = next(speech.iterancestors("{*}debateSection")).get("eId", "")
            kind = KINDS[etree.QName(speech).localname]
            yield Details(
                anchor,
                "report" if is_report and kind == "statement" else kind,
                speech.get("by", "").removeprefix("#speaker-"),
                frozenset(topic for one, topic in tags if one == anchor),
                "" if place == "opening" else place,
            )


def details_in_markdown(content: bytes) -> Iterator[Details]:
    exchange = ""
    for match in COMMENT.finditer(content.decode()):
        exchange = match["exchange"] or exchange
        if match["id"]:
            topics = frozenset(filter(None, (match["topics"] or "").split(", ")))
            yield Details(match["id"], match["kind"], match["speaker"], topics, exchange)


def details_in_table(content: bytes) -> Iterator[Details]:
    for row in csv.DictReader(StringIO(content.decode(), newline="")):
        exchange = row["exchange"] and f"answer-{row['exchange']}"
        topics = frozenset(filter(None, row["topics"].split(";")))
        yield Details(row["id"].partition("/")[2], row["kind"], row["speaker"], topics, exchange)


def details_in_text(content: bytes, config: Config) -> list[Details]:
    """Return the details of each paragraph in the text; plain text does not name exchanges."""
    _, text, paragraph_index = content.decode().split("=" * 72)
    index: dict[str, dict[str, set[str]]] = {}
    for line in paragraph_index.strip().splitlines():
        what, rest = line.split(" ", 1)
        name, anchors = rest.rsplit(": ", 1)
        for anchor in anchors.split():
            index.setdefault(anchor, {}).setdefault(what, set()).add(name)
    slugs = {one.name: one.slug for one in config.speakers.values()}
    topics = {one.label: one.slug for one in config.topics.values()}
    return [
        Details(
            anchor,
            *index[anchor]["Kind"],
            *(slugs[name] for name in index[anchor]["Speaker"]),
            frozenset(topics[label] for label in index[anchor].get("Topic", ())),
            "",
        )
        for anchor in re.findall(r"^\[(p\d+)\] ", text, re.MULTILINE)
    ]


def assert_details_exported(text: str, statement: Statement | None, config: Config) -> None:
    if not statement:
        return
    expected, named = details_of(statement), narrowed(config, statement)
    written: list[tuple[Callable[[bytes], Iterator[Details]], bytes]] = [
        (details_in_json, statement_json(statement, named, None)),
        (details_in_tei, statement_tei(statement, named, None)),
        (details_in_akn, statement_akn(statement, named)),
        (details_in_markdown, annotated_transcript(statement, text)),
        (
            details_in_table,
            table(PARAGRAPH_COLUMNS, [paragraph_rows(paragraph_records(statement, config))]),
        ),
    ]
    for details_in, content in written:
        assert list(details_in(content)) == expected, content.decode()
    in_text = details_in_text(statement_text(statement, named), config)
    assert in_text == [one._replace(exchange="") for one in expected]
    assert COMMENT.sub("", annotated_transcript(statement, text).decode()) == text


@pytest.mark.parametrize("statement", REAL.statements, ids=lambda one: one.slug)
def test_each_format_has_the_details_of_our_paragraphs(statement: Statement) -> None:
    assert any(paragraph.tags for paragraph in statement.paragraphs)
    assert_details_exported(TEXTS[statement.slug], statement, REAL.config)


@pytest.mark.parametrize("name", CASES)
def test_each_format_has_the_details_of_the_parsers_cases(name: str) -> None:
    assert_details_exported(CASES[name], published_if_valid(CASES[name], CASE_CONFIG), CASE_CONFIG)


@examples(2)
@given(seeds)
def test_each_format_has_the_details_of_any_statement(seed: int) -> None:
    for body in make_bodies(seed):
        text = FRONT_MATTER + body
        assert_details_exported(text, published_if_valid(text, CONFIG), CONFIG)

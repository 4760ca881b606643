"""A transcript's text to a statement, by cases that stand as files in cases/parse."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.content.config import read_config
from onrecord.content.parse import parse_transcript
from onrecord.content.times import write_time
from onrecord.errors import ContentError
from onrecord.model import Config, Heading, Note, ParsedParagraph, ParsedStatement, Speech

CASES = Path(__file__).parents[1] / "cases/parse"
FRONT_MATTER = "---\ntitle: A case\ndate: 2021-02-26\nspeaker: sergey-lavrov\n---\n"
FACTS = (
    *("title", "short_title", "date", "published", "kind", "occasion", "place", "speaker"),
    *("with_whom", "language", "other_languages", "source", "notes", "quotes"),
    "recording",
)


@pytest.fixture(scope="module")
def config() -> Config:
    text = (CASES / "config.yaml").read_text(encoding="utf-8")
    return read_config(text, path="config.yaml", phrase_error=lambda _: None)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_each_case_has_the_structure_or_the_errors_that_stand_in_it(
    path: Path, config: Config
) -> None:
    head, expected = path.read_text(encoding="utf-8").split("\n=== expected\n")
    _, marker, given = head.partition("\n=== body\n")
    if not marker:
        _, _, given = head.partition("\n=== transcript\n")
    text = FRONT_MATTER + given if marker else given

    assert outcome(text, config, with_facts=not marker) == expected


def outcome(text: str, config: Config, *, with_facts: bool = False) -> str:
    """What a case expects: the errors, or the facts and the structure, a line each."""
    try:
        statement = parse_transcript(text, path="t.md", slug="t", config=config)
    except ContentError as error:
        return "".join(f"{one}\n" for one in error.errors)
    facts = shown_facts(statement) if with_facts else ()
    return "".join(f"{line}\n" for line in (*facts, *shown(statement)))


def shown_facts(statement: ParsedStatement) -> Iterator[str]:
    for name in FACTS:
        if value := getattr(statement, name):
            yield f"{name} = {value!r}"


def shown(statement: ParsedStatement) -> Iterator[str]:
    """The structure of a statement; Markdown's part in a paragraph is seen in its HTML.

    Paragraphs and exchanges are counted here, in reading order.
    """
    count = itertools.count(1)
    for part in statement.opening:
        yield from shown_part(part, count)
    for number, exchange in enumerate(statement.exchanges, 1):
        yield f"answer-{number}"
        for speech in exchange.speeches:
            yield from (f"  {line}" for line in shown_part(speech, count))


def shown_part(
    part: Speech[ParsedParagraph] | Note | Heading | ParsedParagraph, count: Iterator[int]
) -> Iterator[str]:
    match part:
        case Note():
            yield f"{part.line} {'separator' if part.is_separator else 'note'}: {part.text}"
        case Heading():
            yield f"{part.line} heading {part.level}: {part.text}"
        case ParsedParagraph():
            time = "" if part.time is None else f" at {write_time(part.time)}"
            yield f"{part.line} p{next(count)}{time}: {part.text!r}"
            if part.html != f"<p>{part.text}</p>":
                yield f"  {part.html!r}"
        case Speech():
            attribution = f" as {part.printed!r}" if part.printed else ""
            note = f" with {part.stage_note!r}" if part.stage_note else ""
            yield f"{part.line} {part.kind} by {part.speaker}{attribution}{note}"
            assert all((p.kind, p.speaker) == (part.kind, part.speaker) for p in part.paragraphs)
            for block in part.blocks:
                yield from (f"  {line}" for line in shown_part(block, count))


BODY = "Good afternoon,\n\nQuestion: What?\n\nSergey Lavrov: This.\n"


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_a_file_from_another_system_gives_the_same_statement(line_end: str, config: Config) -> None:
    text = FRONT_MATTER + BODY

    assert outcome(text.replace("\n", line_end), config) == outcome(text, config)
    assert outcome(text, config).startswith("6 statement by sergey-lavrov\n")


def test_a_byte_order_mark_is_dropped(config: Config) -> None:
    text = FRONT_MATTER + BODY

    assert outcome("\ufeff" + text, config) == outcome(text, config)


def test_characters_that_cannot_be_printed_are_errors_with_their_lines(config: Config) -> None:
    assert outcome(FRONT_MATTER + "A\x00b\x01\n\nB\x85\n\nC\u2028\n\nD\ufffe\n", config) == (
        "t.md:6: a character that cannot be printed, U+0000; remove it\n"
        "t.md:8: a character that cannot be printed, U+0085; remove it\n"
        "t.md:10: a character that cannot be printed, U+2028; remove it\n"
        "t.md:12: a character that cannot be printed, U+FFFE; remove it\n"
    )


def test_an_empty_file_is_a_error(config: Config) -> None:
    expected = "t.md: the file is empty; write front matter and the transcript's text\n"

    assert outcome("", config) == expected
    assert outcome("\ufeff\n \n\u200b", config) == expected


@pytest.mark.parametrize("unit", ["a", "[", "*", " ", "[a](", "a*", ": ", "(", "<http://"])
def test_a_line_of_ten_megabytes_is_one_error(unit: str, config: Config) -> None:
    line = unit * (10_000_000 // len(unit))
    size = f"{len(line):,}"

    assert outcome(FRONT_MATTER + line, config) == (
        f"t.md:6: a line of {size} characters; divide it: 1,000,000 are the most\n"
    )


def test_a_line_of_fifty_megabytes_in_the_front_matter_is_one_error(config: Config) -> None:
    assert outcome(f"---\ntitle: {'a' * 49_999_993}\n---\nWords.", config) == (
        "t.md:2: a line of 50,000,000 characters; divide it: 1,000,000 are the most\n"
    )


def test_a_paragraph_that_is_too_long_is_a_error(config: Config) -> None:
    assert outcome(FRONT_MATTER + "a few words\n" * 100_000, config) == (
        "t.md:6: a paragraph of 1,199,999 characters;"
        " divide it with empty lines: 1,000,000 are the most\n"
    )


def test_a_paragraph_with_too_many_marks_is_a_error(config: Config) -> None:
    assert outcome(FRONT_MATTER + "Words.\n\n" + "**a** " * 251, config) == (
        "t.md:8: a paragraph with 1,004 of the marks * _ \\;"
        " divide it with empty lines: 1,000 are the most\n"
    )


def test_a_paragraph_of_a_million_characters_is_parsed(config: Config) -> None:
    statement = parse(FRONT_MATTER + "word [ " * 142_000, config)

    assert len(statement.paragraphs[0].text) == 993_999


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2021-02-26", "2021-02-26"),
        ("2021-02-26T17:11", "2021-02-26T17:11:00"),
        ("2021-02-26T00:00", "2021-02-26T00:00:00"),
        ("2021-02-26 17:11:05", "2021-02-26T17:11:05"),
        ("2021-02-26T17:11+03:00", "2021-02-26T17:11:00+03:00"),
    ],
)
def test_the_publication_is_a_day_or_a_day_and_a_time_as_written(
    written: str, published: str, config: Config
) -> None:
    text = FRONT_MATTER.replace("date: ", f"published: {written}\ndate: ")

    found = parse(text + BODY, config).published

    assert found is not None
    assert found.isoformat() == published


def test_a_short_title_that_is_not_given_is_the_title(config: Config) -> None:
    assert parse(FRONT_MATTER + BODY, config).short_title == "A case"


def parse(text: str, config: Config) -> ParsedStatement:
    return parse_transcript(text, path="t.md", slug="t", config=config)

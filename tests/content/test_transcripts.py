"""The five transcripts have the words of their sources, all of them and no others."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.content.config import read_config
from onrecord.content.parse import parse_transcript
from onrecord.model import Config, Exchange, Heading, ParsedStatement, Speech
from tests.support.corpora import published

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "tests/fixtures/sources"
ACCOUNTS = sorted((ROOT / "tests/cases/sources").glob("*.txt"))


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the lines of a source, as its file in cases/sources says."""

    source: str
    slug: str
    record: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]


def read_account(path: Path) -> Account:
    text = path.read_text(encoding="utf-8").removesuffix("\n")
    slug, record, facts, left_out = re.split(r"\n?=== .+\n", text)[1:]
    pairs = (fact.partition(": ") for fact in facts.split("\n") if fact)
    return Account(
        source=(SOURCES / path.name).read_bytes().decode("utf-8"),
        slug=slug,
        record=tuple(record.split("\n")),
        facts=tuple((name, words) for name, _, words in pairs),
        left_out=tuple(left_out.split("\n")),
    )


def printed_lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def body_of(slug: str) -> str:
    text = (ROOT / f"transcripts/{slug}.md").read_bytes().decode("utf-8")
    return text.split("\n---\n", 1)[1]


@pytest.fixture(scope="module")
def config() -> Config:
    text = (ROOT / "config.yaml").read_text(encoding="utf-8")
    return read_config(text, path="config.yaml", phrase_error=lambda _: None)


@pytest.fixture(scope="module")
def statements(config: Config) -> Mapping[str, ParsedStatement]:
    paths = sorted((ROOT / "transcripts").glob("*.md"))
    return {path.stem: parse_file(path, config) for path in paths}


def parse_file(path: Path, config: Config) -> ParsedStatement:
    text = path.read_bytes().decode("utf-8")
    return parse_transcript(text, path=path.name, slug=path.stem, config=config)


def test_each_source_has_an_account_and_each_transcript_a_source(
    statements: Mapping[str, ParsedStatement],
) -> None:
    assert [path.name for path in ACCOUNTS] == sorted(path.name for path in SOURCES.iterdir())
    assert sorted(read_account(path).slug for path in ACCOUNTS) == sorted(statements)


@pytest.mark.parametrize("path", ACCOUNTS, ids=lambda path: path.stem)
def test_every_line_of_a_source_is_in_the_transcript_or_in_the_list_of_what_was_left_out(
    path: Path,
) -> None:
    account = read_account(path)
    elsewhere = [words for _, words in account.facts] + list(account.left_out)
    kept = []
    for line in printed_lines(account.source):
        if line in elsewhere:
            elsewhere.remove(line)
        else:
            kept.append(line)

    body = printed_lines(body_of(account.slug))

    assert elsewhere == []
    assert [line.removeprefix("## ") for line in body] == kept


@pytest.mark.parametrize("path", ACCOUNTS, ids=lambda path: path.stem)
def test_the_facts_that_a_source_states_are_in_the_front_matter(
    path: Path, statements: Mapping[str, ParsedStatement]
) -> None:
    account = read_account(path)
    statement = statements[account.slug]

    for name, words in account.facts:
        assert words in stated(name, statement)


def stated(name: str, statement: ParsedStatement) -> tuple[str, ...]:
    """The fact as the pages of the two publishers print it."""
    match name:
        case "title":
            return (statement.title,)
        case "published":
            moment = statement.published
            return (f"{moment:%d %B %Y%H:%M}", f"{moment:%A, %d %B %Y %H:%M}")
        case "languages":
            regions = {"en": "GB"}
            order = ("de", "en", "es", "ru", "fr")
            spoken = {statement.language, *statement.other_languages}
            codes = (f"{x}-{regions.get(x, x.upper())}1" for x in order if x in spoken)
            return (f"  • {' '.join(codes)}",)
    raise AssertionError(name)


@pytest.mark.parametrize("path", ACCOUNTS, ids=lambda path: path.stem)
def test_every_word_of_a_body_is_in_the_statement_in_its_place(
    path: Path, statements: Mapping[str, ParsedStatement]
) -> None:
    slug = read_account(path).slug
    statement = statements[slug]
    given = " ".join(printed_lines(body_of(slug)))

    assert words_of(" ".join(parts_of(statement))) == words_of(given)


def parts_of(statement: ParsedStatement) -> list[str]:
    """What a reader of the statement's page sees, in reading order."""
    parts: list[str] = []
    for part in (*statement.opening, *(s for e in statement.exchanges for s in e.speeches)):
        if isinstance(part, Speech):
            parts += [part.printed, *(block.text for block in part.blocks)]
        else:
            parts.append(part.text)
    return parts


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


@pytest.mark.parametrize(
    ("slug", "opening", "turns", "answers", "reported"),
    [
        ("2017-02-07-rabbani", 11, (1, 1, 1), (2, 2, 2), 0),
        ("2018-02-20-asif", 13, (1, 2, 1), (1, 6, 2), 0),
        ("2021-02-26-atmar", 8, (1, 1, 1), (3, 2, 4), 0),
        ("2021-03-30-istanbul-process", 9, (), (), 0),
        ("2021-07-16-tashkent", 0, (), (), 10),
    ],
)
def test_paragraphs_questions_and_turns_are_as_many_as_were_counted_by_hand(
    slug: str,
    opening: int,
    turns: tuple[int, ...],
    answers: tuple[int, ...],
    reported: int,
    statements: Mapping[str, ParsedStatement],
    config: Config,
) -> None:
    statement = statements[slug]
    kinds = [paragraph.kind for paragraph in statement.paragraphs]

    assert kinds.count("statement") == opening
    assert kinds.count("question") == len(turns)
    assert tuple(len(exchange.answers) for exchange in statement.exchanges) == turns
    assert tuple(map(count_answer_paragraphs, statement.exchanges)) == answers
    assert kinds.count("report") == reported
    assert len(kinds) == opening + len(turns) + sum(answers) + reported
    numbers = [paragraph.number for paragraph in published(statement, config).paragraphs]
    assert numbers == [*range(1, len(kinds) + 1)]


def count_answer_paragraphs(exchange: Exchange) -> int:
    return sum(len(speech.paragraphs) for speech in exchange.answers)


@pytest.mark.parametrize(
    ("slug", "exchange", "turn", "attribution", "stage_note"),
    [
        (
            "2021-02-26-atmar",
            1,
            0,
            "Sergey Lavrov (speaking after Mohammad Haneef Atmar):",
            "(speaking after Mohammad Haneef Atmar)",
        ),
        (
            "2018-02-20-asif",
            2,
            1,
            "Sergey Lavrov (speaking after Khawaja Muhammad Asif):",
            "(speaking after Khawaja Muhammad Asif)",
        ),
        ("2017-02-07-rabbani", 3, 0, "Sergey Lavrov:", ""),
    ],
)
def test_a_stage_note_is_no_part_of_the_name(
    slug: str,
    exchange: int,
    turn: int,
    attribution: str,
    stage_note: str,
    statements: Mapping[str, ParsedStatement],
) -> None:
    speech = statements[slug].exchanges[exchange - 1].answers[turn]

    assert (speech.speaker, speech.label) == ("sergey-lavrov", "Sergey Lavrov")
    assert (speech.printed, speech.stage_note) == (attribution, stage_note)


def test_questions_are_asked_by_a_journalist_and_answered_by_the_minister(
    statements: Mapping[str, ParsedStatement],
) -> None:
    speakers = {
        (paragraph.kind, paragraph.speaker)
        for statement in statements.values()
        for paragraph in statement.paragraphs
    }

    assert speakers == {
        ("statement", "sergey-lavrov"),
        ("question", "journalist"),
        ("answer", "sergey-lavrov"),
        ("report", "reporter"),
    }


def test_the_report_is_told_by_a_reporter_and_quotes_the_minister(
    statements: Mapping[str, ParsedStatement],
) -> None:
    report = statements["2021-07-16-tashkent"]
    blocks = [block for speech in report.speeches for block in speech.blocks]

    assert (report.kind, report.speaker) == ("report", "reporter")
    assert report.quotes == ("sergey-lavrov",)
    assert [block.text for block in blocks if isinstance(block, Heading)] == [
        "Resolving the situation"
    ]


@pytest.mark.parametrize("path", ACCOUNTS, ids=lambda path: path.stem)
def test_the_facts_are_those_of_the_record(
    path: Path, statements: Mapping[str, ParsedStatement]
) -> None:
    account = read_account(path)
    statement = statements[account.slug]

    assert statement.published is not None
    assert statement.source is not None
    assert account.record == (
        f"{statement.date}, published {statement.published.isoformat()}",
        f"{statement.occasion}, {statement.place}",
        statement.with_whom,
        statement.source.publisher,
        statement.source.url,
    )


@pytest.mark.parametrize(
    ("slug", "looked_up"),
    [
        ("2021-03-30-istanbul-process", ["The place", "looked up"]),
        ("2021-07-16-tashkent", ["no title, no date and no place", "looked up"]),
    ],
)
def test_a_fact_that_was_looked_up_elsewhere_is_noted(
    slug: str, looked_up: list[str], statements: Mapping[str, ParsedStatement]
) -> None:
    assert all(words in statements[slug].notes for words in looked_up)


@pytest.mark.parametrize(
    ("slug", "printed"),
    [
        ("2017-02-07-rabbani", "the Regional Anti- Terrorist Structure"),
        ("2017-02-07-rabbani", "as Afghanistan\xa0 has observer status"),
        ("2018-02-20-asif", "the spring of the relations.\xa0 How are"),
        ("2021-02-26-atmar", "The “message” to the Taliban is not a secret. It’s about"),
        ("2021-07-16-tashkent", "extended troika [Russia, the US, China, Pakistan]"),
    ],
)
def test_odd_spaces_quotes_and_brackets_stay_as_they_are_printed(
    slug: str, printed: str, statements: Mapping[str, ParsedStatement]
) -> None:
    found = [p for p in statements[slug].paragraphs if printed in p.text]

    assert len(found) == 1

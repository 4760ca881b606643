"""What is true of every transcript that anybody could write, tested with 10,000 of them."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from html.parser import HTMLParser
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from onrecord.content.config import read_config
from onrecord.content.parse import parse_transcript
from onrecord.content.times import write_time
from onrecord.errors import ContentError
from onrecord.model import Heading, Note, ParsedParagraph, ParsedStatement, Speech
from tests.support.corpora import published
from tests.support.examples import examples

FRONT_MATTER = "---\ntitle: A case\ndate: 2021-02-26\nspeaker: sergey-lavrov\n---\n"
CONFIG = read_config(
    """
site: {title: Cases, description: Cases, publisher: Nobody}
speakers:
  sergey-lavrov: {name: Sergey Lavrov, other_names: [Сергей Лавров], bare_labels: [MR. LAVROV]}
  wang-yi: {name: Wang Yi, other_names: [王毅]}
unnamed:
  journalist: {name: Journalist, labels: [Question, سؤال], bare_labels: [Q], asks: true}
""",
    path="config.yaml",
    phrase_error=lambda _: None,
)

WORDLY = {"Mn", "Mc", "Me", "So"}
# a time at the beginning of a line
TIME = re.compile(r"(?:^|(?<=[\r\n]))(?<!\\)[ \t\xa0]*(\[00:00:0[0-9](?:\.[0-9]+)?\])(?!\()")
MARKS = re.compile(r"[*_\[<\\]")  # may be inside a word: `snow*ball*`

WORDS = ("one", "Two", "2018", "снег", "王毅", "سلام", "a_b", "e\u0301", "😀", "Kabul")
LABELS = (
    *("Question", "Sergey Lavrov", "sergey lavrov", "王毅", "سؤال", "Q", "MR. LAVROV"),
    *("Sergei", "Al Bin"),
)
NOTES = (
    *("(speaking after Wang Yi)", "[smiling]", "(a (b) c)", "(Laughter.)"),
    *("(", ")", "[", "]"),
)
EMPHASIS = ("*", "**", "***", "_", "__", "* * *", "****", "\\")
BLOCKS = ("> ", "# ", "## ", "- ", "1. ", "---", "===", "    ", "|", "```", "~~~")
BRACKETS = ("[", "](", ")", "<", ">", "![", "<b>", "</b>", "<!--", "-->", "&amp;")
LINKS = ("https://x.y", "[a](https://x.y/z)", "<https://x.y/z>", "](mailto:a@b)")
COLONS = (":", "：", ": ", "\\:")
SPACES = (" ", "  ", "    ", "\t", "\xa0", "\u200b", "\n", "\n", "\n\n", "\r\n", "  \n")
ASIDES = (
    *("(Laughter.)", "[He *smiles*\\: so]", "## Kabul *now* ##", "* * *", "> quoted"),
    "(a\nb)",
)
TIMES = ("[00:00:01] ", "\n[00:00:02] ", "\n\n[00:00:03.500]", "\\[00:00:04] ", "\n[00:99:00]")


def make_bodies(seed: int) -> list[str]:
    """Return a hundred bodies, the shortest first, so that a failure shows a short one.

    They are made without Hypothesis, which takes five times as long to make one as to parse it.
    """
    draw = Random(seed)
    bodies = (
        "".join(draw.choice(PIECES)(draw) for _ in range(draw.randrange(16))) for _ in range(100)
    )
    return sorted(bodies, key=len)


def make_attribution(draw: Random, *, between: str = "") -> str:
    note = draw.choice(("", draw.choice(NOTES)))
    return between.join((draw.choice(LABELS), note, draw.choice((": ", ":", "：", "    "))))


def make_turn(draw: Random) -> str:
    mark = draw.choice(("", "**", "_"))
    return f"\n\n{mark}{make_attribution(draw, between=' ')}{mark}"


def make_text(draw: Random) -> str:
    """Return up to six characters, of ASCII, of more alphabets and signs, or of all planes."""
    ranges = (range(0x7F), range(0x20, 0x3000), range(0xE000, 0x110000))
    return "".join(chr(draw.choice(draw.choice(ranges))) for _ in range(draw.randrange(7)))


def one_of(*groups: Sequence[str]) -> Callable[[Random], str]:
    return lambda draw: draw.choice(draw.choice(groups))


PIECES: tuple[Callable[[Random], str], ...] = (
    *(one_of(WORDS), one_of(WORDS), one_of(SPACES), one_of(SPACES), one_of(LABELS), one_of(NOTES)),
    *(one_of(EMPHASIS, BLOCKS, BRACKETS, LINKS, COLONS, TIMES), make_turn, make_turn),
    *(lambda draw: f"\n\n{draw.choice(ASIDES)}\n\n", make_attribution, make_text),
)
characters = st.characters(codec="utf-8")
seeds = st.integers(0, 2**32 - 1)


def parse(text: str) -> ParsedStatement | None:
    """Return the statement, or None if errors were reported; anything else is a failure."""
    try:
        return parse_transcript(text, path="t.md", slug="t", config=CONFIG)
    except ContentError as error:
        found = error.errors
    assert found
    assert all(one.path == "t.md" and one.found for one in found)
    return None


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def letters_of(text: str) -> str:
    """Return letters, digits, accents and pictures, of which no syntax is made."""
    return "".join(c for c in text if unicodedata.category(c) in WORDLY or c.isalnum())


class Printed(HTMLParser):
    """Collects the words of a paragraph's HTML, and after each link those of its address."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.address = ""
        self.linked = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.address, self.linked = dict(attrs)["href"] or "", ""

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
        self.linked += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.linked != self.address:
            self.parts.append(f" {self.address} ")


def printed_html(html: str) -> str:
    parser = Printed()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)


def printed_block(block: ParsedParagraph | Note | Heading) -> str:
    return printed_html(block.html) if isinstance(block, ParsedParagraph) else block.text


def printed(statement: ParsedStatement) -> str:
    """Return all that the statement prints, in reading order."""
    parts: list[str] = []
    for part in (*statement.opening, *(s for e in statement.exchanges for s in e.speeches)):
        if isinstance(part, Speech):
            parts.append(part.printed)
            parts += map(printed_block, part.blocks)
        else:
            parts.append(part.text)
    return "\n".join(parts)


@given(seeds)
def test_no_word_of_a_body_is_lost_or_doubled_or_moved(seed: int) -> None:
    for body in make_bodies(seed):
        statement = parse(FRONT_MATTER + body)
        if statement:
            times = [p.time for p in statement.paragraphs if p.time is not None]
            assert [f"[{write_time(time)}]" for time in times] == TIME.findall(body)
            text = TIME.sub("", body)
            assert letters_of(printed(statement)) == letters_of(text)
            if not MARKS.search(text):
                assert words_of(printed(statement)) == words_of(text)


@examples(10)
@given(seeds)
def test_numbers_lines_kinds_and_speakers_follow_each_other(seed: int) -> None:
    for body in make_bodies(seed):
        statement = parse(FRONT_MATTER + body)
        if statement:
            lines = [paragraph.line for paragraph in statement.paragraphs]
            speech_lines = [speech.line for speech in statement.speeches]
            assert (lines, speech_lines) == (sorted(lines), sorted(speech_lines))
            assert all(paragraph.text.strip() for paragraph in statement.paragraphs)
            assert all(e.question.speaker == "journalist" for e in statement.exchanges)
            numbered = published(statement, CONFIG)
            assert [one.number for one in numbered.paragraphs] == [*range(1, len(lines) + 1)]
            exchanges = [one.number for one in numbered.exchanges]
            assert exchanges == [*range(1, len(statement.exchanges) + 1)]


@examples(10)
@given(seeds, st.sampled_from(["\r\n", "\r"]))
def test_line_ends_and_a_byte_order_mark_change_nothing(seed: int, line_end: str) -> None:
    for body in make_bodies(seed):
        text = FRONT_MATTER + body.replace("\r\n", "\n").replace("\r", "\n")
        assert parse("\ufeff" + text.replace("\n", line_end)) == parse(text)


fact_names = st.sampled_from(
    ["title", "date", "published", "kind", "speaker", "with", "language", "quotes", "source"]
) | st.just("title: A\ndate: 2021-02-26\nspeaker: wang-yi\nplace")
good_values = st.sampled_from(["2021-02-26", "no", "12:59", "[a, b]", "{publisher: x}", "wang-yi"])
bad_values = st.sampled_from(
    ["*a", "&a", "[[", "'", '"\\x07"', "!!python/name:os.system", "%", "@"]
)
odd_values = st.sampled_from(["~", "<<", "? ", "- ", "|", ">-", "\t", "---", "..."])
fact_values = good_values | bad_values | odd_values
facts = st.lists(
    st.tuples(fact_names | st.text(characters, max_size=4), st.just(": "), fact_values).map("".join)
    | st.text(characters, max_size=20),
    max_size=8,
).map("\n".join)


@examples(400)
@given(facts | st.binary(max_size=60).map(lambda data: data.decode("utf-8", "replace")))
def test_any_front_matter_is_read_or_its_errors_are_reported(front_matter: str) -> None:
    parse(f"---\n{front_matter}\n---\nGood afternoon,\n")


@examples(300)
@given(st.text(characters, max_size=200))
def test_any_text_is_read_or_its_errors_are_reported(text: str) -> None:
    parse(text)


@examples(150)
@given(facts)
def test_any_configuration_is_read_or_its_errors_are_reported(text: str) -> None:
    with suppress(ContentError):
        read_config(text, path="config.yaml", phrase_error=lambda _: None)

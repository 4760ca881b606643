"""Topics onto paragraphs: how entries are read, and how well the site's own topics are found."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.content.config import read_config
from onrecord.content.topics import Tagger, phrase_error
from onrecord.model import Note, Tag, Topic, TopicRules
from tests.support.corpora import corpus_of

CASES = Path(__file__).parents[1] / "cases/topics"
CONFIG = Path(__file__).parents[2] / "config.yaml"
TRANSCRIPTS = CONFIG.parent / "transcripts"
TOPICS = tuple(
    read_config(
        CONFIG.read_text("utf-8"), path="config.yaml", phrase_error=phrase_error
    ).topics.values()
)


def topic(slug: str = "a-topic", *, rules: Mapping[str, tuple[str, ...]]) -> Topic:
    """A topic of which only the rules matter."""
    return Topic(slug, slug, slug, TopicRules(**{"words": (), **rules}))


def blocks(path: Path) -> list[list[str]]:
    """The blocks of a file of cases, parted by empty lines, as their lines, without comments."""
    found = [block.split("\n") for block in path.read_text("utf-8").strip().split("\n\n")]
    return [block for block in found if not block[0].startswith("#")]


def tag_paragraph(text: str, topics: Iterable[Topic]) -> tuple[Tag, ...]:
    return Tagger(tuple(topics)).tags_of(text)


def fields(lines: Iterable[str]) -> dict[str, str]:
    """`name: value` lines by name."""
    return dict(line.split(": ", 1) for line in lines)


# The rules' language


@pytest.mark.parametrize(
    "case", [pytest.param(block, id=block[0]) for block in blocks(CASES / "language.txt")]
)
def test_an_entry_is_read_as_the_case_says(case: list[str]) -> None:
    """Each block of language.txt is a title, entries, a text, and the words to be found in it."""
    case_of = fields(case[1:])
    text, found = case_of.pop("text"), case_of.pop("found")
    rules = {name: tuple(entries.split(", ")) for name, entries in case_of.items()}

    tags = tag_paragraph(text, [topic(rules=rules)])

    assert [tag.words for tag in tags] == ([] if found == "-" else [tuple(found.split("; "))])


def test_tags_come_in_the_order_of_the_topics() -> None:
    """Not in the order of the words in the text."""
    topics = [
        topic("one", rules={"words": ("first",)}),
        topic("two", rules={"words": ("second",)}),
    ]

    tags = tag_paragraph("Second, then first.", topics)

    assert tags == (
        Tag("one", ("first",), ((13, 18),), is_about=True),
        Tag("two", ("Second",), ((0, 6),), is_about=True),
    )


@pytest.mark.parametrize(
    ("text", "is_about"),
    [
        ("The river rose. Nobody came.", True),
        ("Nobody came. The river rose.", False),
        ("Nobody came. The river rose, and the river fell.", True),
        ("Nobody came. The river rose, and the dam broke.", True),
        ("Mr. Atmar of the U.S. side saw the river. Nobody came.", True),
        ("Was it so? The river rose.", False),
        ("今天没有水。River 很深。", False),
    ],
)
def test_a_paragraph_is_about_a_topic_or_mentions_it(text: str, is_about: bool) -> None:
    """About it: its words occur at least twice, or in the first sentence."""
    (tag,) = tag_paragraph(text, [topic(rules={"words": ("river", "dam")})])

    assert tag.is_about is is_about


@pytest.mark.parametrize("text", ["Rivers rose.", "The river… the dam.", "Driver, dams", "rivér"])
def test_a_mark_elsewhere_in_the_text_changes_no_tag(text: str) -> None:
    """Texts with combining marks are read with other patterns."""
    topics = [topic(rules={"words": ("river*", "the ... dam")})]

    assert tag_paragraph(text + " नदी", topics) == tag_paragraph(text, topics)


def test_a_vowel_sign_is_part_of_its_word() -> None:
    topics = [topic(rules={"words": ("नद",)})]

    assert tag_paragraph("नदी", topics) == ()
    assert [tag.words for tag in tag_paragraph("नद नदी", topics)] == [("नद",)]


def test_the_entries_that_give_a_paragraph_its_topics_are_told() -> None:
    topics = [
        topic("water", rules={"words": ("river*", "dam"), "supporting": ("bank", "fish")}),
        topic("roads", rules={"words": ("street",)}),
        topic("towns", rules={"supporting": ("bank", "house")}),
    ]

    met = Tagger(topics).rules_met("Rivers have fish, and a bank.")

    assert met == {"water": ("river*", "bank", "fish")}
    assert Tagger(topics).rules_met("Nobody came.") == {}


def test_a_text_without_words_has_no_tags() -> None:
    """Nor does an empty one."""
    assert tag_paragraph("", TOPICS) == ()
    assert tag_paragraph("… – 2021!", TOPICS) == ()


@pytest.mark.parametrize(
    ("entry", "error"),
    [
        ("", "is empty; write a word or a phrase, or take the entry out"),
        (" \t", "is empty; write a word or a phrase, or take the entry out"),
        ("Turkey +", 'has "+" without a phrase on either side; add it'),
        ("- Libya", 'has "-" without a phrase on either side; add it'),
        ("Turkey + - Libya", 'has "+" without a phrase on either side; add it'),
        ("chaos / war", 'has "/" with a space beside it; write either/or without spaces'),
        ("war/ war", 'has "war/" with a space beside the slash; write either/or without spaces'),
        ("*", 'has "*", which does not begin with a letter or a digit; begin with a word'),
        ("(IS)", 'has "(IS)", which does not begin with a letter or a digit; begin with a word'),
        ("the *", 'has "*"; write * only at the end of a word'),
        ("re*tion", 'has "re*tion"; write * only at the end of a word'),
        ("war*s", 'has "war*s"; write * only at the end of a word'),
        ("a*", 'has "a*", which nearly every text has; write two letters or more before *'),
        ("anti- terror", 'has "anti-" with a space beside the hyphen; write the words joined'),
        ("... Kabul", 'has "..." at an end of "... Kabul"; write it between two words'),
        ("visit ...", 'has "..." at an end of "visit ..."; write it between two words'),
    ],
)
def test_an_entry_that_cannot_be_read_says_what_would_mend_it(entry: str, error: str) -> None:
    """Before anything is tagged."""
    assert phrase_error(entry) == error


@pytest.mark.parametrize(
    "entry",
    [
        "Syria*",
        "US",
        "U.S.",
        "9/11",
        "anti-terror*",
        "visit ... Kabul/Herat",
        "a + b - c",
        "Mi-35M*",
    ],
)
def test_an_entry_that_can_be_read_has_no_error(entry: str) -> None:
    """Nothing is refused that the language has."""
    assert phrase_error(entry) is None


def test_every_paragraph_of_a_statement_gets_its_tags_and_nothing_else_changes() -> None:
    statement = corpus_of(
        {
            "2021-02-26-oak": """
            (Applause.)

            An oak needs money.

            Question: What about the hedges?

            Jane Doe: They need none.
            """
        }
    ).statements[0]

    assert [tuple(tag.topic for tag in p.tags) for p in statement.paragraphs] == [
        ("money",),
        ("trees",),
        (),
    ]
    assert [part.text for part in statement.opening if isinstance(part, Note)] == ["(Applause.)"]


# Entries and texts of anything that can be typed

PLAIN_PIECES = st.sampled_from(["US", "us", "talk*", "peace", "anti-terror*", "Syria/Libya", "é"])
ODD_PIECES = st.sampled_from(["U.S.", "people's", "Сирия", "सीरिया", "9/11", "(", "\\", "[a-z]"])
SIGNS = st.sampled_from(["+", "-", "/", "*", "..."])
ENTRIES = st.lists(PLAIN_PIECES | ODD_PIECES | SIGNS, max_size=6).map(" ".join) | st.text(
    max_size=9
)
SOUND_ENTRIES = ENTRIES.filter(lambda entry: phrase_error(entry) is None)
PLAIN_WORDS = st.sampled_from(["US", "us", "talks", "Peace", "Anti- Terrorist", "Syrian", "Libya"])
ODD_WORDS = st.sampled_from(["U.S.", "people’s", "Сирия", "सीरिया", "é", "e\u0301", ".", "-", "\\"])
TEXTS = st.lists(PLAIN_WORDS | ODD_WORDS, max_size=30).map(" ".join) | st.text()


@given(ENTRIES, TEXTS)
def test_an_entry_is_either_refused_or_can_be_used(entry: str, text: str) -> None:
    """No entry without an error makes the tagger fail, whatever the text."""
    if phrase_error(entry) is None:
        each = dict.fromkeys(("words", "supporting", "excluding", "unless"), (entry,))
        tag_paragraph(text, [topic(rules={name: each[name]}) for name in each])
        tag_paragraph(text, [topic(rules=each)])


@given(st.lists(SOUND_ENTRIES, min_size=1, max_size=5), TEXTS)
def test_the_words_of_a_tag_stand_in_the_text_as_whole_words(entries: list[str], text: str) -> None:
    """Each of them once, and no letter goes on at either end."""
    for tag in tag_paragraph(text, [topic(rules={"words": tuple(entries)})]):
        assert tag.words
        assert len(set(tag.words)) == len(tag.words)
        for words in tag.words:
            assert re.search(rf"(?<!\w){re.escape(words)}(?!(?<=\w)\w)", text)


@given(st.lists(SOUND_ENTRIES, max_size=5), TEXTS)
def test_what_is_not_found_alone_is_not_found_together(entries: list[str], text: str) -> None:
    """Entries do not change one another: a topic of two lists has the tags of both."""
    alone = [bool(tag_paragraph(text, [topic(rules={"words": (entry,)})])) for entry in entries]

    assert bool(tag_paragraph(text, [topic(rules={"words": tuple(entries)})])) == any(alone)


# How well the site's topics are found


@dataclass(frozen=True, slots=True)
class Labelled:
    """A paragraph and the topics that a reader gave it: those it must have, those it may have."""

    must: frozenset[str]
    may: frozenset[str]
    text: str


def labelled(name: str) -> list[Labelled]:
    """The labelled paragraphs of the files with such a name."""
    paths = sorted((CASES / "labelled").glob(name))
    return [_labelled(block) for path in paths for block in blocks(path)]


def _labelled(lines: list[str]) -> Labelled:
    must, may = (
        frozenset(lines[i].removeprefix(name).split(", ")) - {"-"}
        for i, name in enumerate(("must: ", "may: "))
    )
    return Labelled(must, may, "\n".join(lines[2:]))


def recall_and_precision(paragraphs: list[Labelled]) -> tuple[float, float]:
    """The share of the needed tags that is given, and the share of the given that is right."""
    tagger = Tagger(TOPICS)
    given_tags = [{tag.topic for tag in tagger.tags_of(p.text)} for p in paragraphs]
    pairs = list(zip(paragraphs, given_tags, strict=True))
    found = sum(len(p.must & tags) for p, tags in pairs)
    right = sum(len((p.must | p.may) & tags) for p, tags in pairs)
    return found / sum(len(p.must) for p in paragraphs), right / sum(map(len, given_tags))


@pytest.mark.parametrize(
    ("name", "paragraphs", "least"),
    [("five-*.txt", 84, 0.98), ("written-dev.txt", 51, 0.95), ("written-heldout.txt", 50, 0.85)],
)
def test_tags_are_those_that_readers_gave(name: str, paragraphs: int, least: float) -> None:
    """Of the tags needed enough are found, and of those given enough are right."""
    read = labelled(name)

    recall, precision = recall_and_precision(read)

    assert len(read) == paragraphs
    assert recall >= least
    assert precision >= least


def test_labels_name_topics_of_the_site() -> None:
    """A slip in a label would count as a tag that is never found."""
    named = {slug for p in labelled("*.txt") for slug in p.must | p.may}

    assert named == {topic.slug for topic in TOPICS}


def test_the_labelled_statements_are_the_transcripts() -> None:
    """Word by word: each labelled paragraph stands in a transcript."""
    transcripts = "\n".join(path.read_text("utf-8") for path in sorted(TRANSCRIPTS.glob("*.md")))
    printed = " ".join(transcripts.split())

    missing = [p.text for p in labelled("five-*.txt") if " ".join(p.text.split()) not in printed]

    assert missing == []

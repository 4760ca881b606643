"""Text to words and terms: literal cases, and comparisons with lunr.js and analysis.ts."""

import itertools
import random
import re
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from onrecord.search.analysis import STOP_WORDS, find_term, fold_word, list_terms, read_words
from onrecord.search.stemmer import stem_word
from tests.search.ask_scripts import ask_lunr
from tests.support.repository import ROOT

# Every ending that a step of Porter's algorithm looks for.
SUFFIXES = re.findall(
    r"\S+",
    """
    s es ies sses ss eed ed ing at bl iz y ational tional enci anci izer bli alli entli eli ousli
    ization ation ator alism iveness fulness ousness aliti iviti biliti logi icate ative alize iciti
    ical ful ness al ance ence er ic able ible ant ement ment ent ou sion tion ism ate iti ous ive
    ize e l ll ly ys 's
    """,
)
# Letters and signs that could be read in two ways.
TRICKY = "aZUS19 ,.'’ʼ-/\u00ad\u2060\u0301İıßςΣſK阿が\u3099й\u0640أ٣ⅱ²ﬁＳ\U0001d400\U00010428😀"


def read_cases() -> Iterator[tuple[str, str, list[str]]]:
    text = Path(__file__).with_name("words.txt").read_text("utf-8")
    for block in text.strip().split("\n\n")[1:]:
        title, written, terms = block.split("\n")
        yield title, written, terms.split(" ")


@pytest.mark.parametrize(("title", "written", "terms"), list(read_cases()))
def test_words_have_the_terms_of_the_cases(title: str, written: str, terms: list[str]):
    assert [term or "-" for term in list_terms(written)] == terms, title


def test_a_word_has_its_offsets_in_the_text():
    text = "😀 The US-led mission’s end."
    assert [(text[word.start : word.end], word.start, word.term) for word in read_words(text)] == [
        ("The", 2, None),
        ("US", 6, "us"),
        ("led", 9, "led"),
        ("mission’s", 13, "mission"),
        ("end", 23, "end"),
    ]


def test_list_terms_returns_the_terms_of_read_words():
    for text in [*transcripts(), *tricky_texts(2000)]:
        assert list_terms(text) == [word.term for word in read_words(text)]


def test_stop_words_are_those_of_lunr_js():
    asked = sorted(STOP_WORDS | real_words())
    assert frozenset(ask_lunr("stopWords", asked)) == STOP_WORDS


def test_stems_are_those_of_lunr_js():
    words = sorted(large_vocabulary())
    assert len(words) > 100_000
    stems = ask_lunr("stems", words)
    assert [each for each in zip(words, stems, strict=True) if stem_word(each[0]) != each[1]] == []


def test_a_word_of_any_length_has_the_stem_of_lunr_js():
    words = [letters * 3000 + "ing" for letters in ("y", "yb", "ab", "by", "ay", "ll", "漢")]
    assert [stem_word(word) for word in words] == ask_lunr("stems", words)


def test_every_character_is_read_alike_by_python_and_javascript():
    """Characters are between two letters, which shows whether they separate words or are folded."""
    assert_read_alike([" ".join(f"a{chr(code)}b" for code in block) for block in blocks()])


def test_every_character_alone_is_read_alike_by_python_and_javascript():
    assert_read_alike([" ".join(chr(code) for code in block) for block in blocks()])


def test_transcripts_are_read_alike_by_python_and_javascript():
    assert_read_alike([*transcripts(), *python_sources()[::12]])


def test_tricky_texts_are_read_alike_by_python_and_javascript():
    assert_read_alike(list(tricky_texts(5_000)))


def test_words_are_folded_alike_in_any_case():
    words = [word for text in tricky_texts(2000) for word in text.split()]
    for cased in (words, [word.lower() for word in words], [word.upper() for word in words]):
        assert ask_lunr("folded", cased) == [fold_word(word) for word in cased]


def test_a_folded_word_is_one_word_and_folds_to_itself():
    for text in [*transcripts(), *tricky_texts(2000), *single_characters()]:
        for word in read_words(text):
            again = [each.folded for each in read_words(word.folded)]
            assert again == [word.folded] or again == [*word.folded]
            assert fold_word(word.folded) == word.folded


def test_a_query_is_analysed_to_the_terms_of_its_words_stop_words_too():
    assert ask_lunr("analysed", ["US-led", "us", "Moscow’s", "the", "9/11", "-", ""]) == [
        ["us", "led"],
        ["us"],
        ["moscow"],
        ["the"],
        ["9", "11"],
        [],
        [],
    ]


def test_a_word_in_lower_case_has_the_same_term():
    """Lunr's parser turns queries to lower case before anything else sees them."""
    words = [word for word in words_of(transcripts()) if find_term(word)]
    analysed = ask_lunr("analysed", [word.lower() for word in words])
    assert analysed == [list_terms(word) for word in words]


def assert_read_alike(texts: list[str]) -> None:
    for text, judged in zip(texts, ask_lunr("words", texts), strict=True):
        at = utf_16_offsets(text)
        assert [
            [text[word.start : word.end], at[word.start], at[word.end], word.term]
            for word in read_words(text)
        ] == judged


def utf_16_offsets(text: str) -> list[int]:
    """Return JavaScript's offset for each place in a text."""
    return list(itertools.accumulate((1 + (char > "\uffff") for char in text), initial=0))


def blocks() -> list[range]:
    """Return the characters of the two planes with alphabets, and the ends of other planes."""
    whole = [range(start, start + 0x100) for start in range(0, 0x20000, 0x100)]
    ends = [range(plane, plane + 0x100) for plane in range(0x20000, 0x110000, 0x10000)]
    ends += [range(plane - 0x100, plane) for plane in range(0x30000, 0x120000, 0x10000)]
    return [each for each in [*whole, *ends] if not 0xD800 <= each.start < 0xE000]


def single_characters() -> Iterator[str]:
    return (chr(code) for block in blocks() for code in block)


def transcripts() -> list[str]:
    return [path.read_text("utf-8") for path in sorted(ROOT.glob("transcripts/*.md"))]


def python_sources() -> list[str]:
    """Return texts that are on every machine: the source files of Python."""
    library = Path(sysconfig.get_path("stdlib"))
    paths = [*library.glob("*.py"), *library.glob("pydoc_data/*.py")]
    return [path.read_text("utf-8", "replace") for path in sorted(paths)]


@cache
def real_words() -> frozenset[str]:
    return frozenset(words_of([*transcripts(), *python_sources()]))


def words_of(texts: list[str]) -> set[str]:
    return {word for text in texts for word in re.findall(r"[^\W_]+", text)}


def large_vocabulary() -> set[str]:
    real = {word.lower() for word in real_words()}
    short = sorted(word for word in real if len(word) <= 5)[::5]
    formed = {word + suffix for word in short for suffix in SUFFIXES}
    twice = {first + second for first in SUFFIXES for second in SUFFIXES}
    spelt = {
        "".join(letters)
        for length in range(1, 6)
        for letters in itertools.product("aybsedl", repeat=length)
    }
    return real | formed | twice | spelt | set(drawn_words(20_000))


def drawn_words(count: int) -> Iterator[str]:
    draw = random.Random(1)
    for _ in range(count):
        letters = draw.choice(["aeiouybcst", "yaeblszx", "é0ыay漢e", "\U00010428\U0001d4b3aeyb"])
        stem = "".join(draw.choices(letters, k=draw.randrange(1, 7)))
        yield stem + draw.choice(SUFFIXES) * draw.randrange(3)


def tricky_texts(count: int) -> Iterator[str]:
    draw = random.Random(2)
    for _ in range(count):
        yield "".join(draw.choices(TRICKY, k=draw.randrange(1, 20)))

"""Tags paragraphs with topics by the topics' rules; a tag has the words that matched.

A topic's rules are lists of entries. One of `words` is enough; of `supporting`, two different ones
are needed. What an entry of `excluding` finds is ignored before these are looked for. If the text
fulfils an entry of `unless`, it is about something else and has no tag.

An entry is a phrase, or phrases joined by + and - with a space on either side:

    chaos                       the word, at word boundaries, whatever its capitals
    US                          a word with a capital letter is found with just those capitals
    Syria*                      the star matches any ending, or none
    peace talks                 a space is any white space: a no-break space, a line's end
    counter-terror*             a hyphen is a hyphen, a dash, white space or nothing in the text
    visit ... Moscow            up to five words of the same sentence may be between
    visit Kabul/Moscow          either word in this place: "visit Kabul", "visit Moscow"
    Turkey + Syria*/Damascus    the first, and either of the others somewhere in the paragraph
    escalation - Libya          the first, where the paragraph does not have the other

A paragraph is about a topic if the topic's words occur in it at least twice, or in its first
sentence; otherwise it mentions the topic.

Straight and curly apostrophes are one. Letters of every alphabet are letters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product
from math import prod
from typing import TYPE_CHECKING

from onrecord.content.sentences import sentences_of
from onrecord.model import (
    ParsedParagraph,
    ParsedStatement,
    Slug,
    Tag,
    TaggedParagraph,
    TaggedStatement,
    Topic,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

Span = tuple[int, int]  # from and to, as a slice of the text
Found = dict[str, list[Span]]  # by phrase

_SIGNS = {c for c in range(0x10000) if unicodedata.category(chr(c)).startswith("M")}
_FIRSTS = sorted(c for c in _SIGNS if c - 1 not in _SIGNS)
_LASTS = sorted(c for c in _SIGNS if c + 1 not in _SIGNS)
_MARKS = "".join(f"{chr(a)}-{chr(b)}" for a, b in zip(_FIRSTS, _LASTS, strict=True))
_MARK = re.compile(rf"[{_MARKS}]")
# \w alone would cut words apart at the vowel signs of Hindi. Patterns with all marks take three
# times as long to compile, so they are for the texts that have one.
_LETTER, _LETTER_OR_MARK = r"\w", rf"[\w{_MARKS}]"
_WORD_PART = re.compile(r"\w+")  # and the pieces of such a word: 20 times as fast to find
_DASH = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{SOFT HYPHEN}"
_HYPHEN = rf"\s*[{_DASH}]?\s*"
_GAP = r"(?:[^\w.!?]+{letter}+){{0,5}}?[^\w.!?]+"
_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
_GAP_SIGNS = ("...", "\N{HORIZONTAL ELLIPSIS}")
_JOINING_SIGNS = ("+", "-")
_MAX_PHRASES = 1_000  # of an entry with alternatives
_SLASH = re.compile(r"(?<=[^\W\d]|\*)/(?=[^\W\d])")  # Kabul/Moscow, not 9/11


def with_tags(statement: ParsedStatement, tagger: Tagger) -> TaggedStatement:
    """Return the statement with tags on its paragraphs."""

    def tagged(old: ParsedParagraph) -> TaggedParagraph:
        tags = tagger.tags_of(old.text)
        return TaggedParagraph(
            old.kind, old.speaker, old.html, old.text, old.line, tags, time=old.time
        )

    return statement.with_paragraphs(tagged)


def phrase_error(entry: str) -> str | None:
    """What is wrong with an entry of a topic's rules and how to fix it, or None."""
    chunks = entry.split()
    if not chunks:
        return "is empty; write a word or a phrase, or take the entry out"
    for sign, following in zip(["", *chunks], [*chunks, ""], strict=True):
        if sign in ("", *_JOINING_SIGNS) and following in ("", *_JOINING_SIGNS):
            return f'has "{sign or following}" without a phrase on either side; add it'
    count = prod(len(_SLASH.split(chunk)) for chunk in chunks)  # at most, in a part of the entry
    if count > _MAX_PHRASES:
        return f"matches {count:,} phrases, {_MAX_PHRASES:,} are the most; divide it"
    phrases = [phrase for part in _parts_of(entry) for phrase in part.phrases]
    return next(filter(None, map(_plain_phrase_error, phrases)), None)


class Tagger:
    """Compiled topics. A paragraph is read once, however many topics there are."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        """Compile topics, whose entries must be free of errors."""
        self._topics = [_CompiledTopic(topic) for topic in topics]
        phrases = {phrase for topic in self._topics for phrase in topic.phrases}
        self._starts = _PhraseStarts(phrases, _LETTER)
        self._starts_with_marks = _PhraseStarts(phrases, _LETTER_OR_MARK)

    def tags_of(self, text: str) -> tuple[Tag, ...]:
        """The tags of one paragraph's plain text, in the order of the topics."""
        found = self._find_phrases(text)
        if not found:
            return ()
        tags = (topic.tag_of(text, found) for topic in self._topics)
        return tuple(tag for tag in tags if tag)

    def rules_met(self, text: str) -> dict[Slug, tuple[str, ...]]:
        """Return the topics of a text, and the entries of their rules that it fulfils."""
        found = self._find_phrases(text)
        tagged = (topic for topic in self._topics if topic.tag_of(text, found))
        return {topic.slug: topic.entries_in(found) for topic in tagged}

    def _find_phrases(self, text: str) -> Found:
        found: Found = {}
        starts = self._starts_with_marks if _MARK.search(text) else self._starts
        if not any(map(starts.__getitem__, set(_WORD_PART.findall(text)))):
            return found
        for part in _WORD_PART.finditer(text):
            for phrase, pattern in starts[part.group()]:
                if match := pattern.match(text, part.start()):
                    found.setdefault(phrase, []).append(match.span())
        return found


class _PhraseStarts(dict[str, tuple[tuple[str, re.Pattern[str]], ...]]):
    """For a word as it is in a text, the phrases that may begin with it.

    Each different word is looked up once: texts have few of them, and nearly all begin no phrase.
    """

    def __init__(self, phrases: Collection[str], letter: str) -> None:
        """Of these phrases; `letter` is the pattern of a letter in the texts."""
        super().__init__()
        self._letter = letter
        self._whole: dict[str, list[str]] = {}
        self._beginnings: dict[str, list[str]] = {}
        for phrase in sorted(phrases):
            for spelling in {unicodedata.normalize(form, phrase) for form in ("NFC", "NFD")}:
                self._add(phrase, spelling)
        self._longest = max(map(len, self._beginnings), default=0)

    def _add(self, phrase: str, spelling: str) -> None:
        first = _WORD_PART.match(spelling)
        assert first, phrase  # phrase_error has refused it
        open_ended = spelling[first.end() : first.end() + 1] in ("*", "-")
        starts = self._beginnings if open_ended else self._whole
        starts.setdefault(first.group().casefold(), []).append(phrase)

    def __missing__(self, word: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
        folded = word.casefold()
        phrases = list(self._whole.get(folded, ()))
        for end in range(1, min(len(folded), self._longest) + 1):
            phrases += self._beginnings.get(folded[:end], ())
        # Compiled here, because a text begins few of the phrases, and to compile takes long.
        self[word] = tuple((phrase, _pattern_of(phrase, self._letter)) for phrase in phrases)
        return self[word]


@dataclass(frozen=True, slots=True)
class _Part:
    """Phrases of which one must be there, or none where `absent`."""

    phrases: tuple[str, ...]
    absent: bool = False


Entry = tuple[_Part, ...]


class _CompiledTopic:
    """A topic whose entries are taken apart."""

    def __init__(self, topic: Topic) -> None:
        self.slug = topic.slug
        self._rules = topic.rules
        self._words = _entries(topic.rules.words)
        self._supporting = _entries(topic.rules.supporting)
        self._excluding = _entries(topic.rules.excluding)
        self._unless = _entries(topic.rules.unless)
        self._making = _phrases_of((*self._words, *self._supporting))
        self.phrases = self._making | _phrases_of((*self._excluding, *self._unless))

    def tag_of(self, text: str, found: Found) -> Tag | None:
        """The tag that the phrases found in a text make, if they do."""
        if self._making.isdisjoint(found):
            return None
        left = self._without_excluded(found)
        if any(_spans_of(entry, left) for entry in self._unless):
            return None
        spans = [span for entry in self._words for span in _spans_of(entry, left)]
        spans += _two_of([_spans_of(entry, left) for entry in self._supporting])
        return _tag(self.slug, spans, text) if spans else None

    def entries_in(self, found: Found) -> tuple[str, ...]:
        """Return the entries, as they are written, that the found phrases fulfil."""
        left, rules = self._without_excluded(found), self._rules
        written = zip(
            (*rules.words, *rules.supporting), (*self._words, *self._supporting), strict=True
        )
        return tuple(text for text, entry in written if _spans_of(entry, left))

    def _without_excluded(self, found: Found) -> Mapping[str, Sequence[Span]]:
        excluded = [span for entry in self._excluding for span in _spans_of(entry, found)]
        if not excluded:
            return found
        return {
            phrase: [span for span in spans if not any(_overlap(span, one) for one in excluded)]
            for phrase, spans in found.items()
        }


def _entries(entries: Iterable[str]) -> tuple[Entry, ...]:
    return tuple(map(_parts_of, entries))


def _phrases_of(entries: Iterable[Entry]) -> frozenset[str]:
    return frozenset(phrase for entry in entries for part in entry for phrase in part.phrases)


def _parts_of(entry: str) -> Entry:
    """`a b/c + d - e` as parts: one of "a b" and "a c"; d; not e."""
    parts: list[tuple[bool, list[str]]] = [(False, [])]
    for chunk in entry.split():
        if chunk in _JOINING_SIGNS:
            parts.append((chunk == "-", []))
        else:
            parts[-1][1].append(chunk)
    return tuple(
        _Part(tuple(map(" ".join, product(*map(_SLASH.split, chunks)))), absent)
        for absent, chunks in parts
    )


def _plain_phrase_error(phrase: str) -> str | None:
    words = phrase.split()
    if words[0] in _GAP_SIGNS or words[-1] in _GAP_SIGNS:
        return f'has "..." at an end of "{phrase}"; write it between two words'
    if not _WORD_PART.match(phrase):
        return f'has "{phrase}", which does not begin with a letter or a digit; begin with a word'
    return next(filter(None, map(_word_error, words)), None)


def _word_error(word: str) -> str | None:
    if word == "/":
        return 'has "/" with a space beside it; write either/or without spaces'
    if word.startswith("/") or word.endswith("/"):
        return f'has "{word}" with a space beside the slash; write either/or without spaces'
    if word.startswith("-") or word.endswith("-"):
        return f'has "{word}" with a space beside the hyphen; write the words joined'
    for piece in word.split("-"):
        if "*" in piece[:-1] or piece == "*":
            return f'has "{piece}"; write * only at the end of a word'
        if piece.endswith("*") and len(piece) < 3:
            return f'has "{piece}", which nearly every text has; write two letters or more before *'
    return None


@lru_cache(maxsize=1 << 14)
def _pattern_of(phrase: str, letter: str) -> re.Pattern[str]:
    """A pattern that matches the phrase where a word begins, in texts with such letters.

    `anti-terror* act` matches "Anti- Terrorist act".
    """
    pattern = ""
    for chunk in unicodedata.normalize("NFC", phrase).split():
        if chunk in _GAP_SIGNS:
            pattern = pattern.removesuffix(r"\s+") + _GAP.format(letter=letter)
        else:
            pieces = (_piece_pattern(piece, letter) for piece in chunk.split("-"))
            pattern += _HYPHEN.join(pieces) + r"\s+"
    return re.compile(rf"(?<!{letter})" + pattern.removesuffix(r"\s+") + rf"(?!{letter})")


def _piece_pattern(piece: str, letter: str) -> str:
    letters = piece.removesuffix("*")
    pattern = "".join(map(_character_pattern, letters))
    if letters == letters.lower():
        pattern = f"(?i:{pattern})"
    return pattern + (f"{letter}*" if piece != letters else "")


def _character_pattern(character: str) -> str:
    if character in _APOSTROPHES:
        return f"[{_APOSTROPHES}]"
    decomposed = unicodedata.normalize("NFD", character)
    if decomposed != character:
        return f"(?:{character}|{decomposed})"
    return re.escape(character)


def _spans_of(entry: Entry, found: Mapping[str, Sequence[Span]]) -> list[Span]:
    """Where the phrases are that fulfil an entry; nothing if it is not fulfilled."""
    spans: list[Span] = []
    for part in entry:
        of_part = [span for phrase in part.phrases for span in found.get(phrase, ())]
        if bool(of_part) == part.absent:
            return []
        spans += of_part
    return spans


def _two_of(entries: Iterable[Sequence[Span]]) -> list[Span]:
    """All spans of the entries, if two of them are at different places."""
    fulfilled = [spans for spans in entries if spans]
    for one, other in combinations(fulfilled, 2):
        if any(not _overlap(a, b) for a in one for b in other):
            return [span for spans in fulfilled for span in spans]
    return []


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _tag(topic: Slug, found: Iterable[Span], text: str) -> Tag:
    """Return the tag for the words at the spans; `words` has each once.

    It is about the topic if they occur at least twice, or in the first sentence.
    """
    spans = tuple(_longest(found))
    words = dict.fromkeys(text[start:end] for start, end in spans)
    is_about = len(spans) > 1 or spans[0][0] < next(sentences_of(text))[1]
    return Tag(topic, tuple(words), spans, is_about=is_about)


def _longest(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans in order, without those inside longer ones."""
    end = 0
    for start, stop in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if stop > end:
            yield start, stop
            end = stop

"""What is no word of the speaker before it: footnotes, and what others call out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.content.interjections import find_interjections
from onrecord.content.layouts import matches_phrase
from onrecord.content.parse import is_note
from onrecord.importing.find_labels import KnownLabels
from onrecord.importing.line_ledger import Ledger
from onrecord.importing.markdown_words import cut, merged, plain
from onrecord.importing.source import Run
from onrecord.importing.source_blocks import Passage, stripped
from onrecord.word_lists import word_list

_MOST = 0.5  # of the passages: a page that is quotation for the most part quotes nobody


def as_note(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return the words in square brackets, as transcripts write notes."""
    words = " ".join(plain(runs).split())
    if is_note(words):
        return runs
    bracketed = merged((Run("["), Run(words), Run("]")))
    return bracketed if is_note(plain(bracketed)) else runs


def with_footnotes(ledger: Ledger, passages: list[Passage]) -> list[Passage]:
    """Make notes of the items of a list below a heading such as “Notes”, up to the end."""
    headings = word_list("page_boilerplate", "note_headings")
    places = [
        number
        for number, passage in enumerate(passages)
        if passage.heading and matches_phrase(headings, passage.words)
    ]
    below = passages[places[-1] + 1 :] if places else []
    if not below or not all(_is_item(ledger, passage) for passage in below):
        return passages
    notes = [replace(passage, runs=as_note(passage.runs)) for passage in below]
    return [*passages[: places[-1] + 1], *notes]


def without_wide_quotation(passages: Iterable[Passage]) -> list[Passage]:
    """Ignore quotation marks of the page around most of its text."""
    passages = list(passages)
    quoted = sum(passage.is_quotation for passage in passages)
    if quoted <= _MOST * len(passages):
        return passages
    return [replace(passage, is_quotation=False) for passage in passages]


def _is_item(ledger: Ledger, passage: Passage) -> bool:
    lines = [ledger.lines[place] for place in passage.places]
    return all(line.is_item or line.is_footnote for line in lines)


def apart_from_interjections(passages: Sequence[Passage], known: KnownLabels) -> Iterator[Passage]:
    """Divide paragraphs at interjections, which become notes between the parts."""
    for passage in passages:
        found = (
            []
            if passage.heading or passage.is_rule
            else find_interjections(passage.words, known.labels)
        )
        start, time = 0, passage.time
        for begin, end in found:
            before = cut(passage.runs, start, begin)
            if "".join(run.text for run in before).strip():
                yield replace(passage, runs=stripped(before), time=time)
                time = None
            note = cut(passage.runs, begin, end)
            yield replace(passage, runs=note, time=None)
            start = end
        rest = stripped(cut(passage.runs, start))
        if not found or "".join(run.text for run in rest).strip():
            yield replace(passage, runs=rest, time=time) if found else passage

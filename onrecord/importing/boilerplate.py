"""Which lines belong to the page and not to the statement, and which layout a source has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from onrecord.content.layouts import NO_LAYOUT, Layout, matches_phrase
from onrecord.importing.find_labels import KnownLabels, find_label
from onrecord.importing.label_words import asks_by_word
from onrecord.importing.line_ledger import PAGE_NUMBER, Ledger
from onrecord.importing.source import Source
from onrecord.word_lists import word_list

_ANYWHERE = word_list("page_boilerplate", "anywhere")
_ENDINGS = word_list("page_boilerplate", "endings")
_ENDING_HEADINGS = word_list("page_boilerplate", "ending_headings")
# `###`, `# # #`, `-END-`: the mark of the end, as press offices set it
_END_MARK = re.compile(
    r"(?:\\?#[ \t]*){3,}|[-–—*(\[ ]*(?:END|End|ENDS|Ends)"
    r"(?: (?:of |OF )?(?:TRANSCRIPT|[Tt]ranscript))?[-–—*)\]. ]*"
)
# `- 2 -`, `Page 2 of 7`, `          2`: the foot or head of a page of a printed text
_PAGE_NUMBER = re.compile(
    r"\f?\s*(?:[-–—]\s?\d{1,4}\s?[-–—]|(?:page|seite|página|стр\.)\s*\d{1,4}"
    r"(?:\s*(?:of|/|von|de|из)\s*\d{1,4})?|(?:\f|\s{8})\s*\d{1,4})\s*",
    re.I,
)
# what parts of a line are set apart by: `Share on Facebook | Tweet | Print`
_APART = re.compile(r"\s*[|•·/]\s*")


def choose_layout(source: Source, layouts: Mapping[str, Layout]) -> Layout:
    """The layout whose publisher's host or phrases are in the source, or none."""
    stated = source.stated.get("url")
    host = (urlsplit(stated.value).hostname or "") if stated else ""
    scores = {
        slug: sum(_is_sign(sign, host, source) for sign in layout.recognised_by)
        for slug, layout in layouts.items()
    }
    best = max(scores, key=lambda slug: scores[slug], default="")
    return layouts[best] if best and scores[best] else NO_LAYOUT


def leave_out_furniture(ledger: Ledger, layout: Layout) -> None:
    """Decide the lines that the layout's phrases and everybody's name."""
    _leave_out_ending(ledger, layout)
    for place, line in list(ledger.open()):
        if matches_phrase(layout.furniture, line.text):
            ledger.leave_out(place, f"furniture ({layout.slug})")
        elif not line.runs and _PAGE_NUMBER.fullmatch(line.text):
            ledger.leave_out(place, PAGE_NUMBER)
        elif _stands_alone(ledger, place) and _is_furniture(line.text):
            ledger.leave_out(place, "furniture of many pages")
    if ledger.lines:
        _leave_out_end_mark(ledger)


def _is_furniture(text: str) -> bool:
    parts = [part for part in _APART.split(text.strip()) if part]
    return bool(parts) and all(matches_phrase(_ANYWHERE, part) for part in parts)


def _leave_out_end_mark(ledger: Ledger) -> None:
    last = max((place for place, _ in ledger.open()), default=0)
    if _END_MARK.fullmatch(ledger.lines[last].text.strip()) and _stands_alone(ledger, last):
        ledger.leave_out(last, "the mark of the end")


def _leave_out_ending(ledger: Ledger, layout: Layout) -> None:
    places = [place for place, _ in ledger.open()]
    for number, place in enumerate(places):
        text = ledger.lines[place].text
        named = matches_phrase(layout.ends_at, text)
        is_end = matches_phrase(_ENDINGS, text) or (
            ledger.lines[place].heading > 0 and matches_phrase(_ENDING_HEADINGS, text)
        )
        if named or (number > 2 and is_end and not _asks_below(ledger, places[number:])):
            for later in places[number:]:
                ledger.leave_out(
                    later, f"below “{text.strip()}”" if later != place else "furniture"
                )
            return


def _asks_below(ledger: Ledger, places: list[int]) -> bool:
    """Whether a question is put further down, so that the text goes on there."""
    known = KnownLabels((), NO_LAYOUT)
    found = (find_label(ledger.lines[place].text, known) for place in places)
    return any(label and asks_by_word(label.label) for label in found)


def _stands_alone(ledger: Ledger, place: int) -> bool:
    """Whether the line is a paragraph, and not the end of one that was broken into lines."""
    return bool(ledger.lines[place].runs) or place == 0 or ledger.is_blank(place - 1)


def _is_sign(sign: str, host: str, source: Source) -> bool:
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", sign):
        return host == sign or host.endswith(f".{sign}")
    return any(matches_phrase((sign,), line.text) for line in source.lines)

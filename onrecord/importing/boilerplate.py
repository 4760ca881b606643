"""Leaves out lines that belong to pages, also within the text; chooses the layout."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from urllib.parse import urlsplit

from onrecord.content.layouts import NO_LAYOUT, Layout, matches_phrase
from onrecord.importing.find_labels import NO_LABELS, KnownLabels, begins_question, find_label
from onrecord.importing.line_ledger import PAGE_NUMBER, RUNNING_HEAD, Ledger
from onrecord.importing.source import Source
from onrecord.word_lists import word_list, word_set

_ANYWHERE = word_list("page_boilerplate", "anywhere")
_ENDINGS = word_list("page_boilerplate", "endings")
_ENDING_HEADINGS = word_list("page_boilerplate", "ending_headings")
# `###`, `# # #`, `-END-`: how press offices mark the end
_END_MARK = re.compile(
    r"(?:\\?#[ \t]*){3,}|[-–—*(\[ ]*(?:END|End|ENDS|Ends)"
    r"(?: (?:of |OF )?(?:TRANSCRIPT|[Tt]ranscript))?[-–—*)\]. ]*"
)
# `- 2 -`, `Page 2 of 7`, `          2`: page numbers of a printed text
_PAGE_NUMBER = re.compile(
    r"\f?\s*(?:[-–—]\s?\d{1,4}\s?[-–—]|(?:page|seite|página|стр\.)\s*\d{1,4}"
    r"(?:\s*(?:of|/|von|de|из)\s*\d{1,4})?|(?:\f|\s{8})\s*\d{1,4})\s*",
    re.I,
)
# `=====`: drawn below a title, or between parts
_DRAWN_LINE = re.compile(r"\s*[=~]{3,}\s*")
_LONGEST_LINK = 100  # characters
# separates parts of a line: `Share on Facebook | Tweet | Print`
_APART = re.compile(r"\s*[|•·/]\s*")
_LONGEST = 100  # characters
_OFTEN = 3
_ENDS = re.compile(r"[.,:;!?…]\s*\Z")
_WORD = re.compile(r"[^\W\d_]+")
Block = tuple[int, ...]  # places of lines without an empty one between them


def choose_layout(source: Source, layouts: Mapping[str, Layout]) -> Layout:
    """Return the layout whose host or phrases occur in the source, or an empty layout."""
    stated = source.stated.get("url")
    host = (urlsplit(stated.value).hostname or "") if stated else ""
    scores = {
        slug: sum(_is_sign(sign, host, source) for sign in layout.recognised_by)
        for slug, layout in layouts.items()
    }
    best = max(scores, key=lambda slug: scores[slug], default="")
    return layouts[best] if best and scores[best] else NO_LAYOUT


def leave_out_boilerplate(ledger: Ledger, layout: Layout) -> None:
    """Leave out the lines that match phrases of the layout or of pages in general."""
    _leave_out_ending(ledger, layout)
    # In a conflict, `=======` is a marker of git, and no line that is drawn.
    in_conflict = any(line.text.startswith(("<<<<<<<", ">>>>>>>")) for line in ledger.lines)
    for place, line in list(ledger.open()):
        if _DRAWN_LINE.fullmatch(line.text) and not in_conflict:
            ledger.leave_out(place, "drawn line")
        elif matches_phrase(layout.furniture, line.text):
            ledger.leave_out(place, f"boilerplate ({layout.slug})")
        elif not line.runs and _PAGE_NUMBER.fullmatch(line.text):
            ledger.leave_out(place, PAGE_NUMBER)
        elif _is_paragraph(ledger, place) and _is_boilerplate(line.text):
            ledger.leave_out(place, "page boilerplate")
    last = max((place for place, _ in ledger.open()), default=0)
    has_mark = bool(ledger.lines) and _END_MARK.fullmatch(ledger.lines[last].text.strip())
    if has_mark and _is_paragraph(ledger, last):
        ledger.leave_out(last, "end of transcript")


def _is_boilerplate(text: str) -> bool:
    parts = [part for part in _APART.split(text.strip()) if part]
    return bool(parts) and all(matches_phrase(_ANYWHERE, part) for part in parts)


def _leave_out_ending(ledger: Ledger, layout: Layout) -> None:
    places = [place for place, _ in ledger.open()]
    for number, place in enumerate(places):
        text = ledger.lines[place].text
        named = matches_phrase(layout.ends_at, text)
        is_end = matches_phrase(_ENDINGS, text) or (
            matches_phrase(_ENDING_HEADINGS, text)
            and (ledger.lines[place].heading > 0 or _lists_links(ledger, places[number + 1 :]))
        )
        below = (ledger.lines[later].text for later in places[number:])
        # Where a question follows, the transcript goes on.
        if named or (number > 2 and is_end and not any(map(begins_question, below))):
            for later in places[number:]:
                ledger.leave_out(
                    later, f"below “{text.strip()}”" if later != place else "page boilerplate"
                )
            return


def _lists_links(ledger: Ledger, places: list[int]) -> bool:
    """True if all lines further down are names of pages, and no sentences or turns."""
    texts = [ledger.lines[place].text.strip() for place in places]
    return bool(texts) and all(
        len(text) <= _LONGEST_LINK and text[-1] not in ".!?…:;" and not find_label(text, NO_LABELS)
        for text in texts
    )


def _is_paragraph(ledger: Ledger, place: int) -> bool:
    """True if the line is a paragraph, and not the end of a wrapped one."""
    return bool(ledger.lines[place].runs) or place == 0 or ledger.is_blank(place - 1)


def _is_sign(sign: str, host: str, source: Source) -> bool:
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", sign):
        return host == sign or host.endswith(f".{sign}")
    return any(matches_phrase((sign,), line.text) for line in source.lines)


def leave_out_running_heads(ledger: Ledger, known: KnownLabels) -> tuple[str, ...]:
    """Leave out repeated heads and feet of pages; warn of what may be one."""
    keys = {
        place: _key(line.text) for place, line in ledger.open() if _may_be_head(line.text, known)
    }
    times = Counter(keys.values())
    repeated = {place for place, key in keys.items() if times[key] >= _OFTEN}
    blocks = list(_blocks(sorted(repeated)))
    counts = Counter(_block_key(block, keys) for block in blocks)
    doubtful: dict[str, int] = {}
    for block in blocks:
        if _is_head(block, keys, ledger):
            for place in block:
                ledger.leave_out(place, RUNNING_HEAD)
        elif counts[_block_key(block, keys)] >= _OFTEN:
            text = ledger.lines[block[0]].text.strip()
            doubtful.setdefault(text, ledger.lines[block[0]].number)
    return tuple(
        f"line {number}: “{text}” is repeated and may be a running head or a label; it was kept"
        for text, number in doubtful.items()
    )


def _may_be_head(text: str, known: KnownLabels) -> bool:
    words = text.strip()
    has_words = len(words) <= _LONGEST and _WORD.search(words) is not None
    return has_words and not _ENDS.search(words) and not find_label(words, known)


def _key(text: str) -> str:
    """The text as it is compared: page numbers and dates differ from page to page."""
    return " ".join(re.sub(r"\d+", "#", text).casefold().split())


def _block_key(block: Block, keys: dict[int, str]) -> tuple[str, ...]:
    return tuple(keys[place] for place in block)


def _blocks(places: Sequence[int]) -> Iterator[Block]:
    for _, block in groupby(enumerate(places), lambda pair: pair[1] - pair[0]):
        yield tuple(place for _, place in block)


def _is_head(block: Block, keys: dict[int, str], ledger: Ledger) -> bool:
    """True if numbers, the words of such heads, or a page number beside it show that it is one."""
    words = {word for place in block for word in _WORD.findall(keys[place])}
    has_words = bool(words & word_set("page_boilerplate", "running_head_words"))
    has_number = any("#" in keys[place] for place in block)
    beside = (block[0] - 1, block[-1] + 1, block[0] - 2, block[-1] + 2)
    is_by_number = any(ledger.why(place) == PAGE_NUMBER for place in beside)
    return has_words or has_number or is_by_number

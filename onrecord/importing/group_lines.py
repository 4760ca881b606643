"""Groups the lines of a source that make one paragraph, and joins wrapped ones."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from onrecord.importing.find_labels import KnownLabels, find_label
from onrecord.importing.judge_turns import may_begin_turn
from onrecord.importing.languages import common_words
from onrecord.importing.line_ledger import PAGE_NUMBER, RUNNING_HEAD, Ledger
from onrecord.importing.recording_times import has_label_and_time
from onrecord.importing.source import Form, Line
from onrecord.importing.source_blocks import SENTENCE_END, SEPARATOR, cleaned

_PAGE_BREAKS = frozenset({PAGE_NUMBER, RUNNING_HEAD})
_WIDER = 1.2  # times the width: so long a line is not wrapped
_ITEM = re.compile(r"\s*(?:[-–•*]|\(?(?:\d{1,4}|[^\W\d_]|[ivxlc]{1,4})[.)])\s", re.I)
_INDENTATION = ("  ", "\t", "\u3000")
_SHORT = 60  # characters; lines of verse and addresses are shorter
# `the inter-`, `national situation`
_DIVIDED = re.compile(
    r"(?P<before>(?:.*[\s(“\"'])?)(?P<start>[^\W\d_]+)"
    r"(?P<sign>[-\u00ad\u2010])\n(?P<end>[^\W\d_]+)(?P<after>.*)",
    re.DOTALL,
)


def group_lines(
    ledger: Ledger, form: Form, width: int, known: KnownLabels
) -> Iterable[tuple[int, ...]]:
    """Return the places of each passage's lines."""
    group: list[int] = []
    goes_on = False
    for place, line in enumerate(ledger.lines):
        if not ledger.is_open(place):
            goes_on = goes_on or _goes_on_below(ledger, place, group)
            if goes_on or ledger.why(place) in _PAGE_BREAKS:
                continue
            is_gap = form != "page" or line.is_preformatted or not line.is_blank
            if group and is_gap and not _is_joined_below(ledger, place):
                yield tuple(group)
                group = []
            continue
        if (
            group
            and not goes_on
            and not _belongs(ledger.lines[group[-1]], line, form, width, known)
        ):
            yield tuple(group)
            group = []
        group.append(place)
        goes_on = False
        if line.heading or line.is_rule:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def wrapped_width(ledger: Ledger, form: Form) -> int:
    """Return the column at which paragraphs were wrapped, or 0."""
    lines = [line.text.rstrip() for line in ledger.lines]
    followed = [
        lines[place]
        for place in range(len(lines) - 1)
        if ledger.is_open(place)
        and ledger.is_open(place + 1)
        and _is_wrappable(ledger, place, form)
    ]
    if len(followed) < 3:
        return 0
    width = max(len(line) for line in followed)
    if form != "page" and any(len(line) > _WIDER * width for line in lines):
        return 0
    ended = sum(bool(SENTENCE_END.search(line)) for line in followed)
    return width if width <= 120 and ended < 0.5 * len(followed) else 0


def _is_joined_below(ledger: Ledger, place: int) -> bool:
    """True if the next line that is open goes on with the paragraph above."""
    below = range(place, len(ledger.lines))
    return next((ledger.lines[one].joins_above for one in below if ledger.is_open(one)), False)


def _belongs(above: Line, line: Line, form: Form, width: int, known: KnownLabels) -> bool:
    """True if the line continues the passage of the line above."""
    if line.joins_above:
        return line.said_by is not None or find_label(line.text, known) is None
    if line.heading or line.is_rule or SEPARATOR.fullmatch(line.text.strip()):
        return False
    if form == "page" and not (line.is_preformatted and above.is_preformatted):
        is_short = len(above.text) < _SHORT and len(line.text) < _SHORT
        is_label = above.text.strip() in known.printed or find_label(line.text, known)
        is_timed = any(has_label_and_time(one.text, known) for one in (above, line))
        return line.follows_break and is_short and not (is_label or is_timed)
    if not width or _is_indented(above.text, line.text):
        return False
    if any(has_label_and_time(one.text.strip(), known) for one in (above, line)):
        return False
    is_ended = SENTENCE_END.search(above.text.rstrip()) is not None
    may_end = is_ended or _broken_on_purpose(above.text, line.text, width)
    return not (may_end and may_begin_turn(line.text, known))


def _goes_on_below(ledger: Ledger, place: int, group: list[int]) -> bool:
    """True if a page ends in the middle of a sentence, which goes on below the next page's head."""
    if not group or not ledger.is_blank(place):
        return False
    has_break = ledger.why(group[-1] + 1) in _PAGE_BREAKS
    for below in range(place, len(ledger.lines)):
        if ledger.is_open(below):
            is_ended = SENTENCE_END.search(ledger.lines[group[-1]].text.rstrip())
            first = ledger.lines[below].text.lstrip()[:1]
            return has_break and not is_ended and first.islower()
        has_break = has_break or ledger.why(below) in _PAGE_BREAKS
    return False


def _is_wrappable(ledger: Ledger, place: int, form: Form) -> bool:
    """True if the line and the next may be one paragraph; of a page, only lines of `<pre>`."""
    lines = ledger.lines[place : place + 2]
    return form != "page" or all(line.is_preformatted for line in lines)


def _is_indented(above: str, line: str) -> bool:
    """True if the line begins a paragraph by its indentation, and is no part of a list's item."""
    is_hanging = _ITEM.match(above) is not None or above.startswith((" ", "\t"))
    is_ended = SENTENCE_END.search(above.rstrip()) is not None
    return line.startswith(_INDENTATION) and is_ended and not is_hanging


def _broken_on_purpose(above: str, line: str, width: int) -> bool:
    """True if the line above was ended although the next word would have fitted on it."""
    first = line.split(maxsplit=1)[0] if line.split() else ""
    return above.endswith("  ") or len(above.rstrip(" ")) + 1 + len(first) <= width


def join_lines(lines: Sequence[Line], ledger: Ledger, warnings: list[str]) -> str:
    """Return the lines as one; a word that was hyphenated at a line end is joined."""
    words = cleaned(lines[0].text).strip(" ")
    for above, line in pairwise(lines):
        text = cleaned(line.text).strip(" ")
        divided = _DIVIDED.fullmatch(f"{words}\n{text}")
        if not divided:
            words += f" {text}"
            continue
        start, end = divided["start"], divided["end"]
        is_soft = divided["sign"] == "\u00ad"
        word = f"{start}{end}" if is_soft else whole_word(start, end, ledger.words)
        joined = f"“{start}-” and “{end}” were joined as “{word}”"
        warnings.append(f"line {above.number}: {joined}")
        words = f"{divided['before']}{word}{divided['after']}"
    return words


def whole_word(start: str, end: str, words: frozenset[str]) -> str:
    """Join `inter` and `national` without a hyphen, `long` and `term` with one.

    `words` are those of the whole text, folded.
    """
    if f"{start}-{end}".casefold() in words:
        return f"{start}-{end}"
    if f"{start}{end}".casefold() in words:
        return f"{start}{end}"
    are_words = all(part.casefold() in words | common_words() for part in (start, end))
    return f"{start}-{end}" if are_words and len(start) > 1 else f"{start}{end}"

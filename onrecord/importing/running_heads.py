"""Heads and feet of the pages of a printed record, repeated in the middle of its text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from onrecord.importing.find_labels import KnownLabels, find_label
from onrecord.importing.line_ledger import PAGE_NUMBER, RUNNING_HEAD, Ledger
from onrecord.word_lists import word_set

_LONGEST = 100  # characters
_OFTEN = 3
_ENDS = re.compile(r"[.,:;!?…]\s*\Z")
_WORD = re.compile(r"[^\W\d_]+")

Block = tuple[int, ...]  # places of lines without an empty one between them


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

"""Writes words as the Markdown of transcripts, so that the parser reads the same words."""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest

from onrecord.content import markup
from onrecord.exports.spans import Inline, Span, rich_text
from onrecord.importing.source import Run

SPACES = re.compile(r"[ \t\n\r\f]+")
# characters with a meaning in the Markdown of transcripts, anywhere on a line
_MARKS = re.compile(r"[\\*]|<(?=[A-Za-z])|(?<![^\W_])_|_(?![^\W_])|\[(?=[^\]]*\]\()")
_EVERY_MARK = re.compile(r"[\\*_\[\]()<>#+{}`!~|-]")
# `# `, `> ` at the beginning of a line
_OPENING = re.compile(r"[ \t]*(?=[#>])")


def write_runs(runs: Iterable[Run]) -> str:
    """Return Markdown with the words of the runs, and their emphasis where it can be kept."""
    gathered = merged(runs)
    words = plain(gathered)
    if not words.strip():
        return ""
    for candidate in (
        _rich(gathered),
        _escape(words, _MARKS),
        _escape(words, _EVERY_MARK),
    ):
        if reads_as(candidate, words):
            return candidate
    return _escape(words, _EVERY_MARK)


def read_runs(source: str) -> tuple[Run, ...]:
    """Return the runs of a paragraph of Markdown."""
    return merged(_runs(rich_text(markup.to_html(source)), Run("")))


def _runs(parts: tuple[Inline, ...], kind: Run) -> Iterator[Run]:
    """Yield the runs of parts within text of a kind."""
    for part, below in zip_longest(parts, parts[1:]):
        if isinstance(part, str):
            is_ended = below == Span("break")
            yield replace(kind, text=part.removesuffix(" ") if is_ended else part)
        elif part.kind == "break":
            yield replace(kind, text="\n")
        else:
            strong, emphasis = part.kind == "strong", part.kind == "emphasis"
            address = part.address or kind.address
            inner = Run("", kind.strong or strong, kind.emphasis or emphasis, address)
            yield from _runs(part.parts, inner)


def reads_as(source: str, words: str) -> bool:
    """True if the parser would read the Markdown as the words."""
    wanted = " ".join(part.strip(" \t") for part in words.strip().split("\n"))
    return markup.to_text(markup.to_html(source)).strip() == wanted


def plain(runs: Iterable[Run]) -> str:
    """Return the words of the runs."""
    return "".join(run.text for run in runs)


def merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Merge neighbouring runs in the same type."""
    result: list[Run] = []
    for run in runs:
        if result and replace(result[-1], text=run.text) == run:
            result[-1] = replace(run, text=result[-1].text + run.text)
        elif run.text:
            result.append(run)
    return tuple(result)


def single_spaced(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return the runs with single spaces between words and none at the ends."""
    result: list[Run] = []
    for run in merged(runs):
        text = SPACES.sub(" ", run.text)
        if not result or result[-1].text.endswith(" "):
            text = text.removeprefix(" ")
        if text:
            result.append(replace(run, text=text))
    if result:
        result[-1] = replace(result[-1], text=result[-1].text.removesuffix(" "))
    return merged(result)


def cut(runs: Iterable[Run], start: int, end: int = sys.maxsize) -> tuple[Run, ...]:
    """Return the runs of the words between two places."""
    result: list[Run] = []
    for run in runs:
        result.append(replace(run, text=run.text[start:end]))
        start, end = (max(0, place - len(run.text)) for place in (start, end))
    return merged(result)


def _rich(runs: tuple[Run, ...]) -> str:
    parts = []
    for run in runs:
        core = run.text.strip(" \t\n\xa0")
        if not core:
            parts.append(_ends(run.text))
            continue
        start = run.text.index(core)
        mark = "*" * (run.emphasis + 2 * run.strong)
        shown = _escape(core, _MARKS)
        if run.address:
            is_bare = run.address in {core, f"mailto:{core}"}
            shown = f"<{run.address}>" if is_bare else f"[{shown}]({run.address})"
        before, after = run.text[:start], run.text[start + len(core) :]
        parts.append(f"{_ends(before)}{mark}{shown}{mark}{_ends(after)}")
    return _opened("".join(parts).strip(" \t\n"))


def _escape(words: str, marks: re.Pattern[str]) -> str:
    return _opened(_ends(marks.sub(lambda found: "\\" + found[0], words)).strip(" \t\n"))


def _opened(source: str) -> str:
    """Escape what would begin a heading or a quotation."""
    return "\n".join(_OPENING.sub(lambda m: m[0] + "\\", line, 1) for line in source.split("\n"))


def _ends(words: str) -> str:
    return re.sub(r"[ \t]*\n[ \t]*", "  \n", words)

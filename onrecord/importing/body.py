"""The lines that were kept, to the paragraphs, turns and notes of a transcript's body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from onrecord.content.labels import Labels, is_blank
from onrecord.content.source_lines import UNPRINTABLE
from onrecord.importing.find_labels import (
    Found,
    KnownLabels,
    Turn,
    find_label,
    is_shouted,
    judge_turns,
    labels_without_colon,
)
from onrecord.importing.languages import common_words
from onrecord.importing.line_ledger import PAGE_NUMBER, Entry, Ledger
from onrecord.importing.markdown_words import merged, plain, read_runs, without_start, write_runs
from onrecord.importing.source import Form, Line, Run

# marks of HTML within Markdown; their words stay
_TAG = re.compile(
    r"</?(?:s|del|strike|sub|sup|u|b|i|em|strong|span|figure|img|br|p|div)\b[^<>]*>|<!--.*?-->",
    re.I,
)
# `* * *`, `***`, `---`, as transcripts know them
_SEPARATOR = re.compile(r"(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}")
# `*Q    I’m not on mute.  *`: Markdown knows no emphasis that ends in a space
_LOOSE = re.compile(r"\A(?P<mark>\*{1,3})[\s\xa0]*(?P<words>[^*]+?)[\s\xa0]*(?P=mark)\Z")
_SENTENCE_END = re.compile(r"[.!?…:;,。？！][\"”»’')\]*_\s]*$|[\"”»)\]]\s*$")
# `[00:12:05] Ann: Yes`, `00:12 Ann: Yes`
_STAMP = re.compile(
    r"(?P<stamp>[\s\xa0]*(?:\[[\s\xa0]*)?\(?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\)?"
    r"(?:[\s\xa0]*\])?[\s\xa0]*[-–—|]?[\s\xa0]+)(?P<rest>\S.*)",
    re.DOTALL,
)
# `the inter-`, `national situation`
_DIVIDED = re.compile(
    r"(?P<before>(?:.*[\s(“\"'])?)(?P<start>[^\W\d_]+)[-\u00ad\u2010]\n(?P<end>[^\W\d_]+)(?P<after>.*)",
    re.DOTALL,
)
_GAP = "    "  # between a label without a colon and the words
_HEADING_WORDS = 10
_WIDER = 1.2  # times the width: so long a line was not broken
_SHORT = 60  # characters; lines of verse and addresses are shorter


@dataclass(frozen=True, slots=True)
class Passage:
    """What becomes one paragraph, heading, note or separator; `places` are lines of the ledger."""

    places: tuple[int, ...]
    runs: tuple[Run, ...]
    heading: int = 0
    is_rule: bool = False
    turn: Turn = field(default_factory=Turn)

    @property
    def words(self) -> str:
        """As printed, on one line but for line breaks."""
        return plain(self.runs)


@dataclass(frozen=True, slots=True)
class Body:
    """The body, and what was done to it."""

    passages: tuple[Passage, ...]
    warnings: tuple[str, ...] = ()
    left_out: tuple[Entry, ...] = ()  # parts of lines


def learn_labels(ledger: Ledger, known: KnownLabels) -> None:
    """Know the labels without a colon that the open lines of a source begin with."""
    lines = [line for _, line in ledger.open() if not line.is_blank and not line.heading]
    known.learn(
        labels_without_colon(
            [line.text for line in lines],
            known,
            strong=[bool(line.runs) and line.runs[0].strong for line in lines],
            alone=[_is_alone(line) for line in lines],
        )
    )


def _is_alone(line: Line) -> bool:
    """Whether all of it is in bold, or in capitals, and it ends as no sentence does."""
    words = line.text.strip()
    is_set = _is_bold(line.runs) or (bool(line.runs) and is_shouted(words))
    return is_set and not _SENTENCE_END.search(words)


def _is_bold(runs: Sequence[Run]) -> bool:
    return bool(runs) and all(run.strong for run in runs if not is_blank(run.text))


def gather_body(ledger: Ledger, form: Form, known: KnownLabels, wrapped: int) -> Body:
    """The passages of the open lines, each with the turn that it begins."""
    warnings: list[str] = []
    width = wrapped or _wrapped_at(ledger, form)
    if width and not wrapped:
        warnings.append(f"paragraphs are broken into lines at {width} columns; they were joined")
    groups = list(_groups(ledger, form, width, known))
    passages = [_passage(ledger, group, form, warnings) for group in groups]
    passages = [p for p in passages if p.is_rule or not is_blank(p.words)]
    passages, stamps = _without_stamps(ledger, passages, known)
    passages = list(_with_labels_above(passages, known))
    if form == "text":
        passages = _with_headings(ledger, passages, known, warnings)
    strong = [_begins_strong(p) for p in passages]
    texts = ["" if p.is_rule or p.heading else p.words for p in passages]
    turns = judge_turns(texts, known, strong=strong)
    passages = [replace(p, turn=turn) for p, turn in zip(passages, turns, strict=True)]
    return Body(tuple(passages), (*warnings, *_bold_questions(ledger, passages)), tuple(stamps))


def _begins_strong(passage: Passage) -> bool:
    """Whether a label would be in bold and the words after it, where there are any, are not."""
    runs = passage.runs
    is_label = passage.words.rstrip().endswith((":", "："))
    return bool(runs) and runs[0].strong and (is_label or not _is_bold(runs))


def _bold_questions(ledger: Ledger, passages: Sequence[Passage]) -> Iterable[str]:
    """What may be an interview without labels: a person must say so."""
    asking = [
        ledger.lines[p.places[0]].number
        for p in passages
        if p.turn.judgement == "prose"
        and not p.heading
        and _is_bold(p.runs)
        and p.words.rstrip(' \xa0"”»').endswith(("?", "？", ";", "؟"))
    ]
    if asking:
        lines = ", ".join(map(str, asking))
        yield (
            f"questions in bold without a label, in line {lines}: they were taken for the "
            "speaker’s own words; where somebody else asks, write a label before them"
        )


def _without_stamps(
    ledger: Ledger, passages: list[Passage], known: KnownLabels
) -> tuple[list[Passage], list[Entry]]:
    """A time before a label (`[00:12] Ann: Yes`) is a recording's, where it comes back."""
    stamps = [_STAMP.match(p.words) for p in passages]
    if sum(_is_stamp(stamp, known) for stamp in stamps) < 2:
        return passages, []
    result, left_out = [], []
    for passage, stamp in zip(passages, stamps, strict=True):
        if stamp and _is_stamp(stamp, known):
            line = ledger.lines[passage.places[0]]
            words = replace(line, text=stamp["stamp"])
            left_out.append(Entry(words, "left out", "a time before a label"))
            runs = _stripped(without_start(passage.runs, stamp.end("stamp")))
            result.append(replace(passage, runs=runs))
        else:
            result.append(passage)
    return result, left_out


def _is_stamp(stamp: re.Match[str] | None, known: KnownLabels) -> bool:
    return stamp is not None and find_label(stamp["rest"], known) is not None


def _with_labels_above(passages: Iterable[Passage], known: KnownLabels) -> Iterator[Passage]:
    """A label on a line of its own, and the words below it, become one passage."""
    label: Passage | None = None
    for passage in passages:
        is_label = passage.words.strip() in known.printed and not passage.heading
        if label and not (is_label or passage.is_rule or passage.heading):
            yield replace(
                passage,
                places=(*label.places, *passage.places),
                runs=(Run(label.words.strip() + _GAP), *passage.runs),
            )
            label = None
            continue
        if label:
            yield label
        label = passage if is_label else None
        if not is_label:
            yield passage
    if label:
        yield label


def write_body(passages: Sequence[Passage], labels: Labels) -> str:
    """The body of a transcript, its paragraphs set apart by empty lines.

    `labels` are those that the transcript will be read with.
    """
    return "\n\n".join(write_passage(passage, labels) for passage in passages) + "\n"


def write_passage(passage: Passage, labels: Labels) -> str:
    """The Markdown of one passage."""
    if passage.is_rule:
        return passage.words.strip()
    if passage.turn.found and passage.turn.judgement != "prose":
        return _write_turn(passage, passage.turn.found)
    source = write_runs(_stripped(passage.runs))
    if passage.heading:
        words = " ".join(source.split("\n"))
        hashes = "#" * min(6, max(2, passage.heading))
        return f"{hashes} {words} {hashes}" if words.endswith("#") else f"{hashes} {words}"
    return "\n".join(_without_label(line, labels) for line in source.split("\n"))


def _write_turn(passage: Passage, found: Found) -> str:
    words = write_runs(_stripped(without_start(passage.runs, found.length)))
    if found.is_bare:
        return f"{found.label}{_GAP}{words}".rstrip(" ")
    before = passage.words[: found.length]
    gap = before[len(before.rstrip(" \t\xa0")) :].replace("\t", " ")
    gap = gap or ("" if found.printed.endswith("：") else " ")
    return f"{found.printed}{gap}{words}" if words else found.printed


def _without_label(line: str, labels: Labels) -> str:
    """A word with a colon at the beginning of a line that is no label is escaped."""
    place = 0
    while labels.find(line) is not None:
        colon = re.compile(r"[:：]").search(line, place)
        if colon is None:
            break
        line = f"{line[: colon.start()]}\\{line[colon.start() :]}"
        place = colon.end() + 1
    return line


def _groups(
    ledger: Ledger, form: Form, width: int, known: KnownLabels
) -> Iterable[tuple[int, ...]]:
    """The places of each passage's lines."""
    group: list[int] = []
    for place, line in enumerate(ledger.lines):
        if not ledger.is_open(place):
            if ledger.why(place) == PAGE_NUMBER:
                continue
            if group and (form != "page" or not line.is_blank):
                yield tuple(group)
                group = []
            continue
        if group and not _belongs(ledger.lines[group[-1]], line, form, width, known):
            yield tuple(group)
            group = []
        group.append(place)
        if line.heading or line.is_rule:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def _belongs(above: Line, line: Line, form: Form, width: int, known: KnownLabels) -> bool:
    """Whether the line goes on with the passage of the line above it."""
    if line.heading or line.is_rule or _SEPARATOR.fullmatch(line.text.strip()):
        return False
    if form == "page":
        is_short = len(above.text) < _SHORT and len(line.text) < _SHORT
        is_label = above.text.strip() in known.printed or find_label(line.text, known)
        return line.follows_break and is_short and not is_label
    if not width:
        return False
    return not (_broken_on_purpose(above.text, line.text, width) and _begins_turn(line.text, known))


def _broken_on_purpose(above: str, line: str, width: int) -> bool:
    """The next word would have stood on the line above, had the line not been ended."""
    first = line.split(maxsplit=1)[0] if line.split() else ""
    return above.endswith("  ") or len(above.rstrip(" ")) + 1 + len(first) <= width


def _begins_turn(text: str, known: KnownLabels) -> bool:
    bare = text.lstrip("*_ \t\xa0")
    return judge_turns([bare], known, strong=[False])[0].judgement != "prose"


def _passage(ledger: Ledger, places: tuple[int, ...], form: Form, warnings: list[str]) -> Passage:
    lines = [ledger.lines[place] for place in places]
    first = lines[0]
    if first.is_rule or _SEPARATOR.fullmatch(_cleaned(first.text).strip()):
        return Passage(places, (Run(_cleaned(first.text).strip()),), is_rule=True)
    if form == "page":
        return Passage(places, _page_runs(lines), heading=first.heading)
    if form == "text":
        return Passage(places, (Run(_joined(lines, ledger, warnings)),))
    return _markdown_passage(places, lines, warnings)


def _joined(lines: Sequence[Line], ledger: Ledger, warnings: list[str]) -> str:
    """The lines as one; a word that was divided at the end of a line is whole again."""
    words = _cleaned(lines[0].text).strip(" ")
    for above, line in pairwise(lines):
        text = _cleaned(line.text).strip(" ")
        divided = _DIVIDED.fullmatch(f"{words}\n{text}")
        if not divided:
            words += f" {text}"
            continue
        start, end = divided["start"], divided["end"]
        word = whole_word(start, end, ledger.words())
        joined = f"“{start}-” and “{end}” below it were read as “{word}”"
        warnings.append(f"line {above.number}: {joined}")
        words = f"{divided['before']}{word}{divided['after']}"
    return words


def whole_word(start: str, end: str, words: frozenset[str]) -> str:
    """`inter` and `national` without their hyphen, `long` and `term` with it.

    `words` are those of the whole text, folded.
    """
    if f"{start}-{end}".casefold() in words:
        return f"{start}-{end}"
    if f"{start}{end}".casefold() in words:
        return f"{start}{end}"
    are_words = all(part.casefold() in words | common_words() for part in (start, end))
    return f"{start}-{end}" if are_words and len(start) > 1 else f"{start}{end}"


def _page_runs(lines: list[Line]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for number, line in enumerate(lines):
        runs += [Run("\n")] if number else []
        runs += [replace(run, text=_cleaned(run.text)) for run in line.runs]
    return merged(runs)


def _markdown_passage(places: tuple[int, ...], lines: list[Line], warnings: list[str]) -> Passage:
    source = ""
    for number, line in enumerate(lines):
        text = _cleaned(line.text)
        is_last = number == len(lines) - 1
        source += text.strip(" ") + ("" if is_last else "  \n" if text.endswith("  ") else " ")
    tags = _TAG.findall(source)
    if tags:
        dropped = f"{' '.join(dict.fromkeys(tags))}: the marks were left out, their words kept"
        warnings.append(f"line {lines[0].number}: {dropped}")
        source = _TAG.sub("", source)
    source = _LOOSE.sub(r"\g<mark>\g<words>\g<mark>", source.strip(" \xa0"))
    heading = lines[0].heading
    if heading:
        source = source.strip().strip("#").strip()
    return Passage(places, read_runs(source.strip(" \xa0")), heading=heading)


def _with_headings(
    ledger: Ledger, passages: list[Passage], known: KnownLabels, warnings: list[str]
) -> list[Passage]:
    """Short lines without an end, among paragraphs that have one, are headings; each is told."""
    ended = sum(bool(_SENTENCE_END.search(p.words)) for p in passages)
    if ended < 0.7 * len(passages):
        return passages
    result = []
    for number, passage in enumerate(passages):
        words = passage.words.strip()
        is_heading = (
            0 < number < len(passages) - 1
            and not passage.is_rule
            and not _SENTENCE_END.search(words)
            and len(words.split()) <= _HEADING_WORDS
            and words[0].isupper()
            and len(passages[number + 1].words) > 3 * len(words)
            and not find_label(words, known)
        )
        if is_heading:
            line = ledger.lines[passage.places[0]].number
            warnings.append(f"line {line}: “{words}” was taken for a heading")
        result.append(replace(passage, heading=2) if is_heading else passage)
    return result


def _wrapped_at(ledger: Ledger, form: Form) -> int:
    """The columns at which paragraphs were broken into lines, 0 where they were not."""
    if form == "page":
        return 0
    lines = [line.text.rstrip() for line in ledger.lines]
    followed = [
        lines[place]
        for place in range(len(lines) - 1)
        if ledger.is_open(place) and ledger.is_open(place + 1)
    ]
    if len(followed) < 3:
        return 0
    width = max(len(line) for line in followed)
    if any(len(line) > _WIDER * width for line in lines):
        return 0
    ended = sum(bool(_SENTENCE_END.search(line)) for line in followed)
    return width if width <= 120 and ended < 0.5 * len(followed) else 0


def _cleaned(text: str) -> str:
    """Without the characters that no transcript may hold; a tab is a space."""
    return UNPRINTABLE.sub("", text.replace("\t", " "))


def _stripped(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    words = plain(runs)
    start = len(words) - len(words.lstrip(" \t\n\xa0\u3000"))
    return without_start(runs, start)

"""Gathers the lines that were kept into the passages of a transcript's body."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.content.label_forms import is_personal
from onrecord.content.labels import is_blank
from onrecord.content.parse import STRUCK_OUT
from onrecord.importing.asides import (
    apart_from_interjections,
    as_note,
    with_footnotes,
    without_wide_quotation,
)
from onrecord.importing.find_labels import KnownLabels, find_label, labels_without_colon
from onrecord.importing.group_lines import group_lines, join_lines, wrapped_width
from onrecord.importing.judge_turns import judge_turns
from onrecord.importing.label_places import with_heading_labels, with_question_numbers
from onrecord.importing.label_words import is_shouted
from onrecord.importing.line_ledger import Entry, Ledger
from onrecord.importing.markdown_words import merged, read_runs
from onrecord.importing.recording_times import times_in_order, with_times
from onrecord.importing.source import Form, Line, Run
from onrecord.importing.source_blocks import GAP, SENTENCE_END, SEPARATOR, Passage, cleaned, is_bold
from onrecord.importing.stated_turns import with_stated_label, with_stated_turns

# HTML tags within Markdown; the words between them are kept
_TAG = re.compile(
    r"</?(?:s|del|strike|sub|sup|u|b|i|em|strong|span|figure|img|br|p|div)\b[^<>]*>|<!--.*?-->",
    re.I,
)
# `*Q    I’m not on mute.  *`: Markdown knows no emphasis that ends in a space
_LOOSE = re.compile(r"\A(?P<mark>\*{1,3})[\s\xa0]*(?P<words>[^*]+?)[\s\xa0]*(?P=mark)\Z")
_HEADING_WORDS = 10


@dataclass(frozen=True, slots=True)
class Body:
    """The passages of the body, warnings, and parts of lines that were left out."""

    passages: tuple[Passage, ...]
    warnings: tuple[str, ...] = ()
    left_out: tuple[Entry, ...] = ()  # parts of lines


def learn_labels(ledger: Ledger, known: KnownLabels) -> None:
    """Add the labels without a colon that open lines of the source begin with."""
    lines = [
        line
        for _, line in ledger.open()
        if not line.is_blank and not line.heading and line.said_by is None
    ]
    known.learn(
        labels_without_colon(
            [line.text for line in lines],
            known,
            strong=[bool(line.runs) and line.runs[0].strong for line in lines],
            alone=[_is_alone(line) for line in lines],
        )
    )


def gather_body(ledger: Ledger, form: Form, known: KnownLabels, wrapped: int) -> Body:
    """Return the passages of the open lines, each with the turn that it begins."""
    warnings: list[str] = []
    cut: list[Entry] = []
    width = wrapped or wrapped_width(ledger, form)
    if width and not wrapped:
        warnings.append(f"lines wrapped at {width} columns were joined")
    groups = list(group_lines(ledger, form, width, known))
    passages = [
        replace(_passage(ledger, group, form, warnings, cut), time=ledger.lines[group[0]].time)
        for group in groups
    ]
    passages = [p for p in passages if p.is_rule or not is_blank(p.words)]
    passages = with_footnotes(ledger, without_wide_quotation(passages))
    passages, stamps = with_times(ledger, passages, known)
    passages = list(apart_from_interjections(passages, known))
    passages = with_heading_labels(passages, known)
    passages = _with_labels_above(passages, known)
    if form == "text":
        passages = _with_headings(ledger, passages, known, warnings)
    passages, asking = with_question_numbers(passages, known)
    strong = [_begins_strong(p) for p in passages]
    texts = ["" if p.is_rule or p.heading or p.is_stated else p.words for p in passages]
    turns = [
        replace(turn, asks=True) if place in asking and turn.judgement == "label" else turn
        for place, turn in enumerate(judge_turns(texts, known, strong=strong))
    ]
    passages = [replace(p, turn=turn) for p, turn in zip(passages, turns, strict=True)]
    passages = times_in_order(list(with_stated_turns(ledger, passages, known)), warnings)
    return Body(tuple(passages), (*warnings, *_bold_questions(ledger, passages)), (*cut, *stamps))


def _is_alone(line: Line) -> bool:
    """True if the line is all bold or in capitals, and does not end like a sentence."""
    words = line.text.strip()
    is_set = is_bold(line.runs) or (is_shouted(words) and (bool(line.runs) or is_personal(words)))
    return is_set and not SENTENCE_END.search(words)


def _begins_strong(passage: Passage) -> bool:
    """True if the beginning is bold and the rest, if any, is not."""
    runs = passage.runs
    is_label = passage.words.rstrip().endswith((":", "："))
    return bool(runs) and runs[0].strong and (is_label or not is_bold(runs))


def _bold_questions(ledger: Ledger, passages: Sequence[Passage]) -> Iterable[str]:
    """Warn of bold questions without a label, which may be an interviewer’s."""
    asking = [
        ledger.lines[p.places[0]].number
        for p in passages
        if p.turn.judgement == "prose"
        and not p.heading
        and is_bold(p.runs)
        and p.words.rstrip(' \xa0"”»').endswith(("?", "？", ";", "؟"))
    ]
    if asking:
        lines = ", ".join(map(str, asking))
        yield (
            f"questions in bold without a label, in line {lines}: they were kept as the "
            "speaker’s own words; if somebody else asks them, add a label"
        )


def _with_labels_above(passages: Iterable[Passage], known: KnownLabels) -> list[Passage]:
    """Join a label on a line of its own with the text below it."""
    result: list[Passage] = []
    for passage in passages:
        label = result[-1] if result and _is_label(result[-1], known) else None
        if label is None or passage.is_rule or passage.heading or _is_label(passage, known):
            result.append(passage)
            continue
        result[-1] = replace(
            passage,
            places=(*label.places, *passage.places),
            runs=(Run(label.words.strip() + GAP), *passage.runs),
            time=passage.time if label.time is None else label.time,
        )
    return result


def _is_label(passage: Passage, known: KnownLabels) -> bool:
    return passage.words.strip() in known.printed and not passage.heading


def _passage(
    ledger: Ledger, places: tuple[int, ...], form: Form, warnings: list[str], cut: list[Entry]
) -> Passage:
    lines = [ledger.lines[place] for place in places]
    first = lines[0]
    if first.is_rule or SEPARATOR.fullmatch(cleaned(first.text).strip()):
        return Passage(places, (Run(cleaned(first.text).strip()),), is_rule=True)
    if form == "markdown":
        return _markdown_passage(places, lines, warnings, cut)
    if form == "text" or first.is_preformatted:
        return Passage(places, (Run(join_lines(lines, ledger, warnings)),))
    return _page_passage(places, lines)


def _page_passage(places: tuple[int, ...], lines: list[Line]) -> Passage:
    first, runs = lines[0], _page_runs(lines)
    if first.is_footnote and not first.heading:
        runs = as_note(runs)
    passage = Passage(places, runs, heading=first.heading, is_quotation=first.is_quotation)
    return passage if first.said_by is None else with_stated_label(passage, first.said_by)


def _page_runs(lines: list[Line]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for number, line in enumerate(lines):
        runs += [Run("\n")] if number and not line.joins_above else []
        runs += [replace(run, text=cleaned(run.text)) for run in line.runs]
    return merged(runs)


def _markdown_passage(
    places: tuple[int, ...], lines: list[Line], warnings: list[str], cut: list[Entry]
) -> Passage:
    source = ""
    for number, line in enumerate(lines):
        text = cleaned(line.text)
        is_last = number == len(lines) - 1
        source += text.strip(" ") + ("" if is_last else "  \n" if text.endswith("  ") else " ")
    for struck in STRUCK_OUT.finditer(source):
        cut.append(Entry(replace(lines[0], text=struck[0]), "left out", "struck out"))
    source = STRUCK_OUT.sub("", source)
    tags = _TAG.findall(source)
    if tags:
        dropped = f"{' '.join(dict.fromkeys(tags))}: tags removed, text kept"
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
    """Turn short lines that do not end like a sentence into headings, with a warning."""
    ended = sum(bool(SENTENCE_END.search(p.words)) for p in passages)
    if ended < 0.7 * len(passages):
        return passages
    result = []
    for number, passage in enumerate(passages):
        words = passage.words.strip()
        is_heading = (
            0 < number < len(passages) - 1
            and not passage.is_rule
            and not SENTENCE_END.search(words)
            and len(words.split()) <= _HEADING_WORDS
            and words[0].isupper()
            and len(passages[number + 1].words) > 3 * len(words)
            and not find_label(words, known)
        )
        if is_heading:
            line = ledger.lines[passage.places[0]].number
            warnings.append(f"line {line}: “{words}” was read as a heading")
        result.append(replace(passage, heading=2) if is_heading else passage)
    return result

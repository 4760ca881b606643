"""A transcript's text to a Statement, or every fault in it with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from onrecord import markup
from onrecord.config import LanguageTag, Line, SlugText, Strict, WebAddress
from onrecord.errors import ContentError, Faults, suggest
from onrecord.model import (
    Config,
    Exchange,
    Heading,
    Note,
    Paragraph,
    ParagraphKind,
    Source,
    Speaker,
    Speech,
    Statement,
)
from onrecord.yaml_lines import LinedValue, read_yaml, validate

# `Sergey Lavrov (speaking after Mohammad Haneef Atmar): I have`, `**Question:** What`
_LABEL = re.compile(
    r"(?P<printed>(?P<strong>\*\*|__|)(?P<label>[^\W_][^:：()\[\]*\n]{0,79}?)"
    r"(?:\s*(?P<note>\([^()\n]{1,200}\)|\[[^\[\]\n]{1,200}\]))?"
    r"\s*(?P<close>(?P=strong))[:：](?P<close_after>\*\*|__|))(?=\s|$)"
)
# `## Resolving the situation`
_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<text>.+?)[ \t#]*")
# `(Laughter.)`, `[The answer was interpreted]`, `*(Applause)*`
_NOTE = re.compile(r"[*_]{0,2}(?P<text>\([^()]*\)|\[[^\[\]]*\])[*_]{0,2}", re.DOTALL)
# `* * *`, `***`, `---`
_SEPARATOR = re.compile(r"(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufffe\uffff]")
# words that a label may hold without a capital: `Representative of the ministry`
_SMALL_WORDS = frozenset("of the and for to in at de da di von van der bin al el la le du".split())
_MAX_LABEL_WORDS = 8


def parse_transcript(text: str, *, path: str, slug: str, config: Config) -> Statement:
    """The statement in a transcript's text; ContentError with every fault otherwise.

    Paragraphs are numbered from 1 in reading order, and so are exchanges.
    """
    faults = Faults()
    _check_characters(text, path, faults)
    faults.raise_if_any()
    head, body = _split(text, path)
    front = _front_matter(head, path, config, faults)
    lines = tuple(body)
    if not any(line.strip() for _, line in lines):
        faults.add(path, 0, "no words below the front matter", "add the transcript's text")
    if front is None:
        faults.raise_if_any()
        raise AssertionError("front matter without a fault or a value")
    default = front.speaker
    reader = _Reader(path, config, default, front.kind == "report", faults)
    for block in _blocks(lines, reader.labels):
        reader.read(block)
    faults.raise_if_any()
    opening, exchanges = reader.finish()
    return Statement(
        slug=slug,
        path=path,
        title=front.title,
        short_title=front.short_title or front.title,
        date=front.date,
        speaker=front.speaker,
        kind=front.kind,
        published=front.published,
        occasion=front.occasion or "",
        place=front.place or "",
        with_whom=front.with_whom or "",
        language=front.language,
        other_languages=front.other_languages,
        source=Source(front.source.publisher, front.source.url) if front.source else None,
        notes=front.notes or "",
        quotes=front.quotes,
        opening=opening,
        exchanges=exchanges,
    )


def _published(value: Any) -> Any:
    """A date, or a date with a time, as it is written; no zone is added."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("no date; write it as 2021-02-26 or 2021-02-26T17:11") from None


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("no date; write a day that exists, as 2021-02-26") from None


def _text(value: str) -> str:
    return " ".join(value.split())


Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[date | datetime, BeforeValidator(_published)]
Text = Annotated[str, AfterValidator(_text)]


class _Source(Strict):
    publisher: Line
    url: WebAddress = ""


class FrontMatter(Strict):
    """The keys of a transcript's front matter."""

    title: Line
    short_title: Line | None = None
    date: Day
    published: Moment | None = None
    kind: Literal["statement", "report"] = "statement"
    occasion: Line | None = None
    place: Line | None = None
    speaker: SlugText
    with_whom: Line | None = Field(default=None, alias="with")
    quotes: tuple[SlugText, ...] = ()
    language: LanguageTag = "en"
    other_languages: tuple[LanguageTag, ...] = ()
    source: _Source | None = None
    notes: Text | None = None


def _check_characters(text: str, path: str, faults: Faults) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        for found in _CONTROL.findall(line.rstrip("\r"))[:1]:
            faults.add(path, number, f"a control character, U+{ord(found):04X}", "remove it")


def _split(text: str, path: str) -> tuple[str, Iterator[tuple[int, str]]]:
    """The front matter, and the lines of the body with their numbers."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    faults = Faults()
    if not text.strip():
        faults.add(path, 0, "the file is empty", "write front matter and the transcript's text")
    elif lines[0].rstrip() != "---":
        faults.add(path, 1, "no front matter", "begin the file with a line `---`, facts, `---`")
    else:
        ends = (n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---")
        end = next(ends, None)
        if end is not None:
            return "\n".join(lines[1:end]), iter(list(enumerate(lines, 1))[end + 1 :])
        faults.add(path, 1, "front matter that does not end", "close it with a line `---`")
    raise ContentError(faults._faults)


def _front_matter(
    head: str, path: str, config: Config, faults: Faults
) -> FrontMatter | None:
    lined = read_yaml(head, path=path, first_line=2, faults=faults)
    front = validate(FrontMatter, lined, path=path, faults=faults) if lined else None
    if lined and front:
        _check_people(front, lined, path, config, faults)
    return front


def _check_people(
    front: FrontMatter, lined: LinedValue, path: str, config: Config, faults: Faults
) -> None:
    named = [(front.speaker, ("speaker",))]
    named += [(slug, ("quotes", number)) for number, slug in enumerate(front.quotes)]
    for slug, place in named:
        if slug not in config.speakers:
            remedy = suggest(slug, config.speakers) or "add it to `speakers` in config.yaml"
            faults.add(path, lined.line_of(place), f'unknown speaker "{slug}"', remedy)
    if front.quotes and front.kind != "report":
        line = lined.line_of(("quotes",))
        faults.add(path, line, "`quotes` in what is no report", "add `kind: report`")


@dataclass(frozen=True, slots=True)
class _Label:
    """A label found at the beginning of a line."""

    speaker: Speaker | None
    label: str
    stage_note: str
    printed: str
    rest: str


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines without an empty one between them; a label begins a block of its own."""

    line: int
    lines: tuple[str, ...]
    label: _Label | None = None

    @property
    def source(self) -> str:
        return "\n".join(self.lines)


class _Labels:
    """Which labels are known, and what looks like one."""

    def __init__(self, speakers: Mapping[str, Speaker]) -> None:
        self.with_colon: dict[str, Speaker] = {}
        self.bare: dict[str, Speaker] = {}
        for speaker in speakers.values():
            for name in (speaker.name, *speaker.other_names, *speaker.labels, *speaker.bare_labels):
                if speaker.is_person or name != speaker.name or not speaker.labels:
                    self.with_colon[_folded(name)] = speaker
            for name in speaker.bare_labels:
                self.bare[name] = speaker

    def find(self, line: str) -> _Label | None:
        """The label that the line begins with, known or not."""
        bare = self._find_bare(line)
        if bare:
            return bare
        match = _LABEL.match(line)
        if not match or bool(match["strong"]) != bool(match["close"] or match["close_after"]):
            return None
        label = match["label"].strip()
        speaker = self.with_colon.get(_folded(label))
        if speaker is None and not _looks_like_label(label):
            return None
        rest = line[match.end() :].lstrip(" \t\xa0")
        return _Label(speaker, label, match["note"] or "", match["printed"], rest)

    def _find_bare(self, line: str) -> _Label | None:
        for name, speaker in self.bare.items():
            if line.startswith(name):
                rest = line[len(name) :]
                gap = len(rest) - len(rest.lstrip(" \t\xa0"))
                if not rest.strip() or gap >= 2 or rest[:1] in "\t\xa0":
                    return _Label(speaker, name, "", name, rest.lstrip(" \t\xa0"))
        return None


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _looks_like_label(label: str) -> bool:
    """Names and titles are capitalised, small words apart: `Foreign Minister of Iran`."""
    words = label.split()
    if len(words) > _MAX_LABEL_WORDS or label[-1] in ".,;!?…" and not label.isupper():
        return False
    capitals = [word for word in words if word[0].isupper()]
    others = [word for word in words if not word[0].isupper()]
    return bool(capitals) and words[0][0].isupper() and all(w in _SMALL_WORDS for w in others)


def _blocks(lines: tuple[tuple[int, str], ...], labels: _Labels) -> Iterator[_Block]:
    """The body in blocks."""
    gathered: list[str] = []
    start, label = 0, None
    for number, line in lines:
        found = labels.find(line) if line.strip() else None
        is_alone = bool(_HEADING.fullmatch(line) or _SEPARATOR.fullmatch(line.strip()))
        if (found or is_alone or not line.strip()) and (gathered or label):
            yield _Block(start, tuple(gathered), label)
            gathered, label = [], None
        if not line.strip():
            continue
        if is_alone and not found:
            yield _Block(number, (line,))
            continue
        if not gathered and not label:
            start = number
        label = found or label
        gathered.append(found.rest if found else line)
    if gathered or label:
        yield _Block(start, tuple(gathered), label)


@dataclass(slots=True)
class _Turn:
    """A speech that is being read."""

    kind: ParagraphKind
    speaker: str
    label: str
    stage_note: str
    printed: str
    line: int
    blocks: list[Paragraph | Note | Heading] = field(default_factory=list)

    def speech(self) -> Speech:
        return Speech(
            self.kind,
            self.speaker,
            self.label,
            self.stage_note,
            self.printed,
            tuple(self.blocks),
            self.line,
        )


class _Reader:
    """Puts blocks into speeches, and speeches into exchanges."""

    def __init__(
        self, path: str, config: Config, default: str, is_report: bool, faults: Faults
    ) -> None:
        self.path, self.config, self.faults = path, config, faults
        self.default, self.is_report = default, is_report
        self.labels = _Labels(config.speakers)
        self.count = 0
        self.opening: list[_Turn | Note | Heading] = []
        self.exchanges: list[list[_Turn]] = []
        self.turn: _Turn | None = None

    def read(self, block: _Block) -> None:
        """Take in the next block."""
        if block.label:
            self._begin(block.label, block.line)
        if not block.source.strip():
            return
        special = None if block.label else _special(block)
        if special:
            (self.turn.blocks if self.turn else self.opening).append(special)
            return
        turn = self.turn or self._begin(None, block.line)
        self.count += 1
        html = markup.to_html(block.source.strip(" \t\n"))
        text = markup.to_text(html)
        paragraph = Paragraph(self.count, turn.kind, turn.speaker, html, text, block.line)
        turn.blocks.append(paragraph)

    def finish(self) -> tuple[tuple[Speech | Note | Heading, ...], tuple[Exchange, ...]]:
        """What was read: the opening, and the exchanges."""
        opening = tuple(p.speech() if isinstance(p, _Turn) else p for p in self.opening)
        exchanges = tuple(
            Exchange(number, turns[0].speech(), tuple(turn.speech() for turn in turns[1:]))
            for number, turns in enumerate(self.exchanges, 1)
        )
        return opening, exchanges

    def _begin(self, label: _Label | None, line: int) -> _Turn:
        speaker = self._speaker(label, line)
        asks = bool(label and speaker.asks)
        turn = _Turn(
            kind=self._kind(asks),
            speaker=speaker.slug,
            label=label.label if label else "",
            stage_note=label.stage_note if label else "",
            printed=_bare(label.printed) if label else "",
            line=line,
        )
        if asks:
            self.exchanges.append([turn])
        elif self.exchanges:
            self.exchanges[-1].append(turn)
        else:
            self.opening.append(turn)
        self.turn = turn
        return turn

    def _kind(self, asks: bool) -> ParagraphKind:
        if asks:
            return "question"
        if self.is_report:
            return "report"
        return "answer" if self.exchanges else "statement"

    def _speaker(self, label: _Label | None, line: int) -> Speaker:
        if label and label.speaker:
            return label.speaker
        if label:
            known = [speaker.name for speaker in self.config.speakers.values()]
            remedy = suggest(label.label, known)
            remedy = remedy or "add it to `speakers` in config.yaml"
            remedy += f", or write `{label.label}\\:` if nobody speaks here"
            self.faults.add(self.path, line, f'unknown speaker "{label.label}"', remedy)
        found = self.config.speakers.get(self.default)
        return found or Speaker(self.default, self.default)


def _special(block: _Block) -> Note | Heading | None:
    """The block as a note, a separator or a heading, if it is one."""
    source = block.source.strip()
    heading = _HEADING.fullmatch(source)
    if heading:
        return Heading(heading["text"], max(2, len(heading["marks"])), block.line)
    if _SEPARATOR.fullmatch(source):
        return Note(source, block.line, is_separator=True)
    note = _NOTE.fullmatch(source)
    return Note(_bare(note["text"]), block.line) if note else None


def _bare(source: str) -> str:
    """The words without the marks of emphasis round them."""
    return " ".join(source.replace("**", "").replace("__", "").split())

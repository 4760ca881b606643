"""Parses the text of a transcript, or reports every error in it with its line."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PlainValidator, ValidationInfo

from onrecord.content import markup
from onrecord.content.config import (
    Day,
    LanguageTag,
    Line,
    SlugText,
    Strict,
    WebAddress,
    checked_day,
    is_http_or_empty,
)
from onrecord.content.interjections import find_interjections
from onrecord.content.label_remedies import remedy_for_label
from onrecord.content.labels import MAX_NAME, Label, Labels, is_blank
from onrecord.content.recordings import is_file, is_file_name
from onrecord.content.source_lines import split_lines
from onrecord.content.times import TimedLines, split_times, write_time
from onrecord.content.yaml_lines import ContentValueError, InvalidValueError, read_yaml, validate
from onrecord.errors import Errors, suggest
from onrecord.model import (
    Config,
    ExchangeOf,
    Heading,
    Moment,
    Note,
    ParagraphKind,
    ParsedParagraph,
    ParsedStatement,
    Slug,
    Source,
    Speaker,
    Speech,
    StatementOf,
    Time,
)

# `(Laughter.)`, `[The answer was interpreted]`, `*(Applause)*`
_NOTE = re.compile(r"[*_]{0,3}(?:\((?:[^()]|\([^()]*\))*\)|\[(?:[^\[\]]|\[[^\[\]]*\])*\])[*_]{0,3}")
# `<del>never said</del>`, `~~never said~~`
STRUCK_OUT = re.compile(
    r"<(?P<tag>del|s|strike)\b[^<>]*>.*?</(?P=tag)>|(?<![~\\])~~(?!~)[^~]+~~(?!~)", re.I | re.S
)
# `* * *`, `***`, `---`
_SEPARATOR = re.compile(r"(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}")
# the bracket of a stage note that the line does not close: `Sergey Lavrov (speaking after`
_OPEN_NOTE = re.compile(r"\([^()]*$|\[[^\[\]]*$")
_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
# 2021-02-26, 2021-02-26T17:11, 2021-02-26 17:11:05+03:00
_MOMENT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?P<time>[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_MAX_PARAGRAPH = 1_000_000
_MAX_MARKS = 1_000  # finding the ends of emphasis takes the square of it
_MAX_NOTE_LINES = 5


def parse_transcript(
    text: str,
    *,
    path: str,
    slug: Slug,
    config: Config,
    labels: Labels | None = None,
    recordings: Collection[str] | None = None,
) -> ParsedStatement:
    """The statement in a transcript's text; ContentError with every error otherwise.

    `labels` are those of the speakers in the configuration, for many transcripts. `recordings` are
    the recordings beside the transcript; None if they are not known.
    """
    errors = Errors()
    lines = split_lines(text, path=path, errors=errors)
    end = end_of_front_matter(lines, path, errors)
    errors.raise_if_any()
    front = _front_matter("\n".join(lines[1:end]), path, config, errors, recordings)
    labels = labels or Labels(config.speakers.values())
    reader = _Reader(path, config, front, labels, errors)
    timed = split_times(
        lines[end + 1 :],
        path=path,
        first_line=end + 2,
        has_recording=front is not None and bool(front.recording),
        errors=errors,
    )
    for block in _blocks(timed, end + 2, labels):
        reader.read(block)
    opening, exchanges = reader.finish()
    errors.raise_if_any()
    assert front is not None, "front matter without an error or a value"
    facts = {name: value for name, value in front if value is not None}
    facts["short_title"] = front.short_title or front.title
    if front.source:
        facts["source"] = Source(**dict(front.source))
    return StatementOf(slug=slug, path=path, **facts, opening=opening, exchanges=exchanges)


def _moment(value: object) -> Moment:
    """A day, or a day with a time, as it is written; no zone is added."""
    match = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise InvalidValueError("no date", "write it as 2021-02-26 or 2021-02-26T17:11")
    day = checked_day(match["day"])
    if not match["time"]:
        return day
    try:
        return datetime.fromisoformat(match[0])
    except ValueError:
        raise InvalidValueError(
            "a time that no clock shows", "write it as 2021-02-26T17:11"
        ) from None


def _folded(value: str) -> str:
    return _LINE_END.sub(" ", value.strip())


def _known_speaker(slug: str, known: ValidationInfo) -> str:
    speakers: Mapping[str, Speaker] = known.context or {}
    if slug not in speakers:
        remedy = suggest(slug, speakers) or "add it to `speakers` in config.yaml"
        raise ContentValueError(f'unknown speaker "{slug}"', remedy)
    return slug


def _quoted_in_report(quotes: tuple[str, ...], front: ValidationInfo) -> tuple[str, ...]:
    if quotes and front.data.get("kind") == "statement":
        raise ContentValueError("`quotes` in what is no report", "add `kind: report`")
    return quotes


def _recording(value: str) -> str:
    """An address, or the name of a file."""
    if not is_file(value) and not is_http_or_empty(value):
        raise InvalidValueError("no web address", "begin it with https://")
    if is_file(value) and not is_file_name(value):
        raise InvalidValueError(
            "no name of a recording",
            "name a file beside the transcript, as talk.mp3 or talk.mp4, with letters, digits and "
            "_ . - only; or write its address, https://…",
        )
    return value


_SpeakerSlug = Annotated[SlugText, AfterValidator(_known_speaker)]
_Quotes = Annotated[tuple[_SpeakerSlug, ...], AfterValidator(_quoted_in_report)]
_Moment = Annotated[Moment, PlainValidator(_moment)]
_Folded = Annotated[str, AfterValidator(_folded)]
_Recording = Annotated[Line, AfterValidator(_recording)]


class _Source(Strict):
    """Where the transcript was published: `source`."""

    publisher: Line  # who published it
    url: WebAddress = ""  # the page that it was taken from


class FrontMatter(Strict):
    """The keys of a transcript's front matter."""

    title: Line  # the title as published
    short_title: Line | None = None  # a headline for lists and pages
    date: Day  # the day on which it was said
    published: _Moment | None = None  # when it was published: a day, or a day and a time
    kind: Literal["statement", "report"] = "statement"  # `report` for a news report
    occasion: Line | None = None  # the kind of event, as "news conference"
    place: Line | None = None  # where it was said
    speaker: _SpeakerSlug  # the slug of whoever speaks where no label says otherwise
    with_whom: Line | None = Field(default=None, alias="with")  # who else took part
    quotes: _Quotes = ()  # in a news report, the slugs of the people whom it quotes
    language: LanguageTag = "en"  # the language of the text
    other_languages: tuple[LanguageTag, ...] = ()  # languages in which it was published as well
    source: _Source | None = None  # where it was published
    notes: _Folded | None = None  # what a reader must know about this transcript
    recording: _Recording = ""  # a sound or video file beside the transcript, or an address
    checks_off: tuple[str, ...] = ()  # names of warnings that are switched off for this transcript


def end_of_front_matter(lines: tuple[str, ...], path: str, errors: Errors) -> int:
    """The index of the line that closes the front matter; 0 where an error was noted."""
    if all(is_blank(line) for line in lines):
        errors.add(path, 0, "the file is empty", "write front matter and the transcript's text")
    elif lines[0].rstrip() != "---":
        errors.add(path, 1, "no front matter", "begin the file with a line `---`, facts, `---`")
    else:
        ends = (number for number, line in enumerate(lines) if number and line.rstrip() == "---")
        end = next(ends, 0)
        if not end:
            errors.add(path, 1, "front matter that does not end", "close it with a line `---`")
        return end
    return 0


def _front_matter(
    head: str, path: str, config: Config, errors: Errors, recordings: Collection[str] | None
) -> FrontMatter | None:
    lined = read_yaml(head, path=path, first_line=2, errors=errors)
    if not lined:
        return None
    front = validate(FrontMatter, lined, path=path, errors=errors, context=config.speakers)
    recording = front.recording if front else ""
    if recording and is_file(recording) and recordings is not None and recording not in recordings:
        remedy = suggest(recording, recordings) or "put it beside the transcript"
        found = f'the recording "{recording}" is missing'
        errors.add(path, lined.line_of(("recording",)), found, remedy)
    return front


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines without an empty one between them; a label or a time begins a block of its own."""

    line: int
    lines: list[str]  # without the label
    label: Label | None = None
    time: Time | None = None

    @property
    def source(self) -> str:
        """Its text."""
        return "\n".join(self.lines).strip()


def _blocks(timed: TimedLines, first_line: int, labels: Labels) -> Iterator[_Block]:
    """The body in blocks."""
    block: _Block | None = None
    for number, line in _with_whole_notes(timed, first_line, labels):
        is_empty = is_blank(line)
        label = None if is_empty else labels.find(line)
        time = timed.times.get(number)
        is_special = not label and (_heading(line, 0) or _SEPARATOR.fullmatch(line.strip()))
        if block and (label or is_empty or is_special or time is not None):
            yield block
            block = None
        if block:
            block.lines.append(line)
        elif is_special or (is_empty and time is not None):
            yield _Block(number, [line], None, time)
        elif not is_empty:
            block = _Block(number, [label.rest if label else line], label, time)
    if block:
        yield block


def _with_whole_notes(
    timed: TimedLines, first_line: int, labels: Labels
) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; a label whose stage note is wrapped comes as one line.

    `Sergey Lavrov (speaking after Mohammad` and `Haneef Atmar): I have` are one.
    """
    number, lines = 0, timed.lines
    while number < len(lines):
        count = 1
        if _OPEN_NOTE.search(lines[number][: 2 * MAX_NAME]):
            count = _count_of_label_lines(lines[number : number + _MAX_NOTE_LINES], labels)
        if any(first_line + number + below in timed.times for below in range(1, count)):
            count = 1
        yield first_line + number, " ".join(lines[number : number + count])
        number += count


def _count_of_label_lines(lines: tuple[str, ...], labels: Labels) -> int:
    for count in range(2, len(lines) + 1):
        if is_blank(lines[count - 1]):
            return 1
        if labels.find(" ".join(lines[:count])):
            return 1 if labels.find(lines[0]) else count
    return 1


def _heading(line: str, number: int) -> Heading | None:
    """`## Resolving the situation`, with or without `##` after it."""
    marks, _, words = line.strip().partition(" ")
    if not 1 <= len(marks) <= 6 or marks.strip("#") or not words.strip(" \t#"):
        return None
    bare = words.rstrip(" \t")
    closed = bare.rstrip("#")
    text = markup.to_line(closed if closed.endswith((" ", "\t")) else bare)
    return Heading(text, max(2, len(marks)), number) if text else None


@dataclass(slots=True)
class _Turn:
    """A speech that is being read."""

    start: Speech[ParsedParagraph]  # without its blocks
    blocks: list[ParsedParagraph | Note | Heading] = field(default_factory=list)

    def speech(self) -> Speech[ParsedParagraph]:
        return replace(self.start, blocks=tuple(self.blocks))


@dataclass(frozen=True, slots=True)
class _Pending:
    """A time that is the next paragraph's."""

    time: Time
    line: int
    is_of_turn: bool = False


_Text = tuple[
    tuple[Speech[ParsedParagraph] | Note | Heading, ...], tuple[ExchangeOf[ParsedParagraph], ...]
]


class _Reader:
    """Puts blocks into speeches, and speeches into exchanges."""

    def __init__(
        self, path: str, config: Config, front: FrontMatter | None, labels: Labels, errors: Errors
    ) -> None:
        self.path, self.config, self.errors = path, config, errors
        self.default = front.speaker if front else ""
        self.is_report = front is not None and front.kind == "report"
        self.labels = labels
        self.has_paragraphs = False
        self.is_whole = True  # false if a paragraph was too large to be read
        self.opening: list[_Turn | Note | Heading] = []
        self.exchanges: list[list[_Turn]] = []
        self.turns: list[_Turn] = []
        self.pending: _Pending | None = None

    def read(self, block: _Block) -> None:
        """Take in the next block."""
        source = block.source
        if block.time is not None:
            self._check_pending()
            self.pending = _Pending(block.time, block.line)
        if block.label:
            self._give_to_turn()
            self._begin(block.label, block.line)
        if is_blank(source):
            return
        special = None if block.label else _special(block)
        if isinstance(special, Heading):
            self._check_heading(special)
        if special:
            (self.turns[-1].blocks if self.turns else self.opening).append(special)
        elif self._is_of_size(source, block.line):
            self._check_interjections(source, block.line)
            self._check_struck_out(source, block.line)
            self._add_paragraph(source, block.line)

    def _give_to_turn(self) -> None:
        """Note that the time that waits is a turn's that begins here; it is of no other."""
        if self.pending and self.pending.is_of_turn:
            self._check_pending()
        elif self.pending:
            self.pending = replace(self.pending, is_of_turn=True)

    def _check_pending(self) -> None:
        """Add an error for a time after which nothing was said."""
        if self.pending:
            found = f"the time [{write_time(self.pending.time)}] with nothing said after it"
            remedy = "put it before the turn or the paragraph that it is the time of"
            self.errors.add(self.path, self.pending.line, found, remedy)
        self.pending = None

    def _check_heading(self, heading: Heading) -> None:
        """Note a heading that is a label: nobody's words may follow it unseen."""
        label = self.labels.find(heading.text) or self.labels.find_known(heading.text)
        if label and label.colon and not label.rest.strip():
            remedy = f"write `{label.printed}` on a line of its own, or say more in the heading"
            self.errors.add(self.path, heading.line, f'the heading "{heading.text}"', remedy)

    def _check_interjections(self, source: str, line: int) -> None:
        """Note where somebody else speaks in brackets within a paragraph."""
        for begin, end in find_interjections(source, self.labels):
            found = f"somebody else speaks within the paragraph: {source[begin:end][:80]}"
            remedy = "put it into a paragraph of its own, or write `\\:` if nobody speaks there"
            self.errors.add(self.path, line + source.count("\n", 0, begin), found, remedy)

    def _check_struck_out(self, source: str, line: int) -> None:
        """Note words that are struck out: nobody said them."""
        may_have = "<" in source or "~~" in source  # found sooner than by a pattern
        for match in STRUCK_OUT.finditer(source) if may_have else ():
            place = line + source.count("\n", 0, match.start())
            found = f"struck-out text: {match[0][:80]}"
            self.errors.add(self.path, place, found, "remove it, or the marks around it")

    def finish(self) -> _Text:
        """What was read: the opening, and the exchanges."""
        self._check_pending()
        for turn in self.turns:
            if self.is_whole and not any(map(_says_something, turn.blocks)):
                found = f'"{turn.start.printed}" with nothing said'
                remedy = "write what was said, or a note: (…)"
                self.errors.add(self.path, turn.start.line, found, remedy)
        if not self.has_paragraphs and not len(self.errors):
            found = "no words below the front matter"
            self.errors.add(self.path, 0, found, "add the transcript's text")
        opening = tuple(p.speech() if isinstance(p, _Turn) else p for p in self.opening)
        exchanges = tuple(
            ExchangeOf(turns[0].speech(), tuple(turn.speech() for turn in turns[1:]))
            for turns in self.exchanges
        )
        return opening, exchanges

    def _is_of_size(self, source: str, line: int) -> bool:
        size, marks = len(source), sum(map(source.count, "*_\\"))
        for found, count, most in (
            (f"a paragraph of {size:,} characters", size, _MAX_PARAGRAPH),
            (f"a paragraph with {marks:,} of the marks * _ \\", marks, _MAX_MARKS),
        ):
            if count > most:
                remedy = f"divide it with empty lines: {most:,} are the most"
                self.errors.add(self.path, line, found, remedy)
                self.is_whole = False
                return False
        return True

    def _add_paragraph(self, source: str, line: int) -> None:
        html = markup.to_html(source)
        text = markup.to_text(html)
        if is_blank(text):
            return
        turn = self.turns[-1] if self.turns else self._begin(None, line)
        kind, speaker = turn.start.kind, turn.start.speaker
        self.has_paragraphs = True
        time = self.pending.time if self.pending else None
        self.pending = None
        turn.blocks.append(ParsedParagraph(kind, speaker, html, text, line, time=time))

    def _begin(self, label: Label | None, line: int) -> _Turn:
        speaker = self._speaker(label, line)
        asks = bool(label and speaker.asks)
        shown = (label.name, label.stage_note, label.printed) if label else ("", "", "")
        turn = _Turn(Speech(self._kind(asks), speaker.slug, *shown, blocks=(), line=line))
        self.turns.append(turn)
        if asks:
            self.exchanges.append([turn])
        elif self.exchanges:
            self.exchanges[-1].append(turn)
        else:
            self.opening.append(turn)
        return turn

    def _kind(self, asks: bool) -> ParagraphKind:
        if asks:
            return "question"
        if self.is_report:
            return "report"
        return "answer" if self.exchanges else "statement"

    def _speaker(self, label: Label | None, line: int) -> Speaker:
        if label and label.speaker:
            return label.speaker
        if label:
            remedy = remedy_for_label(label, self.labels.names)
            self.errors.add(self.path, line, f'unknown speaker "{label.name}"', remedy)
        return self.config.speakers.get(self.default) or Speaker(Slug(self.default), self.default)


def _special(block: _Block) -> Note | Heading | None:
    """The block as a note, a separator or a heading, if it is one."""
    heading = _heading(block.source, block.line) if len(block.lines) == 1 else None
    if heading:
        return heading
    if _SEPARATOR.fullmatch(block.source):
        return Note(block.source, block.line, is_separator=True)
    text = markup.to_line(block.source) if _NOTE.fullmatch(block.source) else ""
    return Note(text, block.line) if text else None


def is_note(source: str) -> bool:
    """True for a note in brackets: `(Laughter.)`, `[The answer was interpreted]`."""
    return _NOTE.fullmatch(source.strip()) is not None


def _says_something(block: ParsedParagraph | Note | Heading) -> bool:
    is_note = isinstance(block, Note) and not block.is_separator
    return is_note or isinstance(block, ParsedParagraph)

"""Plans the page of a statement, and the pages of its answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from onrecord import urls
from onrecord.citations.json_ld import JsonLd, work_json_ld
from onrecord.model import (
    ANSWER_CITATIONS,
    Address,
    Config,
    Exchange,
    Heading,
    Note,
    Paragraph,
    Speech,
    Statement,
    StatementSummary,
)
from onrecord.pages.formatting import beginning, day_in_words, shortened
from onrecord.pages.gone_pages import place_tombstones
from onrecord.pages.page_types import (
    AnswerPage,
    Attribution,
    ContentsEntry,
    Download,
    ExchangeSection,
    HeadingBlock,
    Link,
    NoteBlock,
    OpeningPart,
    ParagraphBlock,
    StatementEntry,
    StatementPage,
    TombstoneBlock,
    TopicTag,
    Turn,
)
from onrecord.pages.site_index import PageIndex, entry_of
from onrecord.permalinks.fingerprint import fingerprint_of, fingerprint_of_exchange

_IN_SHORT = 90  # characters of a question in contents and links
_TEXT_FORMATS = (
    ("Plain text", "txt", "text/plain"),
    ("Markdown", "md", "text/markdown"),
    ("JSON", "json", "application/json"),
    ("TEI", "tei", "application/tei+xml"),
    ("Akoma Ntoso", "akn", "application/akn+xml"),
)
_CITATION_FORMATS = (
    ("BibTeX", "bib", "application/x-bibtex"),
    ("RIS", "ris", "application/x-research-info-systems"),
    ("CSL-JSON", "csl-json", "application/vnd.citationstyles.csl+json"),
)
_BEGINNING = 200  # characters of an answer or an opening in descriptions of pages


def plan_statement(
    index: PageIndex,
    statement: Statement,
    *,
    summary: StatementSummary,
    previous: Link | None,
    following: Link | None,
) -> Iterator[StatementPage | AnswerPage]:
    """Yield the page of a statement, and then those of its answers."""
    entry = entry_of(summary, index.topic_links)
    sections = tuple(_section(index, statement, exchange) for exchange in statement.exchanges)
    opening = _opening(index, statement)
    yield StatementPage(
        address=urls.of_statement(statement),
        title=f"{statement.short_title}, {_day(index, statement)}",
        description=_description(index, statement),
        year=_year(statement),
        said_on=statement.date,
        entry=entry,
        statement=statement,
        people=index.config.speakers,
        beginning=_beginning(statement),
        speaker=index.speaker_links[statement.speaker],
        quoted=tuple(index.speaker_links[slug] for slug in statement.quotes),
        contents=_contents(statement, sections),
        opening=opening,
        exchanges=sections,
        history=_history(statement),
        downloads=_downloads(index, statement),
        previous=previous,
        next=following,
    )
    if index.config.has_answer_pages:
        yield from _answers(index, statement, entry, sections)


def paragraph_block(index: PageIndex, statement: Statement, paragraph: Paragraph) -> ParagraphBlock:
    """Return a paragraph with its address and its tags."""
    tags = tuple(TopicTag(index.topic_links[tag.topic], tag.words) for tag in paragraph.tags)
    address = urls.of_paragraph(statement, paragraph)
    return ParagraphBlock(paragraph, address, fingerprint_of(paragraph.text), tags)


def formats_of(config: Config) -> tuple[tuple[str, str, str], ...]:
    """Return the label, the name and the media type of each format of a statement."""
    formats = (*_TEXT_FORMATS, *_CITATION_FORMATS)
    return tuple(one for one in formats if one[1] in config.downloads)


def question_entry(statement: Statement, exchange: Exchange) -> ContentsEntry:
    """Return a question in short, with the address of its exchange."""
    label = _in_short(exchange)
    return ContentsEntry(label, urls.of_exchange(statement, exchange), exchange.number)


def _day(index: PageIndex, statement: Statement) -> str:
    return day_in_words(statement.date, index.config.site.language)


def _year(statement: Statement) -> Link:
    return Link(str(statement.date.year), urls.of_year(statement.date.year))


def _description(index: PageIndex, statement: Statement) -> str:
    who = index.speaker_links[statement.speaker].label
    facts = (who, statement.occasion, statement.place, _day(index, statement))
    return ", ".join(filter(None, facts)) + ": " + shortened(_first_paragraph(statement), 120)


def _first_paragraph(statement: Statement) -> str:
    """Return the first paragraph that is more than a greeting."""
    texts = [paragraph.text for paragraph in statement.paragraphs]
    return next((text for text in texts if len(text) > 40), texts[0] if texts else "")


def _beginning(statement: Statement) -> str:
    """Return the beginning of the opening; empty if there is none."""
    texts = [block.text for block in _blocks(statement.opening) if isinstance(block, Paragraph)]
    return shortened(" ".join(texts), _BEGINNING)


def _answer_in_short(index: PageIndex, exchange: Exchange) -> str:
    """Return `Sergey Lavrov: Several rounds have …`; empty if nobody answers."""
    if not exchange.answers:
        return ""
    text = " ".join(paragraph.text for paragraph in exchange.answers[0].paragraphs)
    who = index.speaker_links[exchange.answers[0].speaker].label
    return f"{who}: {beginning(text, _BEGINNING)}"


def _history(statement: Statement) -> Address:
    return urls.of_history(statement.slug) if statement.has_history else Address("")


def _downloads(index: PageIndex, statement: Statement) -> tuple[Download, ...]:
    return tuple(
        Download(label, urls.of_format(statement, name), media_type)
        for label, name, media_type in formats_of(index.config)
    )


def _citation_downloads(
    index: PageIndex, statement: Statement, exchange: Exchange
) -> tuple[Download, ...]:
    if ANSWER_CITATIONS not in index.config.downloads:
        return ()
    return tuple(
        Download(label, urls.of_answer_format(statement, exchange.anchor, name), media_type)
        for label, name, media_type in _CITATION_FORMATS
    )


def _opening(index: PageIndex, statement: Statement) -> tuple[OpeningPart, ...]:
    levels = _Levels(base=2 if statement.exchanges else 1)
    return tuple(
        _turn(index, statement, part, levels) if isinstance(part, Speech) else _aside(part, levels)
        for part in statement.opening
    )


def _section(index: PageIndex, statement: Statement, exchange: Exchange) -> ExchangeSection:
    levels = _Levels(base=2)
    return ExchangeSection(
        exchange=exchange,
        question=_turn(index, statement, exchange.question, levels),
        answers=tuple(_turn(index, statement, speech, levels) for speech in exchange.answers),
        question_in_short=_in_short(exchange),
        address=urls.of_exchange(statement, exchange),
        own_page=urls.of_answer(statement, exchange, has_page=index.config.has_answer_pages),
        fingerprint=fingerprint_of_exchange(exchange),
    )


def _in_short(exchange: Exchange) -> str:
    return beginning(" ".join(p.text for p in exchange.question.paragraphs), _IN_SHORT)


class _Levels:
    """Turns the source's heading levels into ours: below `base`, without gaps."""

    def __init__(self, *, base: int) -> None:
        self._base = self._last = base

    def level_of(self, heading: Heading) -> int:
        self._last = min(self._base + heading.level - 1, self._last + 1, 6)
        return self._last


def _turn(
    index: PageIndex, statement: Statement, speech: Speech[Paragraph], levels: _Levels
) -> Turn:
    tombstones = place_tombstones(index, statement)
    blocks: list[ParagraphBlock | NoteBlock | HeadingBlock | TombstoneBlock] = []
    for block in speech.blocks:
        if isinstance(block, Paragraph):
            blocks += tombstones.before.get(block.anchor, ())
            blocks.append(paragraph_block(index, statement, block))
            blocks += tombstones.after.get(block.anchor, ())
        else:
            blocks.append(_aside(block, levels))
    return Turn(
        kind=speech.kind,
        page=urls.of_statement(statement),
        speaker=speech.speaker,
        attribution=_attribution(index, speech),
        blocks=tuple(blocks),
    )


def _aside(block: Note | Heading, levels: _Levels) -> NoteBlock | HeadingBlock:
    if isinstance(block, Heading):
        return HeadingBlock(block.text, levels.level_of(block))
    return NoteBlock(block.text, "separator" if block.is_separator else "note")


def _attribution(index: PageIndex, speech: Speech[Paragraph]) -> Attribution | None:
    if not speech.printed:
        return None
    is_person = index.config.speakers[speech.speaker].is_person
    address = urls.of_speaker(speech.speaker) if is_person else ""
    before, name, after = speech.printed.partition(speech.label)
    return Attribution(before, name, after, address if name else "")


def _contents(
    statement: Statement, sections: Sequence[ExchangeSection]
) -> tuple[ContentsEntry, ...]:
    entries = [*_opening_contents(statement)]
    entries += [question_entry(statement, section.exchange) for section in sections]
    return tuple(entries) if len(entries) > 1 else ()


def _opening_contents(statement: Statement) -> Iterator[ContentsEntry]:
    """Yield the opening, and the headings printed in it, each by its first paragraph."""
    if statement.opening:
        yield ContentsEntry("", urls.of_opening(statement))
    heading = ""
    for block in _blocks(statement.opening):
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Paragraph) and heading:
            yield ContentsEntry(heading, urls.of_paragraph(statement, block))
            heading = ""


def _blocks(
    opening: Iterable[Speech[Paragraph] | Note | Heading],
) -> Iterator[Paragraph | Note | Heading]:
    for part in opening:
        if isinstance(part, Speech):
            yield from part.blocks
        else:
            yield part


def _answers(
    index: PageIndex,
    statement: Statement,
    entry: StatementEntry,
    sections: Sequence[ExchangeSection],
) -> Iterator[AnswerPage]:
    links = [Link(s.question_in_short, s.own_page, statement.language) for s in sections]
    is_counted = all(s.exchange.number <= len(sections) for s in sections)

    @cache
    def work() -> JsonLd:
        config, exchange = index.config, statement.exchanges[0]
        return work_json_ld(statement, exchange, people=config.speakers, site=config.site)

    for number, section in enumerate(sections):
        place = f"Question {section.exchange.number}"
        place += f" of {len(sections)}" if is_counted else ""
        yield AnswerPage(
            address=section.own_page,
            title=f"{section.question_in_short} {_day(index, statement)}",
            description=f"{place}, {statement.short_title}, {_day(index, statement)}",
            said_on=statement.date,
            entry=entry,
            statement=statement,
            people=index.config.speakers,
            section=section,
            history=_history(statement),
            downloads=_citation_downloads(index, statement, section.exchange),
            work=work,
            graph_title=section.question_in_short,
            graph_description=_answer_in_short(index, section.exchange),
            number=section.exchange.number,
            count=len(sections) if is_counted else 0,
            previous=links[number - 1] if number else None,
            next=links[number + 1] if number + 1 < len(links) else None,
        )

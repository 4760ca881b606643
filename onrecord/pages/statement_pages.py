"""Plans the page of a statement, and the pages of its answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord import urls
from onrecord.citations.json_ld import answer_describer
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
from onrecord.pages.formatting import beginning, day_in_words, says_little, shortened, states_day
from onrecord.pages.gone_pages import place_tombstones
from onrecord.pages.page_types import (
    AnswerPage,
    Attribution,
    ContentsEntry,
    Download,
    ExchangeSection,
    Link,
    OpeningPart,
    ParagraphBlock,
    StatementEntry,
    StatementPage,
    TombstoneBlock,
    TopicTag,
    Turn,
)
from onrecord.pages.recording_links import listen_link, recording_of
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
_TIMED_FORMATS = (
    ("WebVTT", "vtt", "text/vtt"),
    ("Podcasting 2.0", "podcast", "application/json"),
)
_LONG_TITLE = 80  # characters: two lines of a headline
_BEGINNING = 200  # characters of an answer or an opening in descriptions of pages
_ONE_LINE = re.compile(r"<p>((?:(?!</?p>|<blockquote>).)*)</p>", re.DOTALL)


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
    whole = _Whole(index, statement)
    sections = tuple(_section(whole, exchange) for exchange in statement.exchanges)
    yield StatementPage(
        address=urls.of_statement(statement),
        title=whole.dated_title,
        description=_description(whole),
        year=Link(str(statement.date.year), urls.of_year(statement.date.year)),
        has_long_title=len(statement.short_title) > _LONG_TITLE,
        title_has_date=whole.title_has_date,
        said_on=statement.date,
        entry=entry,
        statement=statement,
        people=index.config.speakers,
        beginning=_beginning(statement),
        speaker=index.speaker_links[statement.speaker],
        quoted=tuple(index.speaker_links[slug] for slug in statement.quotes),
        contents=_contents(statement, sections),
        count=_count(sections),
        opening=_opening(whole),
        exchanges=sections,
        history=_history(statement),
        downloads=_downloads(index, statement),
        recording=recording_of(statement, index.config.recording_hosts),
        previous=previous,
        next=following,
    )
    if index.config.has_answer_pages and sections:
        yield from _answers(whole, entry, sections)


def formats_of(config: Config) -> tuple[tuple[str, str, str], ...]:
    """Return the label, the name and the media type of each format of a statement."""
    formats = (*_TEXT_FORMATS, *_CITATION_FORMATS)
    return tuple(one for one in formats if one[1] in config.downloads)


def _description(whole: _Whole) -> str:
    statement = whole.statement
    who = whole.index.speaker_links[statement.speaker].label
    facts = (who, statement.occasion, statement.place, whole.day)
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
    who = index.speaker_links[exchange.answers[0].speaker].label
    return f"{who}: {beginning(exchange.answers[0].text, _BEGINNING)}"


def _history(statement: Statement) -> Address:
    return urls.of_history(statement.slug) if statement.has_history else Address("")


def _downloads(index: PageIndex, statement: Statement) -> tuple[Download, ...]:
    timed = _TIMED_FORMATS if statement.has_times else ()
    return tuple(
        Download(label, urls.of_format(statement, name), media_type)
        for label, name, media_type in (*formats_of(index.config), *timed)
        if name in index.config.downloads
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


class _Whole:
    """A statement, and what its pages and turns have in common."""

    def __init__(self, index: PageIndex, statement: Statement) -> None:
        self.index, self.statement = index, statement
        title, language = statement.short_title, index.config.site.language
        self.day = day_in_words(statement.date, language)
        self.title_has_date = states_day(title, statement.date, (language, statement.language))
        self.dated_title = title if self.title_has_date else f"{title}, {self.day}"
        self.page = urls.of_statement(statement)
        self.tombstones = place_tombstones(index, statement)


def _opening(whole: _Whole) -> tuple[OpeningPart, ...]:
    planned = _Part(whole, base=2 if whole.statement.exchanges else 1)
    return tuple(
        planned.turn(part) if isinstance(part, Speech) else planned.aside(part)
        for part in whole.statement.opening
    )


def _section(whole: _Whole, exchange: Exchange) -> ExchangeSection:
    index, statement = whole.index, whole.statement
    planned = _Part(whole, base=2)
    question = planned.turn(exchange.question)
    return ExchangeSection(
        exchange=exchange,
        question=_with_heading(index, exchange.question, question),
        answers=tuple(map(planned.turn, exchange.answers)),
        question_in_short=beginning(exchange.question.text, _IN_SHORT),
        address=urls.of_exchange(statement, exchange),
        own_page=urls.of_answer(statement, exchange, has_page=index.config.has_answer_pages),
        fingerprint=fingerprint_of_exchange(exchange),
    )


def _with_heading(index: PageIndex, speech: Speech[Paragraph], turn: Turn) -> Turn:
    """Return a question whose first paragraph that says something is its heading."""
    paragraphs = [block for block in turn.blocks if isinstance(block, ParagraphBlock)]
    telling = [block for block in paragraphs if not says_little(block.paragraph.text)]
    chosen = (telling or paragraphs)[0]
    html = chosen.paragraph.html
    one_line = _ONE_LINE.fullmatch(html)
    heading = replace(chosen, is_heading=True, heading=one_line[1] if one_line else "")
    return replace(
        turn,
        attribution=None if _says_question(index, speech) else turn.attribution,
        blocks=tuple(heading if block is chosen else block for block in turn.blocks),
    )


def _says_question(index: PageIndex, speech: Speech[Paragraph]) -> bool:
    """True if the label is “Question:” or “Q”, which the line above the heading says too."""
    _ = index.config.site.wording.gettext
    is_person = index.config.speakers[speech.speaker].is_person
    word = _("Question").casefold()
    return not is_person and speech.printed.rstrip(" :.\xa0").casefold() in (word, word[:1])


class _Part:
    """Plans what is in the opening or in an exchange, in reading order."""

    def __init__(self, whole: _Whole, *, base: int) -> None:
        self._whole = whole
        self._base = self._last_level = base  # of headings: ours are above those of the source
        self._last_topics: frozenset[str] = frozenset()

    def turn(self, speech: Speech[Paragraph]) -> Turn:
        """Return the next speech."""
        whole = self._whole
        blocks: list[ParagraphBlock | Note | Heading | TombstoneBlock] = []
        for block in speech.blocks:
            if isinstance(block, Paragraph):
                blocks += whole.tombstones.get(("before", block.anchor), ())
                blocks.append(self._paragraph(block))
                blocks += whole.tombstones.get(("after", block.anchor), ())
            else:
                blocks.append(self.aside(block))
        return Turn(
            kind=speech.kind,
            page=whole.page,
            speaker=speech.speaker,
            attribution=_attribution(whole.index, speech),
            blocks=tuple(blocks),
        )

    def aside(self, block: Note | Heading) -> Note | Heading:
        """Return the next note; or the next heading, at most one level below the last one."""
        if isinstance(block, Note):
            return block
        self._last_level = min(self._base + block.level - 1, self._last_level + 1, 6)
        return replace(block, level=self._last_level)

    def _paragraph(self, paragraph: Paragraph) -> ParagraphBlock:
        return ParagraphBlock(
            paragraph,
            urls.of_anchor(self._whole.page, paragraph.anchor),
            fingerprint_of(paragraph.text),
            self._tags_of(paragraph),
            listen=listen_link(self._whole.statement, paragraph),
        )

    def _tags_of(self, paragraph: Paragraph) -> tuple[TopicTag, ...]:
        """Return the topics of a paragraph; those that the one before does not have are new."""
        links, last = self._whole.index.topic_links, self._last_topics
        self._last_topics = frozenset(tag.topic for tag in paragraph.tags)
        return tuple(
            TopicTag(links[tag.topic], tag.words, tag.topic not in last, tag.is_about)
            for tag in paragraph.tags
        )


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
    questions = (
        ContentsEntry(one.question_in_short, one.address, one.exchange.number)
        for one in sections
        if not says_little(one.exchange.question.text)
    )
    return (*_opening_contents(statement), *questions)


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


def _count(sections: Sequence[ExchangeSection]) -> int:
    """Return the number of questions; 0 if some were removed, so that the last has a higher one."""
    is_counted = all(section.exchange.number <= len(sections) for section in sections)
    return len(sections) if is_counted else 0


def _answers(
    whole: _Whole, entry: StatementEntry, sections: Sequence[ExchangeSection]
) -> Iterator[AnswerPage]:
    index, statement, count = whole.index, whole.statement, _count(sections)
    links = [Link(s.question_in_short, s.own_page, statement.language) for s in sections]
    recording = recording_of(statement, index.config.recording_hosts)
    describe = answer_describer(statement, people=index.config.speakers, site=index.config.site)
    _ = index.config.site.wording.gettext
    place = _("Question %(number)s of %(count)s") if count else _("Question %(number)s")
    for number, section in enumerate(sections):
        numbers = {"number": section.exchange.number, "count": count}
        yield AnswerPage(
            address=section.own_page,
            title=f"{section.question_in_short} · {whole.day}",
            description=f"{place % numbers}, {whole.dated_title}",
            said_on=statement.date,
            entry=entry,
            statement=statement,
            title_has_date=whole.title_has_date,
            people=index.config.speakers,
            recording=recording,
            section=section,
            history=_history(statement),
            downloads=_citation_downloads(index, statement, section.exchange),
            describe=describe,
            graph_title=section.question_in_short,
            graph_description=_answer_in_short(index, section.exchange),
            number=section.exchange.number,
            count=count,
            previous=links[number - 1] if number else None,
            next=links[number + 1] if number + 1 < len(links) else None,
        )

"""Writes a statement as Akoma Ntoso 3.0.

A statement is a `debate`, since the standard's `debateReport` has no place for speeches. A turn is
a `speech`, a `question` or an `answer`: `by` names the speaker, `as` the office that the speaker
held on that day according to config.yaml, and `from` holds the attribution as printed. An `eId` is
the id on the page. The standard requires a country in a work's address; transcripts state none, so
it is `zz`, the code for no country.
"""

from itertools import count

from onrecord import urls
from onrecord.exports.offices import office_held, paragraphs_on
from onrecord.exports.spans import Inline, SpanKind, rich_paragraph
from onrecord.exports.xml import Element, Maker, add_text, document
from onrecord.model import Config, Heading, Moment, Note, Paragraph, Speech, Statement

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_COUNTRY = "zz"
_TAG_OF_KIND: dict[SpanKind, str] = {
    "quotation": "embeddedText",
    "emphasis": "i",
    "strong": "b",
    "link": "a",
    "break": "eol",
}
_TAG_OF_SPEECH = {"question": "question", "answer": "answer"}
_MIXED = {"p", "block", "from", "scene", "heading"}
_make = Maker(NAMESPACE)


def statement_akn(statement: Statement, config: Config) -> bytes:
    """Return the statement's file; `config` must be narrowed to the statement."""
    root = _make.root("akomaNtoso")
    debate = _make.add(root, "debate", name=statement.kind)
    meta = _make.add(debate, "meta")
    _add_identification(meta, statement, config)
    _add_publication(meta, statement)
    _add_topics(meta, statement, config)
    _add_references(meta, statement, config)
    _add_preface(debate, statement)
    _fill(_make.add(debate, "debateBody"), statement, config)
    return document(root, mixed=_MIXED)


def _add_identification(meta: Element, statement: Statement, config: Config) -> None:
    identification = _make.add(meta, "identification", source="#site")
    work = f"/akn/{_COUNTRY}/debate/{statement.kind}/{statement.date}/{statement.slug}"
    expression = f"{work}/{statement.language}@"
    published: Moment = statement.published or statement.date
    origin = "#publisher" if statement.source else "#site"
    author = f"#{_of_speaker(statement.speaker)}"
    level = _add_level(identification, "FRBRWork", work, statement.date, "said", author)
    _make.add(level, "FRBRcountry", value=_COUNTRY)
    name = "published" if statement.published else "said"
    page = config.site.address and config.site.address + urls.of_statement(statement)
    level = _add_level(
        identification, "FRBRExpression", expression, published, name, origin, page=page
    )
    _make.add(level, "FRBRlanguage", language=statement.language)
    level = _add_level(
        identification, "FRBRManifestation", f"{expression}.xml", published, name, "#site"
    )
    _make.add(level, "FRBRformat", value="application/akn+xml")


def _add_level(
    identification: Element,
    tag: str,
    address: str,
    when: Moment,
    name: str,
    author: str,
    *,
    page: str = "",
) -> Element:
    level = _make.add(identification, tag)
    _make.add(level, "FRBRthis", value=address)
    _make.add(level, "FRBRuri", value=address)
    if page:
        _make.add(level, "FRBRalias", value=page, name="page")
    _make.add(level, "FRBRdate", date=when.isoformat(), name=name)
    _make.add(level, "FRBRauthor", href=author)
    return level


def _add_publication(meta: Element, statement: Statement) -> None:
    if statement.published:
        publisher = statement.source.publisher if statement.source else ""
        _make.add(
            meta,
            "publication",
            date=statement.published.isoformat(),
            name="publication",
            showAs=publisher,
        )


def _add_topics(meta: Element, statement: Statement, config: Config) -> None:
    on_topic = paragraphs_on(statement)
    if not on_topic:
        return
    classification = _make.add(meta, "classification", source="#site")
    for topic in config.topics.values():
        for paragraph in on_topic.get(topic.slug, ()):
            _make.add(
                classification,
                "keyword",
                value=topic.slug,
                showAs=topic.label,
                dictionary="#site",
                href=f"#{paragraph.anchor}",
                refersTo=f"#topic-{topic.slug}",
            )


def _add_references(meta: Element, statement: Statement, config: Config) -> None:
    site, source = config.site, statement.source
    references = _make.add(meta, "references", source="#site")
    _refer(references, "Organization", "site", site.title, href=site.address)
    if source:
        _refer(references, "Organization", "publisher", source.publisher, href=source.url)
    for speaker in config.speakers.values():
        kind = "Person" if speaker.is_person else "Organization"
        _refer(references, kind, _of_speaker(speaker.slug), speaker.name)
        held = office_held(speaker, statement.date)
        if held:
            _refer(references, "Role", _of_office(speaker.slug, held[0]), held[1].title)
    for topic in config.topics.values():
        _refer(references, "Concept", f"topic-{topic.slug}", topic.label)


def _refer(references: Element, kind: str, name: str, shown: str, *, href: str = "") -> None:
    address = href or f"/akn/ontology/{kind.lower()}/{name}"
    _make.add(references, f"TLC{kind}", eId=name, href=address, showAs=shown)


def _add_preface(debate: Element, statement: Statement) -> None:
    preface = _make.add(debate, "preface")
    _make.add(_make.add(preface, "p"), "docTitle", statement.title)
    day = statement.date.isoformat()
    _make.add(_make.add(preface, "p"), "docDate", day, date=day)
    for fact in (statement.occasion, statement.place, statement.with_whom, statement.notes):
        if fact:
            _make.add(preface, "p", fact)


def _fill(body: Element, statement: Statement, config: Config) -> None:
    """Write the opening, and a section for each exchange."""
    numbers = count(1)
    offices = {
        speaker.slug: f"#{_of_office(speaker.slug, held[0])}"
        for speaker in config.speakers.values()
        if (held := office_held(speaker, statement.date))
    }
    for exchange, parts in statement.sections():
        anchor, name = (exchange.anchor, "exchange") if exchange else ("opening", "opening")
        section = _make.add(body, "debateSection", eId=anchor, name=name)
        for part in parts:
            if isinstance(part, Speech):
                _add_speech(section, part, next(numbers), offices.get(part.speaker, ""))
            elif isinstance(part, Heading) and not len(section):
                _make.add(section, "heading", part.text)
            elif isinstance(part, Note) and not part.is_separator:
                _make.add(section, "scene", part.text)
            else:
                _add_aside(section, part)


def _add_speech(section: Element, speech: Speech[Paragraph], number: int, office: str) -> None:
    turn = _make.add(
        section,
        _TAG_OF_SPEECH.get(speech.kind, "speech"),
        eId=f"speech-{number}",
        by=f"#{_of_speaker(speech.speaker)}",
        as_=office,
    )
    if speech.printed:
        _make.add(turn, "from", speech.printed)
    for block in speech.blocks:
        if isinstance(block, Paragraph):
            _add_parts(_make.add(turn, "p", eId=block.anchor), rich_paragraph(block))
        else:
            _add_aside(turn, block)


def _add_aside(parent: Element, block: Note | Heading) -> None:
    if isinstance(block, Heading):
        _make.add(parent, "block", block.text, name="heading")
    elif block.is_separator:
        _make.add(parent, "block", block.text, name="separator")
    else:
        _make.add(_make.add(parent, "p"), "remark", block.text)


def _add_parts(parent: Element, parts: tuple[Inline, ...]) -> None:
    for part in parts:
        if isinstance(part, str):
            add_text(parent, part)
        elif part.kind == "paragraph":
            if len(parent) or parent.text:
                _make.add(parent, "eol")
            _add_parts(parent, part.parts)
        else:
            _add_parts(_make.add(parent, _TAG_OF_KIND[part.kind], href=part.address), part.parts)


def _of_speaker(slug: str) -> str:
    return f"speaker-{slug}"


def _of_office(slug: str, number: int) -> str:
    return f"office-{slug}-{number}"

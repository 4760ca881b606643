"""Writes a statement as Akoma Ntoso 3.0.

A statement is a `debate`, since the standard's `debateReport` has no place for speeches. A turn is
a `speech`, a `question` or an `answer`: `by` names the speaker, `as` the office that the speaker
held on that day according to config.yaml, and `from` holds the attribution as printed. An `eId` is
the id on the page. The standard requires a country in a work's address; transcripts state none, so
it is `zz`, the code for no country.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from onrecord import urls
from onrecord.exports.offices import office_held, paragraphs_on
from onrecord.exports.spans import Inline, Span, SpanKind, rich_paragraph
from onrecord.exports.xml import Block, Node, Xml, document, element, escaped, known, mixed
from onrecord.model import Config, Heading, Moment, Note, Paragraph, Part, Slug, Speech, Statement

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
_OF_SITE = {"source": "#site"}


def statement_akn(statement: Statement, config: Config) -> bytes:
    """Return the statement's file; `config` must be narrowed to the statement."""
    parts = (
        Block("meta", _meta(statement, config)),
        Block("preface", _preface(statement)),
        Block("debateBody", _sections(statement, config)),
    )
    debate = Block("debate", parts, {"name": statement.kind})
    return document(Block("akomaNtoso", [debate], {"xmlns": NAMESPACE}))


def _meta(statement: Statement, config: Config) -> Iterator[Node]:
    yield Block("identification", _identification(statement, config), _OF_SITE)
    if statement.published:
        attributes = {
            "date": statement.published.isoformat(),
            "name": "publication",
            "showAs": statement.source.publisher if statement.source else "",
        }
        yield element("publication", attributes=attributes)
    keywords = tuple(_keywords(statement, config))
    if keywords:
        yield Block("classification", keywords, _OF_SITE)
    yield Block("references", _references(statement, config), _OF_SITE)


def _identification(statement: Statement, config: Config) -> Iterator[Node]:
    work = f"/akn/{_COUNTRY}/debate/{statement.kind}/{statement.date}/{statement.slug}"
    expression = f"{work}/{statement.language}@"
    page = config.site.address and config.site.address + urls.of_statement(statement)
    published: Moment = statement.published or statement.date
    date = published, "published" if statement.published else "said"
    said = statement.date, "said"
    origin = "#publisher" if statement.source else "#site"
    author = f"#{_of_speaker(statement.speaker)}"
    country = element("FRBRcountry", attributes={"value": _COUNTRY})
    language = element("FRBRlanguage", attributes={"language": statement.language})
    form = element("FRBRformat", attributes={"value": "application/akn+xml"})
    yield Block("FRBRWork", [*_level(work, said, author), country])
    yield Block("FRBRExpression", [*_level(expression, date, origin, page=page), language])
    yield Block("FRBRManifestation", [*_level(f"{expression}.xml", date, "#site"), form])


def _level(
    address: str, date: tuple[Moment, str], author: str, *, page: str = ""
) -> Iterator[Node]:
    when, name = date
    yield element("FRBRthis", attributes={"value": address})
    yield element("FRBRuri", attributes={"value": address})
    if page:
        yield element("FRBRalias", attributes={"value": page, "name": "page"})
    yield element("FRBRdate", attributes={"date": when.isoformat(), "name": name})
    yield element("FRBRauthor", attributes={"href": author})


def _keywords(statement: Statement, config: Config) -> Iterator[Node]:
    on_topic = paragraphs_on(statement)
    for topic in config.topics.values():
        for paragraph in on_topic.get(topic.slug, ()):
            attributes = {
                "value": topic.slug,
                "showAs": topic.label,
                "dictionary": "#site",
                "href": f"#{paragraph.anchor}",
                "refersTo": f"#topic-{topic.slug}",
            }
            yield element("keyword", attributes=attributes)


def _references(statement: Statement, config: Config) -> Iterator[Node]:
    site, source = config.site, statement.source
    yield _reference("Organization", "site", site.title, href=site.address)
    if source:
        yield _reference("Organization", "publisher", source.publisher, href=source.url)
    for speaker in config.speakers.values():
        kind = "Person" if speaker.is_person else "Organization"
        yield _reference(kind, _of_speaker(speaker.slug), speaker.name)
        held = office_held(speaker, statement.date)
        if held:
            yield _reference("Role", _of_office(speaker.slug, held[0]), held[1].title)
    for topic in config.topics.values():
        yield _reference("Concept", f"topic-{topic.slug}", topic.label)


def _reference(kind: str, name: str, shown: str, *, href: str = "") -> Node:
    address = href or f"/akn/ontology/{kind.lower()}/{name}"
    return element(f"TLC{kind}", attributes={"eId": name, "href": address, "showAs": shown})


def _preface(statement: Statement) -> Iterator[Node]:
    yield mixed("p", element("docTitle", statement.title))
    day = statement.date.isoformat()
    yield mixed("p", element("docDate", day, {"date": day}))
    for fact in (statement.occasion, statement.place, statement.with_whom, statement.notes):
        yield from known("p", fact)


def _sections(statement: Statement, config: Config) -> Iterator[Node]:
    """Yield a section for the opening, and one for each exchange."""
    numbers = count(1)
    offices = {
        speaker.slug: f"#{_of_office(speaker.slug, held[0])}"
        for speaker in config.speakers.values()
        if (held := office_held(speaker, statement.date))
    }
    for exchange, parts in statement.sections():
        anchor, name = (exchange.anchor, "exchange") if exchange else ("opening", "opening")
        section = _section(parts, numbers, offices)
        yield Block("debateSection", section, {"eId": anchor, "name": name})


def _section(
    parts: Iterable[Part], numbers: Iterator[int], offices: Mapping[Slug, str]
) -> Iterator[Node]:
    for place, part in enumerate(parts):
        if isinstance(part, Speech):
            yield _speech(part, next(numbers), offices.get(part.speaker, ""))
        elif isinstance(part, Heading) and not place:
            yield element("heading", part.text)
        elif isinstance(part, Note) and not part.is_separator:
            yield element("scene", part.text)
        else:
            yield _aside(part)


def _speech(speech: Speech[Paragraph], number: int, office: str) -> Node:
    attributes = {
        "eId": f"speech-{number}",
        "by": f"#{_of_speaker(speech.speaker)}",
        "as": office,
    }
    blocks = [*known("from", speech.printed), *map(_block, speech.blocks)]
    return Block(_TAG_OF_SPEECH.get(speech.kind, "speech"), blocks, attributes)


def _block(block: Paragraph | Note | Heading) -> Node:
    if isinstance(block, Paragraph):
        return mixed("p", _inline(rich_paragraph(block)), {"eId": block.anchor})
    return _aside(block)


def _aside(block: Note | Heading) -> Node:
    if isinstance(block, Heading):
        return element("block", block.text, {"name": "heading"})
    if block.is_separator:
        return element("block", block.text, {"name": "separator"})
    return mixed("p", element("remark", block.text))


def _inline(parts: Iterable[Inline]) -> Xml:
    content = ""
    for part in parts:
        if isinstance(part, str):
            content += escaped(part)
        elif part.kind == "paragraph":
            gap = element("eol") if content else ""
            content += f"{gap}{_inline(part.parts)}"
        else:
            content += _span(part)
    return Xml(content)


def _span(span: Span) -> Xml:
    return mixed(_TAG_OF_KIND[span.kind], _inline(span.parts), {"href": span.address})


def _of_speaker(slug: str) -> str:
    return f"speaker-{slug}"


def _of_office(slug: str, number: int) -> str:
    return f"office-{slug}-{number}"

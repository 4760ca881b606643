"""Writes a statement as TEI, encoded like the ParlaMint corpora.

A turn is a `u` with the speaker in `who` and the kind in `ana`. A paragraph is a `seg` with its id
on the page and its topics in `ana`. An attribution is a `note` of type speaker before its `u`.
Notes that are plainly laughter or applause are `vocal` and `kinesic`; the kind of others is not
guessed. Times in the recording are in a `timeline`; `start` of a turn and `synch` of a paragraph
name them. Speakers are listed in `particDesc`, kinds and topics as taxonomies in `classDecl`.
"""

from collections.abc import Iterable, Iterator
from itertools import count

from onrecord import urls
from onrecord.content.recordings import media_type_of, medium_of
from onrecord.content.times import seconds_of
from onrecord.exports.source_edits import SourceEdits, encode_edits
from onrecord.exports.spans import Inline, Span, SpanKind, rich_paragraph
from onrecord.exports.xml import Block, Node, Xml, document, element, escaped, known, mixed
from onrecord.model import (
    PARAGRAPH_KINDS,
    Anchor,
    Config,
    Heading,
    Note,
    Office,
    Paragraph,
    Part,
    Site,
    Speaker,
    Speech,
    Statement,
    Topic,
)

_NAMESPACE = "http://www.tei-c.org/ns/1.0"
_APPLICATION = "on-record"
_TYPED = "on-record-typed"  # the type of the xenoData that holds the source edits
_TAG_OF_KIND: dict[SpanKind, tuple[str, str]] = {
    "paragraph": ("p", ""),
    "quotation": ("quote", ""),
    "emphasis": ("hi", "italic"),
    "strong": ("hi", "bold"),
    "link": ("ref", ""),
    "break": ("lb", ""),
}
# notes whose kind is plain without their context
_KINDS_OF_NOTE = {
    "laughter": ("vocal", "laughter"),
    "laughs": ("vocal", "laughter"),
    "applause": ("kinesic", "applause"),
}
_BEGINNING = "time-0"  # of the recording


def statement_tei(statement: Statement, config: Config, edits: SourceEdits | None) -> bytes:
    """Return the statement's file; `config` must be narrowed to the statement."""
    attributes = {
        "xmlns": _NAMESPACE,
        "xml:id": f"statement-{statement.slug}",
        "xml:lang": statement.language,
    }
    header = Block("teiHeader", _header(statement, config, edits))
    text = Block("text", _text(statement), {"xml:lang": statement.language})
    return document(Block("TEI", (header, text), attributes))


def _header(statement: Statement, config: Config, edits: SourceEdits | None) -> Iterator[Node]:
    yield Block("fileDesc", _file(statement, config))
    yield Block("encodingDesc", _encoding(config))
    yield Block("profileDesc", _profile(statement, config))
    yield from known("xenoData", encode_edits(edits) if edits else "", {"type": _TYPED})


def _file(statement: Statement, config: Config) -> Iterator[Node]:
    yield Block("titleStmt", _titles(statement, config))
    yield Block("publicationStmt", _publication(statement, config.site))
    notes = tuple(_notes(statement))
    if notes:
        yield Block("notesStmt", notes)
    yield Block("sourceDesc", _source(statement))


def _titles(statement: Statement, config: Config) -> Iterator[Node]:
    yield element("title", statement.title, {"type": "main"})
    if statement.short_title != statement.title:
        yield element("title", statement.short_title, {"type": "short"})
    speaker = config.speakers[statement.speaker]
    yield element("author", speaker.name, {"ref": f"#{_of_speaker(speaker.slug)}"})


def _publication(statement: Statement, site: Site) -> Iterator[Node]:
    yield element("publisher", site.publisher)
    yield element("idno", statement.slug, {"type": "slug"})
    if site.address:
        yield element("idno", site.address + urls.of_statement(statement), {"type": "URI"})
    if site.rights:
        yield Block("availability", [element("p", site.rights)])


def _notes(statement: Statement) -> Iterator[Node]:
    notes_by_type = {
        "with": statement.with_whom,
        "record": statement.notes,
        "other-languages": " ".join(statement.other_languages),
        "checks-off": " ".join(statement.checks_off),
    }
    for kind, text in notes_by_type.items():
        yield from known("note", text, {"type": kind})
    quoted = " ".join(f"#{_of_speaker(slug)}" for slug in statement.quotes)
    if quoted:
        yield element("note", attributes={"type": "quotes", "target": quoted})


def _source(statement: Statement) -> Iterator[Node]:
    yield Block("bibl", _published_work(statement))
    if statement.recording:
        yield Block("recordingStmt", [_recording(statement.recording)])


def _published_work(statement: Statement) -> Iterator[Node]:
    yield element("title", statement.title)
    if statement.source:
        yield element("publisher", statement.source.publisher)
        yield from known("idno", statement.source.url, {"type": "URI"})
    if statement.published:
        yield element("date", attributes={"when": statement.published.isoformat()})


def _recording(recording: str) -> Node:
    mime_type = media_type_of(recording) or "text/html"  # a page that plays it
    media = element("media", attributes={"mimeType": mime_type, "url": recording})
    return Block("recording", [media], {"type": medium_of(recording) or ""})


def _encoding(config: Config) -> Iterator[Node]:
    label = element("label", "On Record")
    yield Block("appInfo", [Block("application", [label], {"ident": _APPLICATION, "version": "1"})])
    yield Block("classDecl", _taxonomies(config))


def _taxonomies(config: Config) -> Iterator[Node]:
    kinds = [
        _category(f"kind-{kind}", mixed("catDesc", element("term", kind)))
        for kind in PARAGRAPH_KINDS
    ]
    yield Block("taxonomy", kinds, {"xml:id": "kinds"})
    if config.topics:
        topics = [_topic(one, config.site.language) for one in config.topics.values()]
        yield Block("taxonomy", topics, {"xml:id": "topics"})


def _topic(topic: Topic, language: str) -> Node:
    description = Xml(f"{element('term', topic.label)}{escaped(f': {topic.about}')}")
    return _category(f"topic-{topic.slug}", mixed("catDesc", description, {"xml:lang": language}))


def _category(name: str, description: Xml) -> Node:
    return Block("category", [description], {"xml:id": name})


def _profile(statement: Statement, config: Config) -> Iterator[Node]:
    language = element("language", attributes={"ident": statement.language})
    yield Block("langUsage", [language])
    people = Block("listPerson", map(_person, config.speakers.values()))
    yield Block("particDesc", [people])
    yield Block("settingDesc", [Block("setting", _setting(statement))])
    category = {"scheme": "#kinds", "target": f"#kind-{statement.kind}"}
    yield Block("textClass", [element("catRef", attributes=category)])


def _person(speaker: Speaker) -> Node:
    return Block(
        "person" if speaker.is_person else "personGrp",
        [element("persName", speaker.name), *map(_occupation, speaker.offices)],
        {"xml:id": _of_speaker(speaker.slug)},
    )


def _occupation(office: Office) -> Node:
    since, until = office.since, office.until
    return element(
        "occupation",
        office.title,
        {
            "from": since.isoformat() if since else "",
            "to": until.isoformat() if until else "",
        },
    )


def _setting(statement: Statement) -> Iterator[Node]:
    yield from known("name", statement.place, {"type": "place"})
    day = statement.date.isoformat()
    yield element("date", day, {"when": day})
    yield from known("activity", statement.occasion)


def _text(statement: Statement) -> Iterator[Node]:
    if statement.has_times:
        attributes = {"unit": "s", "origin": f"#{_BEGINNING}"}
        yield Block("timeline", _times(statement), attributes)
    yield Block("body", _divisions(statement))


def _times(statement: Statement) -> Iterator[Node]:
    """Yield the times of paragraphs, in seconds from the beginning of the recording."""
    yield element("when", attributes={"xml:id": _BEGINNING})
    for paragraph in statement.paragraphs:
        if paragraph.time is not None:
            attributes = {
                "xml:id": _of_time(paragraph),
                "interval": str(seconds_of(paragraph.time)),
                "since": f"#{_BEGINNING}",
            }
            yield element("when", attributes=attributes)


def _of_time(paragraph: Paragraph) -> str:
    return f"time-{paragraph.anchor}"


def _divisions(statement: Statement) -> Iterator[Node]:
    """Yield a division for the opening, and one for each exchange."""
    numbers = count(1)
    for exchange, parts in statement.sections():
        kind, anchor = ("exchange", exchange.anchor) if exchange else ("opening", "")
        attributes = {"type": "debateSection", "subtype": kind, "xml:id": anchor}
        merged = map(_anchor, exchange.also if exchange else ())
        yield Block("div", (*merged, *_division(parts, numbers)), attributes)


def _division(parts: Iterable[Part], numbers: Iterator[int]) -> Iterator[Node]:
    is_top = True  # nothing but headings so far
    for part in parts:
        is_top = is_top and isinstance(part, Heading)
        if isinstance(part, Speech):
            yield from _speech(part, next(numbers))
        elif isinstance(part, Heading) and is_top:
            yield element("head", part.text, {"n": str(part.level)})
        else:
            yield _aside(part)


def _speech(speech: Speech[Paragraph], number: int) -> Iterator[Node]:
    yield from known("note", speech.printed, {"type": "speaker"})
    start = next((f"#{_of_time(one)}" for one in speech.paragraphs if one.time is not None), "")
    attributes = {
        "xml:id": f"u{number}",
        "who": f"#{_of_speaker(speech.speaker)}",
        "ana": f"#kind-{speech.kind}",
        "start": start,
    }
    yield Block("u", map(_block, speech.blocks), attributes)


def _block(block: Paragraph | Note | Heading) -> Node:
    return _paragraph(block) if isinstance(block, Paragraph) else _aside(block)


def _paragraph(paragraph: Paragraph) -> Node:
    merged = "".join(map(_anchor, paragraph.also))
    attributes = {
        "xml:id": paragraph.anchor,
        "ana": " ".join([f"#topic-{tag.topic}" for tag in paragraph.tags]),
        "synch": "" if paragraph.time is None else f"#{_of_time(paragraph)}",
    }
    return mixed("seg", Xml(merged + _inline(rich_paragraph(paragraph))), attributes)


def _anchor(name: Anchor) -> Xml:
    """Return the former place of a part that was merged into another one."""
    return element("anchor", attributes={"xml:id": name})


def _inline(parts: Iterable[Inline]) -> Xml:
    return Xml("".join([escaped(one) if isinstance(one, str) else _span(one) for one in parts]))


def _span(span: Span) -> Xml:
    tag, rend = _TAG_OF_KIND[span.kind]
    return mixed(tag, _inline(span.parts), {"rend": rend, "target": span.address})


def _aside(block: Note | Heading) -> Node:
    if isinstance(block, Heading):
        return element("note", block.text, {"type": "heading", "n": str(block.level)})
    tag, kind = _KINDS_OF_NOTE.get(block.text.strip("()[]. ").casefold(), ("note", ""))
    if tag == "note":
        return element(tag, block.text, {"type": "separator" if block.is_separator else ""})
    return Block(tag, [element("desc", block.text)], {"type": kind})


def _of_speaker(slug: str) -> str:
    return f"speaker-{slug}"

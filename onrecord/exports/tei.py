"""Writes a statement as TEI, encoded like the ParlaMint corpora.

A turn is a `u` with the speaker in `who` and the kind in `ana`. A paragraph is a `seg` with its id
on the page and its topics in `ana`. An attribution is a `note` of type speaker before its `u`.
Notes that are plainly laughter or applause are `vocal` and `kinesic`; the kind of others is not
guessed. Times in the recording are in a `timeline`; `start` of a turn and `synch` of a paragraph
name them. Speakers are listed in `particDesc`, kinds and topics as taxonomies in `classDecl`.
"""

from itertools import count

from onrecord import urls
from onrecord.content.recordings import media_type_of, medium_of
from onrecord.content.times import seconds_of
from onrecord.exports.source_edits import SourceEdits, encode_edits
from onrecord.exports.spans import Inline, SpanKind, rich_paragraph
from onrecord.exports.xml import Element, Maker, add_text, document
from onrecord.model import (
    PARAGRAPH_KINDS,
    Config,
    Heading,
    Note,
    Paragraph,
    Speaker,
    Speech,
    Statement,
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
_MIXED = {
    "title",
    "catDesc",
    "head",
    "note",
    "seg",
    "desc",
    "persName",
    "occupation",
    "publisher",
    "activity",
}
_BEGINNING = "time-0"  # of the recording
_make = Maker(_NAMESPACE)


def statement_tei(statement: Statement, config: Config, edits: SourceEdits | None) -> bytes:
    """Return the statement's file; `config` must be narrowed to the statement."""
    root = _make.root("TEI", xml_id=f"statement-{statement.slug}", xml_lang=statement.language)
    header = _make.add(root, "teiHeader")
    _add_file(header, statement, config)
    _add_encoding(header, config)
    _add_profile(header, statement, config)
    if edits:
        _make.add(header, "xenoData", encode_edits(edits), type=_TYPED)
    text = _make.add(root, "text", xml_lang=statement.language)
    _add_timeline(text, statement)
    _fill(_make.add(text, "body"), statement)
    return document(root, mixed=_MIXED)


def _add_file(header: Element, statement: Statement, config: Config) -> None:
    site = config.site
    file = _make.add(header, "fileDesc")
    titles = _make.add(file, "titleStmt")
    _make.add(titles, "title", statement.title, type="main")
    if statement.short_title != statement.title:
        _make.add(titles, "title", statement.short_title, type="short")
    speaker = config.speakers[statement.speaker]
    _make.add(titles, "author", speaker.name, ref=f"#{_of_speaker(speaker.slug)}")
    publication = _make.add(file, "publicationStmt")
    _make.add(publication, "publisher", site.publisher)
    _make.add(publication, "idno", statement.slug, type="slug")
    if site.address:
        _make.add(publication, "idno", site.address + urls.of_statement(statement), type="URI")
    if site.rights:
        _make.add(_make.add(publication, "availability"), "p", site.rights)
    _add_notes(file, statement)
    _add_source(file, statement)


def _add_notes(file: Element, statement: Statement) -> None:
    quoted = " ".join(f"#{_of_speaker(slug)}" for slug in statement.quotes)
    notes_by_type = {
        "with": statement.with_whom,
        "record": statement.notes,
        "other-languages": " ".join(statement.other_languages),
        "checks-off": " ".join(statement.checks_off),
    }
    if not quoted and not any(notes_by_type.values()):
        return
    notes = _make.add(file, "notesStmt")
    for kind, text in notes_by_type.items():
        if text:
            _make.add(notes, "note", text, type=kind)
    if quoted:
        _make.add(notes, "note", type="quotes", target=quoted)


def _add_source(file: Element, statement: Statement) -> None:
    source = _make.add(file, "sourceDesc")
    bibl = _make.add(source, "bibl")
    _make.add(bibl, "title", statement.title)
    if statement.source:
        _make.add(bibl, "publisher", statement.source.publisher)
        if statement.source.url:
            _make.add(bibl, "idno", statement.source.url, type="URI")
    if statement.published:
        _make.add(bibl, "date", when=statement.published.isoformat())
    _add_recording(source, statement.recording)


def _add_recording(source: Element, recording: str) -> None:
    if not recording:
        return
    medium = medium_of(recording) or ""
    element = _make.add(_make.add(source, "recordingStmt"), "recording", type=medium)
    mime_type = media_type_of(recording) or "text/html"  # a page that plays it
    _make.add(element, "media", mimeType=mime_type, url=recording)


def _add_timeline(text: Element, statement: Statement) -> None:
    """Add the times of paragraphs, in seconds from the beginning of the recording."""
    if not statement.has_times:
        return
    timeline = _make.add(text, "timeline", unit="s", origin=f"#{_BEGINNING}")
    _make.add(timeline, "when", xml_id=_BEGINNING)
    for paragraph in statement.paragraphs:
        if paragraph.time is not None:
            _make.add(
                timeline,
                "when",
                xml_id=_of_time(paragraph),
                interval=str(seconds_of(paragraph.time)),
                since=f"#{_BEGINNING}",
            )


def _of_time(paragraph: Paragraph) -> str:
    return f"time-{paragraph.anchor}"


def _add_encoding(header: Element, config: Config) -> None:
    encoding = _make.add(header, "encodingDesc")
    application = _make.add(
        _make.add(encoding, "appInfo"), "application", ident=_APPLICATION, version="1"
    )
    _make.add(application, "label", "On Record")
    classes = _make.add(encoding, "classDecl")
    kinds = _make.add(classes, "taxonomy", xml_id="kinds")
    for kind in PARAGRAPH_KINDS:
        category = _make.add(kinds, "category", xml_id=f"kind-{kind}")
        _make.add(_make.add(category, "catDesc"), "term", kind)
    if config.topics:
        topics = _make.add(classes, "taxonomy", xml_id="topics")
        for topic in config.topics.values():
            category = _make.add(topics, "category", xml_id=f"topic-{topic.slug}")
            description = _make.add(category, "catDesc", xml_lang=config.site.language)
            _make.add(description, "term", topic.label)
            add_text(description, f": {topic.about}")


def _add_profile(header: Element, statement: Statement, config: Config) -> None:
    profile = _make.add(header, "profileDesc")
    languages = _make.add(profile, "langUsage")
    _make.add(languages, "language", ident=statement.language)
    people = _make.add(_make.add(profile, "particDesc"), "listPerson")
    for speaker in config.speakers.values():
        _add_person(people, speaker)
    setting = _make.add(_make.add(profile, "settingDesc"), "setting")
    if statement.place:
        _make.add(setting, "name", statement.place, type="place")
    day = statement.date.isoformat()
    _make.add(setting, "date", day, when=day)
    if statement.occasion:
        _make.add(setting, "activity", statement.occasion)
    _make.add(
        _make.add(profile, "textClass"), "catRef", scheme="#kinds", target=f"#kind-{statement.kind}"
    )


def _add_person(people: Element, speaker: Speaker) -> None:
    tag = "person" if speaker.is_person else "personGrp"
    person = _make.add(people, tag, xml_id=_of_speaker(speaker.slug))
    _make.add(person, "persName", speaker.name)
    for office in speaker.offices:
        since, until = office.since, office.until
        _make.add(
            person,
            "occupation",
            office.title,
            from_=since.isoformat() if since else "",
            to=until.isoformat() if until else "",
        )


def _fill(body: Element, statement: Statement) -> None:
    """Write the opening, and a division for each exchange."""
    numbers = count(1)
    for exchange, parts in statement.sections():
        kind, anchor = ("exchange", exchange.anchor) if exchange else ("opening", "")
        division = _make.add(body, "div", type="debateSection", subtype=kind, xml_id=anchor)
        for merged in exchange.also if exchange else ():
            _make.add(division, "anchor", xml_id=merged)
        for part in parts:
            if isinstance(part, Speech):
                _add_speech(division, part, next(numbers))
            elif isinstance(part, Heading) and all(one.tag == "head" for one in division):
                _make.add(division, "head", part.text, n=str(part.level))
            else:
                _add_aside(division, part)


def _add_speech(division: Element, speech: Speech[Paragraph], number: int) -> None:
    if speech.printed:
        _make.add(division, "note", speech.printed, type="speaker")
    turn = _make.add(
        division,
        "u",
        xml_id=f"u{number}",
        who=f"#{_of_speaker(speech.speaker)}",
        ana=f"#kind-{speech.kind}",
        start=next((f"#{_of_time(one)}" for one in speech.paragraphs if one.time is not None), ""),
    )
    for block in speech.blocks:
        if isinstance(block, Paragraph):
            _add_paragraph(turn, block)
        else:
            _add_aside(turn, block)


def _add_paragraph(turn: Element, paragraph: Paragraph) -> None:
    topics = " ".join(f"#topic-{tag.topic}" for tag in paragraph.tags)
    time = "" if paragraph.time is None else f"#{_of_time(paragraph)}"
    segment = _make.add(turn, "seg", xml_id=paragraph.anchor, ana=topics, synch=time)
    for anchor in paragraph.also:
        _make.add(segment, "anchor", xml_id=anchor)
    _add_parts(segment, rich_paragraph(paragraph))


def _add_parts(parent: Element, parts: tuple[Inline, ...]) -> None:
    for part in parts:
        if isinstance(part, str):
            add_text(parent, part)
        else:
            tag, rend = _TAG_OF_KIND[part.kind]
            inner = _make.add(parent, tag, rend=rend, target=part.address)
            _add_parts(inner, part.parts)


def _add_aside(parent: Element, block: Note | Heading) -> None:
    if isinstance(block, Heading):
        _make.add(parent, "note", block.text, type="heading", n=str(block.level))
        return
    tag, kind = _KINDS_OF_NOTE.get(block.text.strip("()[]. ").casefold(), ("note", ""))
    if tag == "note":
        _make.add(parent, tag, block.text, type="separator" if block.is_separator else "")
    else:
        _make.add(_make.add(parent, tag, type=kind), "desc", block.text)


def _of_speaker(slug: str) -> str:
    return f"speaker-{slug}"

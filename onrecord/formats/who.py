"""Which speakers and topics of config.yaml a statement names, in config.yaml's order."""

from __future__ import annotations

from datetime import date

from onrecord.model import Config, Office, Paragraph, Speaker, Statement, Topic


def speakers_in(statement: Statement, config: Config) -> tuple[Speaker, ...]:
    """Those who speak in it, or whom it quotes."""
    named = {statement.speaker, *statement.quotes, *(one.speaker for one in statement.speeches)}
    return tuple(speaker for slug, speaker in config.speakers.items() if slug in named)


def topics_in(statement: Statement, config: Config) -> tuple[Topic, ...]:
    """Those of its paragraphs."""
    tagged = {tag.topic for paragraph in statement.paragraphs for tag in paragraph.tags}
    return tuple(topic for slug, topic in config.topics.items() if slug in tagged)


def paragraphs_on(statement: Statement) -> dict[str, list[Paragraph]]:
    """The paragraphs on each topic, by its slug."""
    found: dict[str, list[Paragraph]] = {}
    for paragraph in statement.paragraphs:
        for tag in paragraph.tags:
            found.setdefault(tag.topic, []).append(paragraph)
    return found


def office_held(speaker: Speaker, day: date) -> tuple[int, Office] | None:
    """The office that the speaker is known to have held on the day, and its place among all."""
    for number, office in enumerate(speaker.offices, 1):
        has_begun = office.since is not None and office.since <= day
        if has_begun and (office.until is None or day <= office.until):
            return number, office
    return None

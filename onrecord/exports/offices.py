"""The speakers, topics and offices of config.yaml that concern one statement."""

from dataclasses import replace
from datetime import date

from onrecord.model import Config, Office, Paragraph, Speaker, Statement


def narrowed(config: Config, statement: Statement) -> Config:
    """Return the configuration with only the speakers and topics of the statement.

    Its speakers are those who speak in it and those whom it quotes.
    """
    named = {statement.speaker, *statement.quotes, *(one.speaker for one in statement.speeches)}
    tagged = {tag.topic for paragraph in statement.paragraphs for tag in paragraph.tags}
    return replace(
        config,
        speakers={slug: one for slug, one in config.speakers.items() if slug in named},
        topics={slug: one for slug, one in config.topics.items() if slug in tagged},
    )


def paragraphs_on(statement: Statement) -> dict[str, list[Paragraph]]:
    """Return the paragraphs on each topic, by its slug."""
    found: dict[str, list[Paragraph]] = {}
    for paragraph in statement.paragraphs:
        for tag in paragraph.tags:
            found.setdefault(tag.topic, []).append(paragraph)
    return found


def office_held(speaker: Speaker, day: date) -> tuple[int, Office] | None:
    """Return the office that the speaker held on the day, with its number; None if unknown."""
    for number, office in enumerate(speaker.offices, 1):
        has_begun = office.since is not None and office.since <= day
        if has_begun and (office.until is None or day <= office.until):
            return number, office
    return None

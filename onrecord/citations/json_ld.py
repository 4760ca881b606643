"""Describes a page as JSON-LD, in schema.org's terms, for search engines and reference managers.

A statement is a CreativeWork that records an Event, or a NewsArticle; an exchange is a QAPage with
its Question and its Answers, each of which is a Quotation. The script that writes citations in the
browser reads it. Addresses are full if config.yaml gives the site's address, and otherwise relative
to the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from onrecord import urls
from onrecord.citations.citation import Name
from onrecord.citations.citation_styles import form_of
from onrecord.citations.cite import name_of
from onrecord.model import Address, Exchange, Paragraph, Site, Speaker, Speech, Statement

JsonLd = dict[str, Any]
_CONTEXT = "https://schema.org"
# What could end a script element, or a line in old versions of JavaScript.
_UNSAFE = re.compile("[<>&\u2028\u2029]")


def statement_json_ld(
    statement: Statement,
    *,
    people: Mapping[str, Speaker],
    site: Site,
    in_short: Callable[[Exchange], str],
    answer: Callable[[Exchange], Address],
    beginning: str,
) -> JsonLd:
    """Return a statement with its parts; `beginning` is that of its opening, or empty.

    `in_short` returns the beginning of a question, and `answer` the address of its answer.
    """
    address = _addresses(site, page=urls.of_statement(statement))
    work = _work(statement, people, site, address)
    opening = _opening(statement, people, address, beginning)
    questions = [
        {
            "@type": "Question",
            "@id": address(urls.of_exchange(statement, exchange)),
            "url": address(answer(exchange)),
            "name": in_short(exchange),
        }
        for exchange in statement.exchanges
    ]
    return _known({"@context": _CONTEXT, **work, "hasPart": [*opening, *questions]})


def work_json_ld(
    statement: Statement, exchange: Exchange, *, people: Mapping[str, Speaker], site: Site
) -> JsonLd:
    """Return a statement as the pages of its answers describe it, the same for all of them."""
    return _work(
        statement, people, site, _addresses(site, page=urls.of_answer(statement, exchange))
    )


def answer_json_ld(
    statement: Statement,
    exchange: Exchange,
    *,
    people: Mapping[str, Speaker],
    site: Site,
    in_short: str,
    work: JsonLd,
) -> JsonLd:
    """Return the page of an exchange: a question, its answers, and the `work` it is part of."""
    address = _addresses(site, page=urls.of_answer(statement, exchange))
    answers = [
        {
            "@type": ["Answer", "Quotation"],
            **_said(speech, statement, people, address),
            "url": address(urls.of_exchange(statement, exchange)),
        }
        for speech in exchange.answers
    ]
    question = {
        "@type": "Question",
        "@id": address(urls.of_exchange(statement, exchange)),
        "name": in_short,
        **_said(exchange.question, statement, people, address),
        "position": exchange.number,
        "dateCreated": statement.date.isoformat(),
        "answerCount": len(answers),
        "acceptedAnswer": answers,
        "isPartOf": work,
    }
    return {
        "@context": _CONTEXT,
        "@type": "QAPage",
        "url": address(urls.of_answer(statement, exchange)),
        "mainEntity": _known(question),
    }


def to_script(linked: JsonLd) -> str:
    """Return the text of a script element; nothing in it can end the element."""
    text = json.dumps(linked, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _addresses(site: Site, *, page: Address) -> Callable[[Address], str]:
    def address(target: Address) -> str:
        return site.address + target if site.address else urls.relative(target, page=page)

    return address


def _work(
    statement: Statement,
    people: Mapping[str, Speaker],
    site: Site,
    address: Callable[[Address], str],
) -> JsonLd:
    author = name_of(people[statement.speaker], statement)
    speakers = dict.fromkeys(speech.speaker for speech in statement.speeches)
    return _known(
        {
            "@type": "NewsArticle" if statement.kind == "report" else "CreativeWork",
            "@id": address(urls.of_statement(statement)),
            "identifier": statement.slug,
            "name": statement.title,
            "alternateName": "" if _is_short(statement) else statement.short_title,
            "genre": form_of(statement.occasion, is_report=statement.kind == "report"),
            "inLanguage": statement.language,
            "dateCreated": statement.date.isoformat(),
            "locationCreated": _place(statement.place),
            "datePublished": statement.published.isoformat() if statement.published else "",
            "author": _person(people[statement.speaker], author, address) if author else None,
            "contributor": [
                _person(people[slug], name, address)
                for slug in speakers
                if slug != statement.speaker and (name := name_of(people[slug], statement))
            ],
            "publisher": _organization(statement.source.publisher) if statement.source else None,
            "isBasedOn": statement.source.url if statement.source else "",
            "recordedAt": _event(statement),
            "isPartOf": {
                "@type": "Collection",
                "@id": address(urls.HOME),
                "name": site.title,
                "publisher": _organization(site.publisher),
            },
        }
    )


def _is_short(statement: Statement) -> bool:
    return statement.short_title == statement.title


def _event(statement: Statement) -> JsonLd | None:
    if not statement.occasion or statement.kind == "report":
        return None
    event = {
        "@type": "Event",
        "name": statement.occasion,
        "startDate": statement.date.isoformat(),
        "location": _place(statement.place),
        "description": f"with {statement.with_whom}" if statement.with_whom else "",
    }
    return _known(event)


def _place(name: str) -> JsonLd | None:
    return {"@type": "Place", "name": name} if name else None


def _opening(
    statement: Statement,
    people: Mapping[str, Speaker],
    address: Callable[[Address], str],
    beginning: str,
) -> list[JsonLd]:
    speech = next((part for part in statement.opening if isinstance(part, Speech)), None)
    if speech is None or statement.kind == "report":
        return []
    anchor = urls.of_opening(statement)
    name = name_of(people[speech.speaker], statement)
    quotation = {
        "@type": "Quotation",
        "@id": address(anchor),
        "creator": _person(people[speech.speaker], name, address) if name else None,
        "abstract": beginning,
    }
    return [_known(quotation)]


def _said(
    speech: Speech[Paragraph],
    statement: Statement,
    people: Mapping[str, Speaker],
    address: Callable[[Address], str],
) -> JsonLd:
    name = name_of(people[speech.speaker], statement)
    return {
        "text": "\n\n".join(paragraph.text for paragraph in speech.paragraphs),
        "author": _person(people[speech.speaker], name, address) if name else None,
    }


def _person(speaker: Speaker, name: Name, address: Callable[[Address], str]) -> JsonLd:
    """Return a speaker; unnamed ones have no page to link to."""
    person = {
        "@type": "Person",
        "identifier": speaker.slug,
        "name": name.whole,
        "familyName": name.family,
        "givenName": name.given,
        "url": address(urls.of_speaker(speaker.slug)) if speaker.is_person else "",
    }
    return _known(person)


def _organization(name: str) -> JsonLd:
    return {"@type": "Organization", "name": name}


def _known(linked: JsonLd) -> JsonLd:
    """Return the object without what is not known."""
    return {key: value for key, value in linked.items() if value not in ("", None, [])}

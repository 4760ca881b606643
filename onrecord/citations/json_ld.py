"""Describes a page as JSON-LD, in schema.org's terms, for search engines and reference managers.

A statement is a CreativeWork that records an Event, or a NewsArticle; an exchange is a QAPage with
its Question and its Answers, each of which is a Quotation. The script that writes citations in the
browser reads it. Addresses are full if config.yaml gives the site's address, and otherwise relative
to the page.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord import urls
from onrecord.citations.citation import name_of
from onrecord.citations.citation_styles import form_of
from onrecord.model import Address, Exchange, Paragraph, Site, Slug, Speaker, Speech, Statement

JsonLd = dict[str, Any]
_CONTEXT = "https://schema.org"
# What the pages of its answers say of a statement: what it is, and what `json-ld.ts` reads there.
_IDENTIFYING = {
    *("@type", "@id", "identifier", "name", "dateCreated", "datePublished", "author"),
    *("publisher", "isBasedOn", "recordedAt", "isPartOf"),
}
# What could end a script element, or a line in old versions of JavaScript.
_UNSAFE = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


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
    page = _Page(statement, people, site, urls.of_statement(statement))
    questions = [
        {
            "@type": "Question",
            "@id": page.address(urls.of_exchange(statement, exchange)),
            "url": page.address(answer(exchange)),
            "name": in_short(exchange),
        }
        for exchange in statement.exchanges
    ]
    parts = [*page.opening(beginning), *questions]
    return _known({"@context": _CONTEXT, **page.work(), "hasPart": parts})


def answer_describer(
    statement: Statement, *, people: Mapping[str, Speaker], site: Site
) -> Callable[[Exchange, str], JsonLd]:
    """Return a function that describes the page of an exchange, by the beginning of its question.

    A page has a question, its answers, and the work that it is part of.
    """
    # The links that these pages have in common are the same on each of them.
    page = _Page(statement, people, site, urls.of_answer(statement, statement.exchanges[0]))
    work = {key: value for key, value in page.work().items() if key in _IDENTIFYING}
    person = cache(page.person)

    def said(speech: Speech[Paragraph]) -> JsonLd:
        text = "\n\n".join(paragraph.text for paragraph in speech.paragraphs)
        return {"text": text, "author": person(speech.speaker)}

    def describe(exchange: Exchange, in_short: str) -> JsonLd:
        own = urls.of_answer(statement, exchange)
        place = page.address(urls.of_exchange(statement, exchange))
        answers = [
            {"@type": ["Answer", "Quotation"], **said(speech), "url": place}
            for speech in exchange.answers
        ]
        question = {
            "@type": "Question",
            "@id": place,
            "name": in_short,
            **said(exchange.question),
            "position": exchange.number,
            "dateCreated": statement.date.isoformat(),
            "answerCount": len(answers),
            "acceptedAnswer": answers,
            "isPartOf": work,
        }
        url = site.address + own if site.address else urls.relative(own, page=own)
        linked = {"@context": _CONTEXT, "@type": "QAPage", "url": url}
        return {**linked, "mainEntity": _known(question)}

    return describe


def to_script(linked: JsonLd) -> str:
    """Return the text of a script element; nothing in it can end the element."""
    text = json.dumps(linked, ensure_ascii=False, separators=(",", ":"))
    for character, written in _UNSAFE.items():
        text = text.replace(character, written)
    return text


@dataclass(frozen=True, slots=True)
class _Page:
    """Describes a statement and its parts for one page."""

    statement: Statement
    people: Mapping[str, Speaker]
    site: Site
    own: Address

    def address(self, target: Address) -> str:
        site = self.site.address
        return site + target if site else urls.relative(target, page=self.own)

    def work(self) -> JsonLd:
        statement, source = self.statement, self.statement.source
        is_report = statement.kind == "report"
        is_short = statement.short_title == statement.title
        others = dict.fromkeys(speech.speaker for speech in statement.speeches)
        others.pop(statement.speaker, None)
        return _known(
            {
                "@type": "NewsArticle" if is_report else "CreativeWork",
                "@id": self.address(urls.of_statement(statement)),
                "identifier": statement.slug,
                "name": statement.title,
                "alternateName": "" if is_short else statement.short_title,
                "genre": form_of(statement.occasion, is_report=is_report),
                "inLanguage": statement.language,
                "dateCreated": statement.date.isoformat(),
                "locationCreated": _place(statement.place),
                "datePublished": statement.published.isoformat() if statement.published else "",
                "author": self.person(statement.speaker),
                "contributor": list(filter(None, map(self.person, others))),
                "mentions": list(filter(None, map(self.person, statement.quotes))),
                "publisher": _organization(source.publisher) if source else None,
                "isBasedOn": source.url if source else "",
                "recordedAt": _event(statement),
                "isPartOf": {
                    "@type": "Collection",
                    "@id": self.address(urls.HOME),
                    "name": self.site.title,
                    "publisher": _organization(self.site.publisher),
                },
            }
        )

    def opening(self, beginning: str) -> list[JsonLd]:
        opening = self.statement.opening
        speech = next((part for part in opening if isinstance(part, Speech)), None)
        if speech is None or self.statement.kind == "report":
            return []
        quotation = {
            "@type": "Quotation",
            "@id": self.address(urls.of_opening(self.statement)),
            "creator": self.person(speech.speaker),
            "abstract": beginning,
        }
        return [_known(quotation)]

    def person(self, slug: Slug) -> JsonLd | None:
        """Return a speaker; unnamed ones have no page to link to, or are left out of reports."""
        speaker = self.people[slug]
        name = name_of(speaker, self.statement)
        if name is None:
            return None
        person = {
            "@type": "Person",
            "identifier": speaker.slug,
            "name": name.whole,
            "familyName": name.family,
            "givenName": name.given,
            "url": self.address(urls.of_speaker(speaker.slug)) if speaker.is_person else "",
        }
        return _known(person)


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


def _organization(name: str) -> JsonLd:
    return {"@type": "Organization", "name": name}


def _known(linked: JsonLd) -> JsonLd:
    """Return the object without what is not known."""
    return {key: value for key, value in linked.items() if value not in ("", None, [])}

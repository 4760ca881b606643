"""Renders the pages of answers by filling frames, since all those of a statement are much alike.

A frame is the page of a stand-in answer that has a gap in the place of each fact. The frame of one
answer serves all that differ in nothing else. That is right only for our own templates: they print
these facts as they are, and do nothing else with them but what `_kind` lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from typing import Any, cast

from markupsafe import Markup, escape

from onrecord import urls
from onrecord.model import EXCHANGE, Address, Anchor
from onrecord.pages.fragments import PageUrl, TurnGap
from onrecord.pages.page_citation import PageCitation
from onrecord.pages.page_types import AnswerPage, Link, Turn

_GAP = re.compile("\x00([^\x00]+)\x00")  # no transcript has this character

PrintPage = Callable[[AnswerPage, PageCitation, str], str]  # with the description of the picture


class AnswerFrames:
    """The frames made so far; `turns` returns the macros of `parts/turns.html`."""

    def __init__(self, *, print_page: PrintPage, turns: Callable[[], Any]) -> None:
        self._print_page, self._turns = print_page, turns
        self._frames: dict[Hashable, list[str]] = {}

    def render(self, page: AnswerPage, citation: PageCitation, pictured: str) -> str:
        """Return the page of an answer."""
        texts = _texts(page, citation, pictured)
        kind = _kind(page, texts)
        frame = self._frames.get(kind)
        if frame is None:
            stand_in = _stand_in(page), _stand_in_citation(citation), _gap("pictured", pictured)
            frame = self._frames[kind] = _GAP.split(self._print_page(*stand_in))
        facts = {name: str(escape(text)) for name, text in texts.items()}
        facts |= self._html(page, citation)
        parts = frame.copy()
        parts[1::2] = [facts[name] for name in frame[1::2]]
        return "".join(parts)

    def _html(self, page: AnswerPage, citation: PageCitation) -> Mapping[str, str]:
        """Return what is in gaps as it is, by the names of these."""
        section, url, turns = page.section, PageUrl(page.address), self._turns()
        return {
            "question": str(turns.question(section.question, url, 1)),
            "answers": "".join(str(turns.turn(turn, url)) for turn in section.answers),
            "json": citation.json_ld,
        }


def _texts(page: AnswerPage, citation: PageCitation, pictured: str) -> Mapping[str, str]:
    """Return the texts that are in gaps, by the names of these."""
    return {
        "title": page.title,
        "description": page.description,
        "graph title": page.graph_title,
        "graph description": page.graph_description,
        "pictured": pictured,
        "number": str(page.number),
        "previous": page.previous.label if page.previous else "",
        "previous number": _number(page.previous),
        "next": page.next.label if page.next else "",
        "next number": _number(page.next),
        "extra": citation.extra,
        "fingerprint": page.section.fingerprint,
        **{_form_gap(form.style): form.text for form in citation.forms},
    }


def _kind(page: AnswerPage, texts: Mapping[str, str]) -> Hashable:
    """Return what pages with the same frame have in common, besides the statement."""
    return (
        page.statement.slug,
        page.count,
        page.section.exchange.also,
        bool(page.section.answers),
        tuple(name for name, text in texts.items() if text),
    )


def _stand_in(page: AnswerPage) -> AnswerPage:
    number: Any = _gap("number")  # a text in the place of a number
    section = page.section
    exchange = replace(section.exchange, number=number)
    address = urls.of_answer(page.statement, exchange)
    files = len(f"{page.address}{page.statement.slug}-{section.exchange.anchor}")
    return replace(
        page,
        address=address,
        title=_gap("title"),
        description=_gap("description"),
        graph_title=_gap("graph title", page.graph_title),
        graph_description=_gap("graph description", page.graph_description),
        section=replace(
            section,
            exchange=exchange,
            question=cast(Turn, TurnGap(_gap("question"))),
            answers=(cast(Turn, TurnGap(_gap("answers"))),) if section.answers else (),
            address=urls.of_exchange(page.statement, exchange),
            fingerprint=_gap("fingerprint"),
        ),
        downloads=tuple(
            replace(
                file,
                address=Address(
                    f"{address}{page.statement.slug}-{exchange.anchor}{file.address[files:]}"
                ),
            )
            for file in page.downloads
        ),
        number=number,
        previous=_stand_in_link(page, page.previous, "previous"),
        next=_stand_in_link(page, page.next, "next"),
    )


def _stand_in_link(page: AnswerPage, link: Link | None, name: str) -> Link | None:
    if link is None:
        return None
    anchor = Anchor(f"{EXCHANGE}{_gap(f'{name} number')}")
    address = urls.of_answer_page(urls.of_statement(page.statement), anchor)
    return replace(link, label=_gap(name), address=address)


def _stand_in_citation(citation: PageCitation) -> PageCitation:
    return replace(
        citation,
        extra=Markup(_gap("extra")),
        forms=tuple(replace(form, text=_gap(_form_gap(form.style))) for form in citation.forms),
        json_ld=_gap("json"),
    )


def _form_gap(style: str) -> str:
    return f"citation in {style}"


def _number(link: Link | None) -> str:
    return link.address.rpartition(EXCHANGE)[2].removesuffix("/") if link else ""


def _gap(name: str, text: str = "…") -> str:
    """Return the gap for a text that is not empty."""
    return f"\x00{name}\x00" if text else ""

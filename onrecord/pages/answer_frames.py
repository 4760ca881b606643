"""Renders the pages of answers by filling frames, since all those of a statement are much alike.

A frame is the page of a stand-in answer that has a gap in the place of each fact. The frame of one
answer serves all that differ in nothing else. That is right only for our own templates: they print
these facts as they are, and do nothing else with them but what `_kind` lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from markupsafe import Markup, escape

from onrecord import urls
from onrecord.model import EXCHANGE, Address, Anchor
from onrecord.pages.page_citation import PageCitation
from onrecord.pages.page_types import AnswerPage, Link, Turn

_GAP = re.compile("\x00([^\x00]+)\x00")  # no transcript has this character

PrintPage = Callable[[AnswerPage, PageCitation, str], str]  # with the description of the picture
PrintTurn = Callable[[Turn, Address], str]  # with the address of the page


@dataclass(frozen=True, slots=True)
class TurnGap:
    """Is in a frame where answers have their turns."""

    html: str


class AnswerFrames:
    """The frames made so far."""

    def __init__(
        self, *, print_page: PrintPage, print_question: PrintTurn, print_turn: PrintTurn
    ) -> None:
        self._print_page = print_page
        self._print_question = print_question
        self._print_turn = print_turn
        self._frames: dict[Hashable, list[str]] = {}

    def render(self, page: AnswerPage, citation: PageCitation, pictured: str) -> str:
        """Return the page of an answer."""
        kind = _kind(page, citation, pictured)
        frame = self._frames.get(kind)
        if frame is None:
            stand_in = _stand_in(page), _stand_in_citation(citation), _gap("pictured", pictured)
            frame = self._frames[kind] = _GAP.split(self._print_page(*stand_in))
        facts = self._facts(page, citation, pictured)
        parts = frame.copy()
        parts[1::2] = [facts[name] for name in frame[1::2]]
        return "".join(parts)

    def _facts(self, page: AnswerPage, citation: PageCitation, pictured: str) -> Mapping[str, str]:
        """Return what is in the gaps, by their names."""
        section, address = page.section, page.address
        texts = {
            "title": page.title,
            "description": page.description,
            "graph title": page.graph_title,
            "graph description": page.graph_description,
            "pictured": pictured,
            "previous": page.previous.label if page.previous else "",
            "previous number": _number(page.previous),
            "next": page.next.label if page.next else "",
            "next number": _number(page.next),
            "extra": citation.extra,
            "fingerprint": section.fingerprint,
        }
        texts |= {_form_gap(form.style): form.text for form in citation.forms}
        return {name: str(escape(text)) for name, text in texts.items()} | {
            "number": str(page.number),
            "question": self._print_question(section.question, address),
            "answers": "".join(self._print_turn(turn, address) for turn in section.answers),
            "json": citation.json_ld,
        }


def _kind(page: AnswerPage, citation: PageCitation, pictured: str) -> Hashable:
    """Return what pages with the same frame have in common, besides the statement."""
    return (
        page.statement.slug,
        page.count,
        page.section.exchange.also,
        bool(page.section.answers),
        bool(page.previous),
        bool(page.next),
        bool(page.graph_title),
        bool(page.graph_description),
        bool(pictured),
        tuple(form.style for form in citation.forms),
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

"""The citations on a page, as plain fields for the templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from onrecord.citations.citation import Citation, of_exchange, of_statement
from onrecord.citations.citation_styles import cite, extra_of, form_of
from onrecord.citations.json_ld import statement_json_ld, to_script
from onrecord.model import Site
from onrecord.pages.formatting import day_in_words, shortened
from onrecord.pages.page_types import AnswerPage, Page, StatementPage

_STATEMENT_STYLES = (("Chicago", "chicago"), ("APA", "apa"), ("MLA", "mla"))
_ANSWER_STYLES = (("Chicago", "chicago"),)
_QUOTED = 160  # characters of an answer in a sentence; `newspaper-sentence.ts` has the same
_INNER = dict(zip('“”„"', "‘’‚'", strict=True))  # quotation marks inside quotation marks


@dataclass(frozen=True, slots=True)
class CitationForm:
    """A citation in one style."""

    style: str  # `Chicago`
    text: str  # the citation


@dataclass(frozen=True, slots=True)
class PageCitation:
    """The citations of a page, for readers, reference managers and search engines.

    Reference managers get the whole statement from the page of an answer too: it is one work.
    """

    key: str  # the id in reference managers: `sergey-lavrov-2021-02-26-atmar`
    title: str  # the statement's title
    authors: tuple[str, ...]  # `Lavrov, Sergey`
    day: str  # `2021/02/26`
    form: str  # `Joint news conference transcript`
    place: str  # where it was said, or empty
    extra: Markup  # lines for the field of Zotero that takes what its other fields do not
    publisher: str  # the original publisher's name, or empty
    language: str  # the language of the text
    address: str  # in full; empty if config.yaml gives the site no address
    forms: tuple[CitationForm, ...]  # the citations to show
    json_ld: str  # the text of a script element; nothing in it can end the element


def cite_page(page: Page, site: Site) -> PageCitation | None:
    """Return how the page is cited; None for a page that is neither a statement nor an answer."""
    if isinstance(page, StatementPage):
        whole = of_statement(page.statement, people=page.people, site=site)
        return _page_citation(
            whole, _forms(whole, _STATEMENT_STYLES), _statement_json_ld(page, site)
        )
    if isinstance(page, AnswerPage):
        answer = of_exchange(page.statement, page.section.exchange, people=page.people, site=site)
        forms = (*_sentence(page, answer, site), *_forms(answer, _ANSWER_STYLES))
        linked = page.describe(page.section.exchange, page.section.question_in_short)
        return _page_citation(answer, forms, to_script(linked))
    return None


def _forms(citation: Citation, styles: Iterable[tuple[str, str]]) -> tuple[CitationForm, ...]:
    return tuple(CitationForm(name, cite(citation, style)) for name, style in styles)


def _sentence(page: AnswerPage, citation: Citation, site: Site) -> Iterator[CitationForm]:
    """Yield the sentence that an article would print, if one speaker answers."""
    answers = page.section.exchange.answers
    if not answers or len(citation.names) != 1:
        return
    _ = site.wording.gettext
    said = " ".join(speech.text for speech in answers)
    text = _("“%(words)s”, %(speaker)s said on %(date)s") % {
        "words": _quoted(shortened(said, _QUOTED)),
        "speaker": citation.names[0].family or citation.names[0].whole,
        "date": day_in_words(citation.day, site.language),
    }
    link = f" ({citation.address})" if citation.address else ""
    yield CitationForm(_("In an article"), text + link)


def _quoted(text: str) -> str:
    """Return the text for quotation marks that a comma follows instead of the full stop."""
    for outer, inner in _INNER.items():
        text = text.replace(outer, inner)
    return text if text.endswith(("..", "….")) else text.removesuffix(".")


def _page_citation(
    citation: Citation, forms: tuple[CitationForm, ...], json_ld: str
) -> PageCitation:
    whole = citation.whole or citation
    return PageCitation(
        key=whole.key,
        title=whole.title,
        authors=tuple(name.listed for name in whole.names),
        day=whole.day.isoformat().replace("-", "/"),
        form=form_of(whole.occasion, is_report=whole.is_report),
        place=whole.place,
        extra=_on_one_line(extra_of(citation)),
        publisher=whole.publisher,
        language=whole.language,
        address=whole.address,
        forms=forms,
        json_ld=json_ld,
    )


def _statement_json_ld(page: StatementPage, site: Site) -> str:
    sections = {section.exchange.number: section for section in page.exchanges}
    linked = statement_json_ld(
        page.statement,
        people=page.people,
        site=site,
        in_short=lambda exchange: sections[exchange.number].question_in_short,
        answer=lambda exchange: sections[exchange.number].own_page,
        beginning=page.beginning,
    )
    return to_script(linked)


def _on_one_line(text: str) -> Markup:
    """Return the HTML of an attribute whose lines do not end lines of the page."""
    return Markup(str(escape(text)).replace("\n", "&#10;"))

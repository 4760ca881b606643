"""JSON-LD is valid by a schema, and cannot end its script element."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from onrecord.citations.json_ld import to_script
from onrecord.pages.page_citation import cite_page
from onrecord.pages.page_types import AnswerPage, StatementPage
from tests.support.corpora import Corpus, corpus_of, real_corpus
from tests.support.sites import pages_of

TEXT = {"type": "string", "minLength": 1}
DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}"}


def thing(kind: Any, required: str, **properties: Any) -> dict[str, Any]:
    """Return the schema of an object of one type, without other properties."""
    return {
        "type": "object",
        "properties": {"@type": {"const": kind}, **properties},
        "required": ["@type", *required.split()],
        "additionalProperties": False,
    }


ORGANIZATION = thing("Organization", "name", name=TEXT)
PLACE = thing("Place", "name", name=TEXT)
PERSON = thing(
    "Person", "name identifier",
    name=TEXT, identifier=TEXT, familyName=TEXT, givenName=TEXT, url=TEXT,
)  # fmt: skip
EVENT = thing("Event", "name startDate", name=TEXT, startDate=DAY, location=PLACE, description=TEXT)
COLLECTION = {"@id": TEXT, "name": TEXT, "publisher": ORGANIZATION}
QUOTATION = thing("Quotation", "@id abstract", **{"@id": TEXT}, creator=PERSON, abstract=TEXT)
PART = thing("Question", "@id url name", **{"@id": TEXT}, url=TEXT, name=TEXT)
WORK = {
    "@id": TEXT, "identifier": TEXT, "name": TEXT, "alternateName": TEXT, "genre": TEXT,
    "inLanguage": TEXT, "dateCreated": DAY, "datePublished": DAY, "author": PERSON,
    "contributor": {"type": "array", "items": PERSON},
    "mentions": {"type": "array", "items": PERSON}, "publisher": ORGANIZATION,
    "isBasedOn": TEXT, "recordedAt": EVENT, "locationCreated": PLACE,
    "isPartOf": thing("Collection", "@id name publisher", **COLLECTION),
}  # fmt: skip
PART_OF = {
    name: schema
    for name, schema in WORK.items()
    if name
    not in {"alternateName", "genre", "inLanguage", "contributor", "mentions", "locationCreated"}
}
CONTEXT = {"const": "https://schema.org"}
OF_PART_OF = "@id identifier name dateCreated isPartOf"
OF_WORK = f"{OF_PART_OF} inLanguage"
WHOLE = {
    **WORK, "@context": CONTEXT,
    "hasPart": {"type": "array", "items": {"anyOf": [QUOTATION, PART]}},
}  # fmt: skip
OF_WHOLE = f"{OF_WORK} @context"
NO_EVENT = {"recordedAt": False}
STATEMENT = {
    "oneOf": [
        thing("CreativeWork", OF_WHOLE, **WHOLE),
        thing("NewsArticle", OF_WHOLE, **{**WHOLE, **NO_EVENT}),
    ]
}
ANSWER = thing(["Answer", "Quotation"], "text author url", text=TEXT, author=PERSON, url=TEXT)
QUESTION = thing(
    "Question", "@id name text author answerCount isPartOf",
    **{"@id": TEXT}, name=TEXT, text=TEXT, author=PERSON, position={"type": "integer"},
    dateCreated=DAY, answerCount={"type": "integer"},
    acceptedAnswer={"type": "array", "items": ANSWER},
    isPartOf=thing("CreativeWork", OF_PART_OF, **PART_OF),
)  # fmt: skip
QA_PAGE = thing("QAPage", "url mainEntity", **{"@context": CONTEXT}, url=TEXT, mainEntity=QUESTION)

CORPORA = {
    "ours": real_corpus(),
    "with next to no facts": corpus_of({"2021-05-02-oak": "The oak stands.\n\nQuestion: Why?"}),
    "with an address": corpus_of(
        {"2021-05-02-oak": "The oak stands."}, address="https://example.org/parks/"
    ),
}


def json_ld_of(page: StatementPage | AnswerPage, corpus: Corpus) -> str:
    """Return the text of the page's script element."""
    citation = cite_page(page, corpus.config.site)
    assert citation is not None
    return citation.json_ld


@pytest.mark.parametrize("name", CORPORA)
def test_the_json_ld_of_every_statement_and_answer_is_valid(name: str) -> None:
    corpus = CORPORA[name]
    for page in pages_of(corpus):
        if isinstance(page, StatementPage | AnswerPage):
            schema = STATEMENT if isinstance(page, StatementPage) else QA_PAGE
            linked = json.loads(json_ld_of(page, corpus))
            assert list(Draft202012Validator(schema).iter_errors(linked)) == [], page.address


def test_an_answer_is_a_question_with_a_quotation_in_a_statement() -> None:
    corpus = CORPORA["ours"]
    [page] = [one for one in pages_of(corpus) if one.address.endswith("atmar/answer-2/")]
    assert isinstance(page, AnswerPage)
    question = json.loads(json_ld_of(page, corpus))["mainEntity"]
    assert question["text"].startswith("Several rounds of talks took place in Moscow")
    assert question["author"] == {
        "@type": "Person", "identifier": "journalist", "name": "Journalist",
    }  # fmt: skip
    [answer] = question["acceptedAnswer"]
    assert answer["author"]["url"] == "../../../speakers/sergey-lavrov/"
    assert answer["text"].startswith("We maintain regular contacts with all Afghan parties")
    assert question["isPartOf"]["recordedAt"] == {
        "@type": "Event",
        "name": "joint news conference",
        "startDate": "2021-02-26",
        "location": {"@type": "Place", "name": "Moscow"},
        "description": "with Mohammad Haneef Atmar, Foreign Minister of Afghanistan",
    }


def test_a_report_is_news_and_no_event() -> None:
    corpus = CORPORA["ours"]
    [page] = [one for one in pages_of(corpus) if one.address.endswith("tashkent/")]
    assert isinstance(page, StatementPage)
    linked = json.loads(json_ld_of(page, corpus))
    assert (linked["@type"], linked["genre"]) == ("NewsArticle", "News report")
    assert "recordedAt" not in linked


def test_no_text_can_end_the_element_or_a_line() -> None:
    hostile = "</script><!--\u2028\u2029&amp;"
    written = to_script({"text": hostile})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"text": hostile}

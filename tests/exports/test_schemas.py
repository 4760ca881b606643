"""Files are valid by the schemas of their formats."""

import pytest
from hypothesis import HealthCheck, given, settings

from onrecord.content.labels import Labels
from onrecord.exports.akoma_ntoso import statement_akn
from onrecord.exports.data_package import data_package
from onrecord.exports.markdown import write_transcript
from onrecord.exports.source_edits import find_edits
from onrecord.exports.tei import statement_tei
from onrecord.model import Config, Statement
from tests.content.test_parse_properties import CONFIG, FRONT_MATTER, make_bodies, seeds
from tests.exports.conftest import ErrorsOf
from tests.exports.sample_statements import CASE_CONFIG, case_texts, published_if_valid
from tests.support.corpora import corpus_of, real_corpus
from tests.support.examples import examples

CORPUS = real_corpus()
CASES = case_texts()
with_fixture = settings(examples(1), suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("statement", CORPUS.statements, ids=lambda one: one.slug)
def test_our_statements_are_valid(
    statement: Statement, tei_errors: ErrorsOf, akn_errors: ErrorsOf
) -> None:
    assert tei_errors(statement_tei(statement, CORPUS.config, None)) == []
    assert akn_errors(statement_akn(statement, CORPUS.config)) == []


@pytest.mark.parametrize("name", CASES)
def test_the_cases_of_the_parser_are_valid(
    name: str, tei_errors: ErrorsOf, akn_errors: ErrorsOf
) -> None:
    assert_valid(CASES[name], CASE_CONFIG, tei_errors, akn_errors)


@with_fixture
@given(seed=seeds)
def test_any_statement_is_valid(seed: int, tei_errors: ErrorsOf, akn_errors: ErrorsOf) -> None:
    for body in make_bodies(seed):
        assert_valid(FRONT_MATTER + body, CONFIG, tei_errors, akn_errors)


def test_a_statement_with_every_detail_is_valid(tei_errors: ErrorsOf, akn_errors: ErrorsOf) -> None:
    corpus = corpus_of(
        {
            "2020-01-02-all": """
            short_title: All
            published: 2020-01-02T17:11+03:00
            occasion: opening
            place: Here & there
            with: John Roe
            language: en-GB
            other_languages: [fr]
            source: {publisher: "<The> Times", url: "https://x.y/?a=1&b=2"}
            notes: Everything is stated.
            checks_off: [one-word-turn]
            ---
            ## A heading

            (Applause.)

            Trees > *money* & **[hedges](https://x.y/z?q=“a”)**

            ### Another heading

            > Quoted *words*
            > > and more

            Question: Why?

            Jane Doe: (Laughter.)

            John Roe (by video): Yes.

            (Applause.)

            * * *
            """
        },
        address="https://parks.example/",
    )
    statement = corpus.statements[0]

    assert tei_errors(statement_tei(statement, corpus.config, None)) == []
    assert akn_errors(statement_akn(statement, corpus.config)) == []


def test_the_schemas_find_errors(tei_errors: ErrorsOf, akn_errors: ErrorsOf) -> None:
    tei = statement_tei(CORPUS.statements[0], CORPUS.config, None).replace(
        b"<seg ", b'<seg rank="1" '
    )
    akn = statement_akn(CORPUS.statements[0], CORPUS.config).replace(b' eId="p2"', b' eId="p1"')

    assert tei_errors(tei)
    assert akn_errors(akn)


def test_the_data_package_is_valid(data_package_errors: ErrorsOf) -> None:
    facts, site = [one.facts for one in CORPUS.statements], CORPUS.config.site
    package = data_package(facts, site)
    assert data_package_errors(package) == []
    assert data_package_errors(data_package([], site)) == []
    assert data_package_errors(package.replace(b'"integer"', b'"number of"'))


def assert_valid(text: str, config: Config, tei_errors: ErrorsOf, akn_errors: ErrorsOf) -> None:
    statement = published_if_valid(text, config)
    if statement:
        written = write_transcript(statement, Labels(config.speakers.values()))
        typed = find_edits(text, written=written)
        assert tei_errors(statement_tei(statement, config, typed)) == []
        assert akn_errors(statement_akn(statement, config)) == []

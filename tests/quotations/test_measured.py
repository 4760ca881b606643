"""How well made quotations are told, on the five transcripts."""

from pathlib import Path

import pytest

from onrecord import search
from onrecord.quotations.judge import People
from onrecord.quotations.library import CorpusLibrary
from onrecord.quotations.lookup import look_up
from tests.quotations.making import Maker
from tests.quotations.measure import Measured, from_elsewhere, measure
from tests.quotations.telling import look_with_scripts, tell
from tests.support.corpora import real_corpus

KINDS = [
    "as printed",
    "set otherwise",
    "words left out",
    "words changed",
    "words added",
    "words swapped",
    "negated",
    "joined by an ellipsis",
    "joined silently",
    "of somebody else",
    "words in any order",
    "words of many sentences",
    "from elsewhere",
]


@pytest.fixture(scope="module")
def measured() -> Measured:
    return measure(real_corpus(), count=25)


@pytest.mark.parametrize("kind", KINDS)
def test_nearly_all_of_a_kind_are_told(measured: Measured, kind: str) -> None:
    assert measured.share_right(kind) >= 0.98


def test_every_kind_is_measured(measured: Measured) -> None:
    counts = {kind: counts.total() for kind, counts in measured.verdicts.items()}
    assert counts == dict.fromkeys(KINDS, 25) | {"of somebody else": 16, "from elsewhere": 50}


def test_nothing_is_called_verbatim_that_a_plain_scan_does_not_find(measured: Measured) -> None:
    assert measured.false_verbatim == []


def test_the_scripts_tell_the_same(tmp_path: Path) -> None:
    corpus = real_corpus()
    for name, content in search.index_files(corpus):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    library = CorpusLibrary(corpus)
    people = People(frozenset(statement.speaker for statement in corpus.statements))
    made = (*Maker(library, people, 3).make(12), *from_elsewhere())
    texts = [f"> {one.text}" for one in made]
    told = [[tell(one) for one in look_up(t, library=library, people=people)] for t in texts]
    assert look_with_scripts(texts, tmp_path / "search", sorted(people.recorded)) == told

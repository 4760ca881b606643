"""How well made quotations are told, on the five transcripts."""

import pytest

from tests.quotes.measure import Measured, measure
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

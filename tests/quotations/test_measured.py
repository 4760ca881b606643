"""How well made quotations are judged on the five transcripts."""

from pathlib import Path

import pytest

from tests.quotations.measure import Measured, collection_at, collection_of, measure
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
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    return measure(collection_of(real_corpus(), tmp_path_factory.mktemp("index")), count=25)


@pytest.mark.parametrize("kind", KINDS)
def test_nearly_all_of_a_kind_are_judged_rightly(measured: Measured, kind: str) -> None:
    assert measured.share_right(kind) >= 0.98


def test_every_kind_is_measured(measured: Measured) -> None:
    counts = {kind: counts.total() for kind, counts in measured.verdicts.items()}
    assert counts == dict.fromkeys(KINDS, 25) | {"of somebody else": 16, "from elsewhere": 50}


def test_a_verbatim_quotation_is_also_found_by_a_plain_scan(measured: Measured) -> None:
    assert measured.false_verbatim == []


def test_a_site_is_measured_like_its_project(measured: Measured, site: Path) -> None:
    assert measure(collection_at(site), count=25) == measured

"""Pairs found so far: the gaps between them, places beside them, the heaviest chain."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.permalinks.pairs import Pairs, Places, heaviest_chain
from onrecord.permalinks.passage import Passage

places = st.integers(0, 5)
pair_values = st.dictionaries(st.tuples(places, places), st.integers(1, 9), max_size=8)


@given(pair_values)
def test_no_other_chain_of_the_pairs_is_heavier(values):
    found = heaviest_chain((i, j, value) for (i, j), value in values.items())
    others = [
        pairs
        for count in range(len(values) + 1)
        for pairs in combinations(sorted(values), count)
        if is_in_order(pairs)
    ]
    assert is_in_order(found)
    assert weight(found, values) == max(weight(pairs, values) for pairs in others)


def is_in_order(pairs):
    return all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))


def weight(pairs, values):
    return sum(values[pair] for pair in pairs)


def test_of_equally_heavy_chains_the_one_that_ends_first_in_the_new_text_is_taken():
    assert heaviest_chain([(0, 1, 1), (1, 0, 1)]) == [(1, 0)]
    assert heaviest_chain([(0, 1, 1), (1, 2, 1), (2, 0, 1)]) == [(0, 1), (1, 2)]


def pairs_of(old, new, *found):
    """Return pairs between texts of so many passages."""
    texts = ([Passage(str(place), "") for place in range(count)] for count in (old, new))
    pairs = Pairs(*texts)
    for i, j in found:
        pairs.add(i, j)
    return pairs


def test_gaps_are_where_both_texts_have_passages_left():
    assert pairs_of(4, 4, (1, 1)).gaps() == [([0], [0]), ([2, 3], [2, 3])]
    assert pairs_of(3, 2, (1, 1)).gaps() == [([0], [0])]
    assert pairs_of(2, 3, (1, 1)).gaps() == [([0], [0])]
    assert pairs_of(2, 2, (0, 0), (1, 1)).gaps() == []


def test_passages_in_pairs_that_are_not_in_order_are_in_no_gap():
    assert pairs_of(5, 5, (0, 4), (1, 0), (2, 1)).gaps() == [([3, 4], [2, 3])]


def test_places_agree_if_their_nearest_pairs_do_and_at_both_ends():
    places = Places(pairs_of(3, 3, (1, 1)))
    assert [places.agreement(0, 0), places.agreement(2, 2)] == [2, 2]
    assert [places.agreement(0, 2), places.agreement(2, 0)] == [0, 0]
    assert Places(pairs_of(1, 1)).agreement(0, 0) == 2
    assert Places(pairs_of(2, 3, (0, 0), (1, 2))).agreement(0, 1) == 1

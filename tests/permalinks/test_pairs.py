"""The heaviest chain of pairs that are in order on both sides."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.permalinks.pairs import heaviest_chain

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

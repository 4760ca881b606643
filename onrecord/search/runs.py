"""Rows of different lengths in one array, and numbers as bytes, many at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]


class Runs(NamedTuple):
    """The lengths of rows, and the values of all rows one after the other."""

    sizes: Array
    values: Array

    def take(self, rows: Array) -> Runs:
        """Return some rows, in the order asked for."""
        sizes = self.sizes[rows]
        return Runs(sizes, take_ranges(self.values, starts_of(self.sizes)[rows], sizes))


def read_rows(
    owners: Array, rows: Array, load: Callable[[int], Sequence[Runs]]
) -> tuple[Runs, ...]:
    """Return rows of several tables, in the order asked for.

    A row is given by the number of its owner and by its own number among the owner's rows; none is
    asked for twice. `load` returns all rows of an owner, in columns; there is at least one owner.
    """
    if len(owners) == 0:
        return tuple(column.take(rows) for column in load(0))
    order = np.lexsort((rows, owners))
    starts = starts_of_groups(owners[order])
    found = [
        [_take_ascending(column, rows[own]) for column in load(int(owners[own[0]]))]
        for own in np.split(order, starts[1:])
    ]
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    return tuple(join_runs(columns).take(places) for columns in zip(*found, strict=True))


def _take_ascending(column: Runs, rows: Array) -> Runs:
    """Return some rows, each once."""
    return column if len(rows) == len(column.sizes) else column.take(rows)


def join_runs(runs: Sequence[Runs]) -> Runs:
    """Return the rows of all, one after the other."""
    return Runs(
        np.concatenate([each.sizes for each in runs]),
        np.concatenate([each.values for each in runs]),
    )


def split_rows(rows: Runs, counts: Iterable[int]) -> list[Runs]:
    """Return the rows in groups of so many."""
    bounds = starts_of(np.fromiter(counts, np.int64))
    begins = starts_of(rows.sizes)[bounds].tolist()
    return [
        Runs(rows.sizes[first:end], rows.values[begin:stop])
        for (first, end), (begin, stop) in zip(
            pairwise(bounds.tolist()), pairwise(begins), strict=True
        )
    ]


def digest_rows(columns: Sequence[Runs]) -> Array:
    """Return a hash of 64 bits for each row of a table.

    It is multilinear: the sum of all values, each multiplied by a constant of its place.
    """
    digests = np.zeros(len(columns[0].sizes), np.uint64)
    for number, (sizes, values) in enumerate(columns):
        starts = starts_of(sizes)
        places = np.arange(len(values)) - np.repeat(starts[:-1], sizes)
        factors = _factors(number, int(places.max(initial=0)).bit_length())
        products = (values.astype(np.uint64) + np.uint64(1)) * factors[places]
        sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(products, dtype=np.uint64)))
        digests += np.diff(sums[starts])
    return digests


@lru_cache(maxsize=256)
def _factors(number: int, bits: int) -> Array:
    """Return odd constants for the places of a column: splitmix64."""
    places = np.arange(1 << bits, dtype=np.uint64) + np.uint64(number << 40)
    return mix(places) | np.uint64(1)


def mix(numbers: Array) -> Array:
    """Return numbers of 64 bits that look like chance, different for different ones: splitmix64."""
    mixed = (numbers + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))


def starts_of(sizes: Array) -> Array:
    """Return where each row begins, and where the last one ends."""
    return np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))


def take_ranges(values: Array, starts: Array, sizes: Array) -> Array:
    """Return the values of each range, one after the other."""
    ends = np.cumsum(sizes, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    return values[np.arange(total) + np.repeat(starts - (ends - sizes), sizes)]


def interleave(first: Runs, second: Runs) -> Runs:
    """Return rows that each consist of one of the first and one of the second."""
    count = len(first.sizes)
    sizes = np.stack((first.sizes, second.sizes), axis=1).ravel()
    starts = np.empty(2 * count, np.int64)
    starts[::2] = starts_of(first.sizes)[:-1]
    starts[1::2] = starts_of(second.sizes)[:-1] + len(first.values)
    values = take_ranges(np.concatenate((first.values, second.values)), starts, sizes)
    return Runs(first.sizes + second.sizes, values)


def sizes_of_encoded(numbers: Array) -> Array:
    """Return how many bytes each number takes."""
    sizes = np.ones(len(numbers), np.int32)
    for step in range(7, int(numbers.max(initial=0)).bit_length(), 7):
        sizes += numbers >> step > 0
    return sizes


def encode_each(numbers: Array) -> Runs:
    """Return each number as a row of bytes, as `onrecord.search.encoding` writes it."""
    sizes = sizes_of_encoded(numbers)
    starts = starts_of(sizes)
    values = np.empty(starts[-1], np.uint8)
    places, left = starts[:-1], numbers
    while len(left):
        has_more = left > 0x7F
        values[places] = left & 0x7F | has_more.astype(left.dtype) << 7
        places, left = places[has_more] + 1, left[has_more] >> 7
    return Runs(sizes, values)


def encode_all(numbers: Array) -> bytes:
    """Return numbers as bytes, one after the other."""
    return encode_each(numbers).values.tobytes()


def encode_rows(numbers: Array, counts: Array) -> Runs:
    """Return rows of so many numbers as rows of bytes."""
    each = encode_each(numbers)
    ends = starts_of(each.sizes)[starts_of(counts)]
    return Runs(np.diff(ends).astype(np.uint32), each.values)


def starts_of_groups(values: Array) -> Array:
    """Return where each group of equal values begins; `values` are sorted."""
    return np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1]))[: len(values)])


def sums_of(values: Array, starts: Array) -> Array:
    """Return the sum of each range of values; `starts` ends with the end of the last range."""
    return np.diff(starts_of(values)[starts])


def shorten(numbers: Array) -> Array:
    """Return the same numbers in as few bytes as they fit in."""
    return numbers.astype(np.uint16 if numbers.max(initial=0) < 1 << 16 else np.uint32)

"""Rows of different lengths in one array, and numbers as bytes, many at a time."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]


class Runs(NamedTuple):
    """The lengths of rows, and the values of all rows one after the other."""

    sizes: Array
    values: Array


class RunTable:
    """Rows to read in any order."""

    def __init__(self, runs: Runs) -> None:
        self.sizes = runs.sizes
        self._values = runs.values
        self._starts = starts_of(runs.sizes)

    def take(self, rows: Array) -> Array:
        """Return the values of some rows, one after the other."""
        return take_ranges(self._values, self._starts[rows], self.sizes[rows])


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


def encode_each(numbers: Array) -> Runs:
    """Return each number as a row of bytes, as `onrecord.search.encoding` writes it."""
    largest = int(numbers.max(initial=0))
    if largest < 0x80:
        return Runs(np.ones(len(numbers), np.int64), numbers.astype(np.uint8))
    steps = range(0, largest.bit_length(), 7)
    groups = np.stack([numbers >> step & 0x7F for step in steps], axis=1).astype(np.uint8)
    sizes = np.ones(len(numbers), np.int64)
    for step in steps[1:]:
        sizes += numbers >> step > 0
    places = np.arange(len(steps))
    groups |= np.where(places < (sizes - 1)[:, None], 0x80, 0).astype(np.uint8)
    return Runs(sizes, groups[places < sizes[:, None]])


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

"""Cuts the data files of a large collection by year, month or day.

Hosts refuse large files. As long as a data file is small, there is one for all statements.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from onrecord.model import Address

LIMIT = 20 * 1024 * 1024  # bytes; Cloudflare Pages refuses files over 25 MiB
_LABELS = (0, 4, 7, 10)  # lengths of the labels: nothing, 2021, 2021-02, 2021-02-26

Volumes = Mapping[Address, tuple["Volume", ...]]  # by the name of the whole file


@dataclass(frozen=True, slots=True)
class Volume:
    """A data file with the statements of some time, which follow one another."""

    name: Address  # data/paragraphs-2021.jsonl
    label: str  # 2021, 2021-02 or 2021-02-26; empty if it has all statements
    start: int  # the place of the first statement among all
    end: int  # the place after the last one


def cut(
    name: Address, days: Sequence[date], sizes: Sequence[int], *, limit: int = LIMIT
) -> tuple[Volume, ...]:
    """Return the volumes of a data file whose parts have these sizes, in bytes, by date."""

    def volumes(start: int, end: int, depth: int) -> Iterator[Volume]:
        is_last = depth + 1 == len(_LABELS)
        if is_last or sum(sizes[start:end]) <= limit:
            label = days[start].isoformat()[: _LABELS[depth]] if depth else ""
            yield Volume(_named(name, label), label, start, end)
            return
        length = _LABELS[depth + 1]
        for _, group in groupby(range(start, end), lambda place: days[place].isoformat()[:length]):
            places = list(group)
            yield from volumes(places[0], places[-1] + 1, depth + 1)

    return tuple(volumes(0, len(days), 0))


def _named(name: Address, label: str) -> Address:
    stem, dot, ending = name.rpartition(".")
    return Address(f"{stem}-{label}{dot}{ending}" if label else name)

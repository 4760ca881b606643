"""Many texts in little memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


class CompactTexts(Mapping[str, str]):
    """Texts by name, kept as UTF-8: a text with a curly quotation mark takes twice as much."""

    def __init__(self, *contents: Mapping[str, bytes]) -> None:
        """Of several contents with a name, the first counts; each is read when it is needed."""
        self._contents = contents

    def __getitem__(self, name: str) -> str:
        for one in self._contents:
            if name in one:
                return one[name].decode()
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(set[str]().union(*self._contents)))

    def __len__(self) -> int:
        return len(set[str]().union(*self._contents))

    def __or__(self, others: Mapping[str, str]) -> CompactTexts:
        """Return these texts and others, which replace those with the same names."""
        return CompactTexts({one: text.encode() for one, text in others.items()}, *self._contents)

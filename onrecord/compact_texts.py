"""Many texts in little memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


class CompactTexts(Mapping[str, str]):
    """Texts by name, kept as UTF-8: a text with a curly quotation mark takes twice as much."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents

    def __getitem__(self, name: str) -> str:
        return self._contents[name].decode()

    def __iter__(self) -> Iterator[str]:
        return iter(self._contents)

    def __len__(self) -> int:
        return len(self._contents)

    def __or__(self, others: Mapping[str, str]) -> CompactTexts:
        """Return these texts and others, which replace those with the same names."""
        return CompactTexts({**self._contents, **{one: t.encode() for one, t in others.items()}})

"""Many texts in little memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

Content = bytes | Callable[[], bytes]  # a text as UTF-8, or what reads it


class CompactTexts(Mapping[str, str]):
    """Texts by name, kept as UTF-8 or read when they are needed.

    With a curly quotation mark in it, a text takes twice as much memory as its UTF-8.
    """

    def __init__(self, contents: Mapping[str, Content]) -> None:
        self._contents = contents

    def __getitem__(self, name: str) -> str:
        content = self._contents[name]
        return (content if isinstance(content, bytes) else content()).decode()

    def __iter__(self) -> Iterator[str]:
        return iter(self._contents)

    def __len__(self) -> int:
        return len(self._contents)

    def __or__(self, others: Mapping[str, str]) -> CompactTexts:
        """Return these texts and others, which replace those with the same names."""
        added = {name: text.encode() for name, text in others.items()}
        return CompactTexts({**self._contents, **added})

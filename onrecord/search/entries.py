"""What a search index is made of: a paragraph each, in reading order, and how the site names it."""

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.model import PlacedParagraph


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph with the texts that it is found by, and what a hit shows with it."""

    placed: PlacedParagraph
    fields: Mapping[str, str]  # plain texts by field; `text` is the paragraph's own
    speaker_name: str
    question: str = ""  # of its exchange, shortened

    @property
    def id(self) -> str:
        """`2021-02-26-atmar/p14`, as the data files call it."""
        return self.placed.id

    @property
    def text(self) -> str:
        """The paragraph's own text."""
        return self.placed.paragraph.text


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything that a search index is made of."""

    entries: tuple[Entry, ...]
    fields: Mapping[str, float]  # those that are indexed, with their boosts
    topics: Mapping[str, str]  # label by slug
    synonyms: tuple[tuple[str, ...], ...] = ()  # names that mean the same

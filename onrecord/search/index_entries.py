"""The paragraphs that a search index is made from, in reading order."""

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.model import PlacedParagraph


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph with the texts by which it is found, and what a result shows with it."""

    placed: PlacedParagraph
    fields: Mapping[str, str]  # plain texts by field; `text` is the paragraph's own
    speaker_name: str
    question: str = ""  # the question of its exchange, shortened

    @property
    def id(self) -> str:
        """`2021-02-26-atmar/p14`, as in the data files."""
        return self.placed.id

    @property
    def text(self) -> str:
        """The paragraph's own text."""
        return self.placed.paragraph.text


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything that a search index is made from."""

    entries: tuple[Entry, ...]
    fields: Mapping[str, float]  # those that are indexed, with their boosts
    topics: Mapping[str, str]  # label by slug
    synonyms: tuple[tuple[str, ...], ...] = ()  # names that mean the same

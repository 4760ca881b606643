"""What search is told of a collection: a paragraph each, in reading order."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatementEntry:
    """A statement, as hits name it."""

    slug: str
    url: str  # relative to the site's root
    title: str
    date: str  # 2021-02-26


@dataclass(frozen=True, slots=True)
class ExchangeEntry:
    """An exchange, as hits name it."""

    number: int
    question: str  # in short


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph: what is searched, what a hit shows, and what hits are filtered by."""

    fields: Mapping[str, str]  # plain texts by field; `text` is the paragraph's own
    statement: StatementEntry
    exchange: ExchangeEntry | None
    anchor: str  # p14
    kind: str
    speaker: str
    speaker_name: str
    topics: tuple[str, ...]

    @property
    def id(self) -> str:
        """`2021-02-26-atmar/p14`, as the data files call it."""
        return f"{self.statement.slug}/{self.anchor}"

    @property
    def text(self) -> str:
        """The paragraph's own text."""
        return self.fields["text"]


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything that a search index is made of."""

    entries: tuple[Entry, ...]
    fields: Mapping[str, float]  # those that are indexed, with their boosts
    topics: Mapping[str, str]  # label by slug
    synonyms: tuple[tuple[str, ...], ...] = ()  # names that mean the same

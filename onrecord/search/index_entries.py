"""What a search index is made from: the paragraphs of statements, in reading order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph with the texts by which it is found, and what a result shows with it."""

    anchor: str
    kind: str
    speaker: str  # a slug
    speaker_name: str
    topics: tuple[str, ...]  # slugs
    text: str
    fields: Mapping[str, str]  # the other texts by which it is found, by field
    exchange: int | None = None
    question: str = ""  # the question of its exchange, shortened
    quoted: tuple[tuple[str, str], ...] = ()  # whom a news report quotes in it: slugs and names
    mentioned: tuple[str, ...] = ()  # those of its topics that it is not about

    @property
    def who(self) -> tuple[object, ...]:
        """Its speaker's slug and name, and whom it quotes."""
        who = (self.speaker, self.speaker_name)
        return (*who, self.quoted) if self.quoted else who

    @property
    def texts(self) -> dict[str, str]:
        """All texts by which it is found, by field."""
        return {"text": self.text, **self.fields}


@dataclass(frozen=True, slots=True)
class IndexedStatement:
    """A statement with its paragraphs."""

    slug: str
    url: str
    title: str  # the short one
    date: str
    entries: tuple[Entry, ...]

    def id_of(self, entry: Entry) -> str:
        """Return `2021-02-26-atmar/p14`, as in the data files."""
        return f"{self.slug}/{entry.anchor}"


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """The indexed fields with their boosts, topics' labels by slug, names that mean the same."""

    fields: Mapping[str, float]
    topics: Mapping[str, str]
    synonyms: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything that a search index is made from."""

    statements: tuple[IndexedStatement, ...]
    settings: IndexSettings

    @property
    def entries(self) -> Iterator[Entry]:
        """All paragraphs."""
        return (entry for statement in self.statements for entry in statement.entries)

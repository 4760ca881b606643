"""Makes collections of any size from the sentences and words of the transcripts.

The same size gives the same collection. Half of the paragraphs are whole sentences. The others are
words drawn by Zipf's law, with rare words made of two real ones, and with years, accents, capitals
and scripts that the transcripts do not have.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from onrecord.model import Config, ParagraphKind, SearchSettings, Site, Slug, Topic, TopicRules
from onrecord.search import IndexFiles
from onrecord.search.index_entries import Entry, IndexedStatement
from onrecord.search.statement_segment import analyse_statement
from tools.repository import ROOT

FIELDS = {"text": 1.0, "title": 2.0, "speaker": 0.5, "topic": 1.0}
TOPICS = {"syria": "Syria", "drug-trade": "Drug trade", "peace": "Peace and reconciliation"}
_STRANGE = ["Kāzım", "Łódź", "1,000", "2021", "007", "U.S.", "US", "IT", "Путин", "阿富汗"]
_QUOTED = (("jane-doe", "Jane Doe"), ("john-roe", "John Roe"))
_KINDS: tuple[ParagraphKind, ...] = ("statement", "question", "answer", "answer")


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything that a search index is made from."""

    statements: tuple[IndexedStatement, ...]
    config: Config

    @property
    def entries(self) -> Iterator[Entry]:
        """All paragraphs."""
        return (entry for statement in self.statements for entry in statement.entries)

    def index_files(self) -> IndexFiles:
        """Return the files of the index."""
        segments = [analyse_statement(one, self.config) for one in self.statements]
        return IndexFiles(segments, self.config)


def config_for(
    fields: Mapping[str, float],
    topics: Mapping[str, str],
    synonyms: tuple[tuple[str, ...], ...] = (),
) -> Config:
    """Return a configuration with indexed fields, labels of topics, names that mean the same."""
    known = {slug: Topic(Slug(slug), label, "", TopicRules(())) for slug, label in topics.items()}
    settings = SearchSettings(fields, synonyms, export_lunr=False)
    return Config(Site("", "", "", ""), {}, known, settings)


def texts_of(entry: Entry) -> dict[str, str]:
    """Return all texts by which a paragraph is found, by field."""
    return {"text": entry.text, **entry.fields}


def make_collection(count: int) -> Collection:
    """Return a collection of `count` paragraphs, those of the transcripts first."""
    draw = random.Random(count)
    written = [each for each in _transcripts() if len(each) > 1]
    texts = (written + list(_draw_texts(written, draw, count)))[:count]
    names = [" ".join(draw.sample(_words(written), 2)).title() for _ in range(25)]
    statements: list[IndexedStatement] = []
    made = 0
    while made < count:
        size = draw.randrange(5, 60)
        statements.append(_draw_statement(made, texts[made:][:size], names, draw))
        made += size
    return Collection(tuple(statements), config_for(FIELDS, TOPICS))


def _draw_statement(
    number: int, texts: list[str], names: list[str], draw: random.Random
) -> IndexedStatement:
    slug = f"statement-{number}"
    title = " ".join(draw.sample(texts[0].split(), min(6, len(texts[0].split()))))
    day = date(2010 + number % 30, 3, 4)
    entries = []
    for place, text in enumerate(texts):
        name = names[int(draw.random() ** 2 * len(names))]
        exchange = place // 4 if place > 3 else None
        topics = tuple(topic for topic in TOPICS if draw.random() < 0.2)
        fields = {
            "title": title,
            "speaker": name,
            "topic": " ".join(TOPICS[topic] for topic in topics),
        }
        kind = _KINDS[place % 4] if exchange else "statement"
        speaker = name.lower().replace(" ", "-")
        asked = f"Question {exchange}" if exchange else ""
        shown = kind, speaker, name, topics, text, fields, exchange, asked
        entries.append(Entry(f"p{place + 1}", *shown, _QUOTED if place % 7 == 6 else ()))
    return IndexedStatement(slug, f"statements/{slug}/", title, day.isoformat(), tuple(entries))


def _draw_texts(written: list[str], draw: random.Random, count: int) -> list[str]:
    sentences = [part for text in written for part in re.split(r"(?<=[.?!]) ", text)]
    words = _words(written)
    rare = [draw.choice(words).lower() + draw.choice(words).lower() for _ in range(count // 2)]
    ranked = draw.sample(words, len(words)) + _STRANGE + rare
    weights = list(accumulate(1 / (rank + 8) for rank in range(len(ranked))))
    return [
        " ".join(draw.choices(sentences, k=draw.randrange(1, 4)))
        if draw.random() < 0.5
        else " ".join(draw.choices(ranked, cum_weights=weights, k=draw.randrange(1, 50)))
        for _ in range(count)
    ]


def _transcripts() -> list[str]:
    return [
        " ".join(part.split())
        for path in sorted(ROOT.glob("transcripts/*.md"))
        for part in path.read_text("utf-8").split("\n---\n", 1)[1].split("\n\n")
    ]


def _words(texts: list[str]) -> list[str]:
    return sorted({word for text in texts for word in re.findall(r"[^\W\d_]+", text)})

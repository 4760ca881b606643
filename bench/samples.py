"""Paragraphs and queries for benchmarks; the same number gives the same ones."""

import json
import random
from collections import Counter
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from onrecord.search.analysis import Word, read_words
from onrecord.search.index_entries import Entry, IndexedStatement
from tools.made_collection import FIELDS, Collection, config_for, make_collection
from tools.site_data import read_paragraphs

_COMMON = 100


@dataclass(frozen=True, slots=True)
class Queries:
    """Queries: one to three words that are in the same paragraph, phrases, three common words."""

    words: list[str]
    phrases: list[str]
    common: list[str]


def take_collection(count: int, data: Path | None) -> Collection:
    """Return `count` paragraphs, from a site's `data/` if given, or made-up ones."""
    if data is None:
        return make_collection(count)
    statements = json.loads((data / "statements.json").read_text("utf-8"))
    titles = {row["id"]: row["title"] for row in statements}
    rows = list(islice(read_paragraphs(data), count))
    indexed = tuple(
        _read_statement(slug, titles[slug], list(same))
        for slug, same in groupby(rows, itemgetter("statement"))
    )
    topics = {topic: topic for row in rows for topic in row["topics"]}
    return Collection(indexed, config_for(FIELDS, topics))


def draw_queries(collection: Collection, count: int) -> Queries:
    """Return `count` queries of each kind, from random paragraphs."""
    draw = random.Random(1)
    words: list[str] = []
    phrases: list[str] = []
    texts = [entry.text for entry in collection.entries]
    while len(words) < count or len(phrases) < count:
        text = draw.choice(texts)
        read = list(read_words(text))
        fit = [w.folded for w in read if w.term and len(w.folded) > 3 and w.folded.isalpha()]
        if len(fit) > 3:
            words.append(" ".join(draw.sample(fit, draw.choice((1, 2, 2, 3)))))
        if len(read) > 8:
            phrases += _draw_phrase(text, read, draw)
    return Queries(words[:count], phrases[:count], _draw_common(texts, count, draw))


def _draw_common(texts: list[str], count: int, draw: random.Random) -> list[str]:
    """Return queries of three of the most frequent words."""
    sample = draw.sample(texts, min(len(texts), 5_000))
    words = (word.folded for text in sample for word in read_words(text) if word.term)
    frequent = [word for word, _ in Counter(words).most_common(_COMMON) if word.isalpha()]
    return [" ".join(draw.sample(frequent, 3)) for _ in range(count)]


def _draw_phrase(text: str, read: list[Word], draw: random.Random) -> list[str]:
    """Return a phrase of two to four words without stop words at its ends, or nothing."""
    first = draw.randrange(len(read) - 4)
    last = first + draw.choice((1, 1, 2, 3))
    if read[first].term is None or read[last].term is None:
        return []
    return ['"' + text[read[first].start : read[last].end].replace('"', "") + '"']


def _read_statement(slug: str, title: str, rows: list[dict[str, Any]]) -> IndexedStatement:
    entries = tuple(_read_entry(row, title) for row in rows)
    return IndexedStatement(slug, f"statements/{slug}/", title, rows[0]["date"], entries)


def _read_entry(row: dict[str, Any], title: str) -> Entry:
    fields = {
        "title": title,
        "speaker": row["speaker_name"],
        "topic": " ".join(row["topics"]),
    }
    return Entry(
        anchor=row["id"].rpartition("/")[2],
        kind=row["kind"],
        speaker=row["speaker"],
        speaker_name=row["speaker_name"],
        topics=tuple(row["topics"]),
        text=row["text"],
        fields=fields,
        exchange=row["exchange"],
    )

"""Measures how well made quotations are judged.

Usage: python -m tests.quotations.measure [SITE] [COUNT]

SITE is the folder of a site, by default one of the five transcripts; COUNT is how many quotations
of each kind are made. Prints a line for
each kind: how many were judged rightly, and what the others were taken for; then each of these. The
last line says how many were called verbatim that a plain scan of the collection does not find.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from onrecord.search import IndexFiles
from tests.quotations.run_judge import judge_texts, write_index
from tests.support.corpora import Corpus, index_segments, real_corpus
from tools.made_quotations import Made, Maker, Paragraph, from_elsewhere
from tools.site_data import read_paragraphs


@dataclass(frozen=True)
class Collection:
    """Paragraphs, and the index in which quotations are looked up."""

    paragraphs: Sequence[Paragraph]
    index: Path


@dataclass
class Measured:
    """The verdicts on made quotations."""

    verdicts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    wrong: list[tuple[Made, str]] = field(default_factory=list)
    false_verbatim: list[Made] = field(default_factory=list)

    def share_right(self, kind: str) -> float:
        """Return the share of a kind that was judged rightly."""
        counts = self.verdicts[kind]
        return counts["right"] / counts.total()


def measure(collection: Collection, *, count: int, seed: int = 1) -> Measured:
    """Judge `count` quotations of each kind, made from the collection, by the collection."""
    maker = Maker(collection.paragraphs, seed)
    elsewhere = (Made("from elsewhere", text, "not-found") for text in from_elsewhere())
    quotations = (*maker.make(count), *elsewhere)
    # As lines that somebody cites: quotation marks inside are the text's own.
    texts = [f"> {made.text}" for made in quotations]
    found = judge_texts(texts, collection.index)
    measured = Measured()
    for made, findings in zip(quotations, found, strict=True):
        verdict = " ".join(finding["verdict"] for finding in findings)
        is_right = verdict == made.right
        measured.verdicts[made.kind]["right" if is_right else verdict] += 1
        if not is_right:
            measured.wrong.append((made, verdict))
        if any(one["how"] == "verbatim" for one in findings) and not maker.is_in(made.text):
            measured.false_verbatim.append(made)
    return measured


def collection_of(corpus: Corpus, folder: Path) -> Collection:
    """Return the corpus as a collection, with its index written to the folder."""
    recorded = frozenset(statement.speaker for statement in corpus.statements)
    paragraphs = [
        _paragraph(paragraph.text, paragraph.kind, paragraph.speaker, recorded)
        for statement in corpus.statements
        for paragraph in statement.paragraphs
    ]
    files = IndexFiles(index_segments(corpus), corpus.config)
    return Collection(paragraphs, write_index(files, folder))


def collection_at(site: Path) -> Collection:
    """Return the collection of a site, by its data files and its index."""
    statements: list[dict[str, Any]] = json.loads((site / "data/statements.json").read_bytes())
    recorded = frozenset(statement["speaker"] for statement in statements)
    paragraphs = [
        _paragraph(row["text"], row["kind"], row["speaker"], recorded)
        for row in read_paragraphs(site / "data")
    ]
    return Collection(paragraphs, site / "search")


def _paragraph(text: str, kind: str, speaker: str, recorded: frozenset[str]) -> Paragraph:
    is_own = kind in ("statement", "answer") and speaker in recorded
    return Paragraph(text, kind, is_own)


def report(measured: Measured) -> Iterator[str]:
    """Yield the lines to print."""
    for kind, counts in measured.verdicts.items():
        others = {verdict: count for verdict, count in counts.items() if verdict != "right"}
        yield f"{kind:24} {counts['right']:5} of {counts.total():5} {others or ''}"
    for made, verdict in measured.wrong:
        yield f"{made.kind} taken for {verdict}: {made.text}"
    yield f"called verbatim and not there: {len(measured.false_verbatim)}"


def main(site: Path | None, count: int) -> None:
    """Measure, and print the report."""
    with TemporaryDirectory() as temporary:
        collection = collection_at(site) if site else collection_of(real_corpus(), Path(temporary))
        print(*report(measure(collection, count=count)), sep="\n")


if __name__ == "__main__":
    main(
        Path(sys.argv[1]) if len(sys.argv) > 1 else None,
        int(sys.argv[2]) if len(sys.argv) > 2 else 200,
    )

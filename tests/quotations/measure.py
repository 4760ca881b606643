"""How well made quotations are told: `python -m tests.quotations.measure [PROJECT] [COUNT]`.

A line for each kind: how many were told rightly, and what the others were taken for; then each of
these. The last line says how many were called verbatim that a plain scan of the collection does
not find.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.content.project import read_project
from onrecord.model import Corpus
from onrecord.pipeline import prepare
from onrecord.quotations.judge import People
from onrecord.quotations.library import CorpusLibrary
from onrecord.quotations.lookup import look_up
from tests.quotations.making import Made, Maker
from tests.support.repository import ROOT

ELSEWHERE = ROOT / "tests/quotations/elsewhere.txt"


@dataclass
class Measured:
    """What made quotations were taken for."""

    verdicts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    wrong: list[tuple[Made, str]] = field(default_factory=list)
    false_verbatim: list[Made] = field(default_factory=list)

    def share_right(self, kind: str) -> float:
        """How much of a kind was told rightly."""
        counts = self.verdicts[kind]
        return counts["right"] / counts.total()


def measure(corpus: Corpus, *, count: int, seed: int = 1) -> Measured:
    """So many of each kind, told by the collection that they are made of."""
    library = CorpusLibrary(corpus)
    people = People(frozenset(statement.speaker for statement in corpus.statements))
    maker = Maker(library, people, seed)
    measured = Measured()
    for made in (*maker.make(count), *from_elsewhere()):
        # As lines that somebody cites: quotation marks inside are the text's own.
        findings = look_up(f"> {made.text}", library=library, people=people)
        verdict = " ".join(finding.verdict for finding in findings)
        is_right = verdict == made.right
        measured.verdicts[made.kind]["right" if is_right else verdict] += 1
        if not is_right:
            measured.wrong.append((made, verdict))
        if any(finding.how == "verbatim" for finding in findings) and not maker.stands(made.text):
            measured.false_verbatim.append(made)
    return measured


def from_elsewhere() -> Iterable[Made]:
    """Sentences that nobody in the collection said."""
    lines = ELSEWHERE.read_text("utf-8").splitlines()
    return [Made("from elsewhere", line, "not-found") for line in lines]


def report(measured: Measured) -> Iterator[str]:
    """The lines to be printed."""
    for kind, counts in measured.verdicts.items():
        others = {verdict: count for verdict, count in counts.items() if verdict != "right"}
        yield f"{kind:24} {counts['right']:5} of {counts.total():5} {others or ''}"
    for made, verdict in measured.wrong:
        yield f"{made.kind} taken for {verdict}: {made.text}"
    yield f"called verbatim and not there: {len(measured.false_verbatim)}"


if __name__ == "__main__":
    project = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    corpus = prepare(read_project(project)).corpus
    print(*report(measure(corpus, count=count)), sep="\n")

"""Replays the edits of a real collection, and counts which paragraphs kept their ids.

Each version of a text is matched with the record of the previous one, and every removal is
accepted. Which ids should be kept is judged by another method: paragraphs are compared in pairs,
word by word in order (difflib), and the best pairs are taken first.

Usage: python -m bench.histories SOURCE [--suffix .md …] [--lines] [--show 20]. The source is a git
repository, or a folder with a subfolder for each version, in the order of their names. Paragraphs
are separated by blank lines, or are single lines; `Name:` or `**Name:**` before one is its speaker.
"""

import argparse
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path
from typing import Any

from onrecord.model import (
    Paragraph,
    SafeHtml,
    Slug,
    Speech,
    StatementOf,
    TaggedParagraph,
    TaggedStatement,
)
from onrecord.permalinks.fingerprint import fingerprint_of
from onrecord.permalinks.history import history_of
from onrecord.permalinks.number import Assigned, assign_numbers
from onrecord.permalinks.record import Record, RecordedParagraph

SAME = 0.8  # of the words of a paragraph and its new version
RELATED = 0.5  # of the shorter one's words; with fewer it is a different paragraph
FEW = 8  # words
NEAR = 0.02  # of the words; likeness that differs by less counts as equal
BESIDE = 0.1  # bonus for each neighbour that is the same
FIRST = date(2000, 1, 1)
LABEL = re.compile(r"(?:\*\*(?P<bold>[^*:]{2,40}):?\*\*:?|(?P<plain>[A-Z][\w.’' -]{1,40}):)\s")
SHOWN = 90  # characters

Change = tuple[str, str, str]  # path, previous path, text; deleted files are left out
Texts = tuple[tuple[str, str], ...]  # speaker and text of each paragraph


@dataclass(slots=True)
class Tally:
    """The counts over all edits."""

    edits: int = 0
    paragraphs: int = 0  # before the edits of their texts
    same: int = 0  # with enough words in common with a new paragraph
    kept: int = 0  # of the same ones, those that kept their ids
    reworded: int = 0  # of the same ones, those that were edited
    kept_reworded: int = 0
    merged: int = 0  # into a paragraph with another id
    linked: int = 0  # of the merged ones, those whose id links there
    fingerprints: int = 0  # of paragraphs that changed
    recorded: int = 0  # of these fingerprints
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


def main() -> None:
    """Replay the source named on the command line, and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("--suffix", nargs="+", default=[".md", ".txt"])
    parser.add_argument("--lines", action="store_true")
    parser.add_argument("--show", type=int, default=0, help="how many misses to show")
    chosen = parser.parse_args()
    source, suffixes = chosen.source, tuple(chosen.suffix)
    is_repository = (source / ".git").exists()
    changes = commits(source, suffixes) if is_repository else folders(source, suffixes)
    tally = replay(changes, by_line=chosen.lines)
    print(report(tally))
    for one in (*tally.wrong[: chosen.show], *tally.missed[: chosen.show]):
        print(one)


def report(tally: Tally) -> str:
    """Return the figures, one on each line."""
    kept = f"{tally.kept} kept the id: {tally.kept / max(1, tally.same):.3%}"
    of_reworded = tally.kept_reworded / max(1, tally.reworded)
    fingerprints = f"{tally.fingerprints} fingerprints of changed text"
    return "\n".join(
        (
            f"{tally.edits} edits, {tally.paragraphs} paragraphs in the edited texts",
            f"{tally.same} with {SAME:.0%} of the words unchanged; {kept}",
            f"{tally.reworded} of them reworded; {tally.kept_reworded} kept it: {of_reworded:.3%}",
            f"{tally.merged} merged into another one; {tally.linked} link there",
            f"{len(tally.wrong)} ids given to a different paragraph",
            f"{tally.recorded} of {fingerprints} are in the record",
        )
    )


def replay(changes: Iterator[Change], *, by_line: bool = False) -> Tally:
    """Match each change with the record of its text, and judge the result."""
    tally = Tally()
    records: dict[str, tuple[Record, Texts]] = {}
    for path, before, text in changes:
        now = paragraphs_of(text, by_line=by_line)
        record, old = records.pop(before, (None, ()))
        day = FIRST + timedelta(days=tally.edits)
        assigned = _assign(now, record, day)
        if record and old != now:
            tally.edits += 1
            judge(record, assigned, f"{path} ({tally.edits})", tally)
        records[path] = assigned.record, now
    return tally


def paragraphs_of(text: str, *, by_line: bool = False) -> Texts:
    """Return speakers and texts, without front matter and headings."""
    body = re.sub(r"\A---\n.*?\n---\n", "", text.replace("\r\n", "\n"), flags=re.DOTALL)
    speaker, found = "", []
    for block in re.split(r"\n" if by_line else r"\n\s*\n", body):
        said = " ".join(block.split())
        if not re.search(r"\w", said) or said.startswith("#"):
            continue
        label = LABEL.match(said)
        if label:
            speaker = label["bold"] or label["plain"]
            said = said[label.end() :].strip() or said
        found.append((speaker, said))
    return tuple(found)


def folders(source: Path, suffixes: tuple[str, ...]) -> Iterator[Change]:
    """Yield the texts of each version that differ from the previous one."""
    before: dict[str, str] = {}
    for folder in sorted(path for path in source.iterdir() if path.is_dir()):
        paths = (path for path in sorted(folder.rglob("*")) if path.name.endswith(suffixes))
        for path in paths:
            name, text = str(path.relative_to(folder)), path.read_text("utf-8", "replace")
            if before.get(name) != text:
                before[name] = text
                yield name, name, text


def commits(source: Path, suffixes: tuple[str, ...]) -> Iterator[Change]:
    """Yield the texts that commits added, edited or renamed, following first parents."""
    log = [
        "log",
        "--reverse",
        "--first-parent",
        "-m",
        "--format=%x00%H",
        "--name-status",
        "-M",
        "-z",
    ]
    commit, fields = "", iter(_git(source, *log).split("\0"))
    for entry in fields:
        status = entry.strip()
        if re.fullmatch(r"[0-9a-f]{40}", status):
            commit = status
        elif re.fullmatch(r"[ADMTRC]\d*", status):
            before = next(fields)
            path = next(fields) if status[0] in "RC" else before
            if path.endswith(suffixes) and status[0] in "AMR":
                yield path, before, _git(source, "show", f"{commit}:{path}")


def judge(record: Record, assigned: Assigned, name: str, tally: Tally) -> None:
    """Count what happened to each paragraph."""
    olds = [entry for entry in record.paragraphs if not entry.removal]
    news = assigned.statement.paragraphs
    place_of = {p.anchor: p for p in news}
    history = history_of(assigned.record)["paragraphs"]
    tally.paragraphs += len(olds)
    expected = _expected(olds, news)
    for old, place in zip(olds, expected, strict=True):
        given = place_of.get(old.anchor)
        if place is not None:
            _count_same(old, given, news[place], name, tally)
        elif given is None:
            _count_merged(old, news, name, tally)
        linked = given or next((p for p in news if old.anchor in p.also), None)
        if linked and not _is_related(old.text, linked.text):
            tally.wrong.append(_shown("wrong", name, old.text, linked.text))
        if not given or given.text != old.text:
            _count_fingerprint(old, given, history.get(old.anchor, {}), tally)


def _count_same(
    old: RecordedParagraph, given: Paragraph | None, best: Paragraph, name: str, tally: Tally
) -> None:
    is_kept = given is not None and _is_as_good(old.text, given.text, best.text)
    is_reworded = _words(old.text) != _words(best.text)
    tally.same += 1
    tally.kept += is_kept
    tally.reworded += is_reworded
    tally.kept_reworded += is_reworded and is_kept
    if not is_kept:
        tally.missed.append(_shown("missed", name, old.text, best.text))


def _count_merged(
    old: RecordedParagraph, news: Sequence[Paragraph], name: str, tally: Tally
) -> None:
    hosts = [p for p in news if _is_part(old.text, p.text)]
    is_linked = any(old.anchor in p.also for p in hosts)
    tally.merged += bool(hosts)
    tally.linked += is_linked
    if hosts and not is_linked:
        tally.missed.append(_shown("not linked", name, old.text, hosts[0].text))


def _count_fingerprint(
    old: RecordedParagraph, given: Paragraph | None, history: Mapping[str, Any], tally: Tally
) -> None:
    fingerprint = fingerprint_of(old.text)
    tally.fingerprints += 1
    is_same = given is not None and fingerprint_of(given.text) == fingerprint
    earlier = (one["mark"] for one in history.get("earlier", ()))
    tally.recorded += is_same or fingerprint in earlier


def _expected(olds: Sequence[RecordedParagraph], news: Sequence[Paragraph]) -> Iterator[int | None]:
    """Yield, for each old paragraph, the place of the one that should have its number.

    None if the number of an equal paragraph, between equally good neighbours, is there.
    """
    texts, now = [p.text for p in olds], [p.text for p in news]
    index = {entry.anchor: i for i, entry in enumerate(olds)}
    for i, j in enumerate(_pairs(texts, now)):
        other = i if j is None else index.get(news[j].anchor, i)
        if j is None or other == i or _words(texts[other]) != _words(texts[i]):
            yield j
        else:
            is_as_good = _sides(texts, other, now, j) >= _sides(texts, i, now, j)
            yield None if is_as_good else j


def _pairs(olds: Sequence[str], news: Sequence[str]) -> list[int | None]:
    """Return the place of the matching new text for each old text, if enough is the same.

    The most similar texts with the same neighbours are matched first.
    """
    found = _equal_runs(olds, news)
    used, few = set(found.values()), set[int]()
    ranked = []
    for i, old in enumerate(olds):
        if i in found:
            continue
        for j, new in enumerate(news):
            alike = 0.0 if j in used else _alike(old, new)
            if alike >= RELATED:
                drift = abs(i / len(olds) - j / len(news))
                value = alike + BESIDE * _sides(olds, i, news, j)
                ranked.append((-round(value / NEAR), drift, i, j, alike))
    for _, _, i, j, alike in sorted(ranked):
        if i not in found and j not in used:
            found[i] = j
            used.add(j)
            few |= {i} if alike < SAME else set()
    return [None if i in few else found.get(i) for i in range(len(olds))]


def _equal_runs(olds: Sequence[str], news: Sequence[str]) -> dict[int, int]:
    """Match runs of equal texts that include one that is unique on both sides."""
    blocks = SequenceMatcher(None, olds, news, autojunk=False).get_matching_blocks()
    in_old, in_new = Counter(olds), Counter(news)
    once = {text for text, count in in_old.items() if count == 1 == in_new[text]}
    sure = [b for b in blocks if once & set(olds[b.a : b.a + b.size])]
    return {b.a + n: b.b + n for b in sure for n in range(b.size)}


def _sides(olds: Sequence[str], i: int, news: Sequence[str], j: int) -> int:
    """Return how many neighbours are the same, possibly reworded."""
    found = 0
    for step in (-1, 1):
        a, b = i + step, j + step
        if 0 <= a < len(olds) and 0 <= b < len(news):
            found += _alike(olds[a], news[b]) >= RELATED
    return found


def _is_as_good(old: str, given: str, best: str) -> bool:
    """True if a paragraph is the best match, or about as similar to the old one."""
    return given == best or _alike(old, given) >= _alike(old, best) - NEAR


def _is_related(old: str, given: str) -> bool:
    """Whether enough words of the shorter one are in order, or most in any order, or misspelt."""
    if _contained(old, given) >= RELATED:
        return True
    a, b = _words(old), _words(given)
    if 2 * (Counter(a) & Counter(b)).total() >= SAME * (len(a) + len(b)):
        return True
    letters = SequenceMatcher(None, "".join(a), "".join(b), autojunk=False)
    return letters.ratio() >= SAME


def _is_part(part: str, whole: str) -> bool:
    """True if enough of a text's words are in another, in order; never for very short texts."""
    a, b = _words(part), _words(whole)
    shared = (Counter(a) & Counter(b)).total()
    return FEW <= len(a) < len(b) and shared >= SAME * len(a) and _contained(part, whole) >= SAME


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold()) or list(text)


def _alike(one: str, other: str) -> float:
    """Return the share of words that are the same and in order, or 0 if it is under half."""
    if one == other:
        return 1.0
    a, b = _words(one), _words(other)
    if 4 * (Counter(a) & Counter(b)).total() < len(a) + len(b):
        return 0.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _contained(one: str, other: str) -> float:
    """Return the share of the shorter text's words that the longer one has in order."""
    a, b = sorted((_words(one), _words(other)), key=len)
    runs = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return sum(run.size for run in runs) / max(1, len(a))


def _shown(kind: str, name: str, old: str, new: str) -> str:
    return f"{kind}: {name}\n  - {old[:SHOWN]}\n  + {new[:SHOWN]}"


def _assign(now: Texts, record: Record | None, day: date) -> Assigned:
    """Give the text its recorded numbers, and accept every removal."""
    statement = _statement(now)
    accepted: dict[str, str] = {}
    while True:
        assigned = assign_numbers(statement, record, accepted=accepted, today=day)
        if not assigned.missing:
            return assigned
        accepted |= {entry.anchor: "" for entry in assigned.missing}


def _statement(texts: Texts) -> TaggedStatement:
    speeches, number = [], 0
    for speaker, group in groupby(texts, lambda one: one[0]):
        said = []
        for _, words in group:
            number += 1
            said.append(
                TaggedParagraph("statement", Slug(speaker), SafeHtml(""), words, number, ())
            )
        speeches.append(Speech("statement", Slug(speaker), "", "", "", tuple(said), said[0].line))
    opening = tuple(speeches)
    return StatementOf(
        Slug("2000-01-01-text"), "text.md", "T", "T", FIRST, Slug(""), opening=opening
    )


def _git(source: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", source, *arguments], capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


if __name__ == "__main__":
    main()

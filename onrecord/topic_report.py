"""Reports which phrases give paragraphs their topics, for the command `topics`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.content.project import read_project
from onrecord.errors import CallError, ContentError, suggest
from onrecord.model import Slug, Topic
from onrecord.pages.formatting import shortened
from onrecord.pipeline import number_statements
from onrecord.progress import Progress
from onrecord.statement_steps import config_of, tagger_of
from onrecord.work.steps import Steps

_SHOWN = 80  # characters of a paragraph


@dataclass(frozen=True, slots=True)
class Matched:
    """A paragraph with its topics, and the entries of their rules that it fulfils."""

    path: str
    line: int
    text: str
    entries: dict[Slug, tuple[str, ...]]


def topic_report(folder: Path, *, topic: str, is_without: bool, steps: Steps) -> str:
    """Return a table of all topics, or the paragraphs on one topic, or those without any.

    ContentError if a transcript cannot be read, CallError if there is no such topic.
    """
    files = read_project(folder)
    topics = config_of(files.config).topics
    if topic and topic not in topics:
        remedy = suggest(topic, topics) or f"known here: {', '.join(topics)}"
        raise CallError(f'unknown topic "{topic}"; {remedy}')
    numbering = number_statements(files, steps=steps, progress=Progress())
    if numbering.transcript_errors:
        raise ContentError(numbering.transcript_errors)
    tagger = tagger_of(files.config)
    paragraphs = [
        Matched(one.path, paragraph.line, paragraph.text, tagger.rules_met(paragraph.text))
        for one in numbering.statements(steps)
        for paragraph in one.paragraphs
    ]
    if topic or is_without:
        return "\n".join(_listed(Slug(topic), paragraphs))
    return "\n".join(_table(topics.values(), paragraphs))


def _table(topics: Iterable[Topic], paragraphs: Sequence[Matched]) -> Iterator[str]:
    width = len(f"{len(paragraphs):,}")
    for topic in topics:
        having = [one.entries[topic.slug] for one in paragraphs if topic.slug in one.entries]
        counts = Counter(entry for entries in having for entry in entries)
        yield f"{len(having):{width},}  {topic.slug}: {topic.label}"
        for kind, entries in (("words", topic.rules.words), ("supporting", topic.rules.supporting)):
            for entry in sorted(entries, key=lambda one: -counts[one]):
                yield f"{counts[entry]:{width + 4},}  {entry}" + " (supporting)" * (kind != "words")
    without = sum(not one.entries for one in paragraphs)
    yield f"{without:{width},}  without a topic, of {len(paragraphs):,} paragraphs"


def _listed(topic: Slug, paragraphs: Iterable[Matched]) -> Iterator[str]:
    """Yield the paragraphs on a topic with what they fulfil; without a topic, those on none."""
    for one in paragraphs:
        if topic in one.entries if topic else not one.entries:
            met = f"[{', '.join(one.entries[topic])}] " if topic else ""
            yield f"{one.path}:{one.line}: {met}{shortened(one.text, _SHOWN)}"

"""What checks read: statements together with the text of their files."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from onrecord.content.labels import Labels
from onrecord.content.source_lines import split_lines
from onrecord.content.yaml_lines import LinedValue, read_yaml
from onrecord.errors import Errors
from onrecord.model import Config, TaggedStatement
from onrecord.publish.hosts import NearLimit


@dataclass(frozen=True, slots=True)
class Body:
    """The text below the front matter, without the labels at the start of turns."""

    text: str
    first_line: int

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield every match of the pattern with its line in the file."""
        line, counted = self.first_line, 0
        for match in pattern.finditer(self.text):
            line += self.text.count("\n", counted, match.start())
            counted = match.start()
            yield line, match


@dataclass(frozen=True)
class Transcript:
    """A statement, its front matter with line numbers, and its body."""

    statement: TaggedStatement
    facts: LinedValue
    body: Body
    config: Config

    def line_of(self, *place: str | int) -> int:
        """Return the line of a front matter key, or the first line if the key is missing."""
        return self.facts.line_of(place)

    @cached_property
    def language(self) -> str:
        """The language without its region: `pt` of `pt-BR`."""
        return self.statement.language.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Collection:
    """A project's config.yaml and the transcripts that could be read."""

    config: Config
    config_path: str
    config_lines: LinedValue
    transcripts: tuple[Transcript, ...]  # sorted by path
    is_whole: bool  # True if every transcript could be read
    unrecorded: tuple[str, ...]  # paths for which the permalink record is out of date
    near_limits: tuple[NearLimit, ...]  # of the host, by the site as it was built last
    unused_templates: tuple[str, ...]  # paths of the project's templates without effect


def gather_transcripts(
    statements: Iterable[TaggedStatement], texts: Mapping[str, str], config: Config
) -> tuple[Transcript, ...]:
    """Return the statements with their texts, which are given by path."""
    labels = Labels(config.speakers.values())
    return tuple(_transcript(one, texts[one.path], labels, config) for one in statements)


def _transcript(
    statement: TaggedStatement, text: str, labels: Labels, config: Config
) -> Transcript:
    lines = list(split_lines(text, path=statement.path, errors=Errors()))
    end = next(number for number, line in enumerate(lines) if number and line.rstrip() == "---")
    head = "\n".join(lines[1:end])
    facts = read_yaml(head, path=statement.path, first_line=2, errors=Errors())
    assert facts, "the front matter was read before"
    for speech in statement.speeches:
        label = labels.find(lines[speech.line - 1]) if speech.printed else None
        if label:
            lines[speech.line - 1] = label.rest
    return Transcript(statement, facts, Body("\n".join(lines[end + 1 :]), end + 2), config)

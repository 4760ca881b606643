"""A collection that is ready to be published, under its permanent addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from typing import Any, Literal

from onrecord.content.corpus import speakers_with_pages
from onrecord.content.offers import TIMES, Offers, with_all_recordings
from onrecord.content.project import ProjectFiles, RecordingFile, TranscriptText
from onrecord.index_steps import JoinTask, Unpickled, join_segment
from onrecord.model import (
    ANSWER_CITATIONS,
    TIMED_DOWNLOADS,
    Config,
    Slug,
    Statement,
    StatementSummary,
)
from onrecord.pages.excerpts import questions_of
from onrecord.pages.orders import with_neighbours
from onrecord.pages.page_types import Link
from onrecord.pages.site_index import (
    SiteIndex,
    Texts,
    index_site,
    link_to,
)
from onrecord.permalinks.beside_texts import StatementRecordings, missing_topics
from onrecord.permalinks.reconcile import Reconciled
from onrecord.search import Segment, cut_into_segments, how_far_apart, names_of_parts
from onrecord.statement_steps import (
    HISTORY,
    STATEMENT,
    TALLIES,
    PublishTask,
    excerpts_on,
)
from onrecord.work.keys import key_of, key_of_code, key_of_folders
from onrecord.work.steps import Steps

# Social cards of statements and answers: drawn, or not, or not unless an earlier build drew them.
Cards = Literal["drawn", "kept", "none"]


@dataclass(frozen=True, slots=True)
class NumberedStatement:
    """A statement of the edition: its transcript, its summary, and where the rest is kept."""

    source: TranscriptText
    summary: StatementSummary
    key: str  # of the numbered statement in the store

    @property
    def slug(self) -> Slug:
        """The statement's slug."""
        return self.summary.facts.slug

    @property
    def recording(self) -> RecordingFile | None:
        """The recording beside the transcript that it names, if any."""
        named = self.summary.facts.recording
        return next((one for one in self.source.recordings if one.name == named), None)

    @property
    def recordings(self) -> StatementRecordings:
        """What was published of recordings."""
        names = ([self.recording.name] if self.recording else []) + (
            [TIMES] if self.summary.has_times else []
        )
        return StatementRecordings(self.summary.facts, tuple(names))


@dataclass(frozen=True)
class Edition:
    """A collection that is ready to be published; its texts are in the store."""

    files: ProjectFiles
    config: Config
    numbered: tuple[NumberedStatement, ...]  # by date and slug
    reconciled: Reconciled
    steps: Steps = field(compare=False)
    given_up: tuple[str, ...] = ()  # what was published beside texts and is not any more
    cards: Cards = "none"

    @property
    def summaries(self) -> tuple[StatementSummary, ...]:
        """The summaries of all statements, by date."""
        return tuple(one.summary for one in self.numbered)

    def index_segments(self) -> tuple[Segment, ...]:
        """Return the segments of the search index, by date."""
        groups = [self.numbered[one.start : one.stop] for one in self._segments]
        made = self.steps.run(join_segment, self.segment_keys, self._join)
        return tuple(
            Segment(one.light, self._parts(one.key), [self._parts(each.key) for each in group])
            for one, group in zip(made, groups, strict=True)
        )

    def _parts(self, key: str) -> Unpickled:
        return Unpickled(partial(self.steps.packed_part, key))

    @cached_property
    def segment_keys(self) -> tuple[str, ...]:
        """The keys of the segments of the search index in the store."""
        return tuple(
            key_of(
                key_of_code(),
                "segment",
                self._apart,
                [each.key for each in self.numbered[one.start : one.stop]],
            )
            for one in self._segments
        )

    def _join(self, number: int) -> JoinTask:
        """Return what the segment with the number is made of."""
        names, part = names_of_parts(self.config.search.fields), self.steps.packed_part
        one = self._segments[number]
        statements = (
            {name: part(each.key, name) for name in names}
            for each in self.numbered[one.start : one.stop]
        )
        return JoinTask(tuple(statements), self._apart)

    @cached_property
    def _segments(self) -> Sequence[range]:
        return cut_into_segments([one.slug for one in self.numbered])

    @cached_property
    def _apart(self) -> int:
        return how_far_apart([one.paragraphs for one in self.summaries])

    @cached_property
    def index(self) -> SiteIndex:
        """What lists need to know of all statements; texts are read when they are asked for."""
        return index_site(
            self.config,
            self.summaries,
            self.reconciled.withdrawn,
            texts=Texts(
                excerpts=lambda slug, topic: self.published_part(slug, excerpts_on(topic)),
                tallies=cache(lambda slug: self.published_part(slug, TALLIES)),
                questions=lambda slug: questions_of(self._statement(slug)),
            ),
            former_speakers=self.former_speakers,
            former_topics=self.former_topics,
            own_pages=self.files.pages,
        )

    @cached_property
    def former_speakers(self) -> tuple[Slug, ...]:
        """Return the speakers whose pages were published and who have none now."""
        earlier = self.files.offered.speakers
        published = map(Slug, self.config.speakers) if earlier is None else earlier
        pages = set(speakers_with_pages(self.config, self.summaries))
        pages |= {old for slug in pages for old in self.config.speakers[slug].formerly}
        return tuple(slug for slug in published if slug not in pages)

    @cached_property
    def former_topics(self) -> tuple[Slug, ...]:
        """Return the topics whose pages were published and that there are not any more."""
        return missing_topics(self.config, self.files.offered)

    @cached_property
    def cited_answers(self) -> Mapping[str, int]:
        """The highest number of an answer with files for its citation, by slug."""
        earlier = self.files.offered.cited_answers
        has_all = ANSWER_CITATIONS in self.config.downloads or earlier is None
        counted: dict[str, int] = dict(earlier or {})
        for one in self.numbered:
            slugs = (one.slug, *one.summary.facts.old_slugs)
            before = max(counted.get(slug, 0) for slug in slugs)
            counted[one.slug] = max([before, *(one.summary.exchanges if has_all else ())])
        return {slug: number for slug, number in sorted(counted.items()) if number}

    @property
    def offers(self) -> Offers:
        """What the site publishes beside statements, and what earlier ones did."""
        config, earlier = self.config, self.files.offered
        recordings = {one.slug: one.recordings.names for one in self.numbered}
        has_times = any(TIMES in names for names in recordings.values())
        with_pages = (config.speakers[slug] for slug in self.index.speakers)
        speakers = {*(old for one in with_pages for old in one.slugs), *self.former_speakers}
        names = {old: name for old, name in earlier.names.items() if old in speakers}
        names |= {slug: one.name for one in config.speakers.values() for slug in one.slugs}
        topics = dict(earlier.topics)
        topics |= {slug: one.label for one in config.topics.values() for slug in one.slugs}
        return Offers(
            config.has_answer_pages,
            tuple(one for one in config.downloads if has_times or one not in TIMED_DOWNLOADS),
            statements=len(self.reconciled.files),
            speakers=tuple(sorted(speakers)),
            cited_answers=self.cited_answers,
            names=names,
            topics=topics,
            recordings=with_all_recordings((earlier.recordings, recordings)),
            withdrawn=tuple(sorted(self.given_up)),
            pages=tuple(sorted(page.slug for page in self.files.pages)),
        )

    @cached_property
    def template_key(self) -> str:
        """A hash of what pages are rendered with."""
        return key_of(key_of_code(), self.files.config, key_of_folders(self.files.template_folders))

    @cached_property
    def summary_key(self) -> str:
        """A hash of all summaries."""
        return key_of(self.summaries)

    def publish(self, number: int) -> PublishTask:
        """Return what the files of a statement are made of; the number is its place."""
        before, after, places = self._around[number]
        one = self.numbered[number]
        return PublishTask(
            statement=self.steps.packed_part(one.key, STATEMENT),
            summary=one.summary,
            source=one.source,
            config=self.files.config,
            history=self.steps.part(one.key, HISTORY),
            previous=before,
            following=after,
            places=places,
            template_folders=self.files.template_folders,
            has_cards=self.cards == "drawn",
            cited_answers=self.cited_answers.get(one.slug, 0),
        )

    @cached_property
    def publishing_keys(self) -> tuple[str, ...]:
        """The keys of the published statements in the store, by date."""
        keys = self._keys(has_cards=self.cards != "none")
        if self.cards != "kept":
            return keys
        others = self._keys(has_cards=False)
        has = self.steps.store.has
        return tuple(one if has(one) else other for one, other in zip(keys, others, strict=True))

    def _keys(self, *, has_cards: bool) -> tuple[str, ...]:
        return tuple(
            key_of(
                one.key,
                self.template_key,
                has_cards,
                self.cited_answers.get(one.slug, 0),
                *around,
            )
            for one, around in zip(self.numbered, self._around, strict=True)
        )

    def published_part(self, slug: Slug, name: str) -> Any:
        """Return a part of a published statement."""
        return self.steps.part(self.publishing_keys[self._places_by_date[slug]], name)

    def _statement(self, slug: Slug) -> Statement:
        one = self.numbered[self._places_by_date[slug]]
        statement: Statement = self.steps.part(one.key, STATEMENT)
        return statement

    @cached_property
    def _places_by_date(self) -> Mapping[Slug, int]:
        return {one.slug: number for number, one in enumerate(self.numbered)}

    @cached_property
    def _around(self) -> tuple[tuple[Link | None, Link | None, dict[str, Link]], ...]:
        """For each statement: the one before, the one after, and those that replace parts of it."""
        links = [link_to(one.summary.facts) for one in self.numbered]
        return tuple(
            (before, after, self._replacing(one))
            for one, (before, _, after) in zip(self.numbered, with_neighbours(links), strict=True)
        )

    def _replacing(self, one: NumberedStatement) -> dict[str, Link]:
        places = self.index.places
        return {slug: places[slug] for slug in one.summary.replaced_by if slug in places}

"""Plans the pages of speakers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord import urls
from onrecord.model import Office, PublishedFacts, Slug, Speaker
from onrecord.pages.formatting import day_in_words
from onrecord.pages.gone_pages import to_list, with_old_addresses
from onrecord.pages.orders import in_both_orders, in_order_of
from onrecord.pages.page_types import (
    EntryGroup,
    Excerpt,
    Page,
    SpeakerPage,
    SpeakersPage,
    StatementEntry,
    Tally,
)
from onrecord.pages.site_index import MANY, SiteIndex
from onrecord.pages.topic_pages import chart_of_topics, years_of

_MOST_FREQUENT = 14  # topics of a speaker


def plan_speakers(index: SiteIndex) -> Iterator[Page]:
    """Yield the list of speakers in both orders, a page for each, and their former addresses."""
    tallies = tallies_of_speakers(index)
    by_name = sorted(tallies, key=lambda pair: _in_alphabet(pair[0]))
    by_amount = sorted(by_name, key=lambda pair: -pair[1].paragraphs)
    page = _list_of_speakers(index, by_name, is_by_name=True)
    yield page
    yield _list_of_speakers(index, by_amount, is_by_name=False)
    for speaker, tally in tallies:
        pages = _SpeakerPages(index, speaker, tally).pages()
        addresses = map(urls.of_speaker, speaker.slugs)
        yield from with_old_addresses(index.config.site, pages, addresses)
    yield from (to_list(urls.of_speaker(slug), page) for slug in index.former_speakers)


def tallies_of_speakers(index: SiteIndex) -> list[tuple[Speaker, Tally]]:
    """Return those who have a page, with how much they say, in config.yaml's order."""
    speakers = index.config.speakers
    return [(speakers[slug], index.tally_of_speaker(slug)) for slug in index.speakers]


def _list_of_speakers(
    index: SiteIndex, tallies: Sequence[tuple[Speaker, Tally]], *, is_by_name: bool
) -> SpeakersPage:
    _ = index.config.site.wording.gettext
    return SpeakersPage(
        address=urls.SPEAKERS if is_by_name else urls.SPEAKERS_BY_AMOUNT,
        title=_("Speakers") if is_by_name else _("Speakers by amount"),
        description=_("Who speaks, and who asks."),
        people=tuple(pair for pair in tallies if pair[0].is_person),
        unnamed=tuple(pair for pair in tallies if not pair[0].is_person),
        is_by_name=is_by_name,
    )


def _in_alphabet(speaker: Speaker) -> tuple[str, str]:
    """Return the family name, then the whole name, without accents and capitals."""
    family = speaker.family_name or (speaker.name.split() or [""])[-1]
    return _plain(family), _plain(speaker.name)


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class _SpeakerPages:
    """Plans the page of one speaker, in both orders."""

    index: SiteIndex
    speaker: Speaker
    tally: Tally

    def pages(self) -> Iterator[SpeakerPage]:
        slug, name = self.speaker.slug, self.speaker.name
        spoken = [one for one in self.index.statements if one.slug in self.index.by_speaker[slug]]
        quoted = self.index.quoted[slug]
        members = sorted((*spoken, *quoted), key=lambda one: one.date)
        page = SpeakerPage(
            address=urls.of_speaker(slug),
            title=name,
            description=self._("Statements in which %(name)s speaks, by date.") % {"name": name},
            order=None,
            speaker=self.speaker,
            feed=urls.of_feed(urls.of_speaker(slug)),
            offices=tuple(map(self._office, self.speaker.offices)),
            also_given_as=self._also_given_as(),
            tally=self.tally,
            years=years_of(members),
            spoken=(),
            quoted=(),
            chart=chart_of_topics(self.index, spoken, self._about(spoken), most=_MOST_FREQUENT),
        )
        for one in in_both_orders(page, len(spoken), self.index.config.site.wording):
            yield replace(
                one,
                spoken=self._groups(in_order_of(one, spoken)),
                quoted=self.index.entries_of(in_order_of(one, quoted)),
            )

    def _(self, message: str) -> str:
        return self.index.config.site.wording.gettext(message)

    def _office(self, office: Office) -> str:
        """Return `Minister of Foreign Affairs since 9 March 2004`."""
        language = self.index.config.site.language
        since = day_in_words(office.since, language) if office.since else ""
        until = day_in_words(office.until, language) if office.until else ""
        values = {"office": office.title, "since": since, "until": until}
        if since and until:
            return self._("%(office)s from %(since)s to %(until)s") % values
        if since:
            return self._("%(office)s since %(since)s") % values
        return self._("%(office)s until %(until)s") % values if until else office.title

    def _also_given_as(self) -> tuple[str, ...]:
        labels = (*self.speaker.other_names, *self.speaker.labels, *self.speaker.bare_labels)
        return tuple(dict.fromkeys(label for label in labels if label != self.speaker.name))

    def _groups(self, spoken: Sequence[PublishedFacts]) -> tuple[EntryGroup, ...]:
        """Return the statements, each with a passage; or if they are many, by year."""
        if len(spoken) <= MANY:
            return (EntryGroup(None, "", tuple(map(self._with_passage, spoken))),)
        return self.index.entries_by_year(spoken)

    def _with_passage(self, one: PublishedFacts) -> StatementEntry:
        entry = self.index.entries[one.slug]
        passage = self._passage(one.slug) if self.speaker.is_person else None
        return replace(entry, excerpt=passage)

    def _passage(self, statement: Slug) -> Excerpt | None:
        """Return the first paragraph of the speaker about the statement's main topic.

        If the speaker does not speak about it, the topic that comes next; None if about none.
        """
        tallies = self.index.texts.tallies(statement)
        about = {topic: self.index.about[topic].get(statement, 0) for topic in tallies}
        slug = self.speaker.slug
        for topic in sorted(about, key=lambda topic: -about[topic]):
            if slug in tallies[topic].speakers:
                address = urls.of_speaker(slug)
                found = self.index.texts.excerpts(statement, topic)
                return next(e for e in found if e.is_about and e.speaker.address == address)
        return None

    def _about(self, spoken: Iterable[PublishedFacts]) -> Mapping[str, Mapping[str, int]]:
        """Return the number of the speaker's paragraphs about each topic, by statement."""
        about: dict[str, dict[str, int]] = {}
        for one in spoken:
            for topic, tally in self.index.texts.tallies(one.slug).items():
                if self.speaker.slug in tally.speakers:
                    about.setdefault(topic, {})[one.slug] = tally.speakers[self.speaker.slug]
        return about

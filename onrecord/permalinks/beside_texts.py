"""Refuses to leave out what was published beside texts.

Pages of speakers and topics, pages and files of answers, formats, and recordings have addresses of
their own. A build remembers them (`onrecord.content.offers`). One that is missing is an error,
until it is back, a `formerly` in config.yaml names it, or a line in withdrawn.yaml gives it up.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.content.offers import PUBLISHED, SETTLE, TIMES, Offers
from onrecord.content.project import RECORDS
from onrecord.content.project import WITHDRAWN as WITHDRAWN_FILE
from onrecord.errors import Errors, suggest
from onrecord.model import ANSWER_CITATIONS, Config, PublishedFacts, Slug
from onrecord.permalinks.withdrawals import WITHDRAWN, Withdrawals

SPEAKERS, TOPICS = "speakers", "topics"


@dataclass(frozen=True, slots=True)
class StatementRecordings:
    """What a statement has of recordings: files beside its transcript, and TIMES."""

    facts: PublishedFacts
    names: tuple[str, ...]

    @property
    def slugs(self) -> tuple[Slug, ...]:
        """Its slug, and its old ones."""
        return self.facts.slug, *self.facts.old_slugs


def refuse_forgotten(earlier: Offers, committed: frozenset[str], errors: Errors) -> None:
    """Add an error if the record of what is published lacks what git knows of."""
    forgotten = ", ".join(sorted(committed - earlier.addresses))
    if forgotten:
        found = f"{forgotten} was given in a committed version of the record, and is not in it"
        remedy = f"{SETTLE}, which restores it, or restore the file from an earlier commit"
        errors.add(f"{RECORDS}/{PUBLISHED}", 0, found, remedy)


def refuse_lost_addresses(
    config: Config, earlier: Offers, withdrawals: Withdrawals, *, text: str, path: str
) -> None:
    """Raise ContentError if the configuration leaves out what was published earlier."""
    # Files of answers stay without being listed.
    named = (*config.downloads, ANSWER_CITATIONS)
    lost = [name for name in earlier.downloads if name not in named]
    loses_pages = earlier.has_answer_pages and not config.has_answer_pages
    given_up = {*earlier.withdrawn, *withdrawals.beside_texts}
    missing = [one for one in _missing_pages(config, earlier) if one.address not in given_up]
    if not (lost or loses_pages or missing):
        return
    # Imported here because it takes longer than the rest, and is seldom needed.
    from onrecord.content.yaml_lines import read_yaml

    errors = Errors()
    lined = read_yaml(text, path=path, first_line=1, errors=errors)
    assert lined is not None  # config.yaml was read before
    if loses_pages:
        found = "the pages of answers were published, and their addresses must keep working"
        errors.add(path, lined.line_of(("answers",)), found, "write `answers: pages`")
    if lost:
        line, names = lined.line_of(("downloads",)), ", ".join(lost)
        found = f"these were published, and their addresses must keep working: {names}"
        errors.add(path, line, found, "add them to the list")
    for one in missing:
        errors.add(path, lined.line_of(one.place), one.found, one.remedy)
    errors.raise_if_any()


def given_up_beside_texts(
    config: Config,
    statements: Iterable[StatementRecordings],
    earlier: Offers,
    withdrawals: Withdrawals,
    errors: Errors,
) -> tuple[str, ...]:
    """Return what was given up now or before.

    A recording that no transcript names any more, and that nobody gave up, is an error. So is a
    line of withdrawn.yaml that gives up nothing.
    """
    given_up = {*earlier.withdrawn, *withdrawals.beside_texts}
    missing = {one.address for one in _missing_pages(config, earlier)}
    published = set(earlier.addresses)
    for one in statements:
        for name in sorted({n for slug in one.slugs for n in earlier.recordings.get(slug, ())}):
            addresses = {f"{slug}/{name}" for slug in one.slugs}
            published |= addresses
            if name not in one.names:
                missing |= addresses
                if addresses.isdisjoint(given_up):
                    _add_lost_recording(one.facts, name, errors)
    for address, line in withdrawals.beside_texts.items():
        if address not in published:
            remedy = suggest(address, published) or "remove this line"
            errors.add(withdrawals.path, line, f"{address} was never published", remedy)
        elif address not in missing:
            found = f"the line settles nothing, since {address} is published"
            errors.add(withdrawals.path, line, found, "remove this line")
    return tuple(sorted(missing & given_up))


def _add_lost_recording(facts: PublishedFacts, name: str, errors: Errors) -> None:
    what = "its times were" if name == TIMES else f"{name}, its recording, was"
    back = "them" if name == TIMES else "it"
    line = f"`{facts.slug}/{name}: {WITHDRAWN}`"
    remedy = f"restore {back}, or add to {WITHDRAWN_FILE}: {line}"
    errors.add(facts.path, 0, f"{what} published, and must keep working", remedy)


def missing_topics(config: Config, earlier: Offers) -> tuple[Slug, ...]:
    """Return the slugs of topics that had a page and that config.yaml does not have any more."""
    return tuple(one.slug for one in _missing_pages(config, earlier) if one.section == TOPICS)


@dataclass(frozen=True, slots=True)
class _MissingPage:
    """The page of a speaker or a topic that was published and that config.yaml does not name."""

    section: str
    slug: Slug
    place: tuple[str, ...]  # in config.yaml: of what has the same name, or of the section
    found: str
    remedy: str

    @property
    def address(self) -> str:
        return f"{self.section}/{self.slug}"


def _missing_pages(config: Config, earlier: Offers) -> Iterator[_MissingPage]:
    speakers = {old: name for old, name in earlier.names.items() if old in earlier.with_pages}
    present_topics = [(one.label, TOPICS, one.slugs) for one in config.topics.values()]
    present_speakers = [
        (one.name, SPEAKERS if one.is_person else "unnamed", one.slugs)
        for one in config.speakers.values()
    ]
    for section, what, before, present in (
        (TOPICS, "topic", earlier.topics, present_topics),
        (SPEAKERS, "speaker", speakers, present_speakers),
    ):
        known = {slug for *_, slugs in present for slug in slugs}
        places = {name: (place, slugs[0]) for name, place, slugs in present}
        for slug, name in before.items():
            if slug in known:
                continue
            found = f"{name} was published as {slug}, and its page must keep working"
            remedy = f"add `formerly: [{slug}]`"
            if name not in places:
                line = f"`{section}/{slug}: {WITHDRAWN}`"
                remedy = f"restore it, {remedy} to the {what} that it is now"
                remedy += f", or add to {WITHDRAWN_FILE}: {line}"
            yield _MissingPage(section, Slug(slug), places.get(name, (section,)), found, remedy)

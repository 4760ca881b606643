"""Witnesses of the numbers that were given: the site of the last build, and the history of git.

A record can be lost, or go back to an earlier version, with a revert or an old copy. The next build
would then give numbers that were published to other words. So a build compares each record with
what the last site notes in its marker, and with every version of the record that was committed.
"""

import pickle
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from onrecord.content.offers import PUBLISHED, SETTLE, read_offers
from onrecord.content.project import RECORD_SUFFIX, RECORDS, path_of_record, shown_path
from onrecord.content.slugs import SLUG
from onrecord.errors import ContentError, Error, Errors
from onrecord.model import Anchor, Slug
from onrecord.permalinks.git_versions import (
    has_ancestor,
    head_of,
    read_committed,
    read_published,
    unread_history,
)
from onrecord.permalinks.last_numbers import LastNumbers, last_numbers_in
from onrecord.permalinks.record import old_names_in, statement_in
from onrecord.permalinks.unite import differing
from onrecord.work.keys import key_of, key_of_code
from onrecord.work.store import Store

_SLUG = SLUG.pattern
_LINE = re.compile(
    rf"(?P<slug>{_SLUG}) p(?P<paragraph>\d{{1,6}}) answer-(?P<answer>\d{{1,6}})"
    rf"(?: formerly (?P<formerly>{_SLUG}(?: {_SLUG})*))?"
)

Numbers = Mapping[str, LastNumbers]  # by slug


@dataclass(frozen=True, slots=True)
class Witness:
    """What is known of numbers that were given, and from where."""

    place: str  # as in `by the last build of site/`
    numbers: Numbers
    formerly: Mapping[str, Sequence[str]] = field(default_factory=dict)  # old slugs, by slug
    is_site: bool = False
    beside_texts: frozenset[str] = frozenset()  # other addresses, as in withdrawn.yaml

    @property
    def names(self) -> frozenset[str]:
        """Every slug of every statement."""
        return frozenset(chain(self.numbers, *self.formerly.values()))


@dataclass(frozen=True, slots=True)
class Witnesses:
    """All that is known of a record besides itself."""

    all: tuple[Witness, ...] = ()
    beside_texts: frozenset[str] = frozenset()  # other addresses, as git knows them
    published: Mapping[str, str] = field(default_factory=dict)  # other versions, by file name


NO_WITNESSES = Witnesses()


def note_numbers(numbers: Numbers, formerly: Mapping[str, Sequence[str]]) -> str:
    """Return what a site notes: `2021-02-26-lake p18 answer-3 formerly 2021-02-26-water`."""
    return "".join(
        f"{slug} p{last.paragraph} answer-{last.answer}"
        + (f" formerly {' '.join(old)}" if (old := formerly.get(slug)) else "")
        + "\n"
        for slug, last in sorted(numbers.items())
    )


def read_noted(text: str, *, place: str = "") -> Witness:
    """Return what a site notes; other lines are ignored."""
    found = [match for line in text.splitlines() if (match := _LINE.fullmatch(line))]
    return Witness(
        place,
        {one["slug"]: LastNumbers(int(one["paragraph"]), int(one["answer"])) for one in found},
        {one["slug"]: one["formerly"].split() for one in found if one["formerly"]},
        is_site=True,
    )


def witnesses_of(project: Path, *, noted: str, site: Path, store: Store) -> Witnesses:
    """Return what is known of the record of a project.

    `noted` is the text of the marker in `site`. What was read of the history of git is kept in the
    store, so that the next build reads only what is new in it.
    """
    place = f"by the last build of {shown_path(site, project)}/"
    committed = _committed(project, store)
    return Witnesses(
        (
            read_noted(noted, place=place),
            replace(committed, place="in a committed version of the record"),
        ),
        committed.beside_texts,
        read_published(project) if committed.numbers else {},
    )


def refuse_lost(
    texts: Mapping[str, str],
    numbers: Numbers,
    owners: Mapping[str, str],
    *,
    transcripts: Iterable[str],
    witnesses: Witnesses,
    errors: Errors,
) -> None:
    """Add an error for each record that lacks what a witness knows.

    `texts` are those of the records, with their last `numbers`; `owners` has the present slugs of
    statements by former ones. If a witness knows none of the statements, that is one error.
    """
    recorded, lost = {*numbers, *owners}, dict[tuple[str, str], str]()
    known = {*recorded, *transcripts}
    for witness in witnesses.all:
        if witness.numbers and known.isdisjoint(witness.names):
            _refuse_other_statements(witness, errors)
            continue
        for old, given in witness.numbers.items():
            slug = owners.get(old, old) if old not in numbers else old
            more = given.after(numbers.get(slug, LastNumbers()))
            old_names = (one for one in witness.formerly.get(old, ()) if one not in recorded)
            more = more or ", ".join(old_names)
            if more or slug not in numbers:
                lost.setdefault((slug, more), witness.place)
    for (slug, more), place in lost.items():
        is_there = slug in numbers
        found = f"{more} was given {place}, and is not in this record"
        missing = f"missing, and {slug} was recorded {place}"
        remedy = f"{SETTLE}, which restores it, or restore the file from an earlier commit"
        errors.add(path_of_record(slug), int(is_there), found if is_there else missing, remedy)
    for slug, anchor in _differing(texts, owners, witnesses):
        found = f"{anchor} is published with other words than in this record"
        errors.add(path_of_record(slug), 0, found, f"{SETTLE}, which gives it back to them")


def refuse_reused(
    texts: Mapping[str, str], owners: Mapping[str, str], *, witnesses: Witnesses, errors: Errors
) -> None:
    """Add an error for each number that is given now, and published with other words.

    `texts` are those of the new records.
    """
    for slug, anchor in _differing(texts, owners, witnesses):
        found = f"{anchor} is published with other words, on the main branch of the repository"
        errors.add(path_of_record(slug), 0, found, "merge that branch, and build again")


def _differing(
    texts: Mapping[str, str], owners: Mapping[str, str], witnesses: Witnesses
) -> Iterator[tuple[str, Anchor]]:
    """Yield slug and id of what is published with other words."""
    for name, published in witnesses.published.items():
        old = name.removesuffix(RECORD_SUFFIX)
        slug = owners.get(old, old) if old not in texts else old
        for anchor in differing(texts.get(slug, ""), published):
            yield slug, anchor


def refuse_unread_history(project: Path, given: Mapping[Slug, str]) -> None:
    """ContentError if numbers are given now, and git cannot say whether they were given before."""
    if not given:
        return
    slug, numbers = next(iter(given.items()))
    found, remedy = {
        "": ("", ""),
        "shallow": ("this clone has only the end of it", "run `git fetch --unshallow`"),
        "unreadable": ("git cannot read it", "see what `git log` says in this folder"),
    }[unread_history(project)]
    if found:
        found = f"{numbers} may be in the history of the record, and {found}"
        raise ContentError([Error(path_of_record(slug), 0, found, remedy)])


def _refuse_other_statements(witness: Witness, errors: Errors) -> None:
    """Add an error for a witness that knows none of the statements of this project.

    Either it saw another project, or all transcripts were renamed and the record is lost.
    """
    others = f"any other statement that was recorded {witness.place}"
    remedy = f"{SETTLE}, which restores their records"
    if witness.is_site:
        remedy += "; if another project was built there, build into another folder"
    found = f"neither {min(witness.numbers)} nor {others} is in this project"
    errors.add(f"{RECORDS}/", 0, found, remedy)


def _committed(project: Path, store: Store) -> Witness:
    """Return what all versions of records that were committed know."""
    head, none = head_of(project), Witness("", {})
    if not head:
        return none
    key = key_of(key_of_code(), "committed records", str(project))
    kept = store.get(key)
    before: str
    known: Witness
    before, known = pickle.loads(kept) if kept else ("", none)
    if before == head:
        return known
    if before and not has_ancestor(project, head, before):
        before, known = "", none
    numbers, formerly = dict(known.numbers), dict(known.formerly)
    beside_texts = known.beside_texts
    for name, text in read_committed(project, f"{before}..{head}" if before else head):
        if name == PUBLISHED:
            with Errors().collecting():  # a version that is damaged
                beside_texts |= read_offers(text, path=name).addresses
        slug = statement_in(text, name=name)
        if not slug:
            continue
        numbers[slug] = last_numbers_in(text).united(numbers.get(slug, LastNumbers()))
        if old_names := old_names_in(text):
            formerly[slug] = tuple(dict.fromkeys((*formerly.get(slug, ()), *old_names)))
    known = Witness("", numbers, formerly, beside_texts=beside_texts)
    store.put([(key, pickle.dumps((head, known), pickle.HIGHEST_PROTOCOL))])
    return known

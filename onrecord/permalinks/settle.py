"""Settles what is wrong with the permalink record after merges, reverts and losses.

Unites what two branches or two folders have of one statement, restores numbers that were given and
are not in the record any more, and counts again. Nothing that was recorded is lost.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

from onrecord.content.offers import (
    EVERYTHING,
    NOTHING,
    PUBLISHED,
    Offers,
    read_offers,
    united_offers,
    with_all_addresses,
    write_offers,
)
from onrecord.content.project import OLD_RECORDS, RECORD_SUFFIX, RECORDS, name_of_record
from onrecord.content.slugs import SLUG
from onrecord.content.source_lines import is_conflict
from onrecord.errors import ContentError, Error, Errors
from onrecord.model import Slug
from onrecord.permalinks.git_versions import Sides, read_committed, read_conflicts, read_published
from onrecord.permalinks.last_numbers import LastNumbers, last_numbers_in
from onrecord.permalinks.published_texts import published_record
from onrecord.permalinks.record import (
    Record,
    old_names_in,
    salvage_record,
    statement_in,
    with_all_numbers,
    write_record,
)
from onrecord.permalinks.unite import (
    United,
    add_missing,
    contains,
    differing,
    has_numbers_once,
    is_same_statement,
    restore,
    unite,
    with_numbers_once,
)
from onrecord.permalinks.witnesses import Witness

_FEW = 12  # numbers that a line names


@dataclass(frozen=True, slots=True)
class Settled:
    """The record after settling."""

    files: Mapping[str, str]  # all texts, by file name
    done: tuple[str, ...]  # a line for each thing that was settled


def settle(project: Path, *, site: Path, noted: Witness, today: date) -> Settled:
    """Return the record of a project without conflicts, and with all numbers that were given.

    `noted` is what the last site knows. ContentError if nothing can be made of a file.
    """
    work = _Settling(project, noted, today)
    records = work.united()
    work.restore(records)
    work.complete(records, site)
    work.add_old_names(records)
    files = {name_of_record(slug): write_record(record) for slug, record in sorted(records.items())}
    if files or work.texts:
        files[PUBLISHED] = write_offers(work.offers(len(records)))
    if any((project / OLD_RECORDS).glob("*.json*")):
        work.done.append(f"{RECORDS}/ has the whole record now, instead of {OLD_RECORDS}/")
    elif not work.done and files != {name: text for name, (text, *_) in work.texts.items()}:
        work.done.append(f"{RECORDS}/ was counted again")
    return Settled(files, tuple(work.done))


def read_damaged(path: Path) -> str:
    """Return the text of a file of the record; a line that is not UTF-8 is not valid in it."""
    return path.read_text("utf-8-sig", "surrogateescape")


def merge_sides(name: str, sides: Sides, *, published: str) -> str:
    """Return what a merge makes of a file of the record.

    `published` is the text that was published, if that is known: its numbers stay. ContentError if
    a side is damaged.
    """
    if name == PUBLISHED:
        before, *both = (next(_offers_in(text), NOTHING) for text in sides)
        count = sum(one.statements for one in both) - before.statements
        return write_offers(replace(united_offers(both), statements=count))
    base, *both_texts = sides
    records = [_salvaged(text, name) for text in both_texts]
    if published:
        known = _salvaged(published, name)
        records.sort(key=lambda one: not contains(known, one))
    old = salvage_record(base, path=name) if base else None
    return write_record(unite(old, *records).record)


class _Settling:
    """The copies that there are of a record, and what was done with them."""

    def __init__(self, project: Path, noted: Witness, today: date) -> None:
        self.project, self.noted, self.today = project, noted, today
        self.done: list[str] = []
        self.texts = _texts_in(project)
        self.conflicts = read_conflicts(project)  # the sides of what git could not merge, by name
        self.committed: dict[str, list[str]] = {}  # by file name, the newest first
        for name, text in read_committed(project):
            self.committed.setdefault(name, []).append(text)
        self.published = read_published(project)  # of files that are other ones now, by name

    def united(self) -> dict[str, Record]:
        """Return a record for each statement, made of all copies of it."""
        errors, copies = Errors(), list[tuple[Record | None, Record]]()
        for name in sorted({*self.texts, *self.conflicts} - {PUBLISHED}):
            with errors.collecting():
                copies += self._copies(name)
        errors.raise_if_any()
        owners = _owners(record for _, record in copies)
        groups: dict[Slug, list[tuple[Record | None, Record]]] = {}
        for base, record in copies:
            groups.setdefault(_now(record.slug, (), owners), []).append((base, record))
        records = dict[str, Record]()
        for group in groups.values():
            record = self._one(group)
            records[record.slug] = record
        return records

    def _copies(self, name: str) -> Iterator[tuple[Record | None, Record]]:
        """Yield what there is of a file, with its last version before two branches parted."""
        texts, sides = list[str](), self.conflicts.get(name)
        for text in self.texts.get(name, ()):
            if not any(map(is_conflict, text.splitlines())):
                texts.append(text)
            elif not sides:
                sides = _sides_of(text)
        if sides:
            texts += filter(None, sides[1:])
        base = salvage_record(sides[0], path=name) if sides and sides[0] else None
        for text in texts:
            yield base, self._salvaged(text, name)

    def _salvaged(self, text: str, name: str) -> Record:
        """Return the record in a text, with a first line from git if its own is damaged."""
        rest = text.partition("\n")[2] if text.startswith('{"statement"') else text
        heads = (one.partition("\n")[0] for one in self.committed.get(name, ()))
        for one in (text, *(f"{head}\n{rest}" for head in heads)):
            if record := salvage_record(one, path=name):
                return record
        return self._with_new_head(text, name)

    def _with_new_head(self, text: str, name: str) -> Record:
        """Return the record in a text of which nobody has the first line."""
        slug = Slug(name.removesuffix(RECORD_SUFFIX))
        head = write_record(Record(slug, slug, self.today, self.today))
        record = _salvaged(f"{head}{text}", name)
        if not record.entries and slug not in self.noted.names:
            return _salvaged(text, name)  # which raises an error
        self.done.append(f"{slug}: wrote its first line anew")
        return replace(record, formerly=tuple(self._old_names(record)))

    def _old_names(self, record: Record) -> Iterator[Slug]:
        """Yield the names under which git has a record without a file, if this one continues it."""
        for name in self.committed.keys() - self.texts.keys() - {PUBLISHED}:
            earlier = salvage_record(self.committed[name][0], path=name)
            if earlier and is_same_statement(record, earlier):
                yield from (*earlier.formerly, earlier.slug)

    def _one(self, copies: list[tuple[Record | None, Record]]) -> Record:
        """Return the one record of a statement that all copies are united in."""
        base = next((base for base, _ in copies if base), None)
        records = [record for _, record in copies]
        records.sort(key=lambda one: one.slug not in self.noted.numbers)
        slug = records[0].slug
        if published := self.published.get(name_of_record(slug)) if records[1:] else "":
            known = _salvaged(published, slug)
            records.sort(key=lambda one: not contains(known, one))
        record, *others = (self._with_numbers_once(one) for one in records)
        for other in others:
            record = self._note(unite(base, record, other), "united two versions of the record")
        return record

    def _with_numbers_once(self, record: Record) -> Record:
        """Return the record without doubled numbers, as git makes them of two branches."""
        if has_numbers_once(record):
            return record
        own = [
            salvage_record(text, path=name)
            for name, text in read_committed(self.project, is_own=True)
            if name == name_of_record(record.slug)
        ]
        sound = (one for one in own if one and has_numbers_once(one))
        return self._note(with_numbers_once(record, next(sound, None)), "")

    def restore(self, records: dict[str, Record]) -> None:
        """Give published numbers back to their words, and add what was committed and is missing."""
        owners = _owners(records.values())
        for name, text in self.published.items():
            slug, published = _now(Slug(Path(name).stem), records, owners), None
            if name != PUBLISHED and slug in records:
                published = salvage_record(text, path=name)
            if published and differing(write_record(records[slug]), text):
                united = restore(records[slug], published)
                records[slug] = self._note(united, "gave published numbers back to their words")
        for name, texts in self.committed.items():
            for text in texts if name != PUBLISHED else ():
                self._add_committed(records, text, name)

    def _add_name(self, records: dict[str, Record], slug: Slug, formerly: Iterable[str]) -> Slug:
        """Return the present slug of a statement; one that went back to an old name keeps both."""
        owners = _owners(records.values())
        now = _now(slug, records, owners)
        older = (_now(Slug(old), records, owners) for old in formerly)
        home = next((one for one in older if one in records), None)
        if now in records or home is None:
            return now
        record = records[home]
        records[home] = replace(record, formerly=(*record.formerly, slug))
        self.done.append(f"{home}: {slug}, its name in the meantime, redirects to it now")
        return home

    def _add_committed(self, records: dict[str, Record], text: str, name: str) -> None:
        earlier = salvage_record(text, path=name)
        if earlier is None:
            return
        slug = self._add_name(records, earlier.slug, earlier.formerly)
        now = records.get(slug)
        if now is None:
            self.done.append(f"{slug}: restored the record from git")
            records[slug] = replace(earlier, slug=slug)
        elif lacked := now.lacks(earlier.last):
            self.done.append(f"{slug}: restored {lacked} from git")
            records[slug] = add_missing(now, earlier)

    def complete(self, records: dict[str, Record], site: Path) -> None:
        """Add numbers that were given, as the last site or the records themselves count them."""
        today = self.today
        texts = [(n, text) for n, some in self.texts.items() for text in some if n != PUBLISHED]
        counted = [(statement_in(text, name=n), last_numbers_in(text)) for n, text in texts]
        for old, last in (*self.noted.numbers.items(), *counted):
            slug = self._add_name(records, Slug(old), self.noted.formerly.get(old, ()))
            now = records.get(slug)
            if now and not now.lacks(last):
                continue
            published = published_record(site, Slug(old), today=today)
            known = add_missing(now, published) if now and published else now or published
            whole = with_all_numbers(known or Record(slug, slug, today, today), last, today)
            lacked = now.lacks(last) if now else whole.last.after(LastNumbers())
            records[slug] = whole
            source = f"from {site.name}/" if published else "without its words, which are not known"
            self.done.append(f"{slug}: restored {lacked} {source}")

    def add_old_names(self, records: dict[str, Record]) -> None:
        """Add old names that the last site and git know of slugs, and that no record has."""
        committed = (
            (statement_in(text, name=name), old_names_in(text))
            for name, texts in self.committed.items()
            for text in texts
        )
        for name, formerly in (*self.noted.formerly.items(), *committed):
            owners = _owners(records.values()) if formerly else {}
            slug = _now(Slug(name), records, owners)
            lost = tuple(Slug(one) for one in formerly if one not in records and one not in owners)
            if lost and slug in records:
                records[slug] = replace(records[slug], formerly=(*records[slug].formerly, *lost))
                self.done.append(f"{slug}: restored its old name {', '.join(lost)}")

    def offers(self, records: int) -> Offers:
        """Return what is known of what was published beside so many statements.

        A record that is lost for good is noted.
        """
        sides = self.conflicts.get(PUBLISHED)
        texts = [text for text in sides[1:] if text] if sides else self.texts.get(PUBLISHED, [])
        committed = self.committed.get(PUBLISHED, [])
        found = [offers for text in texts or committed[:1] for offers in _offers_in(text)]
        now = united_offers(found) if found else EVERYTHING
        others = [*found, *chain(*map(_offers_in, committed))] if found else []
        known = with_all_addresses(now, others)
        if restored := ", ".join(sorted(known.addresses - now.addresses)):
            self.done.append(f"{PUBLISHED}: restored {restored} from git")
        lost = known.statements - records
        if lost > 0:
            what = "1 record is" if lost == 1 else f"{lost:,} records are"
            self.done.append(f"{what} lost: neither git nor the last site has a copy")
        return replace(known, statements=records)

    def _note(self, united: United, what: str) -> Record:
        """Note what was done with a record, if anything; return the record."""
        record, changes = united.record, united.renumbered
        renumbered = [f"{one} is {now} now" for one, now in changes.items()]
        more = len(renumbered) - _FEW
        listed = [*renumbered[:_FEW], *([f"and {more:,} more"] if more > 0 else [])]
        if what or listed:
            self.done.append(f"{record.slug}: {'; '.join(filter(None, (what, ', '.join(listed))))}")
        return record


def _texts_in(project: Path) -> dict[str, list[str]]:
    """Return the texts in the folders of the record, by file name; the later folder's first."""
    texts: dict[str, list[str]] = {}
    errors = Errors()
    for folder in (RECORDS, OLD_RECORDS):
        for path in sorted((project / folder).glob("*.json*")):
            shown, is_record = f"{folder}/{path.name}", path.suffix == RECORD_SUFFIX
            if path.name != PUBLISHED and not is_record:
                continue
            if not path.is_file():
                errors.add(shown, 0, "no file", "move it away or rename it")
            elif is_record and not SLUG.fullmatch(path.stem):
                found = f'"{path.stem}" is not the slug of a statement'
                errors.add(shown, 0, found, "restore the file name")
            else:
                texts.setdefault(path.name, []).append(read_damaged(path))
    errors.raise_if_any()
    return texts


def _owners(records: Iterable[Record]) -> dict[str, Slug]:
    """Return the present slugs of statements by former ones."""
    return {old: one.slug for one in records for old in one.formerly}


def _now(slug: Slug, records: Container[str], owners: Mapping[str, Slug]) -> Slug:
    """Return the present slug of a statement; `records` are those known by theirs.

    Of names that lead to each other in a circle, it is the first.
    """
    seen = [slug]
    while slug not in records and (now := owners.get(slug)):
        if now in seen:
            return min(seen[seen.index(now) :])
        seen.append(now)
        slug = now
    return slug


def _salvaged(text: str, name: str) -> Record:
    record = salvage_record(text, path=name)
    if record is None:
        found = "nothing can be made of this file"
        remedy = "restore it from an earlier commit or a backup"
        raise ContentError([Error(f"{RECORDS}/{name}", 1, found, remedy)])
    return record


def _sides_of(text: str) -> Sides:
    """Return the sides of a text with git's markers; lines outside them are in all three."""
    sides: tuple[list[str], ...] = ([], [], [])
    place = {"<": (1,), "|": (0,), "=": (2,), ">": (0, 1, 2)}
    now: tuple[int, ...] = (0, 1, 2)
    for line in text.splitlines(keepends=True):
        if is_conflict(line.rstrip("\n")):
            now = place[line[0]]
            continue
        for side in now:
            sides[side].append(line)
    base, ours, theirs = ("".join(side) for side in sides)
    return base, ours, theirs


def _offers_in(text: str) -> Iterator[Offers]:
    with Errors().collecting():
        yield read_offers(text, path=PUBLISHED)

"""Errors about records that name other statements: doubled names, targets that are nowhere."""

import json
from collections.abc import Mapping, Sequence

from onrecord.content.offers import SETTLE
from onrecord.content.project import path_of_record
from onrecord.errors import Errors
from onrecord.model import Slug
from onrecord.permalinks.jsonl import RESTORE, is_anchor, is_in_circle
from onrecord.permalinks.record import Record
from onrecord.permalinks.record_files import FoundRecord


def refuse_wrong_names(records: Mapping[str, FoundRecord], *, errors: Errors) -> None:
    """Add an error for each old name of a statement that another one has too, or had.

    Another error is a withdrawn statement that is replaced by itself in the end.
    """
    owners: dict[str, str] = {slug: slug for slug in records}
    targets = {slug: one.head.removal.to for slug, one in records.items() if one.head.removal}
    for slug, found in records.items():
        for old in found.head.formerly:
            owner = owners.setdefault(old, slug)
            if owner != slug:
                other = "has a record too" if owner == old else f"is one of {owner} too"
                what = f'"{old}" is an old name of {slug}, and {other}'
                errors.add(found.source.path, 1, what, SETTLE)
        if is_in_circle(slug, targets):
            errors.add(found.source.path, 1, f'"to" of {slug} leads back to it', RESTORE)


def targets_of(record: Record) -> tuple[str, ...]:
    """Return the addresses in other statements to which what was removed links."""
    removals = (record.removal, *(entry.removal for entry in record.entries))
    targets = (removal.to for removal in removals if removal)
    return tuple(dict.fromkeys(to for to in targets if to and not is_anchor(to)))


def refuse_missing_targets(
    targets: Mapping[Slug, Sequence[str]],
    *,
    records: Mapping[str, str],
    owners: Mapping[str, str],
    errors: Errors,
) -> None:
    """Add an error for each target that no record has, or that leads back to itself.

    `targets` are those in the records of statements, by slug.
    """
    for own, target in ((own, target) for own, some in targets.items() for target in some):
        slug, _, anchor = target.partition("/")
        other, wrong = records.get(owners.get(slug, slug)), ""
        if other is None or (anchor and not _line_of(anchor, other)):
            wrong = "was never published"
        elif anchor and _is_circular(target, records, owners):
            wrong = "leads back to itself"
        if wrong:
            before, _, _ = records[own].partition(f'"to": "{target}"')
            line = before.count("\n") + 1
            errors.add(path_of_record(own), line, f'"to" is {target}, which {wrong}', RESTORE)


def _is_circular(target: str, records: Mapping[str, str], owners: Mapping[str, str]) -> bool:
    """True if the words of an address were moved or replaced, and it links to itself in the end."""
    seen = set[str]()
    while target not in seen:
        seen.add(target)
        slug, _, anchor = target.partition("/")
        slug = owners.get(slug, slug)
        line = _line_of(anchor, records.get(slug, ""))
        to = json.loads(line).get("to") if line else None
        if not to:
            return False
        target = f"{slug}/{to}" if is_anchor(to) else to
    return True


def _line_of(anchor: str, text: str) -> str:
    """Return the line of an id in the text of a record, or nothing."""
    start = text.find(f'\n{{"id": "{anchor}"') + 1
    return text[start:].partition("\n")[0] if start else ""

"""Warnings about what is beside the transcripts: the record, the host of the site, templates."""

from collections.abc import Iterable, Iterator

from onrecord.checks.check import CheckWarning, Spot, check_of_all
from onrecord.checks.context import Collection

_UNUSED = "this template overrides none of ours, and no other template uses it"
_USE = "give it the name of the template that it is to override, or remove it"


@check_of_all
def _unrecorded(collection: Collection) -> Iterator[tuple[str, Spot]]:
    """A transcript was changed, and the permalink record was not updated."""
    if not collection.unrecorded:
        return
    first, *others = collection.unrecorded
    found = "the permalink record is out of date for this file"
    if others:
        found += f" and {len(others):,} more"
    remedy = "build the site, and commit transcripts/permalinks"
    yield first, Spot(1, found, remedy)


@check_of_all
def _hosting_limit(collection: Collection) -> Iterator[tuple[str, Spot]]:
    """The built site is near a limit of the host that config.yaml names."""
    line = collection.config_lines.line_of(("hosting",))
    for limit in collection.near_limits:
        yield collection.config_path, Spot(line, limit.found, limit.remedy)


@check_of_all
def _unused_template(collection: Collection) -> Iterator[tuple[str, Spot]]:
    """A file in templates/ overrides none of our templates."""
    for path in collection.unused_templates:
        yield path, Spot(1, _UNUSED, _USE)


def warn_of_templates(paths: Iterable[str]) -> Iterator[CheckWarning]:
    """Yield the warnings for a build, which runs no other check."""
    for path in paths:
        yield CheckWarning(path, 1, _UNUSED, _USE, name="unused-template")

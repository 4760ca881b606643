"""A warning of templates that are of no effect."""

from collections.abc import Iterable, Iterator

from onrecord.checks.check import CheckWarning, Spot, check_of_all
from onrecord.checks.context import Collection

_FOUND = "this template overrides none of ours, and no other template uses it"
_REMEDY = "give it the name of the template that it is to override, or remove it"


@check_of_all("unused-template", "A file in templates/ overrides none of our templates.")
def _unused_templates(collection: Collection) -> Iterator[tuple[str, Spot]]:
    for path in collection.unused_templates:
        yield path, Spot(1, _FOUND, _REMEDY)


def warn_of_templates(paths: Iterable[str]) -> Iterator[CheckWarning]:
    """Yield the warnings for a build, which runs no other check."""
    for path in paths:
        yield CheckWarning(path, 1, "unused-template", _FOUND, _REMEDY)

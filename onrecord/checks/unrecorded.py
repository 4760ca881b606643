"""A warning that the permalink record is out of date."""

from collections.abc import Iterator

from onrecord.checks.check import Spot, check_of_all
from onrecord.checks.context import Collection


@check_of_all("unrecorded", "A transcript was changed, and the permalink record was not updated.")
def _unrecorded(collection: Collection) -> Iterator[tuple[str, Spot]]:
    if not collection.unrecorded:
        return
    first, *others = collection.unrecorded
    found = "the permalink record is out of date for this file"
    if others:
        found += f" and {len(others):,} more"
    remedy = "build the site, and commit transcripts/permalinks"
    yield first, Spot(1, found, remedy)

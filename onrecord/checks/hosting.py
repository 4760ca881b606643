"""A warning that the built site is near a limit of its host."""

from collections.abc import Iterator

from onrecord.checks.check import Spot, check_of_all
from onrecord.checks.context import Collection


@check_of_all("hosting-limit", "The built site is near a limit of the host that config.yaml names.")
def _hosting_limit(collection: Collection) -> Iterator[tuple[str, Spot]]:
    line = collection.config_lines.line_of(("hosting",))
    for limit in collection.near_limits:
        yield collection.config_path, Spot(line, limit.found, limit.remedy)

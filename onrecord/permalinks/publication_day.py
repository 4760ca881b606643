"""The date of a build, which permalink records note for changes."""

import os
from datetime import UTC, date, datetime

from onrecord.errors import CallError


def publication_day() -> date:
    """Return today's date in UTC, or the day of SOURCE_DATE_EPOCH if that is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        found = f'SOURCE_DATE_EPOCH is "{epoch}", which is not a number of seconds'
        raise CallError(found) from error

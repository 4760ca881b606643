"""The recording of a statement as its pages show it."""

from collections.abc import Collection

from onrecord import urls
from onrecord.content.recordings import at_time, host_of, is_file, medium_of
from onrecord.content.times import seconds_of, short_time
from onrecord.model import Paragraph, Statement
from onrecord.pages.page_types import ListenLink, Recording


def recording_of(statement: Statement, hosts: Collection[str]) -> Recording | None:
    """Return the recording, if there is one.

    It is played if it is a file of the site, or one of the `hosts` whose recordings may be loaded.
    """
    recording = statement.recording
    if not recording:
        return None
    plays = is_file(recording) or host_of(recording) in hosts
    return Recording(
        medium=medium_of(recording) if plays else None,
        address=urls.of_recording(statement.slug, recording),
        is_ours=is_file(recording),
        host=host_of(recording),
    )


def listen_link(statement: Statement, paragraph: Paragraph) -> ListenLink | None:
    """Return when the paragraph begins in the recording, and the address of that place."""
    time, recording = paragraph.time, statement.recording
    if time is None:
        return None
    address = urls.of_recording(statement.slug, recording) if recording else ""
    return ListenLink(
        time=short_time(time),
        seconds=seconds_of(time),
        address=at_time(address, time) if address else "",
        is_ours=is_file(recording),
    )

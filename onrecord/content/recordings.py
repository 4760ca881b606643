"""The recording of a statement: a file beside the transcript, or an address."""

import re
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from onrecord.content.times import seconds_of
from onrecord.model import Time

Medium = Literal["audio", "video"]
# the media types of recordings, by the endings of their names
MEDIA_TYPES = {
    ".aac": "audio/aac",
    ".flac": "audio/flac",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".mp4": "video/mp4",
    ".ogv": "video/ogg",
    ".webm": "video/webm",
}
_MEDIA: dict[str, Medium] = {"audio": "audio", "video": "video"}
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,199}")
_YOUTUBE = re.compile(r"(?:[a-z0-9-]+\.)?(?:youtube\.com|youtube-nocookie\.com)|youtu\.be")
_VIMEO = re.compile(r"(?:[a-z0-9-]+\.)?vimeo\.com")
_TIME_KEYS = {"t", "start", "time_continue"}


def is_file(recording: str) -> bool:
    """True for a file beside the transcript, false for an address."""
    return "://" not in recording


def is_file_name(recording: str) -> bool:
    """True if a recording beside a transcript may have the name."""
    return _FILE.fullmatch(recording) is not None and medium_of(recording) is not None


def media_type_of(recording: str) -> str:
    """Return `audio/mpeg` for a name or an address that ends in `.mp3`; empty if unknown."""
    path = recording if is_file(recording) else urlsplit(recording).path
    return MEDIA_TYPES.get("." + path.rpartition(".")[2].lower(), "")


def medium_of(recording: str) -> Medium | None:
    """Return what a player needs to be; None if the ending is not one of a recording."""
    return _MEDIA.get(media_type_of(recording).partition("/")[0])


def host_of(recording: str) -> str:
    """Return the host of an address, with its port if it has one: `media.example.org`."""
    return "" if is_file(recording) else urlsplit(recording).netloc.rpartition("@")[2].lower()


def origin_of(recording: str) -> str:
    """Return what a content security policy allows: `https://media.example.org`."""
    return f"{urlsplit(recording).scheme}://{host_of(recording)}"


def at_time(recording: str, time: Time) -> str:
    """Return the recording's address with a time in it, as its host understands it.

    YouTube has `t=754s`, Vimeo `#t=754s`; for all others it is a media fragment, `#t=754`.
    """
    seconds = seconds_of(time)
    parts = urlsplit(recording)
    host = host_of(recording).partition(":")[0]
    if _YOUTUBE.fullmatch(host):
        query = [pair for pair in parse_qsl(parts.query, True) if pair[0] not in _TIME_KEYS]
        timed = urlencode([*query, ("t", f"{int(seconds)}s")])
        return urlunsplit(parts._replace(query=timed))
    if _VIMEO.fullmatch(host):
        return urlunsplit(parts._replace(fragment=f"t={int(seconds)}s"))
    others = [one for one in parts.fragment.split("&") if one and not one.startswith("t=")]
    return urlunsplit(parts._replace(fragment="&".join([*others, f"t={seconds}"])))

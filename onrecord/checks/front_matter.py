"""Warnings about the front matter: missing facts, and facts that contradict each other."""

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from onrecord.checks.check import Spot, check_of_all, check_of_each, quoted
from onrecord.checks.context import Collection, Transcript
from onrecord.checks.title_dates import days_in

_LONG_TITLE = 80
_DIRECTION_MARK = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_SLUG_DATE = re.compile(r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:-|$)")  # 2021-02-26-atmar
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W_](?:[\w-]*[^\W_])?")  # www.mid.ru
_TWO_SLASHES = re.compile(r"(?<!:)//")  # but an archive's address contains another: /web/https://…
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_BAD_END = re.compile(r"(?:[.,;:!\"'”’»>\]…])$")
_TRACKING = re.compile(r"[?&](?P<name>utm_\w+|fbclid|gclid|yclid|mc_eid)=")


@check_of_each
def _no_source(transcript: Transcript) -> Iterator[Spot]:
    """The front matter does not say who published the transcript, or at what address."""
    source = transcript.statement.source
    if not source:
        line = transcript.line_of("source")
        yield Spot(line, "no `source`", "add who published it (`publisher`), and its `url`")
    elif not source.url:
        line = transcript.line_of("source")
        yield Spot(line, "`source` without an address", "add its `url`, if it has one")


@check_of_each
def _no_published(transcript: Transcript) -> Iterator[Spot]:
    """The front matter does not say when the transcript was published."""
    if not transcript.statement.published:
        remedy = "add the day of publication, if the source gives it"
        yield Spot(transcript.line_of("published"), "no `published`", remedy)


@check_of_each
def _no_place(transcript: Transcript) -> Iterator[Spot]:
    """The front matter does not say where the statement was made."""
    if not transcript.statement.place:
        yield Spot(transcript.line_of("place"), "no `place`", "add where it was said")


@check_of_each
def _no_occasion(transcript: Transcript) -> Iterator[Spot]:
    """The front matter does not name the occasion."""
    if not transcript.statement.occasion:
        remedy = "add the occasion, such as `occasion: news conference`"
        yield Spot(transcript.line_of("occasion"), "no `occasion`", remedy)


@check_of_each
def _no_short_title(transcript: Transcript) -> Iterator[Spot]:
    """A title of more than {_LONG_TITLE} characters has no short title for lists and links."""
    title = transcript.statement.title
    if transcript.statement.short_title == title and len(title) > _LONG_TITLE:
        found = f"a title of {len(title)} characters and no `short_title`"
        yield Spot(transcript.line_of("title"), found, "add a `short_title` for lists and links")


@check_of_each
def _published_before_said(transcript: Transcript) -> Iterator[Spot]:
    """The date of publication is earlier than the date of the statement."""
    statement, published = transcript.statement, transcript.statement.published
    if not published:
        return
    day = published.date() if isinstance(published, datetime) else published
    if day < statement.date:
        found = f"`published` is {day}, earlier than `date`, {statement.date}"
        yield Spot(transcript.line_of("published"), found, "check both dates")


@check_of_each
def _title_date(transcript: Transcript) -> Iterator[Spot]:
    """The title gives a different day than `date`."""
    statement = transcript.statement
    stated = days_in(statement.title, transcript.language)
    if stated and not any(statement.date in days for days in stated):
        found = f"`date` is {statement.date}, but the title says {min(stated[0])}"
        yield Spot(transcript.line_of("date"), found, "check on which day it was said")


@check_of_all
def _direction_marks(collection: Collection) -> Iterator[tuple[str, Spot]]:
    """The front matter or config.yaml has invisible marks that turn the direction of text."""
    sources = [(one.statement.path, one.facts) for one in collection.transcripts]
    for path, facts in ((collection.config_path, collection.config_lines), *sources):
        for place, text in facts.texts():
            if mark := _DIRECTION_MARK.search(text):
                key = next(step for step in reversed(place) if isinstance(step, str))
                number = f"U+{ord(mark[0]):04X}"
                found = f"`{key}` has an invisible mark that turns text round, {number}"
                remedy = "remove it, or lists may read backwards"
                yield path, Spot(facts.line_of(place), found, remedy)


@check_of_each
def _file_date(transcript: Transcript) -> Iterator[Spot]:
    """The file name begins with a different day than `date`."""
    statement = transcript.statement
    match = _SLUG_DATE.match(statement.slug)
    if match and match["date"] != statement.date.isoformat():
        found = f"`date` is {statement.date}, but the file name says {match['date']}"
        yield Spot(transcript.line_of("date"), found, "fix the one that is wrong")


@check_of_each
def _source_address(transcript: Transcript) -> Iterator[Spot]:
    """The source’s address looks malformed: one address inside another, no public host, two slashes
    in a row, a backslash, a stray percent sign or full stop, a tracking parameter.

    The address is not opened.
    """  # noqa: D205
    source = transcript.statement.source
    for found, remedy in _malformed_parts(source.url) if source and source.url else ():
        yield Spot(transcript.line_of("source", "url"), found, remedy)


@check_of_each
def _quoted_not_named(transcript: Transcript) -> Iterator[Spot]:
    """A report’s `quotes` lists a speaker whom the text never names."""
    text = transcript.body.text.casefold()
    for number, slug in enumerate(transcript.statement.quotes):
        speaker = transcript.config.speakers[slug]
        names = " ".join((speaker.name, *speaker.other_names)).casefold().split()
        if not any(name in text for name in names if len(name) > 2 or not name.isascii()):
            found = f"{quoted(speaker.name)} is in `quotes` but not in the text"
            line = transcript.line_of("quotes", number)
            yield Spot(line, found, "check whether somebody else is quoted")


def _malformed_parts(url: str) -> Iterator[tuple[str, str]]:
    """Yield what looks wrong in an address, and how to fix it."""
    parts = urlsplit(url)
    if parts.netloc.endswith(("http:", "https:")):
        yield "one address inside another", "keep one of them"
        return
    if "@" in parts.netloc:
        yield "a user name in the address", "remove it"
    elif not _HOST.fullmatch(parts.hostname or ""):
        yield f"{quoted(parts.netloc)} is not a public host", "use the page's public address"
    if _TWO_SLASHES.search(parts.path):
        yield "two slashes in a row in the address", "use one, if the page opens without the other"
    if "\\" in url:
        yield "a backslash in the address", "use a slash"
    if _BAD_PERCENT.search(url):
        found = 'a "%" in the address without two hexadecimal digits after it'
        yield found, "copy the address from the browser again"
    if _BAD_END.search(url):
        found = f"the address ends in {quoted(url[-1])}"
        yield found, "check that nothing is missing from it or added to it"
    if tracking := _TRACKING.search(url):
        yield f"{quoted(tracking['name'])} in the address tracks readers", "remove it"

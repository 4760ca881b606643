"""Warnings about the front matter: facts that a reader will miss, and facts that disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from onrecord.checks.check import Spot, TranscriptCheck, quoted
from onrecord.checks.context import Collection, Transcript
from onrecord.checks.title_dates import days_in

_LONG_TITLE = 80
_SLUG_DATE = re.compile(r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:-|$)")  # 2021-02-26-atmar
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W_](?:[\w-]*[^\W_])?")  # www.mid.ru
_TWO_SLASHES = re.compile(r"(?<!:)//")  # an archive's address holds another's: /web/https://…
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_BAD_END = re.compile(r"(?:[.,;:!\"'”’»>\]…])$")
_TRACKING = re.compile(r"[?&](?P<name>utm_\w+|fbclid|gclid|yclid|mc_eid)=")


def _no_source(transcript: Transcript, _: Collection) -> Iterator[Spot]:
    source = transcript.statement.source
    if not source:
        line = transcript.line_of("source")
        yield Spot(line, "no `source`", "say who published it, and at which address")
    elif not source.url:
        line = transcript.line_of("source")
        yield Spot(line, "a source without an address", "add its `url`, if it has one")


def _no_published(transcript: Transcript, _: Collection) -> Iterator[Spot]:
    if not transcript.statement.published:
        remedy = "say when it was published, if the source does"
        yield Spot(transcript.line_of("published"), "no `published`", remedy)


def _no_place(transcript: Transcript, _: Collection) -> Iterator[Spot]:
    if not transcript.statement.place:
        yield Spot(transcript.line_of("place"), "no `place`", "say where it was said")


def _no_occasion(transcript: Transcript, _: Collection) -> Iterator[Spot]:
    if not transcript.statement.occasion:
        remedy = "say what it was said at, as in `occasion: news conference`"
        yield Spot(transcript.line_of("occasion"), "no `occasion`", remedy)


def _no_short_title(transcript: Transcript, _: Collection) -> Iterator[Spot]:
    title = transcript.statement.title
    if transcript.statement.short_title == title and len(title) > _LONG_TITLE:
        found = f"a title of {len(title)} characters and no `short_title`"
        yield Spot(transcript.line_of("title"), found, "add a `short_title` for lists and links")


def _published_before_said(transcript: Transcript, _: Collection) -> Iterator[Spot]:
    statement, published = transcript.statement, transcript.statement.published
    if not published:
        return
    day = published.date() if isinstance(published, datetime) else published
    if day < statement.date:
        found = f"published on {day}, before it was said on {statement.date}"
        yield Spot(transcript.line_of("published"), found, "look at both dates")


def _title_date(transcript: Transcript, _: Collection) -> Iterator[Spot]:
    statement = transcript.statement
    stated = days_in(statement.title, transcript.language)
    if stated and not any(statement.date in days for days in stated):
        found = f"`date` says {statement.date}, and the title {min(stated[0])}"
        yield Spot(transcript.line_of("date"), found, "look on which day it was said")


def _file_date(transcript: Transcript, _: Collection) -> Iterator[Spot]:
    statement = transcript.statement
    match = _SLUG_DATE.match(statement.slug)
    if match and match["date"] != statement.date.isoformat():
        found = f"`date` says {statement.date}, and the file's name {match['date']}"
        yield Spot(transcript.line_of("date"), found, "mend the one that is wrong")


def _source_address(transcript: Transcript, _: Collection) -> Iterator[Spot]:
    source = transcript.statement.source
    for found, remedy in _odd_parts(source.url) if source and source.url else ():
        yield Spot(transcript.line_of("source", "url"), found, remedy)


def _quoted_not_named(transcript: Transcript, collection: Collection) -> Iterator[Spot]:
    text = transcript.body.text.casefold()
    for number, slug in enumerate(transcript.statement.quotes):
        speaker = collection.config.speakers[slug]
        names = " ".join((speaker.name, *speaker.other_names)).casefold().split()
        if not any(name in text for name in names if len(name) > 2 or not name.isascii()):
            found = f"{quoted(speaker.name)} is in `quotes` and not in the text"
            line = transcript.line_of("quotes", number)
            yield Spot(line, found, "look whether the words are somebody else's")


def _odd_parts(url: str) -> Iterator[tuple[str, str]]:
    """What is odd in the form of an address, and what would mend it."""
    parts = urlsplit(url)
    if parts.netloc.endswith(("http:", "https:")):
        yield "an address within the address", "leave one of them"
        return
    if "@" in parts.netloc:
        yield "a name before the address's host", "leave the host"
    elif not _HOST.fullmatch(parts.hostname or ""):
        yield f"{quoted(parts.netloc)} is no public host", "write the page's public address"
    if _TWO_SLASHES.search(parts.path):
        yield "two slashes together in the address", "open it, and write one if that leads there"
    if "\\" in url:
        yield "a backslash in the address", "write a slash"
    if _BAD_PERCENT.search(url):
        yield 'a "%" in the address without two digits', "copy the address from the browser again"
    if _BAD_END.search(url):
        yield f"the address ends in {quoted(url[-1])}", "look whether it is whole, and no more"
    if tracking := _TRACKING.search(url):
        yield f"{quoted(tracking['name'])} in the address tracks readers", "take it out"


CHECKS = (
    TranscriptCheck(
        "no-source",
        "The transcript does not say who published it, or at which address.",
        "---\nsource:\n---\n",
        _no_source,
    ),
    TranscriptCheck(
        "no-published",
        "The transcript does not say when it was published.",
        "---\npublished:\n---\n",
        _no_published,
    ),
    TranscriptCheck(
        "no-place",
        "The transcript does not say where it was said.",
        "---\nplace:\n---\n",
        _no_place,
    ),
    TranscriptCheck(
        "no-occasion",
        "The transcript does not say what it was said at.",
        "---\noccasion:\n---\n",
        _no_occasion,
    ),
    TranscriptCheck(
        "no-short-title",
        f"A title of more than {_LONG_TITLE} characters has no short one for lists and links.",
        "---\n"
        "title: Foreign Minister Lavrov’s statement and answers to questions at a news conference\n"
        "short_title:\n"
        "---\n",
        _no_short_title,
    ),
    TranscriptCheck(
        "published-before-said",
        "The day of publication is before the day on which it was said.",
        "---\ndate: 2021-02-26\npublished: 2021-02-25T17:11\n---\n",
        _published_before_said,
    ),
    TranscriptCheck(
        "title-date",
        "The title states another day than `date`.",
        "---\ntitle: Remarks in Moscow, February 25, 2021\ndate: 2021-02-26\n---\n",
        _title_date,
    ),
    TranscriptCheck(
        "file-date",
        "The file's name begins with another day than `date`.",
        "---\ndate: 2021-02-25\n---\n",
        _file_date,
    ),
    TranscriptCheck(
        "source-address",
        "The form of the source's address is odd: an address within it, no public host, two"
        " slashes together, a backslash, a stray percent or full stop, a tracker. Whether it"
        " opens is not tried.",
        "---\nsource: {publisher: The ministry, url: https://https://example.org/1}\n---\n",
        _source_address,
    ),
    TranscriptCheck(
        "quoted-not-named",
        "A report's `quotes` holds a speaker whom the text never names.",
        "---\nkind: report\nspeaker: reporter\nquotes: [sergey-lavrov]\n---\n"
        "The minister said that talks would go on.\n",
        _quoted_not_named,
    ),
)

"""The history of a statement, from which a page says if cited text was edited or withdrawn."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NotRequired, TypedDict

from onrecord import urls
from onrecord.model import Anchor, Slug, Speaker
from onrecord.permalinks.fingerprint import fingerprint_of, fingerprint_of_all
from onrecord.permalinks.record import (
    FormerExchange,
    Record,
    RecordedExchange,
    RecordedParagraph,
    Wording,
)


class WordingRecord(TypedDict):
    """A former wording of a paragraph."""

    mark: str  # its fingerprint
    since: str  # the first day: `2026-11-22`
    until: str  # the day on which a build found it changed
    text: NotRequired[str]  # the wording, unless it was withdrawn
    by: NotRequired[str]  # the speaker's name, if it was another one than now


class ParagraphHistory(TypedDict):
    """The history of a paragraph."""

    gone: NotRequired[str]  # the day on which it was removed
    to: NotRequired[Anchor | str]  # what it was merged into or replaced by
    earlier: NotRequired[list[WordingRecord]]  # its former wordings


class FormerExchangeRecord(TypedDict):
    """A former state of an exchange."""

    mark: str  # its fingerprint
    until: str  # the day on which a build found it changed
    paragraphs: dict[Anchor, str]  # its paragraphs by id, with their fingerprints


class ExchangeHistory(TypedDict):
    """The history of an exchange."""

    earlier: list[FormerExchangeRecord]  # its former states


class History(TypedDict):
    """The contents of a statement's `history.json`."""

    statement: Slug  # the statement's slug
    paragraphs: dict[Anchor, ParagraphHistory]  # by id: those that changed
    exchanges: NotRequired[dict[Anchor, ExchangeHistory]]  # by id: those that changed


def history_of(record: Record, names: Mapping[str, str] = MappingProxyType({})) -> History:
    """Return the former wordings of each paragraph that has changed, with their fingerprints.

    It is published beside the statement as JSON:

        {"statement": "2021-02-26-atmar", "paragraphs": {
          "p14": {"earlier": [{"mark": "j76f3", "text": "…", "since": "2026-11-22",
                               "until": "2026-12-01"}]},
          "p15": {"gone": "2026-12-01", "to": "p14", "earlier": […, its last wording]},
          "p16": {"gone": "2026-12-01", "earlier": [{"mark": "5f3hz", "since": …, "until": …}]}}}

    A paragraph with `gone` but without `to` was withdrawn. Its text is left out because nobody
    should read it any more; from its fingerprint, readers who cite it still learn when it was
    published. If two wordings have the same fingerprint, the later one counts. A wording that was
    attributed to another speaker has that name, from `names` by slug: `"by": "Sergey Lavrov"`.
    An exchange that has changed is listed with its paragraphs and their fingerprints, as published
    until the build that found the change:

        "exchanges": {"answer-2": {"earlier": [
          {"mark": "0c3hn", "until": "2026-12-01", "paragraphs": {"p14": "j76f3", …}}]}}
    """
    speakers = _speakers_now(record)
    paragraphs = {
        entry.anchor: past
        for entry in record.known
        if isinstance(entry, RecordedParagraph)
        and (past := _paragraph_history(entry, speakers[entry.anchor], names))
    }
    exchanges: dict[Anchor, ExchangeHistory] = {
        entry.anchor: {"earlier": earlier}
        for entry in record.exchanges
        if (earlier := _former_exchanges(record, entry))
    }
    history: History = {"statement": record.slug, "paragraphs": paragraphs}
    if exchanges:
        history["exchanges"] = exchanges
    return history


def has_history(record: Record) -> bool:
    """True if anything has changed since it was first published."""
    if any(entry.earlier or entry.removal for entry in record.known):
        return True
    days = {(one.exchange, one.wordings[0].since) for one in record.paragraphs if one.exchange}
    return len(days) > len({exchange for exchange, _ in days})


def last_edit(record: Record) -> date | None:
    """Return the last date on which the text changed after it was first published."""
    paragraphs = (entry for entry in record.known if isinstance(entry, RecordedParagraph))
    days = {day for entry in paragraphs for day in _days(entry) if day > record.since}
    days |= {one.until for entry in record.entries for one in entry.earlier}
    return max(days, default=None)


def _speakers_now(record: Record) -> dict[str, str]:
    """Return the current speaker of the paragraph that each anchor links to."""
    by_anchor: dict[str, RecordedParagraph] = {entry.anchor: entry for entry in record.paragraphs}
    return {
        anchor: by_anchor.get(entry.removal.to if entry.removal else "", entry).speaker
        for anchor, entry in by_anchor.items()
    }


def _paragraph_history(
    entry: RecordedParagraph, speaker: str, names: Mapping[str, str]
) -> ParagraphHistory:
    history: ParagraphHistory = {}
    if entry.removal:
        history["gone"] = entry.removal.day.isoformat()
        if entry.removal.to:
            history["to"] = entry.removal.to
    if earlier := [one for one in entry.wordings if one.until < date.max]:
        is_withdrawn = entry.removal is not None and not entry.removal.to
        now = names.get(speaker, speaker)
        history["earlier"] = [_wording(one, now, names, is_withdrawn) for one in earlier]
    return history


def _wording(
    one: Wording, speaker: str, names: Mapping[str, str], is_withdrawn: bool
) -> WordingRecord:
    then, mark = names.get(one.speaker, one.speaker), fingerprint_of(one.text)
    since, until = one.since.isoformat(), one.until.isoformat()
    if is_withdrawn:
        return {"mark": mark, "since": since, "until": until}
    if then and then != speaker:
        return {"mark": mark, "text": one.text, "by": then, "since": since, "until": until}
    return {"mark": mark, "text": one.text, "since": since, "until": until}


def _former_exchanges(record: Record, exchange: RecordedExchange) -> list[FormerExchangeRecord]:
    """Return the earlier versions of an exchange, without the current one."""
    former = [*_former_by_days(record, exchange), *exchange.earlier]
    return [
        {
            "mark": fingerprint_of_all(fingerprint for _, fingerprint in one.paragraphs),
            "until": one.until.isoformat(),
            "paragraphs": dict(one.paragraphs),
        }
        for one in former
    ]


def _former_by_days(record: Record, exchange: RecordedExchange) -> Iterator[FormerExchange]:
    """Derive earlier versions from the dates of the paragraphs, for older records without them."""
    members = [entry for entry in record.paragraphs if entry.exchange == exchange.anchor]
    now = tuple((one.anchor, fingerprint_of(one.text)) for one in members if not one.removal)
    first = exchange.earlier[0].until if exchange.earlier else date.max
    for day in sorted({day for entry in members for day in _days(entry)}):
        if not exchange.since < day < first:
            continue
        then = tuple(
            (entry.anchor, fingerprint_of(one.text))
            for entry in members
            if (one := next((w for w in entry.wordings if w.since < day <= w.until), None))
        )
        if then and then != now:
            yield FormerExchange(day, then)


def _days(entry: RecordedParagraph) -> Iterator[date]:
    """Yield the dates on which a paragraph was added, changed and removed."""
    yield entry.wordings[0].since
    yield from (one.until for one in entry.wordings if one.until < date.max)


def history_files(record: Record, speakers: Mapping[str, Speaker]) -> Iterator[tuple[str, bytes]]:
    """Yield `history.json` and `history.js` if the statement has a history.

    A page opened from disk can only load scripts, so the second has the same data in a variable.
    """
    if not has_history(record):
        return
    names: dict[str, str] = {
        slug: speaker.name
        for speaker in speakers.values()
        for slug in (*speaker.formerly, speaker.slug)
    }
    text = json.dumps(history_of(record, names), ensure_ascii=False)
    name = urls.of_history(record.slug)
    yield name, f"{text}\n".encode()
    yield f"{name.removesuffix('.json')}.js", f"onRecordHistory = {text};\n".encode()


def with_old_names(
    files: Iterable[tuple[str, bytes]], slug: Slug, old_slugs: Sequence[Slug]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a statement, and a copy under each of its old names.

    A page can redirect a reader from an old name, but a file cannot redirect a program.
    If `2021-02-26-lake` was once `2021-02-26-water`, then
    `statements/2021-02-26-lake/2021-02-26-lake.txt` is also
    `statements/2021-02-26-water/2021-02-26-water.txt`. The files of its answers are copied too.
    """
    for name, content in files:
        yield name, content
        folder, _, file = name.removeprefix(urls.of_slug(slug)).rpartition("/")
        for old in old_slugs if file.startswith(slug) else ():
            answer = f"{folder}/" if folder else ""
            yield f"{urls.of_slug(old)}{answer}{old}{file.removeprefix(slug)}", content

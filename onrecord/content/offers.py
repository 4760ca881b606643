"""Which kinds of addresses a site publishes beside its statements.

Builds remember them in `transcripts/permalinks/published.json`, because an address that was
published once must keep working. That file also counts the records of statements beside it, so that
a lost one is noticed.

The files of answers' citations are published only where they were published before, or if
config.yaml lists them: the page of an answer makes them, and the file of its statement lists its
answers.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from onrecord.content.recordings import is_file_name
from onrecord.content.slugs import SLUG
from onrecord.content.source_lines import UNPRINTABLE, add_conflicts
from onrecord.errors import ContentError, Error, Errors
from onrecord.model import ANSWER_CITATIONS, STANDARD_DOWNLOADS, TIMED_DOWNLOADS, Slug

PUBLISHED = "published.json"
SETTLE = "settle the record with `permalinks settle`"  # the remedy for most errors in it
_RESTORE = "restore the file from an earlier version of the project"
_CITED = "answer_citations"
_MOST = 999_999  # statements, or answers of one
TIMES = "times"
_AT_FIRST = (*STANDARD_DOWNLOADS, ANSWER_CITATIONS)
DOWNLOADS = (*_AT_FIRST, *TIMED_DOWNLOADS)


@dataclass(frozen=True, slots=True)
class Offers:
    """What a site publishes beside its statements."""

    has_answer_pages: bool  # answers have pages of their own
    downloads: tuple[str, ...]  # the names of formats, as in config.yaml
    statements: int = 0  # how many have a record; 0 if an older build did not count them
    speakers: tuple[Slug, ...] | None = None  # those who have a page; None if it is every speaker
    # The highest number of an answer with files for its citation, by slug; None if all have them.
    cited_answers: Mapping[str, int] | None = None
    # Names of speakers and labels of topics by slug; old slugs, and those that are gone, too.
    names: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    # By statement: its recordings beside the transcript, and TIMES if there were any in it.
    recordings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    withdrawn: tuple[str, ...] = ()  # what was published and given up, as in withdrawn.yaml
    pages: tuple[Slug, ...] = ()  # of the project's own

    @property
    def with_pages(self) -> frozenset[str]:
        """The slugs under which speakers had pages; before they were noted, all may have."""
        return frozenset(self.names if self.speakers is None else self.speakers)

    @property
    def addresses(self) -> frozenset[str]:
        """What has an address besides statements, as in withdrawn.yaml: `topics/water`."""
        return frozenset(
            (
                *(f"topics/{slug}" for slug in self.topics),
                *(f"speakers/{slug}" for slug in self.with_pages),
                *(f"pages/{slug}" for slug in self.pages),
                *(f"{slug}/{name}" for slug, names in self.recordings.items() for name in names),
            )
        )


NOTHING = Offers(has_answer_pages=False, downloads=(), speakers=(), cited_answers={})
# As all sites did at first.
EVERYTHING = Offers(has_answer_pages=True, downloads=_AT_FIRST, speakers=None)


def read_offers(text: str, *, path: str) -> Offers:
    """Return what an earlier build published; ContentError if the file was damaged."""
    errors = Errors()
    if add_conflicts(text.splitlines(), path=path, first_line=1, remedy=SETTLE, errors=errors):
        errors.raise_if_any()
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ContentError([Error(path, 0, "not a record of a build", _RESTORE)])
    for key, is_valid in _VALID.items():
        if (key in found or key in _ALWAYS) and not is_valid(found.get(key)):
            line = text.partition(f'"{key}":')[0].count("\n") + 1
            errors.add(path, line, f'"{key}" is damaged or missing', _RESTORE)
    errors.raise_if_any()
    downloads = tuple(found["downloads"])
    # Before answers were counted, all had files, or none.
    otherwise: dict[str, int] | None = None if ANSWER_CITATIONS in downloads else {}
    return Offers(
        found["answers"] == "pages",
        downloads,
        found.get("statements", 0),
        tuple(found["speakers"]) if "speakers" in found else None,
        found.get(_CITED, otherwise),
        found.get("names", {}),
        found.get("topics", {}),
        {slug: tuple(names) for slug, names in found.get("recordings", {}).items()},
        tuple(found.get("withdrawn", ())),
        tuple(found.get("pages", ())),
    )


def united_offers(offers: Iterable[Offers]) -> Offers:
    """Return all that any of them offers."""
    every = tuple(offers)
    downloads = dict.fromkeys(name for one in every for name in one.downloads)
    speakers = {slug for one in every for slug in one.speakers or ()}
    is_everybody = any(one.speakers is None for one in every)
    cited = Counter[str]()  # the highest number of any
    for one in every:
        cited |= Counter(one.cited_answers)
    is_every_answer = any(one.cited_answers is None for one in every)
    return Offers(
        any(one.has_answer_pages for one in every),
        tuple(name for name in DOWNLOADS if name in downloads),
        max(one.statements for one in every),
        None if is_everybody else tuple(sorted(speakers)),
        None if is_every_answer else dict(sorted(cited.items())),
        {slug: name for one in every for slug, name in one.names.items()},
        {slug: label for one in every for slug, label in one.topics.items()},
        with_all_recordings(one.recordings for one in every),
        tuple(sorted({address for one in every for address in one.withdrawn})),
        tuple(sorted({slug for one in every for slug in one.pages})),
    )


def with_all_addresses(now: Offers, others: Iterable[Offers]) -> Offers:
    """Return what is offered now, with the addresses of its own that others know."""
    every = (now, *others)
    united = united_offers(every)
    speakers = {slug for one in every for slug in one.speakers or ()}
    return replace(
        now,
        speakers=None if now.speakers is None else tuple(sorted(speakers)),
        names=united.names,
        topics=united.topics,
        recordings=united.recordings,
        withdrawn=united.withdrawn,
        pages=united.pages,
    )


def with_all_recordings(
    several: Iterable[Mapping[Slug, Sequence[str]] | Mapping[str, Sequence[str]]],
) -> dict[str, tuple[str, ...]]:
    """Return the recordings of each statement in any of several versions."""
    united = dict[str, set[str]]()
    for slug, names in chain.from_iterable(one.items() for one in several):
        united.setdefault(slug, set()).update(names)
    return {slug: tuple(sorted(names)) for slug, names in sorted(united.items()) if names}


def write_offers(offers: Offers) -> str:
    """Return the text of the file that remembers what is published."""
    written: dict[str, object] = {
        "answers": "pages" if offers.has_answer_pages else "anchors",
        "downloads": offers.downloads,
        "statements": offers.statements,
    }
    if offers.speakers is not None:
        written["speakers"] = offers.speakers
    if offers.cited_answers:
        written[_CITED] = offers.cited_answers
    written |= {"names": dict(sorted(offers.names.items()))}
    written |= {"topics": dict(sorted(offers.topics.items()))}
    for key in ("recordings", "withdrawn", "pages"):
        if value := getattr(offers, key):
            written[key] = value
    return json.dumps(written, indent=2, ensure_ascii=False) + "\n"


def _is_count(found: Any) -> bool:
    return type(found) is int and 0 <= found <= _MOST


def _are_texts(found: Any) -> bool:
    return isinstance(found, list) and all(map(_is_text, found))


def _is_text(found: Any) -> bool:
    return isinstance(found, str) and not UNPRINTABLE.search(found)


def _are_slugs(found: Any) -> bool:
    return _are_texts(found) and all(map(SLUG.fullmatch, found))


def _by_slug(is_valid: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Return what is true for values by slugs."""
    return lambda found: (
        isinstance(found, dict) and _are_slugs([*found]) and all(map(is_valid, found.values()))
    )


_VALID: Mapping[str, Callable[[Any], bool]] = {
    "answers": lambda found: found in ("pages", "anchors"),
    "downloads": lambda found: _are_texts(found) and set(found) <= set(DOWNLOADS),
    "statements": _is_count,
    "speakers": _are_slugs,
    _CITED: _by_slug(_is_count),
    "names": _by_slug(_is_text),
    "topics": _by_slug(_is_text),
    "recordings": _by_slug(
        lambda found: _are_texts(found) and all(one == TIMES or is_file_name(one) for one in found)
    ),
    "withdrawn": _are_texts,
    "pages": _are_slugs,
}
_ALWAYS = {"answers", "downloads"}  # older builds did not write the rest

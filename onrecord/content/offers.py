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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from onrecord.content.slugs import SLUG
from onrecord.content.source_lines import add_conflicts
from onrecord.errors import ContentError, Error, Errors
from onrecord.model import ANSWER_CITATIONS, STANDARD_DOWNLOADS, TIMED_DOWNLOADS, Config, Slug

PUBLISHED = "published.json"
SETTLE = "settle the record with `permalinks settle`"  # the remedy for most errors in it
_CITED = "answer_citations"
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
    names: Mapping[str, str] = field(default_factory=dict)  # of all speakers, by slug
    topics: Mapping[str, str] = field(default_factory=dict)  # labels of all topics, by slug
    pages: tuple[Slug, ...] = ()  # of the project's own


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
    except ValueError:
        found = None
    if not _is_valid(found):
        remedy = "restore the file from an earlier version of the project"
        raise ContentError([Error(path, 0, "not a record of a build", remedy)])
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
        tuple(found.get("pages", ())),
    )


def cited_answers(
    config: Config, earlier: Offers, statements: Iterable[tuple[tuple[str, ...], Iterable[int]]]
) -> dict[str, int]:
    """Return the highest number of an answer with files for its citation, by slug.

    `statements` are the slugs of each, its own first, and the numbers of its answers.
    """
    counted = dict(earlier.cited_answers or {})
    has_all = ANSWER_CITATIONS in config.downloads or earlier.cited_answers is None
    for slugs, numbers in statements:
        before = max(counted.get(slug, 0) for slug in slugs)
        counted[slugs[0]] = max([before, *(numbers if has_all else ())])
    return {slug: number for slug, number in sorted(counted.items()) if number}


def with_all_cited(several: Iterable[Mapping[str, int] | None]) -> Mapping[str, int] | None:
    """Return the highest number of any; None if all answers have files in one."""
    united: Counter[str] = Counter()
    for one in several:
        if one is None:
            return None
        united |= Counter(one)
    return dict(sorted(united.items()))


def offers_of(
    config: Config,
    *,
    has_times: bool,
    statements: int,
    speakers: Iterable[Slug],
    cited: Mapping[str, int],
    pages: Iterable[Slug],
) -> Offers:
    """Return what a site with this configuration publishes.

    `has_times` is true if a statement has times; only then the downloads of such are published.
    `speakers` are those who have a page or had one.
    """
    downloads = (one for one in config.downloads if has_times or one not in TIMED_DOWNLOADS)
    return Offers(
        config.has_answer_pages,
        tuple(downloads),
        statements,
        tuple(sorted(speakers)),
        cited,
        {one.slug: one.name for one in config.speakers.values()},
        {one.slug: one.label for one in config.topics.values()},
        tuple(pages),
    )


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
    if offers.pages:
        written["pages"] = offers.pages
    return json.dumps(written, indent=2, ensure_ascii=False) + "\n"


def refuse_lost_addresses(config: Config, earlier: Offers, *, text: str, path: str) -> None:
    """Raise ContentError if the configuration leaves out what was published earlier."""
    # Files of answers stay without being listed.
    named = (*config.downloads, ANSWER_CITATIONS)
    lost = [name for name in earlier.downloads if name not in named]
    loses_pages = earlier.has_answer_pages and not config.has_answer_pages
    renamed = [*_renamed(config, earlier)]
    if not (lost or loses_pages or renamed):
        return
    # Imported here because it takes longer than the rest, and is seldom needed.
    from onrecord.content.yaml_lines import read_yaml

    errors = Errors()
    lined = read_yaml(text, path=path, first_line=1, errors=errors)
    assert lined is not None  # config.yaml was read before
    if loses_pages:
        found = "the pages of answers were published, and their addresses must keep working"
        errors.add(path, lined.line_of(("answers",)), found, "write `answers: pages`")
    if lost:
        line, names = lined.line_of(("downloads",)), ", ".join(lost)
        found = f"these were published, and their addresses must keep working: {names}"
        errors.add(path, line, found, "add them to the list")
    for place, old, name in renamed:
        found = f"{name} was published as {old}, and its page must keep working"
        errors.add(path, lined.line_of(place), found, f"add `formerly: [{old}]`")
    errors.raise_if_any()


def _renamed(config: Config, earlier: Offers) -> Iterator[tuple[tuple[str, str], str, str]]:
    """Yield the place, the old slug and the name of each speaker or topic with a new slug."""
    topics = {one.slug: (one.label, one.formerly) for one in config.topics.values()}
    people = {one.slug: (one.name, one.formerly) for one in config.speakers.values()}
    for now, before, section in (
        (topics, earlier.topics, "topics"),
        (people, earlier.names, ""),
    ):
        known = {*now, *(old for _, formerly in now.values() for old in formerly)}
        names = {name: slug for slug, (name, _) in now.items() if slug not in before}
        for old, name in before.items():
            if old not in known and name in names:
                slug = names[name]
                is_person = not section and config.speakers[slug].is_person
                yield (section or ("speakers" if is_person else "unnamed"), slug), old, name


def _is_valid(found: Any) -> bool:
    return (
        isinstance(found, dict)
        and found.get("answers") in ("pages", "anchors")
        and isinstance(found.get("downloads"), list)
        and set(map(str, found["downloads"])) <= set(DOWNLOADS)
        and type(found.get("statements", 0)) is int
        and all(_are_slugs(found.get(key, [])) for key in ("speakers", "pages"))
        and isinstance(found.get(_CITED, {}), dict)
        and all(type(number) is int for number in found.get(_CITED, {}).values())
        and all(_is_texts(found.get(key, {})) for key in ("names", "topics"))
    )


def _are_slugs(found: Any) -> bool:
    return isinstance(found, list) and all(
        isinstance(one, str) and SLUG.fullmatch(one) for one in found
    )


def _is_texts(found: Any) -> bool:
    return isinstance(found, dict) and all(isinstance(one, str) for one in found.values())

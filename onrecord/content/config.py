"""config.yaml to a Config, or every error in it with its line."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from babel import Locale
from babel.core import get_global
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, model_validator

from onrecord import model
from onrecord.content.labels import MAX_NAME, fold_name, is_findable
from onrecord.content.layouts import LayoutEntry
from onrecord.content.offers import DOWNLOADS
from onrecord.content.slugs import SLUG
from onrecord.content.source_lines import split_lines
from onrecord.content.yaml_lines import (
    ContentValueError,
    InvalidValueError,
    LinedValue,
    Path,
    read_yaml,
    validate,
)
from onrecord.errors import Errors, suggest
from onrecord.wording import message_error

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # 2021-02-26
# media.example.org, media.example.org:8443
_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]{1,5})?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")  # en, pt-BR
INDEXED_FIELDS = ("text", "title", "speaker", "topic")


def read_config(text: str, *, path: str, phrase_error: Callable[[str], str | None]) -> model.Config:
    """The Config in the text of the file at `path`; ContentError with every error otherwise.

    `phrase_error` says what is wrong with a phrase of a topic's rules, or None.
    """
    errors = Errors()
    lines = split_lines(text, path=path, errors=errors)
    errors.raise_if_any()
    lined = read_yaml("\n".join(lines), path=path, first_line=1, errors=errors)
    sections = validate(_Sections, lined, path=path, errors=errors) if lined else None
    if lined:
        _check_names(lined, path, errors)
        _check_old_slugs(lined, path, errors)
        _check_topics(lined, path, errors, phrase_error)
        for message, forms in sections.messages.items() if sections else ():
            if wrong := message_error(message, forms):
                errors.add(path, lined.line_of(("messages", message)), f'"{message}": {wrong}')
    errors.raise_if_any()
    assert sections is not None
    return _config(sections)


def address_error(address: str) -> str | None:
    """Return what is wrong with a site's address, and how to fix it; None if it is right."""
    for is_right, found, remedy in (_WEB_ADDRESS, _PORT, _FOLDER, _NO_USER):
        if not is_right(address):
            return f"{found}; {remedy}"
    return None


def _checked_by(is_right: Callable[[str], object], found: str, remedy: str) -> AfterValidator:
    """Return a validator that refuses values for which the test is false."""

    def check(value: str) -> str:
        if not is_right(value):
            raise InvalidValueError(found, remedy)
        return value

    return AfterValidator(check)


def _checked_line(value: str) -> str:
    """The value without white space round it, when it is one line with something on it."""
    if not value.strip():
        raise InvalidValueError("empty", "write something or leave the key out")
    if "\n" in value.strip():
        raise InvalidValueError("more than one line", "keep it on one")
    return value.strip()


def checked_day(value: object) -> date:
    """The day, written as ISO 8601 has it with hyphens."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise InvalidValueError("no date", "write a day as 2021-02-26")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InvalidValueError("a day that does not exist", "look at the calendar") from None


def _checked_name(value: str) -> str:
    """The value, when it would be found before a turn."""
    name = _checked_line(value)
    if not is_findable(name):
        raise InvalidValueError(
            "no name that could be found before a turn",
            f"begin with a letter, write no : ( ) [ ] \\ * and at most {MAX_NAME} characters",
        )
    return name


def is_http_or_empty(value: str) -> bool:
    """True for a web address, and for nothing."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    is_one_word = value.isprintable() and " " not in value
    names = (parts.hostname or "").removesuffix(".").split(".")
    is_http = parts.scheme in {"http", "https"} and all(names) and is_one_word
    return is_http or not value


def _has_no_user(address: str) -> bool:
    return "@" not in urlsplit(address).netloc


def _has_possible_port(address: str) -> bool:
    try:
        return urlsplit(address).port != 0
    except ValueError:
        return False


@cache
def _languages() -> frozenset[str]:
    """Return the languages that Unicode's locale data know."""
    known = (get_global("likely_subtags"), get_global("language_aliases"))
    named = Locale("en").languages
    return frozenset(str(code).partition("_")[0] for codes in (*known, named) for code in codes)


def _is_known_language(tag: str) -> bool:
    language = tag.partition("-")[0]
    return language in _languages() or "qaa" <= language <= "qtz"  # those are for private use


SlugText = Annotated[
    str, _checked_by(SLUG.fullmatch, "no slug", "use lower-case letters, digits and single hyphens")
]
LanguageTag = Annotated[
    str,
    _checked_by(_LANGUAGE.fullmatch, "no language tag", "write it as en or pt-BR"),
    _checked_by(_is_known_language, "no known language", "write its code of ISO 639, as en or ru"),
]
_WEB_ADDRESS = (is_http_or_empty, "no web address", "begin it with https://")
_PORT = (_has_possible_port, "an address with an impossible port", "correct or remove it")
_FOLDER = (
    re.compile(r"[^?#]*").fullmatch,
    "an address with ? or #",
    "write only where the site begins",
)
_NO_USER = (_has_no_user, "an address with a user’s name", "leave the name and the @ out")
WebAddress = Annotated[str, _checked_by(*_WEB_ADDRESS), _checked_by(*_PORT)]
Line = Annotated[str, AfterValidator(_checked_line)]
Day = Annotated[date, PlainValidator(checked_day)]
_Name = Annotated[str, AfterValidator(_checked_name)]
_SiteAddress = Annotated[WebAddress, _checked_by(*_FOLDER), _checked_by(*_NO_USER)]


class Strict(BaseModel):
    """A mapping in which no key is unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class _Site(Strict):
    """The site as a whole: `site`."""

    title: Line  # the site's name, on every page
    subtitle: str = ""  # a line below the title of the home page
    description: Line  # one or two sentences: what the collection is
    publisher: Line  # who publishes the site; named in citations
    address: _SiteAddress = ""  # where the site will be, as https://example.org/record/
    language: LanguageTag = "en"  # of the site's own wording and dates
    rights: str = ""  # whom the texts belong to; shown on every page
    pictures: bool = True  # draw a picture for links to each statement and answer; needs an address


class _Office(Strict):
    """An office that a person held: `speakers.*.offices`."""

    title: Line  # the office, as it is printed after the name
    since: Day | None = None  # the first day, if known
    until: Day | None = None  # the last day, if the office has ended

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.since and self.until and self.until < self.since:
            found = f"the office ends on {self.until}, before it begins"
            raise ContentValueError(found, "turn `since` and `until` round")
        return self


class _Person(Strict):
    """A person who speaks: `speakers`, by slug."""

    name: _Name  # the full name; a turn can begin with it
    family_name: _Name | Literal[""] = ""  # the part of the name to sort and cite by
    other_names: tuple[_Name, ...] = ()  # other names printed before a turn
    formerly: tuple[SlugText, ...] = ()  # slugs that it had before, whose pages redirect
    bare_labels: tuple[_Name, ...] = ()  # labels printed without a colon
    offices: tuple[_Office, ...] = ()  # offices held, with their dates
    asks: bool = False  # each turn is a question and begins an exchange


class _Unnamed(Strict):
    """A group that speaks without names: `unnamed`, by slug."""

    name: Line  # what the group is called on pages
    formerly: tuple[SlugText, ...] = ()  # slugs that it had before, whose pages redirect
    labels: tuple[_Name, ...] = ()  # labels printed before a turn, with a colon
    bare_labels: tuple[_Name, ...] = ()  # labels printed without a colon
    asks: bool = False  # each turn is a question and begins an exchange


class _Topic(Strict):
    """A topic and the rules that assign it: `topics`, by slug."""

    label: Line  # the topic's name on pages
    about: Line  # one sentence: what belongs to it
    formerly: tuple[SlugText, ...] = ()  # slugs that it had before, whose pages redirect
    words: tuple[str, ...] = Field(min_length=1)  # phrases; one in a paragraph is enough
    supporting: tuple[str, ...] = ()  # phrases; two different ones are needed
    excluding: tuple[str, ...] = ()  # phrases that are ignored before the others are looked for
    unless: tuple[str, ...] = ()  # phrases that show that a paragraph is about something else


def _one_of(known: Sequence[str], what: str) -> AfterValidator:
    """Return a validator that refuses values that are not known."""

    def check(value: str) -> str:
        if value not in known:
            remedy = suggest(value, known) or f"known here: {', '.join(known)}"
            raise ContentValueError(f'unknown {what} "{value}"', remedy)
        return value

    return AfterValidator(check)


_Field = Annotated[str, _one_of(INDEXED_FIELDS, "search field")]
_Boost = Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]


class _Search(Strict):
    """The search: `search`."""

    # What is indexed (text, title, speaker, topic), and how much a match in it counts.
    fields: dict[_Field, _Boost] = Field(default_factory=lambda: dict.fromkeys(INDEXED_FIELDS, 1.0))
    # Lists of names for the same thing; a search for one finds all.
    synonyms: tuple[Annotated[tuple[Line, ...], Field(min_length=2)], ...] = ()
    # Offer Lunr's own index as a download (search/lunr.json); by default, up to 5,000 paragraphs.
    export_lunr: bool | None = None

    @model_validator(mode="after")
    def check(self) -> Self:
        if "text" not in self.fields:
            raise ContentValueError('"search.fields" lacks "text"', "paragraphs are found by it")
        names = [fold_name(name) for group in self.synonyms for name in group]
        for name in names:
            if names.count(name) > 1:
                found = f'"{name}" is in "search.synonyms" twice'
                raise ContentValueError(found, "put all that means the same into one list")
        return self


class _Checks(Strict):
    """The warnings of `check`: `checks`."""

    off: tuple[str, ...] = ()  # names of warnings that are switched off


_Download = Annotated[str, _one_of(DOWNLOADS, "download")]


def _checked_forms(value: object) -> tuple[str, ...]:
    forms = (value,) if isinstance(value, str) else value
    listed = forms if isinstance(forms, (list, tuple)) else ()
    if not listed or not all(isinstance(form, str) and form.strip() for form in listed):
        raise InvalidValueError("no text", "write the text, or a list of its plural forms")
    return tuple(listed)


_Forms = Annotated[tuple[str, ...], PlainValidator(_checked_forms)]


_Host = Annotated[
    str,
    _checked_by(
        _HOST.fullmatch, "no host", "write only its name, in small letters: media.example.org"
    ),
]


class _Recordings(Strict):
    """Recordings that are not files of the site: `recordings`."""

    hosts: tuple[_Host, ...] = ()  # hosts whose recordings play on pages; others are linked


class _Sections(Strict):
    """The sections of config.yaml."""

    site: _Site  # the site as a whole
    speakers: dict[SlugText, _Person]  # people who speak, by slug
    unnamed: dict[SlugText, _Unnamed] = Field(default_factory=dict)  # groups without names, by slug
    topics: dict[SlugText, _Topic] = Field(default_factory=dict)  # topics, by slug
    search: _Search = Field(default_factory=_Search)  # the search
    layouts: dict[SlugText, LayoutEntry] = Field(default_factory=dict)  # how sources are imported
    checks: _Checks = Field(default_factory=_Checks)  # warnings that are switched off
    recordings: _Recordings = Field(default_factory=_Recordings)  # recordings on other hosts
    # Where an answer's address is: a page of its own, or its place (an anchor) on the page of its
    # statement, which makes far fewer files.
    answers: Literal["pages", "anchors"] = "pages"
    # What can be downloaded of each statement: txt, md, json, tei, akn, bib, ris, csl-json; vtt
    # and podcast, of statements with times; and the files of each answer's citation,
    # answer-citations. By default, all but those.
    downloads: tuple[_Download, ...] | None = None
    # Where the site is published, so that builds and `check` warn when it comes near a limit.
    hosting: Literal["github-pages", "cloudflare-pages", "netlify"] | None = None
    # The site's own wording, where the project changes it: a message in English, and what to print
    # instead, or a list of that with its plural forms.
    messages: dict[str, _Forms] = Field(default_factory=dict)


def _check_names(lined: LinedValue, path: str, errors: Errors) -> None:
    """Add an error for each slug that is there twice, and each name or label of two speakers."""
    people: dict[str, int] = {}
    owners: dict[str, tuple[str, int]] = {}
    texts = [(place, name) for place, name in lined.texts() if _is_of_name(place)]
    for place, name in sorted(texts, key=lambda text: text[0][0]):  # people come first
        section, slug, line = place[0], str(place[1]), lined.line_of(place)
        if section == "speakers":
            people.setdefault(slug, lined.line_of(place[:2]))
        elif slug in people:
            found = f'"{slug}" is a speaker on line {people[slug]} already'
            errors.add(path, lined.line_of(place[:2]), found, "give one of them another slug")
        owner, first = owners.setdefault(fold_name(name), (slug, line))
        if owner != slug:
            found = f'"{name}" is a name of {owner} on line {first} already'
            errors.add(path, line, found, "use a name once, for one speaker")


def _is_of_name(place: Path) -> bool:
    """True for the place of a name or a label of a speaker."""
    match place:
        case ("speakers" | "unnamed", str(), "name"):
            return True
        case ("speakers" | "unnamed", str(), "other_names" | "labels" | "bare_labels", int()):
            return True
    return False


def _check_old_slugs(lined: LinedValue, path: str, errors: Errors) -> None:
    """Add an error for each old slug that is there twice, or that is the slug of another one."""
    owners: dict[tuple[str, str], str] = {}
    seen = set[tuple[str, str]]()
    old = []
    for section in ("speakers", "unnamed", "topics"):
        page = "topics" if section == "topics" else "speakers"
        value = lined.value.get(section) if isinstance(lined.value, dict) else None
        owners |= {(page, slug): slug for slug in (value if isinstance(value, dict) else ())}
        old += [
            (page, place, slug)
            for place, slug in lined.texts()
            if place[:1] == (section,) and place[2:3] == ("formerly",) and len(place) == 4
        ]
    for page, place, slug in old:
        owner = owners.setdefault((page, slug), str(place[1]))
        if owner == slug or owner != place[1] or (page, slug) in seen:
            whose = "the slug" if owner == slug else "an old slug"
            found = f'"{slug}" is {whose} of {owner}'
            errors.add(path, lined.line_of(place), found, "remove one of the two")
        seen.add((page, slug))


def _check_topics(
    lined: LinedValue, path: str, errors: Errors, phrase_error: Callable[[str], str | None]
) -> None:
    """No label means two topics, and every phrase can be read."""
    owners: dict[str, str] = {}
    for place, text in lined.texts():
        match place:
            case ("topics", str(slug), "label"):
                owner = owners.setdefault(fold_name(text), slug)
                if owner != slug:
                    found = f'"{text}" is the label of {owner}'
                    errors.add(path, lined.line_of(place), found, "choose another")
            case ("topics", _, "words" | "supporting" | "excluding" | "unless", int()):
                if wrong := phrase_error(text):
                    errors.add(path, lined.line_of(place), f'the phrase "{text}": {wrong}')


def _config(sections: _Sections) -> model.Config:
    speakers = {slug: _speaker(slug, person) for slug, person in sections.speakers.items()}
    unnamed = {
        slug: model.Speaker(slug=model.Slug(slug), is_person=False, **dict(group))
        for slug, group in sections.unnamed.items()
    }
    topics = {
        slug: model.Topic(
            model.Slug(slug),
            topic.label,
            topic.about,
            model.TopicRules(topic.words, topic.supporting, topic.excluding, topic.unless),
            tuple(map(model.Slug, topic.formerly)),
        )
        for slug, topic in sections.topics.items()
    }
    site = model.Site(
        **{**dict(sections.site), "address": as_folder(sections.site.address)},
        messages=tuple(sections.messages.items()),
    )
    search = model.SearchSettings(**dict(sections.search))
    listed = (*model.STANDARD_DOWNLOADS, *model.TIMED_DOWNLOADS)
    downloads = listed if sections.downloads is None else sections.downloads
    return model.Config(
        site,
        speakers | unnamed,
        topics,
        search,
        sections.checks.off,
        has_answer_pages=sections.answers == "pages",
        downloads=tuple(name for name in DOWNLOADS if name in downloads),
        recording_hosts=sections.recordings.hosts,
        hosting=sections.hosting or "",
    )


def _speaker(slug: str, person: _Person) -> model.Speaker:
    offices = tuple(model.Office(**dict(office)) for office in person.offices)
    return model.Speaker(slug=model.Slug(slug), **{**dict(person), "offices": offices})


def as_folder(address: str) -> str:
    """Return the address of a site with a slash at its end; empty if it is empty."""
    return address if not address or address.endswith("/") else address + "/"

"""Reads date, place, occasion and people in a title."""

import re
from collections.abc import Mapping

from onrecord.content.layouts import Layout
from onrecord.importing.languages import country_names, weekdays
from onrecord.importing.stated_facts import Facts, correct_date
from onrecord.model import Speaker
from onrecord.word_lists import word_list

# `, Ankara` after a date at the end of a title
_PLACE_AFTER = re.compile(r",[ \xa0](?P<place>[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+){0,2})")
# `talks with Foreign Minister of Afghanistan Mohammad Haneef Atmar`
_WITH = re.compile(r"\b(?:talks|meeting|negotiations|consultations) with (?P<whom>[^,;()]+)$")


def read_title(facts: Facts, layout: Layout) -> None:
    """Read date, place, occasion and people in the title."""
    title = facts["title"]
    if not title:
        return
    dates = facts.find_dates(title)
    before = title
    if len({found.day for found in dates}) == 1 and not dates[0].is_ambiguous:
        said = dates[0].day.isoformat()
        correct_date(facts, said, "the title")
        facts.warnings.extend(dates[0].warnings("the title"))
        before, _, after = title.rpartition(dates[-1].printed)
        before = before.rstrip(" ,\xa0")
        if named := _PLACE_AFTER.fullmatch(after):
            facts.state("place", named["place"], "the title")
    elif dates:
        facts.warnings.append("more than one date in the title")
    rest = _place_in_title(before, title, facts)
    _occasion_in_title(rest, layout, facts)


def people_in(title: str, speakers: Mapping[str, Speaker]) -> tuple[str, ...]:
    """Return the slugs of the people named in a title."""
    folded = " ".join(title.split()).casefold()
    return tuple(
        slug
        for slug, speaker in speakers.items()
        if speaker.is_person
        and any(
            re.search(rf"\b{re.escape(name.casefold())}(?:\b|(?=[’']))", folded)
            for name in (speaker.name, *speaker.other_names)
        )
    )


def _place_in_title(before: str, title: str, facts: Facts) -> str:
    """Take the place from `…, Moscow, February 26, 2021`; return the title without it."""
    rest, comma, place = before.rpartition(",")
    words = place.split()
    is_place = comma and before != title and 0 < len(words) <= 4
    if not is_place or not all(word[0].isupper() for word in words):
        return before
    if words[-1].casefold().strip(".") in weekdays():
        return _place_in_title(rest, title, facts)
    facts.state("place", place.strip(), "the title")
    return rest


def _occasion_in_title(rest: str, layout: Layout, facts: Facts) -> None:
    folded = rest.casefold()
    for phrase in (*layout.occasions, *word_list("title_words", "occasions")):
        if phrase.casefold() in folded:
            facts.state("occasion", phrase, "the title")
            break
    match = _WITH.search(rest)
    if not match:
        return
    whom = match["whom"].strip()
    office, name = _split_office(whom, facts["language"] or "en")
    facts.state("with", f"{name}, {office}" if office else whom, "the title")
    if facts["occasion"]:
        occasion = facts["occasion"]
        facts.state("short_title", f"{occasion[0].upper()}{occasion[1:]} with {name}", "the title")
    facts.state("_name", name, "the title")


def _split_office(whom: str, language: str) -> tuple[str, str]:
    """Split `Foreign Minister of Afghanistan Mohammad Haneef Atmar` into office and name."""
    for country in sorted(country_names(language), key=len, reverse=True):
        office, found, name = whom.partition(f"{country} ")
        words = name.split()
        if (
            found
            and " of " in office
            and 0 < len(words) <= 5
            and all(w[0].isupper() for w in words)
        ):
            return f"{office}{country}", name
    return "", whom

"""The facts of a transcript's front matter that a source states; none is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import urlsplit

from onrecord.content.layouts import Layout, matches_phrase
from onrecord.importing.dates import (
    FoundDate,
    find_dates,
    read_date,
    read_date_and_more,
    read_stamp,
    read_time,
)
from onrecord.importing.find_labels import KnownLabels, judge_turns
from onrecord.importing.languages import country_names, language_of, listed_languages, weekdays
from onrecord.importing.line_ledger import Ledger
from onrecord.importing.markdown_words import plain, read_runs
from onrecord.importing.source import BESIDE, Source
from onrecord.importing.word_lists import CHANGED, PUBLISHED, SAID
from onrecord.model import Speaker

_HEAD = 14  # lines with words on them, at the beginning, among which facts are looked for
_TITLE_WORDS = 80
_TITLE_LINES = 4
_FIRST = 30  # lines, among which a date with its name is looked for
_NEAR = 4  # lines above a title may hold its date
_DATELINE = 6  # lines
_DATELINE_WIDTH = 90
# `Published: 26 February 2021`, `Delivered on: …`
_DATE_LABEL = re.compile(
    r"(?P<label>[^\W\d_][^\d:：]{1,40}?)(?:\s*[:：]\s*|\s+)"
    r"(?P<date>\d.*|[^\W\d_]{3,12}\.?\s\d.*|(?:令和|平成|昭和).*)",
    re.S,
)
# `New York, 13 September 2021`, `Madrid, lunes 27 de febrero de 2023`
_PLACE_AND_DATE = re.compile(r"(?P<place>[^\W\d_][^\d,:;.!?()]{1,40}), (?P<date>\D{0,20}\d.*)")
# `19 February 2022 (Transcript of the speech, exactly as it was delivered)`, `… — See all updates`
_DATE_WITH_NOTE = re.compile(
    r"(?P<date>[^()]*\d{4}[^()]*?)\s*(?:\((?P<note>[^()]*)\))?(?:\s[-–—|•+]\s(?P<beside>\S.*))?"
)
# `, Ankara` after a date at the end of a title
_PLACE_AFTER = re.compile(r",[ \xa0](?P<place>[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+){0,2})")
# `talks with Foreign Minister of Afghanistan Mohammad Haneef Atmar`
_WITH = re.compile(r"\b(?:talks|meeting|negotiations|consultations) with (?P<whom>[^,;()]+)$")
_OCCASIONS = (
    "joint news conference", "joint press conference", "news conference", "press conference",
    "press briefing", "press gaggle", "background press call", "press call", "briefing",
    "interview", "пресс-конференция", "брифинг", "интервью", "Pressekonferenz",
    "conférence de presse", "conferencia de prensa", "rueda de prensa",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """A value for the front matter, and where the source states it."""

    value: str
    where: str
    is_unsure: bool = False


@dataclass(slots=True)
class Facts:
    """The facts found so far, and what stayed open; the first to state a fact is believed."""

    found: dict[str, Fact] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  # for the notes of the record

    def state(self, key: str, value: str, where: str) -> None:
        """Note a fact, unless it is stated already."""
        if value and key not in self.found:
            self.found[key] = Fact(value, where)

    def __getitem__(self, key: str) -> str:
        """The value of the fact, or an empty text."""
        return self.found[key].value if key in self.found else ""


def find_facts(source: Source, ledger: Ledger, layout: Layout, known: KnownLabels) -> Facts:
    """What the source states; the lines that state it are marked as such in the ledger."""
    facts = Facts()
    _take_stated(source, layout, facts)
    _language(source, ledger, layout, facts)
    _read_above(ledger, layout, facts)
    _read_head(ledger, layout, facts, known)
    _read_labelled_dates(ledger, layout, facts)
    if layout.dateline:
        _read_dateline(ledger, known, layout, facts)
    _read_anywhere(ledger, layout, facts)
    _read_title(facts, layout)
    _finish(facts, layout)
    return facts


def people_in(title: str, speakers: Mapping[str, Speaker]) -> tuple[str, ...]:
    """The slugs of the people whom a title names."""
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


def _take_stated(source: Source, layout: Layout, facts: Facts) -> None:
    for key in ("title", "url", "place", "publisher"):
        if key in source.stated:
            facts.state(key, source.stated[key].value, source.stated[key].where)
    if layout.publisher:
        facts.found["publisher"] = Fact(layout.publisher, f"layout {layout.slug}")
    for key in ("date", "published"):
        stated = source.stated.get(key)
        stamp = read_stamp(stated.value) if stated else None
        if stated and stamp:
            facts.state(key, stamp[:10] if key == "date" else stamp, stated.where)
        elif stated:
            found = read_date(stated.value, order=layout.date_order)
            if found:
                value = found.day.isoformat() if key == "date" else found.moment
                facts.state(key, value, stated.where)
            else:
                unread = f"“{stated.value}” is no date that can be read"
                facts.warnings.append(f"{stated.where}: {unread}")


def _language(source: Source, ledger: Ledger, layout: Layout, facts: Facts) -> None:
    stated = source.stated.get("language")
    if layout.language:
        facts.state("language", layout.language, f"layout {layout.slug}")
    elif stated and re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", stated.value):
        facts.state("language", stated.value.split("-")[0].split("_")[0].lower(), stated.where)
    words = language_of("\n".join(line.text for _, line in ledger.open()))
    if not facts["language"] and words:
        facts.found["language"] = Fact(words, "the words of the text", is_unsure=True)
    elif words and facts["language"] != words:
        facts.warnings.append(
            f"the page says that its language is {facts['language']}; its words look like {words}"
        )
    listed = source.stated.get("languages")
    if listed:
        codes = {part.lower().split("-")[0] for part in listed.value.split()}
        _state_languages(facts, (code for code in codes if len(code) == 2), listed.where)


def _state_languages(facts: Facts, codes: Iterable[str], where: str) -> None:
    others = sorted(set(codes) - {facts["language"]})
    facts.state("other_languages", " ".join(others), where)


def _read_head(ledger: Ledger, layout: Layout, facts: Facts, known: KnownLabels) -> None:
    """Date, title, languages and the like stand above the text, each on a line of its own."""
    head = _head(ledger, known, layout, facts)
    title = _title_place(ledger, head, layout, facts)
    if title is not None:
        run = _title_run(ledger, title, layout, facts)
        words = " ".join(ledger.lines[place].text.strip() for place in run)
        if ledger.lines[title].heading and not ledger.lines[title].runs:
            words = plain(read_runs(words.strip("#").strip()))
        facts.state("title", words, _where(ledger, title))
        for place in run:
            ledger.read_as(place, "title")
    for place in head:
        if not ledger.is_open(place):
            continue
        line = ledger.lines[place]
        text, where = line.text.strip(), f"line {line.number}"
        if read_time(text) is not None and layout.dateline:
            continue
        if _read_date_line(text, where, layout, facts):
            ledger.read_as(place, "date")
        elif listed := listed_languages(text):
            _state_languages(facts, listed, where)
            ledger.read_as(place, "other_languages")
        elif matches_phrase(layout.remarks, text):
            facts.remarks.append(text)
            ledger.read_as(place, "notes")
        elif _is_title(text, facts):
            ledger.read_as(place, "title")
        elif not any(character.isalpha() for character in text) and not line.is_rule:
            ledger.leave_out(place, "a number above the text")
        elif title is not None and place < title:
            facts.warnings.append(f"{where}: “{text}” stands above the title; it was left out")
            ledger.leave_out(place, "above the title")


def _read_above(ledger: Ledger, layout: Layout, facts: Facts) -> None:
    """A page's title and date may stand above the element that holds its text."""
    first = next((place for place, _ in ledger.open()), 0)
    above = [
        place
        for place in range(max(0, first - _HEAD), first)
        if ledger.lines[place].outside == BESIDE
    ]
    titles = [place for place in above if _is_title(ledger.lines[place].text, facts)]
    for place in titles:
        ledger.read_as(place, "title")
    near = [place for place in above if not titles or place >= titles[0] - _NEAR]
    _read_pairs(near, ledger, layout, facts)
    near = [place for place in near if ledger.lines[place].outside == ledger.why(place)]
    for place in near:
        if listed := listed_languages(ledger.lines[place].text):
            _state_languages(facts, listed, _where(ledger, place))
            ledger.read_as(place, "other_languages")
    dates = [
        place
        for place in near
        if place not in titles and _is_date_line(ledger.lines[place].text, layout, facts)
    ]
    if len({" ".join(ledger.lines[place].text.split()) for place in dates}) == 1:
        _read_date_line(
            ledger.lines[dates[0]].text.strip(), _where(ledger, dates[0]), layout, facts
        )
        for place in dates:
            ledger.read_as(place, "date")
        times = [place for place in near if read_time(ledger.lines[place].text) is not None]
        if len(times) == 1 and len(facts["published"]) == 10:
            _read_date_line(ledger.lines[times[0]].text, _where(ledger, times[0]), layout, facts)
            ledger.read_as(times[0], "date")
    elif dates:
        facts.warnings.append("more than one date above the text; none was taken")


def _read_labelled_dates(ledger: Ledger, layout: Layout, facts: Facts) -> None:
    """`Published:` on one line, and the date on the next."""
    _read_pairs([place for place, _ in ledger.open()][:_FIRST], ledger, layout, facts)


def _read_pairs(places: Sequence[int], ledger: Ledger, layout: Layout, facts: Facts) -> None:
    for place, following in pairwise(places):
        label = ledger.lines[place].text.strip().rstrip(":：").strip().casefold()
        text = ledger.lines[following].text.strip()
        dated = _DATE_WITH_NOTE.fullmatch(text) if label in SAID | PUBLISHED | CHANGED else None
        if dated and _read_date_line(
            f"{label}: {dated['date']}", _where(ledger, following), layout, facts
        ):
            if dated["note"]:
                facts.remarks.append(dated["note"])
            if dated["beside"]:
                facts.warnings.append(_beside(_where(ledger, following), dated["beside"]))
            ledger.read_as(place, "date")
            ledger.read_as(following, "date")


def _head(ledger: Ledger, known: KnownLabels, layout: Layout, facts: Facts) -> list[int]:
    """The first lines, until one that is a turn or ends as a sentence or a salutation does."""
    head: list[int] = []
    for place, line in ledger.open():
        text = line.text.strip()
        is_fact = _is_date_line(text, layout, facts) or read_time(text) is not None
        is_title = _is_title(text, facts)
        if not is_fact and not is_title:
            if len(head) == _HEAD or line.is_rule or _is_turn(line.text, known):
                break
            is_long_title = len(_title_run(ledger, place, layout, facts)) > 1
            if not is_long_title and (text[-1] in ".,;:!?…" or len(text.split()) > _TITLE_WORDS):
                break
            head.append(place)
            if is_long_title:
                break
        else:
            head.append(place)
    return head


def _title_run(ledger: Ledger, first: int, layout: Layout, facts: Facts) -> list[int]:
    """The lines of a title, more than one where a text broke it: then a date stands in it."""
    run = [first]
    for place in range(first + 1, min(first + _TITLE_LINES + 1, len(ledger.lines))):
        line = ledger.lines[place]
        if line.runs or line.heading or line.is_blank or not ledger.is_open(place):
            break
        run.append(place)
    texts = [ledger.lines[place].text.strip() for place in run]
    words = " ".join(texts)
    is_one = (
        len(run) <= _TITLE_LINES
        and words[-1] not in ".,;:!?…"
        and len(words.split()) <= _TITLE_WORDS
        and not any(_is_date_line(text, layout, facts) or listed_languages(text) for text in texts)
        and any(find_dates(words, language=facts["language"], order=layout.date_order))
    )
    return run if is_one else [first]


def _is_date_line(text: str, layout: Layout, facts: Facts) -> bool:
    if len(text) > 80 or not any(character.isdigit() for character in text):
        return False
    order, language = layout.date_order, facts["language"]
    labelled = _DATE_LABEL.fullmatch(text)
    label = " ".join(labelled["label"].casefold().split()) if labelled else ""
    dated = labelled["date"] if labelled and label in SAID | PUBLISHED | CHANGED else text
    return (
        read_date(dated, language=language, order=order) is not None
        or read_date_and_more(text, language=language, order=order) is not None
    )


def _title_place(ledger: Ledger, head: list[int], layout: Layout, facts: Facts) -> int | None:
    """The line that is the title: the one that the source states, or the likeliest of the first.

    That is the first with a date in it, or the fullest. A page's `<title>` is for the browser's
    frame: a heading above the text says it better.
    """
    dated = _with_date(ledger, head, layout, facts)
    is_weak = facts["title"] and facts.found["title"].where == "<title>"
    better = [place for place in head if ledger.lines[place].heading] or dated
    if is_weak and better:
        del facts.found["title"]
        return better[0]
    for place in head:
        if _is_title(ledger.lines[place].text, facts):
            return place
    if facts["title"]:
        return None
    if dated:
        return dated[0]
    fitting = [place for place in head if _could_be_title(ledger.lines[place].text.strip())]
    return max(fitting, key=lambda place: len(ledger.lines[place].text.strip()), default=None)


def _with_date(ledger: Ledger, head: list[int], layout: Layout, facts: Facts) -> list[int]:
    """The places of what could be a title and holds a date."""
    runs = [
        _title_run(ledger, place, layout, facts)
        for place in head
        if _could_be_title(ledger.lines[place].text.strip())
    ]
    texts = [" ".join(ledger.lines[place].text for place in run) for run in runs]
    return [
        run[0]
        for run, text in zip(runs, texts, strict=True)
        if any(find_dates(text, language=facts["language"], order=layout.date_order))
    ]


def _is_turn(text: str, known: KnownLabels) -> bool:
    text = text.lstrip("*_ \t\xa0")
    return judge_turns([text], known, strong=[False])[0].judgement != "prose"


def _is_title(text: str, facts: Facts) -> bool:
    """Whether the line is the title that the source states; a page's head adds the site's name."""
    title = " ".join(facts["title"].split()).casefold()
    folded = " ".join(text.lstrip("#").split()).casefold()
    if not title or not folded:
        return False
    if facts.found["title"].where.startswith("<") and title.startswith(folded) and len(folded) > 20:
        facts.found["title"] = Fact(text.strip(), "the page")
        return True
    return folded == title


def _could_be_title(text: str) -> bool:
    words = text.split()
    has_form = 2 < len(words) <= _TITLE_WORDS and text[0] not in '(["“«•-–—'
    is_spaced = re.search(r"\s{3}", text) is not None  # what stands left and right of a page
    return has_form and not (is_spaced or listed_languages(text) or read_date(text))


def _read_date_line(line: str, where: str, layout: Layout, facts: Facts) -> bool:
    text = line.strip(" \xa0|•·")
    if len(text) > 80:
        return False
    language = facts["language"]
    found = read_date(text, language=language, order=layout.date_order)
    if found:
        is_said = layout.date_alone == "said" and not found.clock
        _state_date(facts, "date" if is_said else "published", found, where)
        return True
    labelled = _DATE_LABEL.fullmatch(text)
    if labelled:
        label = " ".join(labelled["label"].casefold().split())
        found = read_date(labelled["date"], language=language, order=layout.date_order)
        if found and label in SAID:
            _state_date(facts, "date", found, where)
            return True
        if found and label in PUBLISHED:
            _state_date(facts, "published", found, where)
            return True
        if found and label in CHANGED:
            facts.warnings.append(f"{where}: “{text}” is no date of this record’s; it was left out")
            return True
    dated = read_date_and_more(text, language=language, order=layout.date_order)
    if dated:
        if any(map(str.isalnum, dated[1])):
            facts.warnings.append(_beside(where, dated[1]))
        is_said = layout.date_alone == "said" and not dated[0].clock
        _state_date(facts, "date" if is_said else "published", dated[0], where)
        return True
    if _read_place_and_date(text, where, layout, facts):
        return True
    clock = read_time(text)
    if clock and len(facts["published"]) == 10:
        facts.found["published"] = Fact(f"{facts['published']}T{clock:%H:%M}", where)
        return True
    if clock:
        facts.remarks.append(f"The source gives the time {text}.")
        return True
    return False


def _beside(where: str, words: str) -> str:
    return f"{where}: beside the date stands “{words}”; it was left out"


def _read_place_and_date(text: str, where: str, layout: Layout, facts: Facts) -> bool:
    """A line of a place and a date says where and when it was, most likely."""
    match = _PLACE_AND_DATE.fullmatch(text)
    words = match["place"].split() if match else []
    if not match or len(words) > 4 or not all(word[0].isupper() for word in words):
        return False
    found = read_date(match["date"], language=facts["language"], order=layout.date_order)
    if not found or found.clock or found.is_ambiguous or " ".join(words).casefold() in SAID:
        return False
    if facts["date"] and facts["date"] != found.day.isoformat():
        return False
    for key, value in (("date", found.day.isoformat()), ("place", match["place"])):
        if not facts[key]:
            facts.found[key] = Fact(value, where, is_unsure=True)
    return True


def _state_date(facts: Facts, key: str, found: FoundDate, where: str) -> None:
    if found.is_ambiguous:
        facts.warnings.append(
            f"{where}: “{found.printed}” can be read in two ways; it was left empty; "
            "say in the layout which (`date_order: DMY`)"
        )
        return
    value = found.day.isoformat() if key == "date" else found.moment
    if key == "published" and facts[key] and facts[key][:10] == value[:10]:
        if len(facts[key]) == 10:
            facts.found[key] = Fact(value, where)
    elif key == "published" and facts[key] and facts[key][:10] != value[:10]:
        facts.warnings.append(f"{where}: “{found.printed}” differs from {key} {facts[key]}")
    if key == "date":
        _correct_date(facts, value, where)
    else:
        facts.state(key, value, where)


def _read_dateline(ledger: Ledger, known: KnownLabels, layout: Layout, facts: Facts) -> None:
    """The lines above the first turn say where and when it was; a time is kept in the notes.

    `James S. Brady Press Briefing Room`, `(June 14, 2021)`, `1:03 P.M. EST`
    """
    above: list[int] = []
    for place, line in ledger.open():
        if _is_turn(line.text, known):
            break
        above.append(place)
        if len(above) > _DATELINE or len(line.text.strip()) > _DATELINE_WIDTH:
            return
        if read_time(line.text) is not None:
            break
    else:
        return
    places = []
    for place in above:
        text = ledger.lines[place].text.strip("*_ \t\xa0")
        found = read_date(text.strip("()"), order=layout.date_order)
        if read_time(text) is not None:
            _keep_time(ledger, place, facts)
        elif found:
            _correct_date(facts, found.day.isoformat(), _where(ledger, place))
            ledger.read_as(place, "date")
        elif text.startswith(("\\*", "(", "[")):
            facts.remarks.append(text.replace("\\", ""))
            ledger.read_as(place, "notes")
        else:
            places.append(text)
            ledger.read_as(place, "place")
    if places:
        facts.state("place", ", ".join(places), _where(ledger, above[0]))


def _correct_date(facts: Facts, said: str, where: str) -> None:
    """Believe this date more than one that was found before; that they differ is told."""
    before = facts.found.get("date")
    if before and before.value != said:
        facts.warnings.append(f"{where} says {said}, {before.where} {before.value}")
    facts.found["date"] = Fact(said, where)


def _keep_time(ledger: Ledger, place: int, facts: Facts) -> None:
    text = " ".join(ledger.lines[place].text.replace("*", "").split())
    facts.remarks.append(f"The source gives the time {text}.")
    ledger.read_as(place, "notes")


def _where(ledger: Ledger, place: int) -> str:
    return f"line {ledger.lines[place].number}"


def _read_anywhere(ledger: Ledger, layout: Layout, facts: Facts) -> None:
    """What stands below the text: a time of day, a remark, the languages again."""
    for place, line in list(ledger.open()):
        text = " ".join(line.text.split())
        if matches_phrase(layout.remarks, text):
            facts.remarks.append(text)
            ledger.read_as(place, "notes")
        elif layout.dateline and len(text) < 40 and read_time(text):
            _keep_time(ledger, place, facts)
        elif listed := listed_languages(line.text):
            _state_languages(facts, listed, f"line {line.number}")
            ledger.read_as(place, "other_languages")


def _read_title(facts: Facts, layout: Layout) -> None:
    title = facts["title"]
    if not title:
        return
    dates = list(find_dates(title, language=facts["language"], order=layout.date_order))
    before = title
    if len({found.day for found in dates}) == 1 and not dates[0].is_ambiguous:
        said = dates[0].day.isoformat()
        _correct_date(facts, said, "the title")
        before, _, after = title.rpartition(dates[-1].printed)
        before = before.rstrip(" ,\xa0")
        if named := _PLACE_AFTER.fullmatch(after):
            facts.state("place", named["place"], "the title")
    elif dates:
        facts.warnings.append("more than one date in the title")
    rest = _place_in_title(before, title, facts)
    _occasion_in_title(rest, layout, facts)


def _place_in_title(before: str, title: str, facts: Facts) -> str:
    """`…, Moscow, February 26, 2021`: the words between the commas; the title without them."""
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
    for phrase in (*layout.occasions, *_OCCASIONS):
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
    """`Foreign Minister of Afghanistan Mohammad Haneef Atmar`: the office, then the name."""
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


def _finish(facts: Facts, layout: Layout) -> None:
    published = facts["published"]
    host = urlsplit(facts["url"]).hostname
    if host and not facts["publisher"]:
        facts.found["publisher"] = Fact(host, "the host of the address", is_unsure=True)
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?", published):
        facts.remarks.append("The page gives the time of publication without a time zone.")
    if layout.speaker:
        facts.state("speaker", layout.speaker, f"layout {layout.slug}")
    if layout.kind != "statement":
        facts.state("kind", layout.kind, f"layout {layout.slug}")

"""Writes a citation in the styles of Chicago, APA and MLA, as BibTeX, RIS and CSL-JSON.

A style is a list of parts, each `[before, fact, after]`; a part whose fact is not known is left
out. The styles are in `static/scripts/citations/citation-styles.json`, from which the browser
writes the same citations for paragraphs and selections: `citation-styles.ts` beside it gives the
facts the same names.

The rules are those of the Chicago Manual of Style (18th edition, bibliography), of the Publication
Manual of the APA (7th), of the MLA Handbook (9th), of BibTeX with biblatex's fields, and of RIS.
Titles are cited as they were published, with their capitals.

A CSL processor would not do. Its styles have no place for a paragraph in a bibliography, nor for
both the first publication and this site. citeproc-py leaves initials of given names in Chicago and
MLA, and double quotation marks inside double ones; Citation.js would make each reader's script
twenty times as large, with only one of the three styles, APA. Users of CSL can take the CSL-JSON.
`tests/citations/test_reference_managers.py` lists how pandoc's citations differ from ours, and why.

In the files for reference managers, a part of a statement is not a work of its own: the files cite
the whole statement, and a note says which part is meant. So three answers of one statement are one
entry in a list of works, cited with three locators. Every work is a report, the only type that
keeps publisher, place and form in each format and in Zotero, which has no publisher for a speech.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from onrecord import resources
from onrecord.citations.citation import Citation, Name

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "-": "-{}",  # two hyphens would be a dash
} | {character: f"\\{character}" for character in "$&#_%"}
_SPECIAL = re.compile(r"[\\{}~^$&#_%]|-(?=-)")  # the keys of _TEX
_SEPARATOR = re.compile(r",| and ", re.IGNORECASE)  # in lists of names in BibTeX
_FULL_STOP = re.compile(r"[.?!…][”’\"')]*$")  # after which no full stop is added
_UNSAFE = re.compile(r"[\s{}\\\"<>^`|]")  # not allowed in an address
_SPACE = re.compile(r"\s+")
_CHICAGO_NAMES, _APA_NAMES = 6, 20  # longest lists of names that are given in full
_FILES = ("bibtex", "ris")  # for reference managers
_ESCAPED_IN_TEX = ("title", "form", "place", "publisher", "site", "event", "note on parts")


def cite(citation: Citation, style: str) -> str:
    """Return the citation in a style: `chicago`, `apa`, `mla`, `bibtex`, `ris`."""
    facts = _Facts(citation)
    if style in _FILES:
        facts = _Facts(citation.whole or citation)
        facts |= _notes(citation)
    if style == "bibtex":
        facts |= _facts_in_tex(citation.whole or citation, facts)
    text = ""
    for before, fact, after in _styles()[style]:
        if value := facts[fact]:
            is_stopped = after.startswith(".") and _FULL_STOP.search(value)
            text += before + value + (after[1:] if is_stopped else after)
    return text.strip(" ")


def to_csl(citation: Citation) -> dict[str, Any]:
    """Return the citation as an item of CSL-JSON."""
    one = citation.whole or citation
    facts = _Facts(one)
    item = {
        "id": one.key,
        "type": "report",
        "title": one.title,
        "author": [_csl_name(name) for name in one.names],
        "issued": _csl_date(one.day),
        "event-date": _csl_date(one.day),
        "genre": facts["form"],
        "event-title": facts["event"],
        "event-place": one.place,
        "publisher": one.publisher,
        "source": one.site,
        "language": one.language,
        "URL": facts["address or source"],
        "accessed": _csl_date(one.accessed) if one.accessed else None,
        "note": facts["note on source"],
        "annote": _notes(citation)["note on parts"],
    }
    return {key: value for key, value in item.items() if value}


def form_of(occasion: str, *, is_report: bool) -> str:
    """Return `Joint news conference transcript`, or `News report` for any report."""
    if is_report:
        return "News report"
    return f"{_sentence(occasion)} transcript" if occasion else "Transcript"


def extra_of(citation: Citation) -> str:
    """Return the lines that Zotero keeps as `Extra`: when it was said, and which part is cited."""
    located = f"Cited {_located(citation, citation.whole)}" if citation.whole else ""
    return "\n".join(filter(None, (f"event-date: {citation.day.isoformat()}", located)))


class _Facts(dict[str, str]):
    """The facts that a style may name, each worked out when it is asked for."""

    def __init__(self, one: Citation) -> None:
        super().__init__()
        self._one = one

    def __missing__(self, name: str) -> str:
        return _FACTS[name](self._one)


def _form(one: Citation) -> str:
    return form_of(one.occasion, is_report=one.is_report)


def _occasion(one: Citation) -> str:
    return _form(one) if one.is_report else _sentence(one.occasion)


def _title(one: Citation) -> str:
    return _SPACE.sub(" ", one.title)


def _titled(one: Citation) -> str:
    return f"{_title(one)} [{_form(one)}]"


# Every fact that a style may name; what is not known is empty.
_FACTS: Mapping[str, Callable[[Citation], str]] = {
    "key": lambda one: one.key,
    "author": lambda one: _named(one.names, at_most=_CHICAGO_NAMES, else_only=3),
    "author in MLA": lambda one: _named(one.names, at_most=2, else_only=1),
    "author in RIS": lambda one: "\r\nAU  - ".join(name.listed for name in one.names),
    "author or title": lambda one: _initialled(one.names) if one.names else f"{_titled(one)}.",
    "title": _title,
    "title after author": lambda one: _titled(one) if one.names else "",
    "title in quotes": lambda one: _title(one).replace("“", "‘").replace("”", "’"),
    "occasion, place, day": lambda one: _joined(_occasion(one), one.place, _long_day(one.day)),
    "publisher, source": lambda one: _joined(one.publisher, one.source),
    "publisher, short day, place, source": lambda one: _joined(
        one.publisher, _short_day(one.day), one.place, one.source
    ),
    "site": lambda one: one.site,
    "transcript, site, paragraph": lambda one: _transcript(
        one, _joined(one.site, _locator(one, "para"))
    ),
    "site, short paragraph, address": lambda one: _joined(
        one.site, _locator(one, "par"), one.address
    ),
    "paragraph": lambda one: _locator(one, "para"),
    "address": lambda one: one.address,
    "address or source": lambda one: one.address or one.source,
    "publisher": lambda one: one.publisher,
    "place": lambda one: one.place,
    "form": _form,
    "event": lambda one: "" if one.is_report else _occasion(one),
    "language": lambda one: one.language,
    "date": lambda one: one.day.isoformat(),
    "date in RIS": lambda one: one.day.isoformat().replace("-", "/"),
    "year": lambda one: f"{one.day.year}",
    "year, day": lambda one: f"{one.day.year}, {_months('long')[one.day.month - 1]} {one.day.day}",
    "accessed": lambda one: _long_day(one.accessed) if one.accessed and one.address else "",
    "accessed in short": lambda one: (
        _short_day(one.accessed) if one.accessed and one.address else ""
    ),
    "accessed date": lambda one: one.accessed.isoformat() if one.accessed else "",
    "accessed date in RIS": lambda one: (
        one.accessed.isoformat().replace("-", "/") if one.accessed else ""
    ),
    "note on source": lambda one: f"Source: {one.source}" if one.source and one.address else "",
    "type in RIS": lambda _: "RPRT",
    "end in RIS": lambda _: " ",
}


def _notes(citation: Citation) -> dict[str, str]:
    """Return the note that says which part of the work is cited, or which parts it has."""
    name, parts = ("Cited", (citation,)) if citation.whole else ("Answers", citation.answers)
    located = "; ".join(_located(part, citation.whole or citation) for part in parts)
    return {"note on parts": f"{name}: {located}" if located else ""}


def _located(part: Citation, whole: Citation) -> str:
    """Return `answer 2 by Jane Doe, https://…`; without the name if the whole work is by her."""
    names = "" if part.names == whole.names else " and ".join(name.whole for name in part.names)
    locator = _locator(part, "para")
    return _joined(f"{locator} by {names}" if names else locator, part.address)


def _facts_in_tex(one: Citation, facts: Mapping[str, str]) -> dict[str, str]:
    """Return the facts that BibTeX writes in its own way."""
    return {
        **{f"{name} in TeX": _tex(facts[name]) for name in _ESCAPED_IN_TEX},
        "author in TeX": " and ".join(map(_tex_name, one.names)),
        "month in TeX": _months("long")[one.day.month - 1][:3].lower(),
        "address or source in TeX": _UNSAFE.sub(_percent, facts["address or source"]),
        "note in TeX": _tex(facts["note on source"]),
        "end in TeX": "}",
    }


@cache
def _styles() -> dict[str, Any]:
    text = resources.citation_styles().read_text(encoding="utf-8")
    styles: dict[str, Any] = json.loads(text)
    return styles


def _months(length: str) -> list[str]:
    months: list[str] = _styles()["months"][length]
    return months


def _joined(*facts: str) -> str:
    return ", ".join(filter(None, facts))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _transcript(one: Citation, where: str) -> str:
    return f"Transcript, {where}" if where and not one.is_report else where


def _locator(one: Citation, word: str) -> str:
    """Return `answer 2, para. 14`, `paras. 17–18` or, with a time, `answer 2, 12:34`."""
    part = f"{one.part} {one.number}" if one.part else ""
    several = "s" if len(one.paragraphs) > 1 else ""
    numbers = _joined(*_ranges(one.paragraphs))
    return _joined(part, f"{word}{several}. {numbers}" if numbers else "", one.time)


def _ranges(numbers: Iterable[int]) -> list[str]:
    """Return `3–5`, `21`, `6`; an inserted paragraph has a higher number than the next one."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]


def _long_day(day: date) -> str:
    return f"{_months('long')[day.month - 1]} {day.day}, {day.year}"


def _short_day(day: date) -> str:
    return f"{day.day} {_months('short')[day.month - 1]} {day.year}"


def _named(names: Sequence[Name], *, at_most: int, else_only: int) -> str:
    """Return `Lavrov, Sergey, and Mohammad Haneef Atmar`; if too many, `Lavrov, Sergey, et al.`."""
    listed = [name.whole if n else name.listed for n, name in enumerate(names)]
    if len(listed) > at_most:
        return ", ".join([*listed[:else_only], "et al."])
    return _listed(listed, "and", is_comma_first=bool(names) and listed[0] != names[0].whole)


def _initialled(names: Sequence[Name]) -> str:
    """Return `Lavrov, S., & Atmar, M. H.`; a name that is not divided gets a full stop."""
    short = [_initials(name) for name in names]
    if len(short) > _APA_NAMES:
        text = ", ".join([*short[: _APA_NAMES - 1], f". . . {short[-1]}"])
    else:
        text = _listed(short, "&", is_comma_first=bool(names[0].given))
    return text if _FULL_STOP.search(text) else f"{text}."


def _initials(name: Name) -> str:
    if not name.given:
        return name.whole
    initials = re.sub(r"(\w)[^\s-]*", r"\1.", name.given)
    return f"{name.family}, {initials}"


def _listed(names: Sequence[str], word: str, *, is_comma_first: bool) -> str:
    """Return `A`, `A and B` or `A, B, and C`; a first name with a comma needs another after it."""
    if len(names) < 2:
        return "".join(names)
    comma = "," if is_comma_first or len(names) > 2 else ""
    return f"{', '.join(names[:-1])}{comma} {word} {names[-1]}"


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda match: _TEX[match[0]], text)


def _tex_name(name: Name) -> str:
    if not name.given:
        return f"{{{_tex(name.whole)}}}"
    return ", ".join(
        f"{{{_tex(one)}}}" if _SEPARATOR.search(one) else _tex(one)
        for one in (name.family, name.given)
    )


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def _csl_name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": name.whole}
    return {"family": name.family, "given": name.given}


def _csl_date(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}

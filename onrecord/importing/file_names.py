"""Title and date in the name of a file whose format has no place for them."""

import re
from dataclasses import replace
from pathlib import PurePath

from onrecord.importing.source import Fact, Source

_WHERE = "the file's name"
# `2022-03-04 radio interview`, `20220304_radio`, `interview-2022.03.04`
_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sign>[-_. ]?)(?P<month>0\d|1[0-2])(?P=sign)"
    r"(?P<day>[0-2]\d|3[01])(?!\d)"
)
_GAPS = re.compile(r"[\s_]+|(?<=\w)-(?=\w)|\.")
_FEWEST_WORDS = 2  # of a title: `audio` and `transcript` say nothing


def with_facts_of_name(source: Source) -> Source:
    """Return the source of data with the title and date in its file's name, both unsure."""
    name = PurePath(source.name.partition(", ")[0]).name
    if not source.is_data or name == "-":
        return source
    stem = name.removesuffix(PurePath(name).suffix)
    stated = dict(source.stated)
    date = _DATE.search(stem)
    if date:
        day = f"{date['year']}-{date['month']}-{date['day']}"
        stated.setdefault("date", Fact(day, _WHERE, is_unsure=True))
    title = " ".join(_GAPS.sub(" ", _DATE.sub(" ", stem)).split()).strip(" -–—,")
    words = [word for word in title.split() if any(letter.isalpha() for letter in word)]
    if len(words) >= _FEWEST_WORDS:
        stated.setdefault("title", Fact(title, _WHERE, is_unsure=True))
    return replace(source, stated=stated)

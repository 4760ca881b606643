"""Facts and a body to the text of a transcript, and a name for its file."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Collection

from onrecord.content.source_lines import UNPRINTABLE
from onrecord.importing.config_proposal import slug_of
from onrecord.importing.facts import Facts
from onrecord.word_lists import word_set

_WIDTH = 100
# a value that YAML reads as it stands
_PLAIN = re.compile(r"[^\W_][^\n#\\\"]*")
_KEYS = (
    "title", "short_title", "date", "published", "kind", "occasion", "place", "speaker", "with",
    "language", "other_languages",
)  # fmt: skip


def write_transcript(facts: Facts, body: str) -> str:
    """The transcript; a required fact that the source does not state is an empty key."""
    lines = ["---"]
    for key in _KEYS:
        value = UNPRINTABLE.sub("", facts[key])
        if key == "other_languages" and value:
            lines.append(f"{key}: [{', '.join(value.split())}]")
        elif value:
            lines += _pair(key, value)
        elif key in {"title", "date", "speaker"}:
            lines.append(f"{key}:")
    if facts["publisher"]:
        lines += ["source:", *(f"  {line}" for line in _pair("publisher", facts["publisher"]))]
        if facts["url"]:
            lines.append(f"  url: {facts['url']}")
    if facts.remarks:
        remarks = " ".join(_ended(remark) for remark in dict.fromkeys(facts.remarks))
        remarks = UNPRINTABLE.sub("", remarks)
        lines += (
            ["notes: >-", *_folded(remarks)] if _is_foldable(remarks) else _pair("notes", remarks)
        )
    return "\n".join([*lines, "---", body])


def name_transcript(facts: Facts, speaker_names: Collection[str], *, first_words: str) -> str:
    """A slug of the date and a word or two: `2021-02-26-atmar`.

    Where there is no title, the words come from the text's first ones.
    """
    day = facts["date"] or "undated"
    if facts["_name"]:
        words = slug_of(facts["_name"].split()[-1])
    else:
        words = _telling_words(facts["title"] or first_words, speaker_names)
    return f"{day}-{words}" if words else day


def _telling_words(title: str, speaker_names: Collection[str]) -> str:
    for name in speaker_names:
        title = re.sub(re.escape(name), " ", title, flags=re.IGNORECASE)
    words = re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", title)
    telling = [
        word
        for word in words
        if len(word) > 2
        and re.split(r"[-’']", word.casefold())[0] not in word_set("title_words", "common_words")
    ]
    named = [word for word in telling if word[0].isupper()] or telling
    slugs = [slug_of(word.removesuffix("’s").removesuffix("'s")) for word in named]
    return "-".join(filter(None, slugs[:2]))[:50].strip("-")


def _pair(key: str, value: str) -> list[str]:
    line = f"{key}: {value}"
    is_plain = (
        _PLAIN.fullmatch(value)
        and ": " not in value
        and not value.endswith((":", " "))
        and value.casefold() not in {"null"}
        and "\xa0" not in value
        and value.isprintable()
    )
    if is_plain and len(line) <= _WIDTH:
        return [line]
    if len(value) > 70 and _is_foldable(value):
        return [f"{key}: >-", *_folded(value)]
    return [f"{key}: {_quoted(value)}"]


def _quoted(value: str) -> str:
    """The value as YAML's double quotes hold it."""
    return "".join(
        letter if letter == "\xa0" or letter.isprintable() else f"\\U{ord(letter):08X}"
        for letter in json.dumps(value, ensure_ascii=False)
    )


def _folded(value: str) -> list[str]:
    return textwrap.wrap(
        value, _WIDTH, initial_indent="  ", subsequent_indent="  ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _is_foldable(value: str) -> bool:
    return (
        value == " ".join(value.split(" ")).strip()
        and not re.search(r"[^\S ]|  ", value)
        and _is_printable(value)
    )


def _is_printable(value: str) -> bool:
    return all(character.isprintable() or character == "\xa0" for character in value)


def _ended(remark: str) -> str:
    return remark if remark[-1] in ".!?…" else f"{remark}."

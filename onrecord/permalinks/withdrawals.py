"""Parses transcripts/withdrawn.yaml, which confirms every address that was given up.

2021-02-26-atmar/p14: withdrawn              # without a replacement
2021-02-26-atmar/answer-2: answer-3          # replaced by answer-3
2017-02-07-rabani: 2017-02-07-rabbani        # a renamed transcript
2018-02-20-asif/p3: 2021-02-26-atmar/p5      # replaced by a paragraph of another statement
2021-02-26-atmar/atmar.mp3: withdrawn        # a recording; `times` for the times in it
topics/water: withdrawn                      # the page of a topic, or of speakers/…
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.content.offers import TIMES
from onrecord.content.recordings import is_file_name
from onrecord.content.slugs import SLUG
from onrecord.content.yaml_lines import read_yaml
from onrecord.errors import Errors
from onrecord.permalinks.jsonl import is_anchor

WITHDRAWN = "withdrawn"
_INSTEAD = "add its slug to `formerly` of what replaces it in config.yaml"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One line: an address and its replacement."""

    slug: str
    anchor: str  # p14, answer-2; empty for a whole statement
    to: str  # as in a record; empty if there is no replacement
    line: int


@dataclass(frozen=True, slots=True)
class Withdrawals:
    """All lines of the file."""

    path: str
    lines: tuple[Withdrawal, ...] = ()
    beside_texts: Mapping[str, int] = field(default_factory=dict)  # other addresses: their lines


def read_withdrawals(text: str, *, path: str) -> Withdrawals:
    """Parse the text of the file; ContentError with every error."""
    errors = Errors()
    lined = read_yaml(text, path=path, first_line=1, errors=errors)
    errors.raise_if_any()
    assert lined is not None
    value = {} if lined.value is None else lined.value
    if not isinstance(value, dict):
        remedy = f"write lines like `slug/p14: {WITHDRAWN}`"
        errors.add(path, 1, "this is not a list of addresses", remedy)
        errors.raise_if_any()
    lines, beside_texts = [], {}
    for address, to in value.items():
        line = lined.line_of((address,))
        slug, _, anchor = address.partition("/")
        if _is_beside_texts(slug, anchor):
            beside_texts[address] = line
            if to != WITHDRAWN:
                found = f'"{address}" cannot be replaced'
                errors.add(path, line, found, f"write `{WITHDRAWN}`, or {_INSTEAD}")
        elif not SLUG.fullmatch(slug) or ("/" in address and not is_anchor(anchor)):
            remedy = "write slug, slug/p14 or slug/answer-2"
            errors.add(path, line, f'"{address}" is not an address', remedy)
        elif not isinstance(to, str) or not _is_target(to, anchor):
            remedy = f"write `{WITHDRAWN}` or the address of its replacement"
            errors.add(path, line, f'the replacement of "{address}" is not an address', remedy)
        else:
            own = f"{slug}/"
            target = to.removeprefix(own) if anchor else to
            lines.append(Withdrawal(slug, anchor, "" if to == WITHDRAWN else target, line))
    errors.raise_if_any()
    return Withdrawals(path, tuple(lines), beside_texts)


def _is_beside_texts(slug: str, name: str) -> bool:
    """True for the page of a speaker or a topic, a recording, and the times in it."""
    if is_anchor(name) or not SLUG.fullmatch(slug):
        return False
    is_page = slug in ("speakers", "topics") and SLUG.fullmatch(name) is not None
    return is_page or name == TIMES or is_file_name(name)


def _is_target(to: str, anchor: str) -> bool:
    """True for `withdrawn`, an id of the same statement if there can be one, or an address."""
    if anchor and is_anchor(to):
        return to != anchor
    slug, slash, other = to.partition("/")
    return bool(SLUG.fullmatch(slug)) and (is_anchor(other) if slash else not is_anchor(to))

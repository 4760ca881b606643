"""transcripts/withdrawn.yaml to what may be gone: a person's word for every address given up.

2021-02-26-atmar/p14: withdrawn              # it is gone, and nothing replaces it
2021-02-26-atmar/answer-2: answer-3          # it is gone, answer-3 replaces it
2017-02-07-rabani: 2017-02-07-rabbani        # a transcript under another name
2018-02-20-asif/p3: 2021-02-26-atmar/p5      # what replaces it is elsewhere
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.content.slugs import SLUG
from onrecord.content.yaml_lines import read_yaml
from onrecord.errors import Errors
from onrecord.permalinks.jsonl import ANCHOR

FILE = "withdrawn.yaml"
WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One line: an address, and what replaces it."""

    slug: str
    anchor: str  # p14, answer-2; empty where a whole statement is meant
    to: str  # as in a record; empty where nothing replaces it
    line: int


@dataclass(frozen=True, slots=True)
class Withdrawals:
    """All lines of the file."""

    path: str
    lines: tuple[Withdrawal, ...] = ()


def read_withdrawals(text: str, *, path: str) -> Withdrawals:
    """The withdrawals in the text of the file; ContentError with every error otherwise."""
    errors = Errors()
    lined = read_yaml(text, path=path, first_line=1, errors=errors)
    errors.raise_if_any()
    assert lined is not None
    value = {} if lined.value is None else lined.value
    if not isinstance(value, dict):
        errors.add(path, 1, "no addresses", f"write `slug/p14: {WITHDRAWN}` on a line")
        errors.raise_if_any()
    lines = []
    for address, to in value.items():
        line = lined.line_of((address,))
        slug, _, anchor = address.partition("/")
        if not SLUG.fullmatch(slug) or ("/" in address and not is_id(anchor)):
            remedy = "write it as slug, slug/p14 or slug/answer-2"
            errors.add(path, line, f'"{address}" is no address', remedy)
        elif not isinstance(to, str) or not _is_target(to, anchor):
            remedy = f"write `{WITHDRAWN}`, or the address of what replaces it"
            errors.add(path, line, f'"{address}" leads to what is no address', remedy)
        else:
            own = f"{slug}/"
            target = to.removeprefix(own) if anchor else to
            lines.append(Withdrawal(slug, anchor, "" if to == WITHDRAWN else target, line))
    errors.raise_if_any()
    return Withdrawals(path, tuple(lines))


def is_id(anchor: str) -> bool:
    """Whether it is written as `p14` or `answer-2`."""
    return ANCHOR.fullmatch(anchor) is not None


def _is_target(to: str, anchor: str) -> bool:
    """`withdrawn`, an id of the same statement where there can be one, or another address."""
    if anchor and is_id(to):
        return to != anchor
    slug, slash, other = to.partition("/")
    return bool(SLUG.fullmatch(slug)) and (is_id(other) if slash else not is_id(to))

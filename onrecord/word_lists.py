"""Reads the lists of words in `onrecord/data`, one YAML file a subject."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from onrecord import resources

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # no booleans: `no` is a word


def words_in(text: str) -> frozenset[str]:
    """Return the words of a text that lists them with spaces between them."""
    return frozenset(text.split())


def word_list(subject: str, name: str) -> tuple[str, ...]:
    """Return the words of a list in the order of the file."""
    return tuple(_read(subject)[name])


def any_word(subject: str, name: str) -> str:
    """Return a regular expression for any of the words of a list, or keys of a mapping."""
    return "|".join(map(re.escape, _read(subject)[name]))


def word_set(subject: str, name: str) -> frozenset[str]:
    """Return the words of a list with their case folded."""
    return frozenset(word.casefold() for word in _read(subject)[name])


def word_map(subject: str, name: str) -> Mapping[str, str]:
    """Return the pairs of a mapping."""
    return dict(_read(subject)[name])


def word_maps(subject: str) -> Mapping[str, Mapping[str, Any]]:
    """Return all mappings of a file, by name."""
    return _read(subject)


@cache
def _read(subject: str) -> dict[str, Any]:
    text = (resources.word_lists() / f"{subject}.yaml").read_text(encoding="utf-8")
    lists: dict[str, Any] = yaml.load(text, Loader=_Loader)
    return lists

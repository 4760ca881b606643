"""Chooses the blocks of a page that are its main text, with trafilatura's help."""

from __future__ import annotations

import logging
from collections import Counter
from typing import Any

import trafilatura

from onrecord.content.layouts import NO_LAYOUT
from onrecord.importing.find_labels import KnownLabels, find_label
from onrecord.importing.html_blocks import Block
from onrecord.importing.label_words import asks_by_word

_ENOUGH = 0.9  # of the main text must be in the element that is chosen as its container


def main_blocks(text: str, blocks: list[Block]) -> tuple[list[bool], str]:
    """Return which blocks are the main text, and a warning."""
    extracted = _extracted(text)
    chosen = folded_letters(extracted)
    matched = [
        not block.line.outside
        and bool(folded_letters(block.line.text))
        and folded_letters(block.line.text) in chosen
        for block in blocks
    ]
    if not any(matched):
        return [True] * len(blocks), "no main text was found on the page; everything was kept"
    weight = [len(b.line.text) if m else 0 for b, m in zip(blocks, matched, strict=True)]
    holder = _container(blocks, weight)
    inside = [holder is None or _is_within(block.element, holder) for block in blocks]
    turns = [
        not block.line.outside and not within and _begins_question(block.line.text)
        for block, within in zip(blocks, inside, strict=True)
    ]
    if any(turns):
        weight = [
            10 * sum(weight) if turn else value for turn, value in zip(turns, weight, strict=True)
        ]
        holder = _container(blocks, weight)
        inside = [holder is None or _is_within(block.element, holder) for block in blocks]
    return inside, ""


def _begins_question(text: str) -> bool:
    label = find_label(text, KnownLabels((), NO_LAYOUT))
    return label is not None and asks_by_word(label.label)


def _extracted(text: str) -> str:
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.extract(
        text,
        output_format="txt",
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        deduplicate=False,
    )
    return found or ""


def _container(blocks: list[Block], weight: list[int]) -> Any:
    """Return the innermost element that contains nearly all of the weight."""
    held: Counter[Any] = Counter()
    depth: dict[Any, int] = {}
    for block, value in zip(blocks, weight, strict=True):
        if not value or block.element is None:
            continue
        chain = [block.element, *block.element.iterancestors()]
        for distance, element in enumerate(chain):
            held[element] += value
            depth[element] = len(chain) - distance
    enough = _ENOUGH * sum(weight)
    fitting = [element for element, value in held.items() if value >= enough]
    return max(fitting, key=lambda element: depth[element], default=None)


def _is_within(element: Any, holder: Any) -> bool:
    while element is not None and element is not holder:
        element = element.getparent()
    return element is holder


def folded_letters(text: str) -> str:
    """Return the letters of a text with their case folded; figures may be of notes or powers."""
    return "".join(character for character in text.casefold() if character.isalpha())

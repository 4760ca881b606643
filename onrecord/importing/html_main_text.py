"""Chooses the blocks of a page that are its main text, with trafilatura's help."""

import logging
from collections import Counter
from typing import Any

import trafilatura

from onrecord.importing.find_labels import begins_question
from onrecord.importing.html_blocks import Block

_ENOUGH = 0.9  # of the main text must be in the element that is chosen as its container


def main_blocks(text: str, blocks: list[Block]) -> tuple[list[bool], str]:
    """Return which blocks are the main text, and a warning."""
    chosen = folded_letters(_extracted(text))
    weight = [0] * len(blocks)
    for place, block in enumerate(blocks):
        letters = "" if block.line.outside else folded_letters(block.line.text)
        if letters and letters in chosen:
            weight[place] = len(block.line.text)
    if not any(weight):
        return [True] * len(blocks), "no main text was found on the page; everything was kept"
    inside = _in_container(blocks, weight)
    turns = [
        place
        for place, block in enumerate(blocks)
        if not (block.line.outside or inside[place]) and begins_question(block.line.text)
    ]
    if turns:
        heavy = 10 * sum(weight)
        for place in turns:
            weight[place] = heavy
        inside = _in_container(blocks, weight)
    return inside, ""


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


def _in_container(blocks: list[Block], weight: list[int]) -> list[bool]:
    """Return which blocks are in the innermost element that contains nearly all of the weight."""
    held: Counter[Any] = Counter()
    depth: dict[Any, int] = {}
    for block, value in zip(blocks, weight, strict=True):
        chain = _with_ancestors(block.element) if value else []
        for distance, element in enumerate(chain):
            held[element] += value
            depth[element] = len(chain) - distance
    enough = _ENOUGH * sum(weight)
    fitting = [element for element, value in held.items() if value >= enough]
    holder = max(fitting, key=lambda element: depth[element], default=None)
    return [holder is None or holder in _with_ancestors(block.element) for block in blocks]


def _with_ancestors(element: Any) -> list[Any]:
    return [] if element is None else [element, *element.iterancestors()]


def folded_letters(text: str) -> str:
    """Return the letters of a text with their case folded; figures may be of notes or powers."""
    return "".join(character for character in text.casefold() if character.isalpha())

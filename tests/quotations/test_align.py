"""The cheapest alignment of a quotation with a record."""

import random
from functools import cache
from typing import Any

from tests.quotations.run_judge import ask_scripts

WORDS = (
    *("peace", "peaceful", "war", "wars", "talk", "talks", "Afghanistan", "US", "us"),
    *("the", "of", "and", "to", "we", "will", "not"),
)


def test_an_alignment_costs_what_its_steps_cost() -> None:
    for question, answer in zip(questions(), answers(), strict=True):
        for way in answer["ways"]:
            assert way["cost"] in costs_of(way, question["marked"], answer)


def test_no_alignment_costs_more_than_changing_every_word() -> None:
    for answer in answers():
        dearest = sum(16 if token["isBracketed"] else 65 for token in answer["tokens"])
        assert all(way["cost"] <= dearest for way in answer["ways"])


def test_an_alignment_goes_through_the_quotation_word_by_word() -> None:
    for answer in answers():
        for way in answer["ways"]:
            quoted = [step["quoted"] for step in way["steps"] if step["quoted"] >= 0]
            assert quoted == list(range(len(answer["tokens"])))


@cache
def questions() -> list[dict[str, Any]]:
    """Return quotations and paragraphs of few different words, so that much is nearly alike."""
    return [question(random.Random(seed)) for seed in range(700)]


def question(draw: random.Random) -> dict[str, Any]:
    quoted = draw.choices(WORDS, k=draw.randint(1, 12))
    return {
        "quoted": write(quoted, draw),
        "marked": [draw.random() < 0.15 for _ in quoted],
        "windows": [
            {
                "text": write(draw.choices(WORDS, k=draw.randint(0, 14)), draw),
                "follows": place > 0 and draw.random() < 0.4,
            }
            for place in range(draw.randint(1, 5))
        ],
    }


def write(words: list[str], draw: random.Random) -> str:
    """Return the words, some followed by punctuation and others in brackets."""
    marked = (word + draw.choice(",.") if draw.random() < 0.2 else word for word in words)
    return " ".join(f"[{word}]" if draw.random() < 0.1 else word for word in marked)


@cache
def answers() -> list[dict[str, Any]]:
    """Return the alignments of each quotation, with the words of both as the scripts read them."""
    found: list[dict[str, Any]] = ask_scripts("align", questions())
    return found


def costs_of(way: dict[str, Any], marked: list[bool], answer: dict[str, Any]) -> set[int]:
    """Return what the steps may cost by the code's prices: a jump has one of two."""
    tokens, windows = answer["tokens"], answer["windows"]
    costs, number = {0}, 0
    for step in way["steps"]:
        place, there = step["quoted"], step["there"]
        if step["jumps"]:
            prices = (16, 96) if marked[number] else (190, 224)
            costs = {cost + price for cost in costs for price in prices}
        number += place >= 0
        token = tokens[place] if place >= 0 else None
        other = windows[step["window"]][there] if there >= 0 else None
        price = price_of(token, other)
        begins = place == 0 or there == 0 or marked[place]
        if price == 0 and other and token and not begins:
            price = 0 if other["before"] == token["before"] else 1
        costs = {cost + price for cost in costs}
    return costs


def price_of(token: dict[str, Any] | None, there: dict[str, Any] | None) -> int:
    """Return the price without punctuation."""
    if token is None:
        return 16 if there and there["isBracketed"] else 48
    if there and token["key"] == there["key"]:
        return 0
    if token["isBracketed"]:
        return 16
    if there is None:
        return 65
    return 32 if token["term"] is not None and token["term"] == there["term"] else 64

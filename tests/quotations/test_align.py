"""The cheapest way from a record to a quotation, in both languages."""

import random
from functools import cache
from typing import Any

from onrecord.quotations.align import Way, Window, align
from onrecord.quotations.words import Token, read_tokens
from tests.quotations.telling import ask_scripts

WORDS = (
    *("peace", "peaceful", "war", "wars", "talk", "talks", "Afghanistan", "US", "us"),
    *("the", "of", "and", "to", "we", "will", "not"),
)


def test_every_way_costs_what_its_steps_cost() -> None:
    for question in questions():
        for way in find_ways(question):
            assert way.cost in costs_of(way, question)


def test_a_way_goes_through_the_quotation_word_by_word() -> None:
    for question in questions():
        for way in find_ways(question):
            quoted = [step.quoted for step in way.steps if step.quoted >= 0]
            assert quoted == list(range(len(read_tokens(question["quoted"]))))


def test_the_scripts_find_the_same_ways() -> None:
    found = [
        [
            [way.cost, [[step.quoted, step.window, step.there, step.jumps] for step in way.steps]]
            for way in find_ways(question)
        ]
        for question in questions()
    ]
    assert ask_scripts("align", questions()) == found


@cache
def questions() -> list[dict[str, Any]]:
    """Quotations and paragraphs of few different words, so that much is nearly alike."""
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
    """The words with marks after some and brackets round others."""
    marked = (word + draw.choice(",.") if draw.random() < 0.2 else word for word in words)
    return " ".join(f"[{word}]" if draw.random() < 0.1 else word for word in marked)


def find_ways(question: dict[str, Any]) -> list[Way]:
    windows = [Window(read_tokens(one["text"]), one["follows"]) for one in question["windows"]]
    return align(read_tokens(question["quoted"]), question["marked"], windows)


def costs_of(way: Way, question: dict[str, Any]) -> set[int]:
    """What the steps may cost by the prices that the code names: a jump has one of two."""
    tokens = read_tokens(question["quoted"])
    windows = [read_tokens(one["text"]) for one in question["windows"]]
    costs, number = {0}, 0
    for step in way.steps:
        if step.jumps:
            prices = (16, 96) if question["marked"][number] else (190, 224)
            costs = {cost + price for cost in costs for price in prices}
        number += step.quoted >= 0
        there = windows[step.window][step.there] if step.there >= 0 else None
        price = price_of(tokens[step.quoted] if step.quoted >= 0 else None, there)
        begins = step.quoted == 0 or step.there == 0 or question["marked"][step.quoted]
        if price == 0 and there and not begins:
            price = 0 if there.before == tokens[step.quoted].before else 1
        costs = {cost + price for cost in costs}
    return costs


def price_of(token: Token | None, there: Token | None) -> int:
    """Without marks."""
    if token is None:
        return 16 if there and there.is_bracketed else 48
    if there and token.key == there.key:
        return 0
    if token.is_bracketed:
        return 16
    if there is None:
        return 65
    return 32 if token.term is not None and token.term == there.term else 64

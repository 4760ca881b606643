"""The command `topics`: topics with their paragraphs and phrases."""

import re
from pathlib import Path

import pytest

from tests.support.projects import CONFIG, write_project
from tests.support.repository import ROOT, run_python
from tests.support.sites import prepared, statements_of

RULES = """\
topics:
  water:
    label: Water
    about: Rivers, lakes and who may drink from them.
    words: [river*, lake - park]
    supporting: [drink*, dam, boat]
    excluding: [river bank]
  money:
    label: Money
    about: What things cost.
    words: [tax]
"""
TRANSCRIPT = """\
---
title: Remarks on water
date: 2021-02-26
speaker: ann-example
---
Rivers are long, and one river is longer.

You may drink behind the dam.

You may drink.

Question: And the lake? And the river?

Ann Example: The river bank is closed for all who come to the town, by boat or by bus, today too.

The lake is in the park.
"""
TOPIC = re.compile(r"^ {0,2}(\d+)  ([\w-]+): ", re.MULTILINE)
PATH = "transcripts/2021-02-26-water.md"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    config = CONFIG.partition("topics:")[0] + RULES
    return write_project(tmp_path, {"config.yaml": config, PATH: TRANSCRIPT})


def topics(project: Path, *arguments: str) -> str:
    done = run_python("build.py", "--project", project, "topics", *arguments)
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_each_topic_has_its_paragraphs_and_its_phrases(project: Path) -> None:
    """A phrase counts only where the paragraph has the topic: one `drink*` is not enough."""
    assert topics(project) == (
        "3  water: Water\n"
        "    2  river*\n"
        "    1  lake - park\n"
        "    1  drink* (supporting)\n"
        "    1  dam (supporting)\n"
        "    0  boat (supporting)\n"
        "0  money: Money\n"
        "    0  tax\n"
        "3  without a topic, of 6 paragraphs\n"
    )


def test_the_paragraphs_of_a_topic_are_listed_with_their_phrases(project: Path) -> None:
    assert topics(project, "--topic", "water") == (
        f"{PATH}:6: [river*] Rivers are long, and one river is longer.\n"
        f"{PATH}:8: [drink*, dam] You may drink behind the dam.\n"
        f"{PATH}:12: [river*, lake - park] And the lake? And the river?\n"
    )


def test_paragraphs_without_a_topic_are_listed(project: Path) -> None:
    assert topics(project, "--without") == (
        f"{PATH}:10: You may drink.\n"
        f"{PATH}:14: The river bank is closed for all who come to the town, "
        "by boat or by bus, today…\n"
        f"{PATH}:16: The lake is in the park.\n"
    )


def test_an_unknown_topic_is_refused_with_a_suggestion(project: Path) -> None:
    done = run_python("build.py", "--project", project, "topics", "--topic", "watr")
    assert done.returncode == 2
    assert 'unknown topic "watr"; did you mean "water"?' in done.stdout


def test_an_error_in_a_transcript_is_reported(project: Path) -> None:
    (project / PATH).write_text(TRANSCRIPT.replace("Ann Example:", "Anne Example:"))
    done = run_python("build.py", "--project", project, "topics")
    assert done.returncode == 1
    assert done.stdout.endswith("1 error; topics not counted\n")


def test_the_counts_are_those_of_the_tags_of_a_build() -> None:
    with prepared(ROOT) as edition:
        tags = [
            tag.topic
            for statement in statements_of(edition)
            for paragraph in statement.paragraphs
            for tag in paragraph.tags
        ]
    table = run_python("build.py", "topics").stdout
    counted = {slug: int(count) for count, slug in TOPIC.findall(table)}
    assert counted == {slug: tags.count(slug) for slug in edition.config.topics}

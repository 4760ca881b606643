"""The five saved sources become the five transcripts, except for facts that were added by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from onrecord.importing.convert import Imported
from tests.importing.conftest import REPOSITORY

SOURCES = REPOSITORY / "tests/fixtures/sources"
FILES = {
    "2017-02-07-rabbani": "001_89dc480d536752c6.txt",
    "2018-02-20-asif": "004_fbe18122b2d0e279.txt",
    "2021-02-26-atmar": "000_603923831a174d5f.txt",
    "2021-03-30-istanbul-process": "002_88aef6ed110250dc.txt",
    "2021-07-16-tashkent": "003_c0258c8498997090.txt",
}
# the facts of each transcript that its source does not state, or states in other words
NOT_IN_THE_SOURCE = {
    "2017-02-07-rabbani": {"source.url"},
    "2018-02-20-asif": {"source.url", "with"},  # shortened: the Islamic Republic of Pakistan
    "2021-02-26-atmar": {"source.url"},
    "2021-03-30-istanbul-process": {
        "source.url", "short_title", "occasion", "place", "with", "notes",
    },
    "2021-07-16-tashkent": {
        "source.url", "title", "short_title", "date", "published", "occasion", "place", "quotes",
        "with", "notes",
    },
}  # fmt: skip


@pytest.mark.parametrize("slug", sorted(NOT_IN_THE_SOURCE))
def test_a_source_becomes_its_transcript(slug: str, imported: Callable[..., Imported]) -> None:
    found = imported((SOURCES / FILES[slug]).read_bytes())
    wanted = (REPOSITORY / "transcripts" / f"{slug}.md").read_text("utf-8")
    assert found.errors == ()
    assert split(found.text)[1] == split(wanted)[1]
    ours, theirs = facts(found.text), facts(wanted)
    keys = ours.keys() | theirs.keys()
    differing = {key for key in keys if ours.get(key) != theirs.get(key)}
    assert differing - {key for key in differing if ours.get(key) is None} <= {"with", "notes"}
    assert differing == NOT_IN_THE_SOURCE[slug]


def test_files_are_named_after_the_date_and_a_word_or_two(
    imported: Callable[..., Imported],
) -> None:
    names = {
        slug: imported((SOURCES / FILES[slug]).read_bytes()).slug for slug in NOT_IN_THE_SOURCE
    }
    assert names == {
        "2017-02-07-rabbani": "2017-02-07-rabbani",
        "2018-02-20-asif": "2018-02-20-asif",
        "2021-02-26-atmar": "2021-02-26-atmar",
        "2021-03-30-istanbul-process": "2021-03-30-ministerial-heart",
        "2021-07-16-tashkent": "undated-afghanistan-washington",
    }


def test_a_fact_that_the_source_does_not_state_is_left_empty_and_reported(
    imported: Callable[..., Imported],
) -> None:
    found = imported((SOURCES / FILES["2021-07-16-tashkent"]).read_bytes())
    assert found.missing == ("title", "date", "published", "place", "source (its address)")
    assert found.text.startswith("---\ntitle:\ndate:\nkind: report\nspeaker: reporter\n")


def split(transcript: str) -> tuple[str, str]:
    head, _, body = transcript.partition("\n---\n")
    return head.removeprefix("---\n"), body


def facts(transcript: str) -> dict[str, str]:
    front = yaml.load(split(transcript)[0], Loader=yaml.BaseLoader)
    source = front.pop("source")
    named = front | {f"source.{key}": value for key, value in source.items()}
    return {key: value for key, value in named.items() if value != ""}

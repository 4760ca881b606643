"""What On Record exports comes back: the same turns, text, kinds, facts and numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.content.config import read_config
from onrecord.content.labels import Labels
from onrecord.content.parse import parse_transcript
from onrecord.errors import ContentError
from onrecord.exports.markdown import write_transcript
from onrecord.exports.statement_formats import statement_files
from onrecord.importing.config_proposal import add_to_config, with_speakers
from onrecord.importing.convert import Imported, convert_source
from onrecord.importing.exported import Exported, import_exported
from onrecord.importing.exported_markdown import transcript_in
from onrecord.importing.read_source import read_sources
from onrecord.importing.source import Source
from onrecord.model import Config, ParsedStatement, Slug, Time
from tests.content.test_parse_properties import CONFIG, FRONT_MATTER, make_bodies
from tests.exports.sample_statements import CASE_CONFIG, case_texts, published_if_valid
from tests.importing.test_import_command import run
from tests.support.corpora import real_corpus
from tests.support.examples import examples
from tests.support.projects import build
from tests.support.repository import ROOT

FORMATS = ("json", "tei.xml", "md", "akn.xml")
EMPTY = (
    "site: {title: A, description: B., publisher: C}\n\nspeakers:\n  nobody:\n    name: Nobody\n"
)


@dataclass(frozen=True)
class Sample:
    """A statement, its transcript, and its files by their endings."""

    slug: str
    transcript: str
    config: Config
    files: dict[str, bytes]


def golden_samples() -> Iterator[Sample]:
    for path in sorted((ROOT / "tests/golden").glob("*/transcripts/*.md")):
        project, slug = path.parents[1], path.stem
        folder = project / f"expected/statements/{slug}"
        files = {ending: (folder / f"{slug}.{ending}").read_bytes() for ending in FORMATS}
        text = (project / "config.yaml").read_text("utf-8")
        config = read_config(text, path="config.yaml", phrase_error=lambda _: None)
        yield Sample(slug, path.read_text("utf-8"), config, files)


def own_samples() -> Iterator[Sample]:
    corpus = real_corpus()
    labels = Labels(corpus.config.speakers.values())
    for statement in corpus.statements:
        transcript = (ROOT / f"transcripts/{statement.slug}.md").read_text("utf-8")
        files = {
            name.rpartition("/")[2].partition(".")[2]: content
            for name, content in statement_files(statement, transcript, corpus.config, labels)
        }
        yield Sample(statement.slug, transcript, corpus.config, files)


SAMPLES = {sample.slug: sample for sample in (*golden_samples(), *own_samples())}
every_sample = pytest.mark.parametrize("slug", SAMPLES)


def came_back(data: bytes, name: str, config: Config) -> tuple[Imported, Exported]:
    (source,) = read_sources(data, name)
    if isinstance(source, Exported):
        return import_exported(source, config=config), source
    own = transcript_in(source, config)
    assert own is not None
    return import_exported(own[0], config=config, typed=own[1]), own[0]


def parsed(text: str, slug: str, config: Config) -> ParsedStatement:
    return parse_transcript(text, path=f"{slug}.md", slug=Slug(slug), config=config)


def turns(statement: ParsedStatement) -> list[tuple[str, str, list[str]]]:
    """Return the kind, the printed label and the text of each turn, notes included."""
    return [
        (speech.kind, speech.printed, [block.text for block in speech.blocks])
        for speech in statement.speeches
    ]


@every_sample
@pytest.mark.parametrize("ending", ["json", "tei.xml", "md"])
def test_a_transcript_comes_back_byte_for_byte(slug: str, ending: str) -> None:
    sample = SAMPLES[slug]
    found, _ = came_back(sample.files[ending], f"{slug}.{ending}", sample.config)
    assert found.text == sample.transcript
    assert (found.slug, found.errors, found.warnings, dict(found.speakers)) == (slug, (), (), {})


@every_sample
@pytest.mark.parametrize("ending", FORMATS)
def test_a_collection_that_knows_nobody_gets_the_same_turns_and_facts(
    slug: str, ending: str
) -> None:
    sample = SAMPLES[slug]
    config = read_config(EMPTY, path="config.yaml", phrase_error=lambda _: None)
    found, _ = came_back(sample.files[ending], f"{slug}.{ending}", config)
    assert found.errors == ()
    text = add_to_config(EMPTY, found.speakers)
    assert text is not None
    extended = read_config(text, path="config.yaml", phrase_error=lambda _: None)
    again = parsed(found.text, slug, extended)
    before = parsed(sample.transcript, slug, sample.config)
    assert turns(again) == turns(before)
    assert [speech.speaker for speech in again.speeches] == [
        speech.speaker for speech in before.speeches
    ]
    lost = NOT_IN_AKOMA_NTOSO if ending == "akn.xml" else set()
    assert without(again.front_matter, lost) == without(before.front_matter, lost)


# the last four are in its preface without their names, and are read if all are stated
NOT_IN_AKOMA_NTOSO = {
    "short_title", "other_languages", "quotes", "checks_off", "occasion", "place", "with_whom",
    "notes",
}  # fmt: skip


def without(facts: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if key not in keys}


@every_sample
def test_all_formats_have_the_same_numbers(slug: str) -> None:
    sample = SAMPLES[slug]
    document: dict[str, Any] = json.loads(sample.files["json"])
    for ending in FORMATS:
        _, found = came_back(sample.files[ending], f"{slug}.{ending}", sample.config)
        assert [f"p{one}" for one in found.numbers] == paragraph_ids(document)
        assert [f"answer-{one}" for one in found.exchanges] == [
            one["id"] for one in document["exchanges"]
        ]


def test_the_numbers_of_an_edited_statement_are_those_of_the_new_site(tmp_path: Path) -> None:
    project = ROOT / "tests/golden/edited"
    name = "statements/2021-02-26-river/2021-02-26-river.json"
    config = (project / "config.yaml").read_text("utf-8")
    (tmp_path / "config.yaml").write_text(config, "utf-8")
    result = run(tmp_path, str(project / "expected" / name))
    assert result.output.endswith("1 imported, 0 need attention, 0 skipped\n")
    assert build(tmp_path).returncode == 0
    before, after = (
        json.loads((folder / name).read_text("utf-8"))
        for folder in (project / "expected", tmp_path / "site")
    )
    assert paragraph_ids(after) == paragraph_ids(before)
    assert paragraph_ids(before) != [f"p{n}" for n in range(1, len(paragraph_ids(before)) + 1)]


@pytest.mark.parametrize("ending", ["json", "tei.xml"])
def test_links_to_merged_paragraphs_come_back(ending: str, tmp_path: Path) -> None:
    project = ROOT / "tests/golden/edited"
    name = "statements/2021-02-26-river/2021-02-26-river"
    (tmp_path / "config.yaml").write_text((project / "config.yaml").read_text("utf-8"), "utf-8")
    before = project / "expected" / f"{name}.{ending}"

    result = run(tmp_path, str(before))

    assert result.output.endswith("1 imported, 0 need attention, 0 skipped\n")
    assert build(tmp_path).returncode == 0
    documents = [
        json.loads((folder / f"{name}.json").read_text("utf-8"))
        for folder in (project / "expected", tmp_path / "site")
    ]
    was, now = (also_ids(document) for document in documents)
    assert now == was != {}


@pytest.mark.parametrize("ending", ["vtt", "podcast.json"])
@pytest.mark.parametrize("slug", [one.slug for one in real_corpus().statements if one.exchanges])
def test_captions_come_back_with_their_words_turns_and_times(slug: str, ending: str) -> None:
    corpus = real_corpus()
    (statement,) = (one for one in corpus.statements if one.slug == slug)
    times = iter(range(0, 10_000_000, 7_500))
    timed = statement.with_paragraphs(lambda one: replace(one, time=Time(next(times))))
    labels = Labels(corpus.config.speakers.values())
    text = write_transcript(timed, labels)
    again = published_if_valid(text, corpus.config)
    assert again is not None
    files = dict(statement_files(again, text, corpus.config, labels))
    (data,) = (content for name, content in files.items() if name.endswith(f".{ending}"))

    (source,) = read_sources(data, f"a.{ending.rpartition('.')[2]}")
    assert isinstance(source, Source)
    found = convert_source(source, config=corpus.config, layouts={})

    dated = found.text.replace("title:\ndate:\n", "title: A\ndate: 2021-01-01\n")
    captions = parsed(dated, "a", with_speakers(corpus.config, found.speakers))
    assert spoken(captions) == spoken(again)


def spoken(statement: ParsedStatement) -> list[tuple[str, list[str], Time | None]]:
    """Return who speaks in a row, what they say, and when they begin."""
    runs = groupby(statement.paragraphs, key=lambda paragraph: paragraph.speaker)
    return [
        (speaker, " ".join(one.text for one in said).split(), said[0].time)
        for speaker, said in ((speaker, list(run)) for speaker, run in runs)
    ]


def also_ids(document: dict[str, Any]) -> dict[str, list[str]]:
    """Return the ids that were merged into each paragraph and exchange."""
    parts = [*document["opening"], *document["exchanges"]]
    for exchange in document["exchanges"]:
        parts += [exchange["question"], *exchange["answers"]]
    blocks = [block for part in parts for block in part.get("blocks", [])]
    return {one["id"]: one["also"] for one in (*document["exchanges"], *blocks) if "also" in one}


def paragraph_ids(document: dict[str, Any]) -> list[str]:
    """Return the ids of the paragraphs in a statement's JSON."""
    opening = [part for part in document["opening"] if part["type"] == "speech"]
    exchanges = [(one["question"], *one["answers"]) for one in document["exchanges"]]
    return [
        block["id"]
        for speech in (*opening, *(speech for speeches in exchanges for speech in speeches))
        for block in speech["blocks"]
        if block["type"] == "paragraph"
    ]


@pytest.mark.parametrize("name", case_texts())
@pytest.mark.parametrize("ending", ["json", "tei.xml"])
def test_a_case_of_the_parser_comes_back_byte_for_byte(name: str, ending: str) -> None:
    assert_comes_back(case_texts()[name], CASE_CONFIG, ending)


@examples(3)
@given(st.integers(0, 2**32))
def test_any_transcript_comes_back_byte_for_byte(seed: int) -> None:
    for body in make_bodies(seed):
        for ending in ("json", "tei.xml"):
            assert_comes_back(FRONT_MATTER + body, CONFIG, ending)


def assert_comes_back(text: str, config: Config, ending: str) -> None:
    statement = published_if_valid(text, config)
    if statement is None:
        return
    labels = Labels(config.speakers.values())
    files = statement_files(statement, text, config, labels)
    (data,) = [content for name, content in files if name.endswith(f"{statement.slug}.{ending}")]
    found, _ = came_back(data, f"a.{ending}", config)
    assert found.text == text
    assert found.speakers == {}


def test_an_edited_export_is_written_in_canonical_form_with_a_warning() -> None:
    sample = SAMPLES["2018-02-20-asif"]
    edited = sample.files["json"].replace(b"Ladies and gentlemen,", b"Ladies,")
    found, _ = came_back(edited, "a.json", sample.config)
    assert found.errors == ()
    assert "\nLadies,\n" in found.text
    assert [warning[:50] for warning in found.warnings] == [
        "the text or the labels in config.yaml have changed"
    ]


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ({}, "id: Field required; title: Field required; short_title: Field required"),
        ({"id": "../../etc"}, '"../../etc" cannot be part of an address'),
    ],
)
def test_a_changed_export_is_an_error(document: dict[str, str], found: str) -> None:
    sample = SAMPLES["2021-02-26-atmar"]
    whole = json.loads(sample.files["json"]) | document if document else document
    data = json.dumps({"format": "on-record-statement-1"} | whole).encode()
    with pytest.raises(ContentError) as raised:
        list(read_sources(data, "a.json"))
    assert found in str(raised.value)


def test_marks_that_are_nested_too_deeply_are_an_error() -> None:
    document = json.loads(SAMPLES["2021-02-26-atmar"].files["json"])
    block = document["exchanges"][0]["question"]["blocks"][0]
    mark = {"kind": "emphasis", "start": 0, "end": len(block["text"])}
    block["marks"] = [mark, *({**mark, "inside": number} for number in range(3_000))]
    with pytest.raises(ContentError, match="marks that are nested too deeply"):
        list(read_sources(json.dumps(document).encode(), "a.json"))


def test_a_slug_of_somebody_else_is_an_error() -> None:
    sample = SAMPLES["2021-02-26-atmar"]
    text = EMPTY.replace("nobody:", "sergey-lavrov:")
    config = read_config(text, path="config.yaml", phrase_error=lambda _: None)
    found, _ = came_back(sample.files["json"], "a.json", config)
    assert '"sergey-lavrov" is "Sergey Lavrov" there and "Nobody" in config.yaml' in {
        error.found for error in found.errors
    }
    assert with_speakers(config, found.speakers).speakers["sergey-lavrov"].name == "Nobody"

"""A recording beside a transcript, or at an address, from the project to the site."""

import json
import re
from html import unescape
from pathlib import Path

import pytest

from onrecord.content.project import RECORDS, WITHDRAWN
from onrecord.errors import ContentError
from tests.support.projects import CONFIG, TRANSCRIPT, write_project
from tests.support.recordings import tone
from tests.support.sites import built, checked

SLUG = "2021-02-26-water"
FILE = f"transcripts/{SLUG}.md"
FOLDER = f"statements/{SLUG}"
GIVEN_UP = f"{SLUG}/talk.wav: withdrawn\n{SLUG}/times: withdrawn\n"
NO_TIMES = TRANSCRIPT
WITH_TIMES = """\
---
title: Remarks on water
date: 2021-02-26
speaker: ann-example
recording: talk.wav
---
[00:00:01] Water is scarce.

[00:00:02] Question: Whose is the river?

[00:00:03.500] Ann Example: Everybody’s.
"""
ADDRESS = "recording: https://media.example.org/talk.mp3"


def project(folder: Path, transcript: str = WITH_TIMES, config: str = CONFIG) -> Path:
    files = {FILE: transcript, "config.yaml": config, "transcripts/talk.wav": tone(1)}
    return write_project(folder / "project", files)


def page_of(site: Path, page: str = "") -> str:
    return (site / FOLDER / page / "index.html").read_text("utf-8")


def policy_of(page: str) -> str:
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert found
    return unescape(found[1])


def test_a_recording_is_copied_once_and_then_linked(tmp_path: Path) -> None:
    folder, site, store = project(tmp_path), tmp_path / "site", tmp_path / "store"
    recording, copy = folder / "transcripts/talk.wav", site / FOLDER / "talk.wav"

    built(folder, site, store=store)
    first = copy.stat().st_ino
    assert copy.read_bytes() == recording.read_bytes()
    assert first != recording.stat().st_ino

    (folder / FILE).write_text(WITH_TIMES + "\nAnn Example: And mine.\n", "utf-8")
    built(folder, site, store=store)
    assert copy.stat().st_ino == first

    recording.write_bytes(tone(2))
    built(folder, site, store=store)
    assert copy.read_bytes() == tone(2)

    files = built(folder, site, store=store).written
    assert files.reused == files.files


def test_a_recording_is_never_read_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, read = project(tmp_path), Path.read_bytes

    def read_no_recording(path: Path) -> bytes:
        assert path.suffix != ".wav"
        return read(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", read_no_recording)
        built(folder, tmp_path / "site")

    assert (tmp_path / "site" / FOLDER / "talk.wav").read_bytes() == tone(1)


def test_a_missing_recording_is_an_error_with_its_line(tmp_path: Path) -> None:
    folder = project(tmp_path, WITH_TIMES.replace("talk.wav", "talks.wav"))

    with pytest.raises(ContentError) as raised:
        built(folder, tmp_path / "site")

    assert [str(error) for error in raised.value.errors] == [
        f'{FILE}:5: the recording "talks.wav" is missing; put it beside the transcript'
    ]


def test_a_recording_that_was_removed_is_reported_with_a_store(tmp_path: Path) -> None:
    folder, store = project(tmp_path), tmp_path / "store"
    built(folder, tmp_path / "site", store=store)
    (folder / "transcripts/talk.wav").unlink()

    with pytest.raises(ContentError, match="is missing"):
        built(folder, tmp_path / "site", store=store)


def test_a_recording_of_the_site_plays_on_its_pages_only(tmp_path: Path) -> None:
    other = TRANSCRIPT.replace("water", "air")
    folder = project(tmp_path)
    (folder / "transcripts/2021-03-01-air.md").write_text(other, "utf-8")
    built(folder, tmp_path / "site")

    for page in ("", "answer-1"):
        text = page_of(tmp_path / "site", page)
        assert "media-src 'self'" in policy_of(text)
        assert "<audio " in text
        assert "scripts/play.js" in text
    other_page = (tmp_path / "site/statements/2021-03-01-air/index.html").read_text("utf-8")
    for text in (other_page, (tmp_path / "site/index.html").read_text("utf-8")):
        assert "media-src" not in policy_of(text)
        assert "play.js" not in text


def test_a_paragraph_links_to_its_time(tmp_path: Path) -> None:
    built(project(tmp_path), tmp_path / "site")

    assert links_in(page_of(tmp_path / "site")) == [
        ("talk.wav#t=1", "Listen from 0:01"),
        ("talk.wav#t=2", "Listen from 0:02"),
        ("talk.wav#t=3.5", "Listen from 0:03"),
    ]
    assert links_in(page_of(tmp_path / "site", "answer-1")) == [
        ("../talk.wav#t=2", "Listen from 0:02"),
        ("../talk.wav#t=3.5", "Listen from 0:03"),
    ]


def links_in(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<a class="listen" href="([^"]*)"[^>]*>([^<]*)</a>', page)


@pytest.mark.parametrize(
    ("recording", "link"),
    [
        (
            "https://www.youtube.com/watch?v=a_b&t=9s",
            "https://www.youtube.com/watch?v=a_b&amp;t=1s",
        ),
        ("https://youtu.be/a_b", "https://youtu.be/a_b?t=1s"),
        ("https://vimeo.com/123", "https://vimeo.com/123#t=1s"),
        ("https://x.y/talk.mp3", "https://x.y/talk.mp3#t=1"),
        ("https://x.y/talk.mp3#track=2&t=7", "https://x.y/talk.mp3#track=2&amp;t=1"),
        ("https://notyoutube.com/watch?v=a", "https://notyoutube.com/watch?v=a#t=1"),
    ],
)
def test_a_recording_elsewhere_is_a_link_as_its_host_understands_it(
    recording: str, link: str, tmp_path: Path
) -> None:
    built(project(tmp_path, WITH_TIMES.replace("talk.wav", recording)), tmp_path / "site")

    page = page_of(tmp_path / "site")
    assert links_in(page)[0] == (link, "Listen from 0:01")
    assert "media-src" not in policy_of(page)
    assert "<audio" not in page
    assert "Recording on " in page
    assert not (tmp_path / "site" / FOLDER / "talk.wav").exists()


def test_a_host_that_config_names_may_be_loaded_and_no_other(tmp_path: Path) -> None:
    config = CONFIG + "recordings: {hosts: [media.example.org]}\n"
    transcript = WITH_TIMES.replace("recording: talk.wav", ADDRESS)
    built(project(tmp_path, transcript, config), tmp_path / "site")

    page = page_of(tmp_path / "site")
    assert policy_of(page).endswith("; media-src https://media.example.org")
    assert '<audio class="recording-player" src="https://media.example.org/talk.mp3"' in page
    assert 'preload="none"' in page  # nothing is loaded from elsewhere before it is played


@pytest.mark.parametrize(
    "host", ["https://x.y", "X.y", "x.y/z", "*.x.y", "x.y; img-src *", "'self'"]
)
def test_a_host_is_only_a_name(host: str, tmp_path: Path) -> None:
    config = CONFIG + f"recordings: {{hosts: [{json.dumps(host)}]}}\n"

    with pytest.raises(ContentError, match="no host"):
        built(project(tmp_path, config=config), tmp_path / "site")


def test_a_change_of_times_changes_no_address_and_edits_nothing(tmp_path: Path) -> None:
    folder, site = project(tmp_path, NO_TIMES), tmp_path / "site"
    record = folder / RECORDS / f"{SLUG}.jsonl"
    built(folder, site)
    before = record.read_bytes()

    for transcript in (WITH_TIMES, WITH_TIMES.replace("00:00:03.500", "00:01:03"), NO_TIMES):
        (folder / FILE).write_text(transcript, "utf-8")
        if transcript == NO_TIMES:
            (folder / WITHDRAWN).write_text(GIVEN_UP, "utf-8")
        built(folder, site)
        assert record.read_bytes() == before
        assert not (site / FOLDER / "history.json").exists()


def test_captions_are_downloads_of_statements_with_times_only(tmp_path: Path) -> None:
    folder, site = project(tmp_path), tmp_path / "site"
    other = write_project(tmp_path / "other", {})
    built(folder, site)
    built(other, tmp_path / "other-site")

    assert (site / FOLDER / f"{SLUG}.vtt").read_text("utf-8") == (
        "WEBVTT\n\n"
        "00:00:01.000 --> 00:00:02.000\n<v Ann Example>Water is scarce.</v>\n\n"
        "00:00:02.000 --> 00:00:03.500\n<v Journalist>Whose is the river?</v>\n\n"
        "00:00:03.500 --> 00:00:05.500\n<v Ann Example>Everybody’s.</v>\n"
    )
    podcast = json.loads((site / FOLDER / f"{SLUG}.podcast.json").read_text("utf-8"))
    assert podcast["version"] == "1.0.0"
    assert podcast["segments"][2] == {
        "speaker": "Ann Example",
        "startTime": 3.5,
        "endTime": 5.5,
        "body": "Everybody’s.",
    }
    assert f"{SLUG}.vtt" in page_of(site)
    assert not list((tmp_path / "other-site" / FOLDER).glob("*.vtt"))
    offers = [one / RECORDS / "published.json" for one in (folder, other)]
    assert ["vtt" in path.read_text("utf-8") for path in offers] == [True, False]


def test_data_files_have_times_and_the_recording(tmp_path: Path) -> None:
    built(project(tmp_path), tmp_path / "site")

    data = tmp_path / "site/data"
    lines = (data / "paragraphs.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["time"] for line in lines] == [1, 2, 3.5]
    (statement,) = json.loads((data / "statements.json").read_text("utf-8"))
    assert statement["recording"] == f"{FOLDER}/talk.wav"
    own = json.loads((tmp_path / "site" / FOLDER / f"{SLUG}.json").read_text("utf-8"))
    assert own["recording"] == "talk.wav"
    assert own["opening"][0]["blocks"][0]["time"] == 1


def test_an_answers_citation_has_its_time(tmp_path: Path) -> None:
    built(project(tmp_path), tmp_path / "site")

    assert "answer 1, 0:03" in page_of(tmp_path / "site", "answer-1")


def test_times_are_not_in_the_text(tmp_path: Path) -> None:
    built(project(tmp_path), tmp_path / "site")
    built(project(tmp_path / "without", NO_TIMES), tmp_path / "plain")

    for name in ("txt", "akn.xml"):
        with_times, without = (
            (tmp_path / site / FOLDER / f"{SLUG}.{name}").read_bytes() for site in ("site", "plain")
        )
        assert with_times == without
    for name in ("search/index.json", "data/paragraphs.csv"):
        with_times, without = ((tmp_path / site / name).read_bytes() for site in ("site", "plain"))
        assert with_times == without


def test_checks_find_nothing_wrong_with_times(tmp_path: Path) -> None:
    report = checked(project(tmp_path))

    assert report.errors == ()
    assert [one for one in report.warnings if "time" in str(one)] == []

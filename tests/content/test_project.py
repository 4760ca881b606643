"""Reading a project: all that is there comes in, all that is wrong is told at once."""

import os
import shutil
from pathlib import Path

import pytest

from onrecord import resources
from onrecord.content.project import ConfigText, TranscriptText, read_project
from onrecord.errors import ContentError


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one transcript, beside the folder `own` where our files are looked for."""
    monkeypatch.setattr(resources, "ROOT", tmp_path / "own")
    folder = tmp_path / "project"
    (folder / "transcripts").mkdir(parents=True)
    (folder / "config.yaml").write_text("site:\n")
    (folder / "transcripts" / "one.md").write_text("---\n---\nWords.\n")
    return folder


def errors_of(project: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_project(project)
    return [str(error) for error in caught.value.errors]


def transcripts_of(project: Path) -> list[tuple[str, str]]:
    return [(text.path, text.slug) for text in read_project(project).transcripts]


def write_static(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_config_and_transcripts_come_with_their_paths_in_the_project(project: Path) -> None:
    files = read_project(project)
    assert files.config == ConfigText("config.yaml", b"site:\n")
    assert files.transcripts == (TranscriptText("transcripts/one.md", b"---\n---\nWords.\n"),)


def test_transcripts_are_sorted_and_found_in_subfolders(project: Path) -> None:
    for name in ("2018/b.md", "2017/z.md", "a.md"):
        path = project / "transcripts" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
    assert transcripts_of(project) == [
        ("transcripts/2017/z.md", "z"),
        ("transcripts/2018/b.md", "b"),
        ("transcripts/a.md", "a"),
        ("transcripts/one.md", "one"),
    ]


def test_readmes_hidden_names_and_other_files_are_passed_over(project: Path) -> None:
    for name in ("README.md", "readme-too.md", ".hidden.md", "notes.txt", "one.md~", ".git/x.md"):
        path = project / "transcripts" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"\xff")
    assert transcripts_of(project) == [("transcripts/one.md", "one")]


def test_a_byte_order_mark_is_no_part_of_the_text(project: Path) -> None:
    (project / "transcripts" / "one.md").write_bytes(b"\xef\xbb\xbf---\n")
    assert read_project(project).transcripts[0].text == "---\n"


def test_line_ends_are_read_as_they_stand(project: Path) -> None:
    (project / "transcripts" / "one.md").write_bytes(b"a\r\nb\rc\n")
    assert read_project(project).transcripts[0].text == "a\r\nb\rc\n"


def test_links_out_of_the_folder_are_followed(project: Path) -> None:
    elsewhere = project.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "far.md").write_text("far")
    (project / "transcripts" / "near.md").symlink_to(elsewhere / "far.md")
    (project / "transcripts" / "folder").symlink_to(elsewhere)
    assert transcripts_of(project) == [
        ("transcripts/folder/far.md", "far"),
        ("transcripts/near.md", "near"),
        ("transcripts/one.md", "one"),
    ]


def test_what_is_missing_is_reported(project: Path) -> None:
    (project / "config.yaml").unlink()
    assert errors_of(project) == ["config.yaml: missing; create it"]
    (project / "config.yaml").write_text("site:\n")
    shutil.rmtree(project / "transcripts")
    assert errors_of(project) == [
        "transcripts/: missing; make this folder and put transcripts in it"
    ]


def test_a_folder_that_is_no_project_is_one_error(tmp_path: Path) -> None:
    assert errors_of(tmp_path) == [
        (
            f"{tmp_path}: no project: there is no config.yaml and no transcripts/; "
            "make a project with the command `new`, or name another folder with `--project`"
        )
    ]


def test_a_folder_without_a_transcript_is_a_error(project: Path) -> None:
    (project / "transcripts" / "one.md").unlink()
    assert errors_of(project) == ["transcripts/: no transcript in it; add a file ending in .md"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"\xff\xfeh\0i\0", ":1: not UTF-8: the byte 0xFF at character 1 of the line"),
        (b"one\ntwo \x93three", ":2: not UTF-8: the byte 0x93 at character 5 of the line"),
        (
            b"\xef\xbb\xbfcaf\xc3\xa9 \xe9",
            ":1: not UTF-8: the byte 0xE9 at character 6 of the line",
        ),
        (b"cut \xe2\x80", ":1: not UTF-8: the byte 0xE2 at character 5 of the line"),
    ],
)
def test_what_is_not_utf_8_is_told_with_its_place(
    project: Path, content: bytes, error: str
) -> None:
    (project / "transcripts" / "one.md").write_bytes(content)
    assert errors_of(project) == [f"transcripts/one.md{error}; save the file as UTF-8"]


def test_a_text_that_is_too_long_is_not_read(project: Path) -> None:
    with (project / "transcripts" / "one.md").open("wb") as file:
        file.truncate(50_000_000)
    assert errors_of(project) == [
        (
            "transcripts/one.md: 50 MB are more than the 20 MB that one text may have; "
            "cut it into several"
        ),
    ]


def test_what_is_no_file_is_told_and_never_opened(project: Path) -> None:
    (project / "transcripts" / "folder.md").mkdir()
    os.mkfifo(project / "transcripts" / "pipe.md")
    os.mkfifo(project / "transcripts" / "pipe")
    (project / "transcripts" / "zero.md").symlink_to("/dev/zero")
    assert errors_of(project) == [
        "transcripts/folder.md: no file but a folder; move it away or rename it",
        "transcripts/pipe.md: no file but a pipe; move it away or rename it",
        "transcripts/zero.md: no file but a device; move it away or rename it",
    ]


def test_links_that_cannot_be_followed_are_told(project: Path) -> None:
    transcripts = project / "transcripts"
    (transcripts / "gone.md").symlink_to("nowhere.md")
    (transcripts / "itself").symlink_to("itself")
    (transcripts / "sub").mkdir()
    (transcripts / "sub" / "up").symlink_to(transcripts)
    (transcripts / "sub" / "here").symlink_to(".")
    assert errors_of(project) == [
        "transcripts/gone.md: a broken link; fix the link or remove it",
        "transcripts/itself: a broken link; fix the link or remove it",
        "transcripts/sub/here: a link that leads back to a folder that holds it; remove it",
        "transcripts/sub/up: a link that leads back to a folder that holds it; remove it",
    ]


def test_a_name_that_cannot_stand_in_an_address_is_told_with_one_that_can(project: Path) -> None:
    (project / "transcripts" / "Café, 26.02.2021.md").write_text("")
    (project / "transcripts" / "مقابلة.md").write_text("")
    (project / "transcripts" / os.fsdecode(b"bad-\xff.md")).write_text("")
    assert errors_of(project) == [
        (
            'transcripts/Café, 26.02.2021.md: "Café, 26.02.2021" cannot be part of an address; '
            "rename it to cafe-26-02-2021.md"
        ),
        r'transcripts/bad-\xff.md: "bad-\xff" cannot be part of an address; rename it to bad.md',
        (
            'transcripts/مقابلة.md: "مقابلة" cannot be part of an address; '
            "rename it to 2021-02-26-name.md"
        ),
    ]


def test_a_projects_static_files_take_the_place_of_ours(project: Path) -> None:
    write_static(project.parent / "own", {"a.svg": "ours", "scripts/b.js": "ours", ".x": "hidden"})
    write_static(project, {"scripts/b.js": "theirs", "c.png": "theirs"})
    assert list(read_project(project).static.items()) == [
        ("a.svg", b"ours"),
        ("c.png", b"theirs"),
        ("scripts/b.js", b"theirs"),
    ]


def test_a_projects_templates_come_before_ours(project: Path) -> None:
    own = project.parent / "own" / "templates"
    own.mkdir(parents=True)
    assert read_project(project).template_folders == (own,)
    (project / "templates").mkdir()
    assert read_project(project).template_folders == (project / "templates", own)


def test_a_project_that_is_our_own_folder_is_read_once(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "ROOT", project)
    (project / "templates").mkdir()
    write_static(project, {"a.svg": "ours"})
    files = read_project(project)
    assert files.static == {"a.svg": b"ours"}
    assert files.template_folders == (project / "templates",)

"""Hostile input: each is one clear line, the old site stays, in `build`, `check` and `serve`."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord import resources
from onrecord.checks import try_templates
from onrecord.cli import main
from onrecord.errors import ContentError
from onrecord.preview.live_site import live_site
from tests.support.projects import CONFIG, TRANSCRIPT, Files, files_in, write_project
from tests.support.rights import checked_rights
from tests.support.sites import steps

OLD = {".on-record": b"", "index.html": b"old"}
TRANSCRIPT_NAME = "transcripts/2021-02-26-water.md"
RECORD = "transcripts/permalinks/2021-02-26-water.jsonl"
PUBLISHED = "transcripts/permalinks/published.json"
COUNTED = '{"answers": "pages", "downloads": [], "statements": 1}'
Spoil = Callable[[Path], object]


def call(project: Path, *arguments: str) -> Result:
    """Call the program in this process."""
    options = ["--project", str(project), "--jobs", "1"]
    return CliRunner().invoke(main, [*options, *arguments], prog_name="build.py")


def lines_of(output: str) -> list[str]:
    """Return the lines that were printed, without the progress, which slow machines show."""
    return [line for line in output.splitlines() if not re.match(r"\w+ing \d+ of \d+", line)]


def with_old_site(project: Path) -> Path:
    for name, content in OLD.items():
        (project / "site").mkdir(exist_ok=True)
        (project / "site" / name).write_bytes(content)
    return project


def written(files: Files) -> Spoil:
    return lambda project: write_project(project, files)


def deep_folders(project: Path) -> None:
    here = Path.cwd()
    os.chdir(project / "transcripts")
    try:
        for _ in range(1_500):
            os.mkdir("d")  # noqa: PTH102
            os.chdir("d")
    finally:
        os.chdir(here)


def met_twice(project: Path) -> None:
    other = project.parent / "other"
    other.mkdir()
    (other / "b.md").write_text(TRANSCRIPT)
    for name in ("one", "two"):
        (project / "transcripts" / name).symlink_to(other)


def many_links(project: Path) -> None:
    """Thirty folders, of which each has two links to the next: a thousand million ways through."""
    for n in range(30):
        folder = project / "transcripts" / f"{n:02}"
        folder.mkdir()
        for name in ("a", "b"):
            (folder / name).symlink_to(f"../{n + 1:02}")
    (project / "transcripts" / "30").mkdir()


CASES: dict[str, tuple[Spoil, list[str]]] = {
    "a template that is a folder": (
        lambda project: (project / "templates/home.html").mkdir(parents=True),
        ["templates/home.html: no file but a folder; move it away or rename it"],
    ),
    "a template that is a pipe": (
        lambda project: (
            (project / "templates").mkdir(),
            os.mkfifo(project / "templates/home.html"),
        ),
        ["templates/home.html: no file but a pipe; move it away or rename it"],
    ),
    "a template that is a dangling link": (
        lambda project: (
            (project / "templates").mkdir(),
            (project / "templates/home.html").symlink_to("gone.html"),
        ),
        ["templates/home.html: a broken link; fix the link or remove it"],
    ),
    "a template that is not UTF-8": (
        written({"templates/home.html": b"<p>\ncaf\xe9"}),
        [
            (
                "templates/home.html:2: not UTF-8: the byte 0xE9 at character 4 of the line; "
                "save the file as UTF-8"
            )
        ],
    ),
    "an empty template": (
        written({"templates/home.html": " \n"}),
        ["templates/home.html: empty, and would make empty pages; remove it to use ours"],
    ),
    "templates and static as files": (
        written({"templates": "x", "static": "x"}),
        [
            "static: a folder is wanted here; move it away or rename it",
            "templates: a folder is wanted here; move it away or rename it",
        ],
    ),
    "pages as a file": (
        written({"pages": "x"}),
        ["pages: a folder is wanted here; move it away or rename it"],
    ),
    "a page that is named .markdown": (
        written({"pages/about-us.markdown": "---\ntitle: About us\n---\nText.\n"}),
        [
            (
                "pages/about-us.markdown: not a page: the names of pages end in .md; "
                "rename it to about-us.md"
            )
        ],
    ),
    "a record that is not UTF-8": (
        written({RECORD: b"\xff", PUBLISHED: COUNTED}),
        [
            (
                f"{RECORD}:1: not UTF-8: the byte 0xFF at character 1 of the line; "
                "save the file as UTF-8"
            )
        ],
    ),
    "a record that is missing": (
        written({PUBLISHED: COUNTED}),
        [
            (
                f"{PUBLISHED}: it counts 1 statement, and the records of 0 are here; restore the "
                "others from the last commit that has them, or settle the record with "
                "`permalinks settle`"
            )
        ],
    ),
    "a transcript that is named .markdown": (
        written({"transcripts/x.markdown": TRANSCRIPT, "transcripts/y.MD": TRANSCRIPT}),
        [
            (
                "transcripts/x.markdown: not a transcript: the names of transcripts end in .md; "
                "rename it to x.md"
            ),
            (
                "transcripts/y.MD: not a transcript: the names of transcripts end in .md; "
                "rename it to y.md"
            ),
        ],
    ),
    "transcripts as a file": (
        lambda project: (
            shutil.rmtree(project / "transcripts"),
            (project / "transcripts").write_text("x"),
        ),
        ["transcripts: a folder is wanted here; move it away or rename it"],
    ),
    "folders 1,500 deep": (
        deep_folders,
        [
            (
                f"transcripts/{'/'.join('d' * 51)}: more than 50 folders inside each other; "
                "move its files up"
            )
        ],
    ),
    "a folder that is met by two ways": (
        met_twice,
        ["transcripts/two: the same folder as transcripts/one; remove the link"],
    ),
    "a link to the whole disk": (
        lambda project: ((project / "static").mkdir(), (project / "static/all").symlink_to("/")),
        ["static/all: a link that leads back to a folder that holds it; remove it"],
    ),
    "an address with a user's name": (
        written({"config.yaml": CONFIG.replace("site:", "site:\n  address: https://me@a.b/")}),
        [
            (
                'config.yaml:2: "site.address" is "https://me@a.b/": an address with a user’s '
                "name; leave the name and the @ out"
            )
        ],
    ),
    "an address with an empty name": (
        written({"config.yaml": CONFIG.replace("site:", "site:\n  address: https://a..org/")}),
        [
            (
                'config.yaml:2: "site.address" is "https://a..org/": no web address; '
                "begin it with https://"
            )
        ],
    ),
    "an address with a direction override": (
        written({"config.yaml": CONFIG.replace("site:", "site:\n  address: https://a.org/\u202e")}),
        [
            (
                r'config.yaml:2: "site.address" is "https://a.org/\u202e": no web address; '
                "begin it with https://"
            )
        ],
    ),
    "a turn of a million marks": (
        written({TRANSCRIPT_NAME: f"{TRANSCRIPT}\nAnn Example: {'*' * 999_000}\n"}),
        [
            (
                f"{TRANSCRIPT_NAME}:12: a paragraph with 999,000 of the marks * _ \\; divide it "
                "with empty lines: 1,000 are the most"
            )
        ],
    ),
    "an address with an impossible port": (
        written({"config.yaml": CONFIG.replace("site:", "site:\n  address: https://a.org:99999/")}),
        [
            (
                'config.yaml:2: "site.address" is "https://a.org:99999/": an address with an '
                "impossible port; correct or remove it"
            )
        ],
    ),
    "a language that does not exist": (
        written({"config.yaml": CONFIG.replace("site:", "site:\n  language: xx")}),
        [
            (
                'config.yaml:2: "site.language" is "xx": no known language; '
                "write its code of ISO 639, as en or ru"
            )
        ],
    ),
    "a phrase of thirty alternatives": (
        written({"config.yaml": CONFIG.replace("[water,", f"[{' '.join(['aa/bb'] * 30)},")}),
        [
            (
                f'config.yaml:17: the phrase "{" ".join(["aa/bb"] * 30)}": matches '
                "1,073,741,824 phrases, "
                "1,000 are the most; divide it"
            )
        ],
    ),
    "a phrase of thousands of words": (
        written({"config.yaml": CONFIG.replace("[water,", f"['{'a* ' * 5_000}',")}),
        [
            (
                f'config.yaml:17: the phrase "{"a* " * 100}…": has "a*", which nearly every text '
                "has; write two letters or more before *"
            )
        ],
    ),
    "static files that no site can have": (
        written({"static/a\x1b[31m\n.txt": "x", "static/b/One.txt": "x", "static/b/one.txt": "y"}),
        [
            r"static/a\x1b[31m\n.txt: not a valid file name for a site; rename it",
            (
                'static/b/one.txt: has the same name as "static/b/One.txt" on systems that ignore '
                "case; rename one of the two"
            ),
        ],
    ),
    "a transcript with a name that is too long": (
        written({f"transcripts/{'a' * 231}.md": TRANSCRIPT}),
        [
            (
                f"transcripts/{'a' * 231}.md: a name of 231 letters, and no site has room for more "
                "than 230; shorten it"
            )
        ],
    ),
    "a record of what is published that is nested without end": (
        written({"transcripts/permalinks/published.json": "[" * 100_000}),
        [
            (
                "transcripts/permalinks/published.json: not a record of a build; "
                "restore the file from an earlier version of the project"
            )
        ],
    ),
    "control characters in a file's name": (
        written({"transcripts/\x1b[31m\nred\u202e.md": TRANSCRIPT}),
        [
            (
                r"transcripts/\x1b[31m\nred\u202e.md: "
                r'"\x1b[31m\nred\u202e" cannot be part of an address; rename it to 31m-red.md'
            )
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_is_a_line_in_build_check_and_serve_and_the_old_site_stays(
    case: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    spoil, lines = CASES[case]
    project = with_old_site(write_project(tmp_path / "project", {}))
    # Python cannot remove folders that are so deep, and later runs of pytest would try.
    request.addfinalizer(lambda: subprocess.run(["rm", "-rf", project], check=True))
    spoil(project)
    count = "1 error" if len(lines) == 1 else f"{len(lines)} errors"
    built, checked = call(project), call(project, "check")
    assert lines_of(built.output) == [*lines, f"{count}; site not rebuilt"]
    assert [line for line in lines_of(checked.output) if line.endswith("[error]")] in (
        [],
        [f"{line} [error]" for line in lines],
    )
    assert all(line in checked.output for line in lines)
    assert (built.exit_code, checked.exit_code) == (1, 1)
    with pytest.raises(ContentError) as served, steps() as runner:
        live_site(project, runner)
    assert [str(error) for error in served.value.errors] == lines
    assert files_in(project / "site") == OLD


def test_many_ways_through_linked_folders_end_soon(tmp_path: Path) -> None:
    project = write_project(tmp_path, {})
    many_links(project)
    start = time.monotonic()
    built = call(project)
    assert built.exit_code == 1
    assert "transcripts/00/b: the same folder as transcripts/00/a; remove the link" in built.output
    assert time.monotonic() - start < 10


TEMPLATES = {
    "a division by zero": ("{{ 1 / 0 }}", "ZeroDivisionError: division by zero"),
    "a wrong type": ("{{ page + 1 }}", "TypeError: unsupported operand type(s)"),
    "one that includes itself": (
        '{% include "not-found.html" %}',
        "it includes itself without end",
    ),
    "one that is nested without end": (
        "{{ " + "(" * 3_000 + "1" + ")" * 3_000 + " }}",
        "nested too deeply",
    ),
    "an endless loop": (
        "{% for n in range(10 ** 12) %}x{% endfor %}",
        "OverflowError: Range too big",
    ),
    "an unknown name": ("{{ nothing }}", "'nothing' is undefined"),
    "wrong syntax": ("{% if %}", "Expected an expression"),
    "a filter with a wrong value": ("{{ 1 | day }}", "AssertionError"),
}


@pytest.mark.parametrize("case", TEMPLATES)
def test_a_template_that_fails_in_any_way_is_a_line(case: str, tmp_path: Path) -> None:
    template, found = TEMPLATES[case]
    project = with_old_site(write_project(tmp_path, {"templates/not-found.html": template}))
    built = call(project)
    line, summary = lines_of(built.output)
    assert line.startswith(f"templates/not-found.html:1: this template cannot be printed: {found}")
    assert (summary, built.exit_code) == ("1 error; site not rebuilt", 1)
    assert files_in(project / "site") == OLD
    checked = call(project, "check")
    assert (f"{line} [error]" in checked.output, checked.exit_code) == (True, 1)
    with steps() as runner, pytest.raises(ContentError) as served:
        live_site(project, runner)("404.html")
    assert str(served.value) == line


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("{{ '\\ud800' }}", "a character that cannot be printed, U+D800"),
        ("a\0b", "a character that cannot be printed, U+0000"),
        ("{# nothing #}", "an empty page"),
    ],
)
def test_a_template_that_prints_what_no_page_may_hold_is_a_line(
    template: str, found: str, tmp_path: Path
) -> None:
    project = with_old_site(write_project(tmp_path, {"templates/home.html": template}))
    line = f"templates/home.html: this template prints {found}; compare it with the one it replaces"
    built, checked = call(project), call(project, "check")
    assert lines_of(built.output) == [line, "1 error; site not rebuilt"]
    assert files_in(project / "site") == OLD
    assert f"{line} [error]" in checked.output
    assert (built.exit_code, checked.exit_code) == (1, 1)
    with steps() as runner, pytest.raises(ContentError) as served:
        live_site(project, runner)("index.html")
    assert str(served.value) == line


@pytest.mark.parametrize(
    "name",
    [
        *("about", "answer", "base", "home", "not-found", "parts/turns", "quote", "search"),
        *("speaker", "speakers", "statement", "topic", "topics", "year"),
    ],
)
def test_check_prints_every_page_of_a_collection_that_is_not_large(
    name: str, tmp_path: Path
) -> None:
    project = write_project(tmp_path, {f"templates/{name}.html": "{{ 1 / 0 }}"})
    checked = call(project, "check")
    assert lines_of(checked.output)[0].startswith(
        f"templates/{name}.html:1: this template cannot be printed: ZeroDivisionError"
    )
    assert checked.exit_code == 1


@pytest.mark.parametrize("name", ["statement.html", "parts/turns.html", "topic.html"])
def test_check_compiles_all_templates_and_prints_the_first_statement_of_a_large_collection(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(try_templates, "MANY", 0)
    template = "{{ 1 / 0 }}" if name == "statement.html" else "{% if %}"
    project = write_project(tmp_path, {f"templates/{name}": template})
    checked = call(project, "check")
    assert lines_of(checked.output)[0].startswith(f"templates/{name}:1: this template cannot be")
    assert checked.exit_code == 1


def test_a_word_of_a_million_letters_takes_no_longer_than_other_text(tmp_path: Path) -> None:
    text = f"{TRANSCRIPT}\nAnn Example: {'a' * 999_000}\n"
    project = write_project(tmp_path, {"transcripts/2021-02-26-water.md": text})
    start = time.monotonic()
    assert call(project, "check").exit_code == 0
    assert call(project).exit_code == 0
    assert time.monotonic() - start < 60


def test_a_collection_without_a_word_is_built(tmp_path: Path) -> None:
    text = TRANSCRIPT.partition("---\n")[2].partition("---\n")[0]
    transcript = f"---\n{text}---\n[[[\n"
    project = write_project(tmp_path, {"transcripts/2021-02-26-water.md": transcript})
    assert call(project).exit_code == 0
    assert "[[[" in (project / "site/statements/2021-02-26-water/index.html").read_text("utf-8")


@pytest.mark.parametrize("command", [(), ("check",)])
def test_of_many_errors_of_a_kind_the_first_twenty_are_shown(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    keys = "".join(f"key{n}: x\n" for n in range(3_000))
    project = write_project(tmp_path, {"config.yaml": f"{CONFIG}{keys}site: x\n"})
    shown = lines_of(call(project, *command).output)
    assert len(shown) == 23
    assert sum("unknown key" in line for line in shown) == 21
    assert shown[-2] == "… and 2,980 more: unknown key …"
    assert "3,001 errors" in shown[-1]


@pytest.mark.parametrize(
    ("out", "found"),
    [
        ("transcripts/site", "is in transcripts/, from which the site is made"),
        ("static", "is in static/, from which the site is made"),
        ("site/deep/public", "is inside another site"),
    ],
)
@pytest.mark.parametrize("command", [(), ("check",), ("serve",)])
def test_the_site_cannot_be_where_it_is_made_from_or_inside_another(
    command: tuple[str, ...], out: str, found: str, tmp_path: Path
) -> None:
    project = with_old_site(write_project(tmp_path, {}))
    called = call(project, "--out", str(project / out), *command)
    assert called.exit_code == 2
    assert f"{out} {found}" in called.output
    assert files_in(project / "site") == OLD


def test_a_site_that_is_a_link_to_itself_is_a_line(tmp_path: Path) -> None:
    project = write_project(tmp_path, {})
    (project / "site").symlink_to("site")
    called = call(project)
    assert called.exit_code == 1
    [line] = lines_of(called.output)
    assert line.startswith("site: ")
    assert line.endswith("; remove it, or name another folder with --out")


def test_a_marker_that_is_a_pipe_is_not_read(tmp_path: Path) -> None:
    project = write_project(tmp_path, {})
    (project / "site").mkdir()
    os.mkfifo(project / "site/.on-record")
    called = call(project)
    assert called.exit_code == 1
    assert lines_of(called.output)[0].startswith("site: contains files that are not a site")
    assert call(project, "check").exit_code == 0


def call_with_rights(project: Path, *arguments: str) -> Result:
    """Call the program as a user to whom the rights of files apply; a bug in it is raised."""
    options = ["--project", str(project), "--jobs", "1"]
    with checked_rights():
        return CliRunner().invoke(main, [*options, *arguments], catch_exceptions=False)


@pytest.fixture
def own_project(tmp_path: Path) -> Path:
    return with_old_site(write_project(tmp_path / "project", {}))


@pytest.mark.parametrize("command", [(), ("check",)])
@pytest.mark.parametrize("rights", [0o000, 0o444])
def test_transcripts_without_rights_are_a_line(
    rights: int, command: tuple[str, ...], own_project: Path
) -> None:
    (own_project / "transcripts").chmod(rights)
    called = call_with_rights(own_project, *command)
    (own_project / "transcripts").chmod(0o777)
    first = lines_of(called.output)[0]
    assert first.startswith("transcripts")
    assert "cannot be read: Permission denied; look at its owner and its rights" in first
    assert called.exit_code == 1


@pytest.mark.parametrize(
    ("name", "rights"), [("site", 0o000), ("site", 0o444), ("transcripts", 0o555), ("", 0o555)]
)
def test_a_folder_that_cannot_be_written_is_a_line_and_the_site_stays(
    name: str, rights: int, own_project: Path
) -> None:
    (own_project / name).chmod(rights)
    called = call_with_rights(own_project)
    (own_project / name).chmod(0o777)
    assert len(lines_of(called.output)) == 2
    assert re.search("denied|readonly|unable to open", lines_of(called.output)[0])
    assert called.output.endswith("1 error; site not rebuilt\n")
    assert called.exit_code == 1
    assert files_in(own_project / "site") == OLD


@pytest.mark.parametrize("command", [(), ("check",)])
def test_a_temporary_folder_that_cannot_be_written_is_a_line(
    command: tuple[str, ...], own_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(tempfile, "_candidate_tempdir_list", lambda: ["/proc"])
    monkeypatch.setattr(resources, "bundles", lambda: None)
    called = call_with_rights(own_project, *command)
    if called.exit_code == 0:
        return  # nothing temporary was needed
    assert called.exit_code == 1
    assert lines_of(called.output)[-2] == (
        "temporary files: no folder for them can be written; "
        "name a folder for temporary files in TMPDIR that can be written"
    )
    assert files_in(own_project / "site") == OLD

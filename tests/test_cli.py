"""The command line: what it prints, its exit codes, and what it leaves unchanged."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from onrecord import resources
from tests.support.projects import CONFIG, TRANSCRIPT, Files, build, files_in, write_project
from tests.support.repository import ROOT, run_python, run_tool

FRONT_MATTER = "---\ntitle: A\ndate: 2021-02-26\nspeaker: ann-example\n---\n"
A = "transcripts/a.md"


def test_a_build_reports_what_it_built(tmp_path: Path) -> None:
    built = build(write_project(tmp_path, {}))
    assert re.fullmatch(
        r"Gave permanent addresses in 1 statement; commit transcripts/permalinks/ with the "
        r"transcripts:\n"
        r"  2021-02-26-water: p1 to p3, answer-1\n"
        r"1 statement, 1 exchange, 3 paragraphs, \d+ pages in \d+\.\d s → site/\n"
        r"\d+ files, \d+\.\d KB; the largest is static/\S+, \d+\.\d KB\n",
        built.stdout,
    )
    assert built.returncode == 0
    pages = list((tmp_path / "site").rglob("*.html"))
    assert f" {len(pages)} pages " in built.stdout


def test_a_build_reports_only_new_addresses(tmp_path: Path) -> None:
    project = write_project(tmp_path, {})
    build(project)
    assert "Gave" not in build(project).stdout
    with (project / "transcripts/2021-02-26-water.md").open("a") as transcript:
        transcript.write("\nNobody’s.\n")
    assert "\n  2021-02-26-water: p4\n" in build(project).stdout


def test_a_build_names_ten_statements_with_new_addresses_and_counts_the_rest(
    tmp_path: Path,
) -> None:
    days = [f"transcripts/2021-03-{day:02}-water.md" for day in range(1, 12)]
    printed = build(write_project(tmp_path, dict.fromkeys(days, TRANSCRIPT))).stdout.splitlines()
    assert printed[0].startswith("Gave permanent addresses in 12 statements; ")
    assert printed[10:12] == [
        "  2021-03-09-water: p1 to p3, answer-1",
        "  and 2 more statements",
    ]


def test_a_build_writes_to_the_given_folder_from_any_working_directory(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", {})
    built = subprocess.run(
        [sys.executable, ROOT / "build.py", "--project", "project", "--out", "deep/public"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0
    assert f" → {tmp_path}/deep/public/\n" in built.stdout
    assert (tmp_path / "deep" / "public" / "index.html").is_file()
    assert sorted(path.name for path in project.iterdir()) == ["config.yaml", "transcripts"]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("ann.example", '"ann.example" is no web address; begin it with https://'),
        ("https://ann.example/?a", '"https://ann.example/?a" is an address with ? or #'),
    ],
)
def test_a_wrong_address_is_refused(tmp_path: Path, address: str, found: str) -> None:
    done = run_python("build.py", "--project", write_project(tmp_path, {}), "--address", address)
    assert done.returncode == 2
    assert f"Invalid value for '--address': {found}" in done.stdout
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("written", ["", "  address: https://other.example/\n"])
def test_an_address_takes_the_place_of_the_one_in_the_configuration(
    tmp_path: Path, written: str
) -> None:
    config = CONFIG.replace("speakers:\n", f"{written}speakers:\n")
    project = write_project(tmp_path, {"config.yaml": config})
    assert build(project).returncode == 0
    done = run_python("build.py", "--project", project, "--address", "https://ann.example/a")
    assert done.returncode == 0
    sitemap = (project / "site/sitemap.xml").read_text("utf-8")
    assert "<loc>https://ann.example/a/statements/2021-02-26-water/</loc>" in sitemap
    assert "other.example" not in sitemap


def test_a_projects_own_templates_and_styles_override_ours(tmp_path: Path) -> None:
    project = write_project(
        tmp_path,
        {
            "templates/not-found.html": "<!doctype html><title>Gone</title>",
            "static/styles/site.css": "p { color: red; }",
            "static/logo.svg": "<svg/>",
        },
    )
    assert build(project).returncode == 0
    site = tmp_path / "site"
    assert (site / "404.html").read_text() == "<!doctype html><title>Gone</title>"
    assert (site / "static/styles/site.css").read_text() == "p{color:red}\n"
    assert (site / "static/logo.svg").read_text() == "<svg/>"


def test_pages_load_a_projects_own_style_after_ours(tmp_path: Path) -> None:
    project = write_project(tmp_path, {"static/project.css": "/* ours */ p { color: red; }"})
    assert build(project).returncode == 0
    home = (tmp_path / "site/index.html").read_text("utf-8")
    styles = re.findall(r'<link rel="stylesheet" href="(.+?)">', home)
    assert styles == ["static/styles/site.css", "static/project.css"]
    assert (tmp_path / "site/static/project.css").read_text() == "/* ours */ p { color: red; }"
    (project / "static/project.css").unlink()
    assert build(project).returncode == 0
    assert "project.css" not in (tmp_path / "site/index.html").read_text("utf-8")


MENDABLE: dict[str, tuple[Files, list[str]]] = {
    "not UTF-8": (
        {A: b"---\ntitle: caf\xe9\n"},
        [
            (
                "transcripts/a.md:2: not UTF-8: the byte 0xE9 at character 11 of the line; "
                "save the file as UTF-8"
            )
        ],
    ),
    "an empty file": (
        {A: ""},
        ["transcripts/a.md: the file is empty; write front matter and the transcript's text"],
    ),
    "no front matter": (
        {A: "Water is scarce.\n"},
        ["transcripts/a.md:1: no front matter; begin the file with a line `---`, facts, `---`"],
    ),
    "front matter alone": (
        {A: FRONT_MATTER},
        ["transcripts/a.md: no words below the front matter; add the transcript's text"],
    ),
    "two transcripts with one slug": (
        {"transcripts/2020/a.md": f"{FRONT_MATTER}x", "transcripts/2021/a.md": f"{FRONT_MATTER}x"},
        [
            (
                'transcripts/2021/a.md: the slug "a" is that of transcripts/2020/a.md; '
                "rename one of the two files"
            )
        ],
    ),
    "a line of 50 MB": (
        {A: FRONT_MATTER.encode() + b"x" * 50_000_000},
        [
            (
                "transcripts/a.md: 50 MB are more than the 20 MB that one text may have; "
                "cut it into several"
            )
        ],
    ),
    "a line of 19 MB": (
        {A: FRONT_MATTER + "water " * 3_100_000},
        ["transcripts/a.md:6: a line of 18,600,000 characters; divide it: 1,000,000 are the most"],
    ),
    "an unknown label": (
        {A: FRONT_MATTER + "Anne Example: Good morning."},
        ['transcripts/a.md:6: unknown speaker "Anne Example"; did you mean "Ann Example"?'],
    ),
    "a day that does not exist": (
        {A: FRONT_MATTER.replace("02-26", "02-30") + "x"},
        [
            (
                'transcripts/a.md:3: "date" is "2021-02-30": a day that does not exist; '
                "look at the calendar"
            ),
        ],
    ),
    "a key that does not exist": (
        {"config.yaml": CONFIG.replace("title:", "titel:")},
        [
            'config.yaml:1: "site.title" is missing; add `title: …`',
            'config.yaml:2: unknown key "titel"; did you mean "title"?',
        ],
    ),
    "an empty config.yaml": (
        {"config.yaml": ""},
        [
            'config.yaml:1: "site" is missing; add `site: …`',
            'config.yaml:1: "speakers" is missing; add `speakers: …`',
        ],
    ),
    "errors in several transcripts": (
        {A: "", "transcripts/b.md": "x", "transcripts/c.md": f"{FRONT_MATTER}Who Knows: x"},
        [
            "transcripts/a.md: the file is empty; write front matter and the transcript's text",
            "transcripts/b.md:1: no front matter; begin the file with a line `---`, facts, `---`",
            (
                'transcripts/c.md:6: unknown speaker "Who Knows"; '
                "add it to `speakers` in config.yaml, or write `Who Knows\\:` if nobody speaks here"
            ),
        ],
    ),
    "a script of the project that is none": (
        {"static/scripts/entries/site.ts": "let a b\n"},
        ['static/scripts/entries/site.ts:1: Expected ";" but found "b"'],
    ),
    "a template of the project with a broken link": (
        {"templates/not-found.html": '<!doctype html><a href="gone/">x</a>'},
        ['404.html: broken link to "gone/index.html": no such file'],
    ),
}


@pytest.mark.parametrize("case", MENDABLE)
def test_each_error_in_the_content_gets_a_line_and_the_old_site_stays(
    tmp_path: Path, case: str
) -> None:
    files, errors = MENDABLE[case]
    assert_refused(write_project(tmp_path, files), errors)


def cyclic_link(project: Path) -> list[str]:
    (project / "transcripts" / "again").symlink_to(".")
    return ["transcripts/again: a link that leads back to a folder that holds it; remove it"]


def link_to_nowhere(project: Path) -> list[str]:
    (project / "transcripts" / "gone.md").symlink_to("nowhere.md")
    return ["transcripts/gone.md: a broken link; fix the link or remove it"]


def pipe(project: Path) -> list[str]:
    os.mkfifo(project / "transcripts" / "pipe.md")
    return ["transcripts/pipe.md: no file but a pipe; move it away or rename it"]


def folder_with_the_name_of_a_transcript(project: Path) -> list[str]:
    (project / "transcripts" / "folder.md").mkdir()
    return ["transcripts/folder.md: no file but a folder; move it away or rename it"]


def nothing_at_all(project: Path) -> list[str]:
    (project / "config.yaml").unlink()
    (project / "transcripts" / "2021-02-26-water.md").unlink()
    (project / "transcripts").rmdir()
    return [
        (
            f"{project}: no project: there is no config.yaml and no transcripts/; "
            "make a project with the command `new`, or name another folder with `--project`"
        )
    ]


@pytest.mark.parametrize(
    "spoil",
    [cyclic_link, link_to_nowhere, pipe, folder_with_the_name_of_a_transcript, nothing_at_all],
)
def test_each_file_that_cannot_be_read_gets_a_line_and_the_old_site_stays(
    tmp_path: Path, spoil: Callable[[Path], list[str]]
) -> None:
    project = write_project(tmp_path, {})
    assert_refused(project, spoil(project))


def assert_refused(project: Path, errors: list[str]) -> None:
    """A build reports exactly these errors, and leaves the earlier site as it was."""
    old = {".on-record": b"", "index.html": b"old"}
    (project / "site").mkdir()
    for name, content in old.items():
        (project / "site" / name).write_bytes(content)
    built = build(project)
    count = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
    assert built.stdout.splitlines() == [*errors, f"{count}; site not rebuilt"]
    assert built.returncode == 1
    assert files_in(project / "site") == old
    # What was made of the transcripts that have no errors is kept for the next build.
    assert {path.name for path in project.glob(".site*")} <= {".site.store"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--project", "no-such-folder"], "Directory 'no-such-folder' does not exist."),
        (["--no-such-option"], "No such option '--no-such-option'."),
        (["no-such-command"], "No such command 'no-such-command'."),
        (["serve", "--port", "99999"], "99999 is not in the range 0<=x<=65535."),
    ],
)
def test_a_usage_error_is_reported_with_exit_code_2(arguments: list[str], message: str) -> None:
    called = run_python("build.py", *arguments)
    assert called.returncode == 2
    assert message in called.stdout
    assert "Traceback" not in called.stdout


def test_help_names_every_command_and_option() -> None:
    said = run_python("build.py", "--help").stdout
    for word in ("--project", "--out", "serve", "config.yaml", "transcripts/", "Exit codes"):
        assert word in said
    assert "--port" in run_python("build.py", "serve", "--help").stdout


def test_without_the_packages_the_error_says_to_run_make() -> None:
    called = run_tool(sys.executable, "-S", "build.py")
    version = ".".join(map(str, sys.version_info[:2]))
    assert called.stdout == (
        f"build.py: Python {version} has no package click; "
        "run `make site`, which installs what is needed, or .venv/bin/python build.py\n"
    )
    assert called.returncode == 2


def test_with_an_old_python_the_error_says_to_run_make() -> None:
    code = (
        "import runpy, sys; sys.version_info = (3, 9); runpy.run_path('build.py', None, '__main__')"
    )
    called = run_tool(sys.executable, "-c", code)
    assert called.stdout == (
        "build.py: Python 3.9 is too old, 3.11 or newer is needed; "
        "run `make site`, which installs what is needed, or .venv/bin/python build.py\n"
    )
    assert called.returncode == 2


def test_without_esbuild_the_error_says_to_run_make(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    (own / "static/styles").mkdir(parents=True)
    (own / "static/styles/site.css").write_text("")
    (own / "templates").symlink_to(ROOT / "templates")
    monkeypatch.setattr(resources, "ROOT", own)
    called = build(write_project(tmp_path / "project", {}))
    assert called.stdout == (
        f"build.py: esbuild is not in {own}/node_modules; run `make site`, which installs it\n"
    )
    assert called.returncode == 2


IMPORTERS = {"dateparser", "trafilatura", "justext", "charset_normalizer", "onrecord.importing"}
PICTURES = {"PIL", "uharfbuzz"}


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--help"], {*IMPORTERS, *PICTURES, "watchfiles", "lxml", "onrecord.pipeline"}),
        (["--project", "PROJECT"], {*IMPORTERS, *PICTURES, "watchfiles"}),
        (["--project", "PROJECT", "check"], {*IMPORTERS, *PICTURES, "watchfiles"}),
        (["--project", "PROJECT", "quote", "Water is scarce."], {*IMPORTERS, *PICTURES}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_loads_only_what_it_needs(
    arguments: list[str], unwanted: set[str], tmp_path: Path
) -> None:
    project = write_project(tmp_path, {})
    words = [str(project) if word == "PROJECT" else word for word in arguments]
    called = run_tool(sys.executable, "-X", "importtime", "build.py", *words)
    assert called.returncode == 0, called.stdout
    loaded = set(re.findall(r"^import time:.*\| +([\w.]+)$", called.stdout, re.MULTILINE))
    assert "click" in loaded
    assert loaded & unwanted == set()


@pytest.mark.parametrize(
    ("command", "outcome"),
    [
        ([], "site not rebuilt"),
        (["serve", "--port", "0"], "site not rebuilt"),
        (["quote", "Water is scarce."], "quotations not checked"),
        (["import", "page.txt"], "nothing imported"),
    ],
)
def test_errors_are_counted_and_the_outcome_is_named(
    command: list[str], outcome: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Good afternoon.\n")
    project = write_project(tmp_path / "project", {"config.yaml": "speakers: {}\n"})
    words = [str(page) if word == "page.txt" else word for word in command]
    called = run_python("build.py", "--project", project, *words)
    assert called.stdout == (
        f'config.yaml:1: "site" is missing; add `site: …`\n1 error; {outcome}\n'
    )
    assert called.returncode == 1


def test_file_names_that_a_terminal_cannot_show_cause_no_traceback(tmp_path: Path) -> None:
    project = write_project(tmp_path, {"transcripts/مقابلة.md": TRANSCRIPT})
    built = build(project, PYTHONIOENCODING="latin-1")
    assert built.returncode == 1
    assert built.stdout.startswith(r"transcripts/\u0645\u0642")
    (project / "transcripts/مقابلة.md").unlink()
    built = build(project, PYTHONIOENCODING="latin-1")
    assert built.returncode == 0
    assert "s \\u2192 site/\n" in built.stdout


def plain(page: bytes) -> bytes:
    """Return a page of a preview without the script that reloads it."""
    script = b'<script src="/-/live.js" defer></script>\n'
    assert script in page
    return page.replace(script, b"")


@contextmanager
def serving(project: Path) -> Iterator[subprocess.Popen[str]]:
    """Run `build.py serve` of the project on a free port until the block ends."""
    arguments = ["--project", str(project), "serve", "--port", "0"]
    command = [sys.executable, str(ROOT / "build.py"), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield server
        finally:
            server.kill()


def test_serve_builds_and_shows_the_site_as_a_host_would(tmp_path: Path) -> None:
    project = write_project(tmp_path, {})
    with serving(project) as server:
        assert server.stdout is not None
        assert server.stdout.readline().startswith("1 statement, ")
        assert " files, " in server.stdout.readline()
        said = re.fullmatch(
            r"Serving (http://127\.0\.0\.1:\d+/) \(press Ctrl-C to stop\)\n",
            server.stdout.readline(),
        )
        assert said
        url = said[1]
        with urlopen(url) as home:
            assert home.headers["Content-Type"] == "text/html; charset=utf-8"
            assert home.headers["Cache-Control"] == "no-store"
            assert plain(home.read()) == (project / "site/index.html").read_bytes()
        with urlopen(f"{url}statements/2021-02-26-water") as redirected:
            assert redirected.url == f"{url}statements/2021-02-26-water/"
        with urlopen(f"{url}static/scripts/search.js") as script:
            assert script.headers["Content-Type"] == "text/javascript; charset=utf-8"
        for missing in ("gone/", "static/", "..%2fconfig.yaml", "../config.yaml"):
            with pytest.raises(HTTPError) as caught:
                urlopen(url + missing)
            assert caught.value.code == 404
            assert plain(caught.value.read()) == (project / "site/404.html").read_bytes()
        taken = run_python("build.py", "--project", project, "serve", "--port", url[17:-1])
        assert taken.returncode == 2
        assert "Address already in use; choose another one" in taken.stdout
        server.send_signal(signal.SIGINT)
        assert server.wait(10) == 0
    assert not (project / "transcripts/permalinks").exists(), "what is half written is recorded"


def test_serve_that_is_asked_to_end_warns_of_nothing(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", {})
    command = ["--jobs", "2", "--project", str(project), "serve", "--port", "0"]
    warnings = tmp_path / "stderr"
    with (
        warnings.open("w") as stderr,
        subprocess.Popen(
            [sys.executable, str(ROOT / "build.py"), *command],
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        ) as server,
    ):
        assert server.stdout is not None
        assert any(line.startswith("Serving ") for line in server.stdout)
        server.terminate()
        # While it waits for changes, any signal ends it as Ctrl-C does.
        assert server.wait(10) in (0, 128 + signal.SIGTERM)
    lines = warnings.read_text("utf-8").splitlines()
    assert not [line for line in lines if " of " not in line]  # progress, on a slow machine

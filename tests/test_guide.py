"""Follows docs/guide.md from top to bottom, and compares its output with what the guide shows.

A block of `sh` is run. A block of `console` is the output of the commands before it. A block that
follows the name of a file is written to that file; YAML replaces the sections that it names.
"""

import contextlib
import os
import re
import shlex
import signal
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli import EXTRAS, main
from tests.support.repository import ROOT
from tests.support.user import git, install_command, run_workflow

GUIDE = (ROOT / "docs/guide.md").read_text(encoding="utf-8")
# ```sh … ```
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
# `../saved/bridge.html`: the last one before a block is the file that the block is written to
FILE = re.compile(r"`(?P<path>(?:\.\./)?[\w-]+(?:/[\w.-]+)*\.\w+)`")
SECTION = re.compile(r"^(?P<name>\w+):\n(?:[ #].*\n|\n(?=[ \n]))*", re.MULTILINE)
# what a reader has on GitHub
REMOTE = "git@github.com:YOU/record.git"


def test_following_the_guide_gives_the_output_that_it_shows(reader: "Reader") -> None:
    output, end = "", 0
    for block in BLOCK.finditer(GUIDE):
        before, end = GUIDE[end : block.start()], block.end()
        match block["language"]:
            case "sh":
                output = "".join(reader.run(line) for line in block["text"].splitlines())
            case "console":
                assert_shown(block["text"], output)
            case _:
                write(reader.here / FILE.findall(before)[-1], block["language"], block["text"])
    statement = reader.here / "site/statements/2024-06-03-bridge/index.html"
    assert "And the county pays for the road." in statement.read_text("utf-8")
    published = publish(reader)
    assert "And the county pays for the road." in (
        published / "site/statements/2024-06-03-bridge/index.html"
    ).read_text("utf-8")


def publish(reader: "Reader") -> Path:
    """Return what GitHub gets: a clone of what was pushed, in which the workflow was run."""
    git("clone", str(reader.remote), "runner", folder=reader.folder)
    clone = reader.folder / "runner"
    done = run_workflow(clone)
    assert done.returncode == 0, done.stdout
    return clone


@pytest.fixture
def reader(tmp_path: Path) -> "Reader":
    work = tmp_path / "work"
    work.mkdir()
    return Reader(work)


class Reader:
    """Somebody who types what the guide says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.here = folder
        self.remote = folder / "remote.git"
        git("init", "--bare", "--initial-branch", "main", str(self.remote), folder=folder)
        self._bin = install_command(folder / "commands").parent

    def run(self, command: str) -> str:
        """Return the output of a command; installations are only checked."""
        match shlex.split(command):
            case ["pipx" | "uv", *_, package]:
                assert set(re.findall(r"\w+", package.partition("[")[2])) <= set(EXTRAS)
                return ""
            case ["cd", folder]:
                self.here = self.here / folder
                return ""
            case ["on-record", "serve"]:
                return self._serve()
            case ["on-record", *words]:
                return self._on_record(words)
        done = subprocess.run(
            command.replace(REMOTE, str(self.remote)),
            shell=True,
            cwd=self.here,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode in (0, 1), done.stdout  # 1 if something needs attention
        assert "Traceback" not in done.stdout
        return done.stdout

    def _on_record(self, words: list[str]) -> str:
        """Return the output of the command, which runs in this process."""
        with contextlib.chdir(self.here):
            done = CliRunner().invoke(main, ["--project", ".", *words], catch_exceptions=False)
        assert done.exit_code in (0, 1), done.output
        return done.output

    def _serve(self) -> str:
        """Return the output of a server up to its start; then interrupt it, as Ctrl-C does."""
        command = [self._bin / "on-record", "serve", "--port", "0"]
        with subprocess.Popen(
            command, cwd=self.here, env=self._environment, stdout=subprocess.PIPE, encoding="utf-8"
        ) as server:
            assert server.stdout is not None
            output = "".join(server.stdout.readline() for _ in range(3))
            server.send_signal(signal.SIGINT)
            assert server.wait(10) == 0
        assert "Serving http://127.0.0.1:" in output
        return output

    @property
    def _environment(self) -> dict[str, str]:
        names = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "Ann")
        mails = dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "ann@ann.example")
        path = f"{self._bin}{os.pathsep}{os.environ['PATH']}"
        return {**os.environ, **names, **mails, "PATH": path}


def assert_shown(shown: str, output: str) -> None:
    """Assert that the lines in the guide are lines of the output, in the same order."""
    lines = iter(comparable(output).splitlines())
    missing = [line for line in comparable(shown).splitlines() if line not in lines]
    assert missing == [], output


def comparable(text: str) -> str:
    """Return the text without numbers that vary: pages and seconds."""
    return re.sub(r"\d+ pages in [\d.]+ s", "pages in seconds", text)


def write(path: Path, language: str, text: str) -> None:
    """Write the file, or replace only the sections that the text has, if it is YAML."""
    if language == "yaml":
        text = with_sections(path.read_text("utf-8"), text)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def with_sections(config: str, changed: str) -> str:
    """Return config.yaml with each changed section replaced, and new ones added at the end."""
    for section in SECTION.finditer(changed):
        old = [match for match in SECTION.finditer(config) if match["name"] == section["name"]]
        start, end = old[0].span() if old else (len(config), len(config))
        config = f"{config[:start]}{section[0]}{config[end:]}"
    return config


@pytest.mark.parametrize("name", re.findall(r"`(templates/[\w./-]+)`", GUIDE))
def test_every_file_named_in_the_guide_exists(name: str) -> None:
    assert (ROOT / name).is_file()

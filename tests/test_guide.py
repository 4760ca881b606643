"""Follows docs/guide.md from top to bottom, and compares its output with what the guide shows.

A block of `sh` is run. A block of `console` is the output of the commands before it. A block that
follows the name of a file is written to that file; YAML replaces the sections that it names.
"""

import re
import shlex
import signal
import subprocess
from pathlib import Path

import pytest

from tests.support.repository import ROOT

GUIDE = (ROOT / "docs/guide.md").read_text(encoding="utf-8")
# ```sh … ```
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
# `../record/config.yaml`: the last one before a block is the file that the block is written to
FILE = re.compile(r"`(?P<path>\.\./[\w./-]+\.\w+)`")


def test_following_the_guide_gives_the_output_that_it_shows(tmp_path: Path) -> None:
    here = make_checkout(tmp_path / "on-record")
    output, end = "", 0
    for block in BLOCK.finditer(GUIDE):
        before, end = GUIDE[end : block.start()], block.end()
        match block["language"]:
            case "sh":
                output = run(block["text"], here)
            case "console":
                assert_shown(block["text"], output)
            case _:
                write(here / FILE.findall(before)[-1], block["language"], block["text"])
    statement = tmp_path / "record/site/statements/2024-06-03-bridge/index.html"
    assert "And the county pays for the road." in statement.read_text("utf-8")


def make_checkout(folder: Path) -> Path:
    """Make a folder in which the commands of the repository run."""
    folder.mkdir()
    for name in ("build.py", ".venv"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def run(commands: str, here: Path) -> str:
    """Return the output of the commands, with `…` for the temporary folder."""
    output = "".join(
        run_server(command, here) if command.endswith(" serve") else run_command(command, here)
        for command in commands.splitlines()
    )
    return output.replace(str(here.parent), "…")


def run_command(command: str, here: Path) -> str:
    """Return the output of a command, which may exit with 1 if something needs attention."""
    done = subprocess.run(
        command, shell=True, cwd=here, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr
    return done.stdout


def run_server(command: str, here: Path) -> str:
    """Return the output of a server up to its start; then interrupt it, as Ctrl-C does."""
    arguments = [*shlex.split(command), "--port", "0"]
    with subprocess.Popen(arguments, cwd=here, stdout=subprocess.PIPE, encoding="utf-8") as server:
        assert server.stdout is not None
        output = "".join(server.stdout.readline() for _ in range(3))
        server.send_signal(signal.SIGINT)
        assert server.wait(10) == 0
    assert "Serving http://127.0.0.1:" in output
    return output


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
        text = with_section(path.read_text("utf-8"), text)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def with_section(config: str, section: str) -> str:
    """Return config.yaml with the section of the same name replaced."""
    name = section.partition(":")[0]
    old = re.compile(rf"^{name}:\n(?:[ #].*\n|\n(?=[ \n]))*", re.MULTILINE)
    assert old.search(config)
    return old.sub(lambda _: section, config, count=1)


@pytest.mark.parametrize("name", re.findall(r"`((?:static|templates)/[\w./-]+)`", GUIDE))
def test_every_file_named_in_the_guide_exists(name: str) -> None:
    assert (ROOT / name).is_file()

"""docs/guide.md is true: it is followed from top to bottom, and what it shows is what is said.

A block of `sh` is run; a block of `console` is what the command before it said; a block that
follows the name of a file is put there, YAML in the place of the sections it names.
"""

import re
import shlex
import signal
import subprocess
from pathlib import Path
from urllib.request import url2pathname

import pytest

from tests.support.repository import ROOT

GUIDE = (ROOT / "docs/guide.md").read_text(encoding="utf-8")
# ```sh … ```
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
# `../record/config.yaml`, the last one that is named before a block
FILE = re.compile(r"`(?P<path>\.\./[\w./-]+\.\w+)`")


def test_whoever_follows_the_guide_gets_what_it_says(tmp_path: Path) -> None:
    here = a_checkout(tmp_path / "on-record")
    said, end = "", 0
    for block in BLOCK.finditer(GUIDE):
        before, end = GUIDE[end : block.start()], block.end()
        match block["language"]:
            case "sh":
                said = run(block["text"], here)
            case "console":
                assert_said(block["text"], said)
            case _:
                put(here / FILE.findall(before)[-1], block["language"], block["text"])
    statement = tmp_path / "record/site/statements/2024-06-03-bridge/index.html"
    assert "And the county pays for the road." in statement.read_text("utf-8")


def a_checkout(folder: Path) -> Path:
    """A folder that looks like the repository to whoever runs its commands."""
    folder.mkdir()
    for name in ("build.py", ".venv"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def run(commands: str, here: Path) -> str:
    """What the commands said, with the folder that holds all written as `…`."""
    said = "".join(
        served(command, here) if command.endswith(" serve") else done(command, here)
        for command in commands.splitlines()
    )
    return said.replace(str(here.parent), "…")


def done(command: str, here: Path) -> str:
    """What a command said that did its work, or told what is left to do."""
    ended = subprocess.run(
        command, shell=True, cwd=here, capture_output=True, encoding="utf-8", check=False
    )
    assert ended.returncode in (0, 1)
    assert "Traceback" not in ended.stderr
    return ended.stdout


def served(command: str, here: Path) -> str:
    """What a server said until it served; then it is interrupted, as by Ctrl-C."""
    words = [*shlex.split(command), "--port", "0"]
    with subprocess.Popen(words, cwd=here, stdout=subprocess.PIPE, encoding="utf-8") as server:
        assert server.stdout is not None
        said = server.stdout.readline() + server.stdout.readline()
        server.send_signal(signal.SIGINT)
        assert server.wait(10) == 0
    assert "Serving http://127.0.0.1:" in said
    return said


def assert_said(shown: str, said: str) -> None:
    """What the guide shows stands in what was said, line after line."""
    lines = iter(steady(said).splitlines())
    missing = [line for line in steady(shown).splitlines() if line not in lines]
    assert missing == [], said


def steady(text: str) -> str:
    """The text without what differs from one version or machine to the next: pages and seconds."""
    return re.sub(r"\d+ pages in [\d.]+ s", "pages in seconds", text)


def put(path: Path, language: str, text: str) -> None:
    """Write the file; of a config.yaml, only the sections that the text has."""
    if language == "yaml":
        text = with_section(path.read_text("utf-8"), text)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def with_section(config: str, section: str) -> str:
    """The config.yaml with the section in the place of the one that has its name."""
    name = section.partition(":")[0]
    old = re.compile(rf"^{name}:\n(?:[ #].*\n|\n(?=[ \n]))*", re.MULTILINE)
    assert old.search(config)
    return old.sub(lambda _: section, config, count=1)


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)]+)\)", GUIDE))
def test_every_link_leads_to_a_file(target: str) -> None:
    assert (ROOT / "docs" / url2pathname(target)).is_file()


@pytest.mark.parametrize("name", re.findall(r"`((?:static|templates)/[\w./-]+)`", GUIDE))
def test_every_file_of_ours_that_is_named_is_there(name: str) -> None:
    assert (ROOT / name).is_file()

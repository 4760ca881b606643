"""The README and the docs are true: commands run, examples are valid, links work."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from onrecord.content.config import read_config
from onrecord.content.layouts import read_layouts
from onrecord.content.parse import parse_transcript
from onrecord.content.project import OWN_STYLE, STATIC
from onrecord.content.topics import Tagger, phrase_error
from onrecord.resources import starter_project
from tests.support.repository import ROOT, run_python
from tests.support.user import install_command

README = (ROOT / "README.md").read_text(encoding="utf-8")
TRANSCRIPTS = (ROOT / "docs/transcripts.md").read_text(encoding="utf-8")
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md"))]
# ```sh … ```
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: str, language: str) -> list[str]:
    return [match["text"] for match in BLOCK.finditer(page) if match["language"] == language]


def commands() -> list[str]:
    lines = [line for block in blocks(README, "sh") for line in block.splitlines()]
    return [line.partition("#")[0].strip() for line in lines]


@pytest.mark.parametrize("command", [c for c in commands() if c.startswith("make ")])
def test_every_make_command_is_a_target(command: str) -> None:
    done = subprocess.run(
        ["make", "--dry-run", *command.split()[1:]], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0


def test_the_commands_for_a_site_of_ones_own_work(tmp_path: Path) -> None:
    new, serve = (c.split()[1:] for c in commands() if c.startswith("on-record "))
    command = install_command(tmp_path / "bin")
    made = subprocess.run([command, *new], cwd=tmp_path, check=False)
    assert made.returncode == 0
    assert serve[-1] == "serve"
    built = subprocess.run([command, *serve[:-1], "build"], cwd=tmp_path, check=False)
    assert built.returncode == 0


@pytest.mark.parametrize("command", [c for c in commands() if "build.py" in c])
def test_every_python_command_runs(command: str, tmp_path: Path) -> None:
    arguments = command.split()[1:]
    if arguments == ["build.py"]:
        arguments = ["build.py", "--out", str(tmp_path / "site")]
    done = run_python(*arguments)
    assert done.returncode == 0, done.stdout


def test_readme_has_commands_of_both_kinds() -> None:
    assert {"make serve", "make test", ".venv/bin/python build.py"} <= set(commands())


def test_the_example_of_a_transcript_is_read() -> None:
    path = ROOT / "config.yaml"
    config = read_config(
        path.read_text(encoding="utf-8"), path="config.yaml", phrase_error=phrase_error
    )
    example, *_ = blocks(TRANSCRIPTS, "markdown")
    statement = parse_transcript(example, path="README.md", slug="example", config=config)
    assert [(speech.kind, speech.speaker) for speech in statement.speeches] == [
        ("statement", "sergey-lavrov"),
        ("question", "journalist"),
        ("answer", "sergey-lavrov"),
    ]


def test_the_example_of_a_recording_and_times_is_read() -> None:
    config = read_config(
        (ROOT / "config.yaml").read_text(encoding="utf-8"), path="c", phrase_error=phrase_error
    )
    _, example = blocks(TRANSCRIPTS, "markdown")
    text = f"---\ntitle: T\ndate: 2021-02-26\nspeaker: sergey-lavrov\n{example}"
    statement = parse_transcript(text, path="README.md", slug="example", config=config)
    assert statement.recording == "2021-02-26-atmar.mp3"
    assert [paragraph.time for paragraph in statement.paragraphs] == [7_000, 754_000]


def test_the_example_of_speakers_and_topics_is_read() -> None:
    _, example = blocks(TRANSCRIPTS, "yaml")
    site = "site: {title: T, description: D, publisher: P}\n"
    config = read_config(site + example, path="README.md", phrase_error=phrase_error)
    tagger = Tagger(tuple(config.topics.values()))
    assert [tag.words for tag in tagger.tags_of("Damascus, in Syria")] == [("Damascus", "Syria")]
    assert tagger.tags_of("Syrian Airlines and the Euphrates") == ()


def test_the_example_of_a_layout_has_every_key_and_is_read() -> None:
    example, _ = blocks(TRANSCRIPTS, "yaml")
    (layout,) = read_layouts(example, path="transcripts.md").values()
    keys = yaml.safe_load(example)["layouts"]["town-hall"].keys()
    assert keys == set(type(layout).model_fields) - {"slug"}


LINKS = [
    (page.relative_to(ROOT).as_posix(), target)
    for page in PAGES
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    if "://" not in target
]


@pytest.mark.parametrize(("page", "target"), LINKS)
def test_every_link_to_a_file_works(page: str, target: str) -> None:
    path, _, anchor = target.partition("#")
    linked = (ROOT / page).parent / path if path else ROOT / page
    assert linked.is_file()
    assert not anchor or anchor in anchors(linked.read_text(encoding="utf-8"))


def anchors(page: str) -> list[str]:
    """Return the ids that GitHub gives to headings."""
    headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]


NAMED = re.compile(r"`((?:onrecord|static|templates|tests|tools|bench|docs|\.github)/[\w./-]*)`")


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (page.name, name)
        for page in PAGES
        for name in NAMED.findall(page.read_text(encoding="utf-8"))
    ],
)
def test_every_file_that_is_named_exists(page: str, name: str) -> None:
    is_of_a_project = name == f"{STATIC}/{OWN_STYLE}" or (starter_project() / name).exists()
    assert (ROOT / name).exists() or is_of_a_project


def test_the_figures_of_the_search_are_those_that_were_measured() -> None:
    measured = (ROOT / "bench/RESULTS.md").read_text(encoding="utf-8")
    largest = measured.rpartition("\n## ")[2]
    table = "\n".join(line for line in largest.splitlines() if line.startswith("|"))
    assert table.count("\n") == 9  # a head, a rule and eight rows
    assert table in (ROOT / "docs/search.md").read_text(encoding="utf-8")

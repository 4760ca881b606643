"""The examples in docs/permalinks.md are what builds of the test collection produce."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.support import story
from tests.support.projects import build
from tests.support.repository import ROOT

DOCUMENT = (ROOT / "docs/permalinks.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>[\s\S]*?)^```$", re.MULTILINE)


def blocks(language: str) -> list[str]:
    return [block["text"] for block in BLOCK.finditer(DOCUMENT) if block["language"] == language]


@pytest.fixture(scope="module")
def refused_and_published(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Return the output of a build before the edits are accepted, and the project after one."""
    project = story.publish(tmp_path_factory.mktemp("documented") / "project")
    story.edit(project)
    output = build(project, SOURCE_DATE_EPOCH=story.LATER_DAY).stdout
    story.accept(project)
    story.publish_again(project)
    return output, project


def test_the_example_of_a_record_is_written(refused_and_published: tuple[str, Path]) -> None:
    record = refused_and_published[1] / f"transcripts/permalinks/{story.WATER}.jsonl"
    shown, lines = blocks("json")[0].splitlines(), record.read_text("utf-8").splitlines()
    assert [line for line in lines if line in shown] == shown


def test_the_example_of_an_error_is_reported(refused_and_published: tuple[str, Path]) -> None:
    _, shown = blocks("console")
    assert shown.rstrip() in refused_and_published[0].splitlines()


def test_the_example_of_a_lost_number_is_reported(
    refused_and_published: tuple[str, Path], tmp_path: Path
) -> None:
    project = shutil.copytree(refused_and_published[1], tmp_path / "project")
    record = project / f"transcripts/permalinks/{story.WATER}.jsonl"
    first, *rest = (
        record.read_text("utf-8").replace('"paragraphs": 19', '"paragraphs": 18', 1).splitlines()
    )
    kept = [line for line in rest if not line.startswith('{"id": "p19"')]
    record.write_text("\n".join([first, *kept, ""]), "utf-8")
    assert blocks("console")[0].rstrip() in build(project).stdout.splitlines()


def test_the_example_of_withdrawals_is_accepted() -> None:
    assert blocks("yaml") == [story.WITHDRAWN]


def test_the_example_of_a_history_and_its_fingerprint_is_published(
    refused_and_published: tuple[str, Path],
) -> None:
    folder = refused_and_published[1] / f"site/statements/{story.WATER}"
    history = json.loads((folder / "history.json").read_text("utf-8"))["paragraphs"]
    assert json.loads(blocks("json")[1]) == history["p2"]
    address = f"statements/{story.WATER}/#p2:{history['p2']['earlier'][0]['mark']}"
    assert blocks("text")[:2] == [
        f"{address}\n",
        f"{address}~spring-,and+it+carries+less+water,-than:~:text=…\n",
    ]

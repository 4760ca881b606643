"""Pages and texts of many publishers, with the transcript and the report expected for each.

`tests/cases/importing/NAME/` holds `source.*`, `transcript.md` and `report.txt`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.content.config import read_config
from onrecord.importing.config_proposal import add_to_config
from onrecord.importing.convert import Imported
from onrecord.importing.import_report import report
from tests.importing.conftest import REPOSITORY, import_source

CASES = REPOSITORY / "tests/cases/importing"
CONFIG = """\
site: {title: A collection, description: For tests., publisher: Nobody}

speakers:
  sergey-lavrov:
    name: Sergey Lavrov

unnamed:
  journalist:
    name: Journalist
    labels: [Question]
    asks: true
"""


@pytest.mark.parametrize("name", sorted(folder.name for folder in CASES.iterdir()))
def test_a_source_becomes_a_transcript_and_a_report(
    name: str, imported: Callable[..., Imported]
) -> None:
    found = imported(source_of(name).read_bytes(), source_of(name).name)
    assert found.text == (CASES / name / "transcript.md").read_text("utf-8")
    assert report_of(found) == (CASES / name / "report.txt").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(folder.name for folder in CASES.iterdir()))
def test_the_proposed_speakers_can_be_added_to_config(name: str) -> None:
    config = read_config(CONFIG, path="config.yaml", phrase_error=lambda _: None)
    source = source_of(name)
    found = import_source(source.read_bytes(), source.name, config=config, layouts={})
    text = add_to_config(CONFIG, found.speakers)
    assert text is not None
    extended = read_config(text, path="config.yaml", phrase_error=lambda _: None)
    assert extended.speakers.items() >= found.speakers.items()


def source_of(name: str) -> Path:
    """Return the source of a case."""
    (source,) = (CASES / name).glob("source.*")
    return source


def report_of(found: Imported) -> str:
    """Return the report as it is in the case."""
    return report(found, result=f"{found.slug}.md") + "\n"

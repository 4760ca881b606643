"""What was moved to another statement says where it is, on its old pages."""

import re
from pathlib import Path

import pytest
from lxml import html

from tests.support.projects import build, write_project

HEAD = "---\ntitle: {}\ndate: {}\nspeaker: ann-example\n---\n"
LAKE = (
    "Good morning to everybody who has come to the lake today.",
    "The river was measured in spring, and it carries less water than before.",
    "Question: Whose is the river when it flows under the border bridge?",
    "Ann Example: It belongs to both sides, as the treaty of that year has it.",
    "Question: And when will the fountains in the three towns be opened again?",
    "Ann Example: When the rain has come, and not a single day before it.",
)
PARK = "The park will be open on every day of the week from May until October."


def transcript(title: str, day: str, *paragraphs: str) -> str:
    return HEAD.format(title, day) + "\n\n".join(paragraphs) + "\n"


def write(folder: Path, files: dict[str, str]) -> None:
    for path in (folder / "transcripts").glob("*.md"):
        path.unlink()
    for name, text in files.items():
        (folder / f"transcripts/{name}.md").write_text(text, "utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with remarks at a lake and in a park, which were published."""
    folder = write_project(tmp_path / "project", {})
    write(
        folder,
        {
            "2021-02-26-lake": transcript("Remarks at the lake", "2021-02-26", *LAKE),
            "2021-05-01-park": transcript("Remarks in the park", "2021-05-01", PARK),
        },
    )
    assert build(folder).returncode == 0
    return folder


def text_of(element: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


def page(project: Path, name: str) -> html.HtmlElement:
    return html.parse(project / f"site/statements/{name}/index.html").getroot()


def test_a_passage_that_moved_to_another_statement_says_where_it_is(project: Path) -> None:
    write(
        project,
        {
            "2021-02-26-lake": transcript("Remarks at the lake", "2021-02-26", *LAKE[:4]),
            "2021-05-01-park": transcript("Remarks in the park", "2021-05-01", PARK, *LAKE[4:]),
        },
    )
    built = build(project, SOURCE_DATE_EPOCH="1702000000")
    assert built.stdout.splitlines()[0] == (
        "Moved from 2021-02-26-lake: p5 is 2021-05-01-park/p2 now, "
        "p6 is 2021-05-01-park/p3 now, answer-2 is 2021-05-01-park/answer-1 now"
    )
    (tombstone,) = page(project, "2021-02-26-lake").find_class("tombstone")
    assert text_of(tombstone) == (
        "Question 2 and its answer (paragraphs 5 and 6): moved on 8 December 2023. These words are "
        "now in paragraphs 2, 3 of Remarks in the park, unchanged. This was after paragraph 4."
    )
    links = [link.get("href") for link in tombstone.iter("a")]
    park = "../2021-05-01-park/"
    assert links[:3] == [f"{park}#p2", f"{park}#p3", park]
    answer = page(project, "2021-02-26-lake/answer-2")
    assert text_of(answer.find_class("lead-text")[0]) == (
        "This question and its answer, from “Remarks at the lake”, 26 February 2021, were "
        "published here until 8 December 2023, when they were moved. These words are now in "
        "question 1 and its answer of Remarks in the park, unchanged."
    )
    assert "Moved" not in build(project).stdout


def test_a_statement_that_was_merged_into_another_says_where_each_part_is(project: Path) -> None:
    everything = transcript("Remarks at the lake", "2021-02-26", LAKE[0], PARK, *LAKE[1:])
    write(project, {"2021-02-26-lake": everything})
    assert build(project, SOURCE_DATE_EPOCH="1702000000").returncode == 0
    gone = page(project, "2021-05-01-park")
    assert text_of(gone.find_class("lead-text")[0]) == (
        "This statement of 1 May 2021 was published here until 8 December 2023, when its text was "
        "moved. These words are now in Remarks at the lake, unchanged."
    )
    part = gone.get_element_by_id("p1")
    assert text_of(part) == ("Paragraph 1: now in paragraph 7 of Remarks at the lake, unchanged")
    assert part.find(".//a").get("href") == "../2021-02-26-lake/#p7"

"""Files that a site gives are imported as the transcripts that it was built from."""

import json
from pathlib import Path

import pytest

from onrecord.errors import ContentError
from onrecord.importing.own_exports import import_own
from tests.exports.samples import CASE_CONFIG
from tests.support.corpora import transcripts
from tests.support.projects import TRANSCRIPT, build, write_project
from tests.support.repository import ROOT, run_python

TYPED = TRANSCRIPT.replace("Ann Example: ", "**Ann Example:**  ").replace("is scarce", "is\nscarce")
NAME = "statements/2021-02-26-water/2021-02-26-water"


@pytest.mark.parametrize("ending", ["json", "tei.xml", "md"])
def test_our_five_statements_come_back_byte_for_byte(ending: str, tmp_path: Path) -> None:
    site, to = tmp_path / "site", tmp_path / "transcripts"
    assert run_python("build.py", "--out", site).returncode == 0

    slugs = [path.stem for path in transcripts()]
    given = [site / f"statements/{slug}/{slug}.{ending}" for slug in slugs]
    said = run_python("build.py", "import", "--to", to, *given)

    assert said.returncode == 0, said.stdout
    assert said.stdout.endswith("5 imported, 0 need attention, 0 skipped\n")
    for path in transcripts():
        assert (to / path.name).read_bytes() == path.read_bytes()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {"transcripts/2021-02-26-water.md": TYPED}
    folder = write_project(tmp_path_factory.mktemp("project"), files)
    assert build(folder).returncode == 0
    return folder


@pytest.mark.parametrize("ending", ["json", "tei.xml", "md"])
def test_a_file_is_told_to_be_there_already(ending: str, project: Path) -> None:
    file = project / f"site/{NAME}.{ending}"

    said = run_python("build.py", "--project", project, "import", file)

    path = project / "transcripts/2021-02-26-water.md"
    assert said.stdout.splitlines()[0] == (f"{file} → {path}, unchanged (no layout)")


@pytest.mark.parametrize("ending", ["json", "tei.xml"])
def test_a_file_with_edited_words_is_written_in_one_way(
    ending: str, project: Path, tmp_path: Path
) -> None:
    file = tmp_path / f"water.{ending}"
    content = (project / f"site/{NAME}.{ending}").read_text("utf-8")
    file.write_text(content.replace("is scarce", "is very scarce"), "utf-8")

    said = run_python("build.py", "--project", project, "import", "--to", tmp_path, file)

    assert said.returncode == 0, said.stdout
    assert (tmp_path / "2021-02-26-water.md").read_text("utf-8") == TRANSCRIPT.replace(
        "is scarce", "is very scarce"
    ).replace("speaker: ann-example\n", "speaker: ann-example\nlanguage: en\n")
    assert (
        "    its words, or the labels in config.yaml, are others than when it was given: lines are"
        " written in one way, and not as they were typed\n" in said.stdout
    )


def test_a_name_that_cannot_stand_in_an_address_is_told(project: Path) -> None:
    data = (project / f"site/{NAME}.md").read_bytes()
    with pytest.raises(ContentError, match="“Water 2” cannot stand in an address"):
        import_own(data, "Water 2.md", config=CASE_CONFIG)


def test_comments_that_say_one_thing_twice_are_not_ours() -> None:
    text = b"---\ntitle: x\n---\n<!-- p1: answer by a -->\nYes.\n\n<!-- p1: answer by a -->\nNo.\n"
    assert import_own(text, "a.md", config=CASE_CONFIG) is None


def test_what_is_none_of_ours_is_left_to_the_others() -> None:
    assert import_own(b"Good afternoon,\n", "a.txt", config=CASE_CONFIG) is None
    assert import_own(b'{"said": "so"}', "-", config=CASE_CONFIG) is None
    assert import_own(b"<html><p>Good</p></html>", "a.html", config=CASE_CONFIG) is None


@pytest.mark.parametrize(
    ("content", "name", "found"),
    [
        (
            b"[]",
            "a.json",
            "a.json: no statement as On Record gives it: the file: Input should be an object; take",
        ),
        (b"{}", "a.json", "a.json: no statement as On Record gives it: format: Field required; "),
        (
            b"<p/>",
            "a.xml",
            "a.xml: no statement as On Record gives it: no TEI that On Record wrote",
        ),
        (b"<p>", "a.xml", "a.xml: no statement as On Record gives it: "),
        (b"", "a.xml", "a.xml: no statement as On Record gives it: "),
    ],
)
def test_what_cannot_be_read_is_a_error(content: bytes, name: str, found: str) -> None:
    with pytest.raises(ContentError) as error:
        import_own(content, name, config=CASE_CONFIG)

    assert str(error.value).startswith(found)


def test_a_name_that_leads_out_of_the_folder_is_a_error(project: Path) -> None:
    document = json.loads((project / f"site/{NAME}.json").read_text("utf-8"))

    with pytest.raises(ContentError, match=r"“\.\./\.\./etc” cannot stand in an address"):
        import_own(json.dumps(document | {"id": "../../etc"}).encode(), "a", config=CASE_CONFIG)


def test_a_file_that_asks_for_another_is_refused(project: Path) -> None:
    tei = (project / f"site/{NAME}.tei.xml").read_text("utf-8")
    entity = f'?>\n<!DOCTYPE TEI [<!ENTITY x SYSTEM "{(ROOT / "LICENSE").as_uri()}">]>'
    asking = tei.replace("?>", entity, 1).replace("Everybody’s.", "&x; Everybody’s.")

    with pytest.raises(ContentError, match="an element “” among words"):
        import_own(asking.encode(), "a.xml", config=CASE_CONFIG)


def test_a_speaker_that_config_yaml_does_not_know_is_told(project: Path) -> None:
    content = (project / f"site/{NAME}.json").read_bytes()

    imported = import_own(content, "a.json", config=CASE_CONFIG)

    assert imported is not None
    assert [str(error).partition(";")[0] for error in imported.errors] == [
        '2021-02-26-water.md:4: unknown speaker "ann-example"'
    ]

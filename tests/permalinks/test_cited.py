"""What a page says of words that were cited, as its own scripts judge it."""

import json
import unicodedata
from pathlib import Path
from typing import Any

from onrecord.permalinks.fingerprint import mark_of, mark_of_all
from tests.support.repository import ROOT, run_tool

CASES = json.loads((Path(__file__).parent / "marks.json").read_text(encoding="utf-8"))
OLD = "We have discussed the border at length, and “nothing” else."
FORMER = {
    "earlier": [
        {"mark": mark_of(OLD), "text": OLD, "since": "2026-11-22", "until": "2026-12-01"},
        {"mark": mark_of("Short."), "text": "Short.", "since": "2026-12-01", "until": "2026-12-05"},
    ]
}


def ask(task: str, given: list[Any], folder: Path) -> list[Any]:
    path = folder / "given.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    said = run_tool("node", ROOT / "tests/permalinks/cited.mjs", task, path)
    assert said.returncode == 0, said.stdout
    answers: list[Any] = json.loads(said.stdout)
    return answers


def verdict(folder: Path, cited: str, paragraphs: list[str], **present: Any) -> Any:
    given = {"cited": cited, "paragraphs": paragraphs, "former": FORMER, **present}
    return ask("verdicts", [given], folder)[0]


def test_a_text_has_the_same_mark_in_the_browser(tmp_path: Path) -> None:
    assert ask("marks", list(CASES), tmp_path) == list(CASES.values())


def test_every_letter_has_the_same_mark_in_the_browser(tmp_path: Path) -> None:
    """Of those that Unicode had long ago: of the newest, a browser and Python may know others."""
    is_letter = unicodedata.ucd_3_2_0.category
    every = [chr(code) for code in range(0x10000) if is_letter(chr(code)) not in ("Cn", "Cs")]
    lines = ["".join(every[start : start + 7]) for start in range(0, len(every), 7)]
    assert ask("marks", lines, tmp_path) == [mark_of(line) for line in lines]


def test_an_address_with_a_mark_is_told_from_any_other(tmp_path: Path) -> None:
    hashes = [
        "#p14:3fa2k",
        "#answer-2:3fa2k",
        "#p14:3fa2k,more",
        "#p14",
        "#p14:3fa2",
        "#p14:3fa2kk",
    ]
    hashes += ["#p14:3FA2K", "#p14:3fa2l", "#p014:3fa2k", "#x14:3fa2k", "#p14:~:text=a", ""]
    hashes += ["#p14:3fa2k:~:text=a", "#p14%3A3fa2k", "%23p14%253A3fa2k", "#p14%3A3fa2k%7Ea%2Cb%"]
    cited, damaged = {"anchor": "p14", "mark": "3fa2k"}, {"anchor": "p14", "mark": ""}
    assert ask("addresses", hashes, tmp_path) == [
        cited,
        {"anchor": "answer-2", "mark": "3fa2k"},
        cited,
        None,
        *[damaged] * 4,
        *[None] * 4,
        *[cited] * 4,
    ]


def test_words_that_stand_are_as_cited_whatever_the_form_of_their_quotes(tmp_path: Path) -> None:
    now = 'We have discussed the border at length, and "nothing"\nelse.'
    assert verdict(tmp_path, OLD, [now]) == {"kind": "as cited"}


def test_an_edit_is_shown_word_by_word(tmp_path: Path) -> None:
    now = "We have not discussed the border, and “nothing” else."
    assert verdict(tmp_path, OLD, [now]) == {
        "kind": "edited",
        "until": "2026-12-01",
        "pieces": [
            {"fate": "same", "text": "We have "},
            {"fate": "added", "text": "not "},
            {"fate": "same", "text": "discussed the "},
            {"fate": "removed", "text": "border at length, "},
            {"fate": "added", "text": "border, "},
            {"fate": "same", "text": "and “nothing” else."},
        ],
    }


def test_the_wording_that_was_cited_is_compared_and_no_other(tmp_path: Path) -> None:
    assert verdict(tmp_path, "Short.", ["Long."]) == {
        "kind": "edited",
        "until": "2026-12-05",
        "pieces": [{"fate": "removed", "text": "Short."}, {"fate": "added", "text": "Long."}],
    }


def test_words_that_went_into_another_paragraph_whole_are_as_cited(tmp_path: Path) -> None:
    now = f"First this. {OLD} And that."
    assert verdict(tmp_path, OLD, [now], own=False) == {"kind": "joined", "until": "2026-12-01"}


def test_of_another_paragraph_only_what_was_cited_is_shown(tmp_path: Path) -> None:
    now = "First this. We have discussed the border at length, and “nothing” more. And that."
    assert verdict(tmp_path, OLD, [now], own=False)["pieces"] == [
        {"fate": "same", "text": " … "},
        {"fate": "same", "text": "We have discussed the border at length, and “nothing” "},
        {"fate": "removed", "text": "else."},
        {"fate": "same", "text": " … "},
    ]


def test_words_that_were_divided_are_found_before_and_after(tmp_path: Path) -> None:
    parts = ["Before.", "We have discussed", "the border at length,", "and “nothing” else.", "x"]
    for place in (1, 2, 3):
        said = verdict(tmp_path, OLD, parts, place=place)
        assert said == {"kind": "divided", "from": 1, "to": 3}


def test_what_is_on_no_record_is_not_guessed(tmp_path: Path) -> None:
    assert verdict(tmp_path, "Never said.", [OLD]) == {"kind": "unknown"}
    assert verdict(tmp_path, OLD, ["New."], former=None) == {"kind": "unknown"}


def marked(*words: str) -> list[dict[str, str]]:
    return [{"anchor": f"p{n}", "mark": mark_of(word)} for n, word in enumerate(words, 1)]


def of_exchange(folder: Path, cited: str, own: list[Any], former: Any = None) -> Any:
    given = {"cited": cited, "own": own, "all": own, "former": former}
    return ask("exchanges", [given], folder)[0]


def test_an_exchange_is_as_cited_when_each_of_its_paragraphs_is(tmp_path: Path) -> None:
    mark = mark_of_all(map(mark_of, ("a", "b")))
    assert of_exchange(tmp_path, mark, marked("a", "b")) == {
        "kind": "as cited",
        "words": marked("a", "b"),
    }
    assert of_exchange(tmp_path, mark, marked("b", "a")) == {"kind": "unknown"}
    assert of_exchange(tmp_path, mark, []) == {"kind": "unknown"}


def test_an_exchange_that_stands_within_another_is_found_there(tmp_path: Path) -> None:
    mark = mark_of_all(map(mark_of, ("a", "b")))
    assert of_exchange(tmp_path, mark, marked("x", "a", "b", "y")) == {
        "kind": "moved",
        "words": marked("x", "a", "b")[1:],
        "from": 1,
        "to": 2,
    }


def test_of_an_edited_exchange_it_is_told_what_changed_and_what_was_added(tmp_path: Path) -> None:
    was = {"p1": mark_of("a"), "p2": mark_of("old"), "p9": mark_of("gone")}
    mark = mark_of_all(was.values())
    former = {"earlier": [{"mark": mark, "until": "2026-12-01", "paragraphs": was}]}
    assert of_exchange(tmp_path, mark, marked("a", "new", "more"), former) == {
        "kind": "edited",
        "words": [{"anchor": anchor, "mark": mark} for anchor, mark in was.items()],
        "until": "2026-12-01",
        "changed": [{"anchor": anchor, "mark": was[anchor]} for anchor in ("p2", "p9")],
        "moved": [],
        "added": ["p3"],
    }


def test_of_an_exchange_that_went_into_another_it_is_told_which_words_stand_there(
    tmp_path: Path,
) -> None:
    was = {"p2": mark_of("b"), "p3": mark_of("c"), "p4": mark_of("old")}
    mark = mark_of_all(was.values())
    former = {"earlier": [{"mark": mark, "until": "2026-12-01", "paragraphs": was}]}
    whole = marked("a", "b", "c", "new")
    given = {"cited": mark, "own": [], "all": whole, "former": former}
    words = [{"anchor": anchor, "mark": mark} for anchor, mark in was.items()]
    assert ask("exchanges", [given], tmp_path) == [
        {
            "kind": "edited",
            "words": words,
            "until": "2026-12-01",
            "changed": words[2:],
            "moved": words[:2],
            "added": [],
        }
    ]


def test_a_very_long_paragraph_is_compared_as_a_whole(tmp_path: Path) -> None:
    old = " ".join(f"a{number}" for number in range(3000))
    now = " ".join(f"b{number}" for number in range(3000))
    former = {"earlier": [{"mark": mark_of(old), "text": old, "since": "", "until": ""}]}
    said = verdict(tmp_path, old, [now], former=former)
    assert [piece["fate"] for piece in said["pieces"]] == ["removed", "added"]

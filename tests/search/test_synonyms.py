"""Names that mean the same: found by each other, counted once, shown to the reader."""

from pathlib import Path

from onrecord.search.index_entries import Entry, IndexedStatement
from onrecord.search.synonyms import Synonyms
from tests.quotations.run_judge import write_index
from tests.search.ask_scripts import ask_engine
from tools.made_collection import Collection, config_for

GROUPS = (("ISIS", "Islamic State", "Daesh"), ("SCO", "Shanghai Cooperation Organisation"))
TEXTS = (
    "ISIS has come to the north.",
    "They call themselves the Islamic State, and ISIS is another name.",
    "Daesh’s people were there.",
    "An Islamic republic is a state.",
    "The Shanghai Cooperation Organisation met, and the SCO will meet again.",
)


def test_names_are_found_in_texts_the_longest_first_and_none_inside_another():
    synonyms = Synonyms((("Islamic State", "ISIL"), ("Islamic State of Iraq", "ISI")))
    words = ["the", "islamic", "state", "of", "iraq", "and", "the", "islamic", "state", "isil"]
    assert list(synonyms.find(words)) == [
        (1, "=islamic_state_of_iraq"),
        (7, "=islamic_state"),
        (9, "=islamic_state"),
    ]


def test_each_name_finds_the_others(tmp_path: Path):
    answers = ask(tmp_path, ["ISIS", "islamic state", "daesh", "SCO", "Shanghai SCO"])
    assert {q: sorted(answer["paragraphs"]) for q, answer in answers.items()} == {
        "ISIS": [0, 1, 2],
        "islamic state": [0, 1, 2],
        "daesh": [0, 1, 2],
        "SCO": [4],
        "Shanghai SCO": [4],
    }


def test_the_synonyms_are_reported_and_names_are_highlighted_and_counted_once(tmp_path: Path):
    answer = ask(tmp_path, ["ISIS"])["ISIS"]
    assert answer["remarks"] == [
        {"kind": "synonyms", "written": "ISIS", "instead": ["ISIS", "Islamic State", "Daesh"]}
    ]
    assert answer["phrases"] == [["isis"], ["islamic", "state"], ["daesh"]]
    counts = dict(zip(answer["paragraphs"], answer["counts"], strict=True))
    assert counts == {0: 1, 1: 2, 2: 1}


def test_in_quotation_marks_a_name_is_only_itself(tmp_path: Path):
    answers = ask(tmp_path, ['"ISIS"', '"Islamic State"', "-ISIS islamic"])
    assert {q: sorted(answer["paragraphs"]) for q, answer in answers.items()} == {
        '"ISIS"': [0, 1],
        '"Islamic State"': [1],
        "-ISIS islamic": [3],
    }


def test_synonyms_do_not_change_the_weight_of_other_words(tmp_path: Path):
    queries = ["north", "republic state", "meet", "is*"]
    with_groups = ask(tmp_path / "with", queries)
    without = ask(tmp_path / "without", queries, groups=())
    assert with_groups == without


def ask(folder: Path, queries: list[str], groups: tuple[tuple[str, ...], ...] = GROUPS) -> dict:
    entries = tuple(
        Entry(f"p{n}", "statement", "x", "X", (), text, {}) for n, text in enumerate(TEXTS, start=1)
    )
    statement = IndexedStatement("a", "statements/a/", "A", "2021-01-01", entries)
    collection = Collection((statement,), config_for({"text": 1.0}, {}, groups))
    write_index(collection.index_files(), folder)
    return ask_engine("asked", {"folder": str(folder), "queries": queries})

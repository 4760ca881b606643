"""The table of all texts by their fingerprints: what is in it, and how it is divided."""

import json

import pytest

from onrecord.permalinks import fingerprint_table as module
from onrecord.permalinks.fingerprint import fingerprint_of, fingerprint_of_exchange
from onrecord.permalinks.fingerprint_table import fingerprint_table, fingerprints_in
from tests.support.corpora import real_corpus


def read(script: bytes) -> dict[str, list[str]]:
    start, end = "onRecordFingerprints = ", ";\n"
    text = script.decode()
    assert text.startswith(start)
    return json.loads(text.removeprefix(start).removesuffix(end))


def test_the_table_has_each_longer_paragraph_and_each_exchange() -> None:
    statements = real_corpus().statements
    entries = [entry for one in statements for entry in fingerprints_in(one)]
    ((name, script),) = fingerprint_table(entries)
    assert name == "data/fingerprints.js"
    expected = {
        fingerprint_of(paragraph.text): f"{one.slug}/{paragraph.anchor}"
        for one in statements
        for paragraph in one.paragraphs
        if len(paragraph.text.split()) > 3
    } | {
        fingerprint_of_exchange(exchange): f"{one.slug}/{exchange.anchor}"
        for one in statements
        for exchange in one.exchanges
    }
    found = read(script)
    assert {one: places[0] for one, places in found.items() if len(places) == 1} == expected


def test_what_is_said_in_many_places_is_no_address() -> None:
    entries = [("j76f3", f"a/p{n}") for n in range(4)] + [("0c3hn", f"a/p{n}") for n in range(3)]
    ((_, script),) = fingerprint_table(entries)
    assert read(script) == {"0c3hn": ["a/p0", "a/p1", "a/p2"]}


@pytest.mark.parametrize(("few", "letters"), [(3, 1), (0.05, 2)])
def test_a_large_table_is_divided_by_first_letters(
    monkeypatch: pytest.MonkeyPatch, few: float, letters: int
) -> None:
    monkeypatch.setattr(module, "_FEW", few)
    entries = [(f"{one}{other}000", f"a/{one}{other}") for one in "0ab" for other in "0a"]
    files = dict(fingerprint_table(entries))
    assert read(files.pop("data/fingerprints.js")) == {"": [letters]}
    for fingerprint, place in entries:
        part = files[f"data/fingerprints/{fingerprint[:letters]}.js"]
        assert read(part)[fingerprint] == [place]
    assert len(files) == (3 if letters == 1 else 6)


def test_the_table_is_sorted_and_may_be_empty() -> None:
    entries = [("j76f3", "a/p1"), ("0c3hn", "a/p3"), ("j76f3", "a/p2")]
    sorted_text = b'onRecordFingerprints = {"0c3hn":["a/p3"],"j76f3":["a/p1","a/p2"]};\n'
    assert dict(fingerprint_table(entries)) == {"data/fingerprints.js": sorted_text}
    empty = b"onRecordFingerprints = {};\n"
    assert dict(fingerprint_table([])) == {"data/fingerprints.js": empty}

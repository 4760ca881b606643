"""Permalink records: what is written, what is read, and errors in them."""

from datetime import date

import pytest

from onrecord.errors import ContentError
from onrecord.permalinks.record import (
    FormerExchange,
    Record,
    RecordedExchange,
    RecordedParagraph,
    Removal,
    Wording,
    read_record,
    write_record,
)

FIRST, LATER = date(2026, 11, 22), date(2026, 12, 1)
PATH = "transcripts/permalinks/2021-02-26-atmar.jsonl"
RESTORE = "restore the line from the last commit, or settle the record with `permalinks settle`"
HEAD = (
    '{"statement": "2021-02-26-atmar", "title": "Talks", "date": "2021-02-26", '
    '"since": "2026-11-22"}\n'
)
HELLO = Wording("Hello,", FIRST, LATER)  # as in old records, without a speaker
GOOD = Wording("Good day,", LATER, LATER, "journalist")
RECORD = Record(
    "2021-02-26-atmar",
    "Talks “in Moscow”",
    date(2021, 2, 26),
    FIRST,
    ("2021-02-26-atmr",),
    None,
    (
        RecordedParagraph("p1", "lavrov", "Good day,", LATER, None, (HELLO, GOOD)),
        RecordedExchange("answer-1", FIRST, "p2"),
        RecordedParagraph("p2", "journalist", "Why?", FIRST, "answer-1"),
        RecordedParagraph("p3", "lavrov", "Because.", FIRST, "answer-1", (), Removal(LATER, "p4")),
        RecordedParagraph("p4", "lavrov", "", FIRST, "answer-1"),
        RecordedExchange(
            "answer-2",
            FIRST,
            None,
            Removal(LATER),
            (FormerExchange(LATER, (("p3", "0c3hn"), ("p4", "j76f3"))),),
        ),
    ),
)
TEXT = """\
{"statement": "2021-02-26-atmar", "title": "Talks “in Moscow”", "date": "2021-02-26", \
"since": "2026-11-22", "paragraphs": 4, "answers": 2, "formerly": ["2021-02-26-atmr"]}
{"id": "p1", "since": "2026-12-01", "speaker": "lavrov", "text": "Good day,", \
"earlier": [{"since": "2026-11-22", "until": "2026-12-01", "text": "Hello,"}, \
{"since": "2026-12-01", "until": "2026-12-01", "speaker": "journalist", "text": "Good day,"}]}
{"id": "answer-1", "question": "p2"}
{"id": "p2", "exchange": "answer-1", "speaker": "journalist", "text": "Why?"}
{"id": "p3", "exchange": "answer-1", "gone": "2026-12-01", "to": "p4", "speaker": "lavrov", \
"text": "Because."}
{"id": "p4", "exchange": "answer-1", "speaker": "lavrov", "text": ""}
{"id": "answer-2", "gone": "2026-12-01", \
"earlier": [{"until": "2026-12-01", "paragraphs": ["p3:0c3hn", "p4:j76f3"]}]}
"""


def errors_of(text: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_record(text, path=PATH, slug="2021-02-26-atmar")
    return [str(error).removeprefix(f"{PATH}:") for error in caught.value.errors]


def test_a_record_has_a_line_for_each_address():
    assert write_record(RECORD) == TEXT


def test_a_written_record_reads_back_the_same():
    assert read_record(TEXT, path=PATH, slug="2021-02-26-atmar") == RECORD


def test_invalid_json_is_an_error():
    assert errors_of(HEAD + '{"id": "p1"\n[1]\n') == [
        f"2: this is not valid JSON; {RESTORE}",
        f"3: this is not a JSON object; {RESTORE}",
    ]


def test_an_empty_file_is_an_error():
    assert errors_of("") == [f"1: this is not valid JSON; {RESTORE}"]


def test_each_merge_conflict_is_reported_once():
    line = '{"id": "p%d", "speaker": "a", "text": "b"}\n'
    conflict = "<<<<<<< main\n" + line + "=======\n" + line + ">>>>>>> other\n"
    remedy = "settle the record with `permalinks settle`"
    assert errors_of(HEAD + conflict % (1, 2) + line % 3 + conflict % (4, 5)) == [
        f"2: a merge conflict that is not resolved, also on line 8; {remedy}",
    ]


def test_a_number_given_twice_is_an_error():
    texts = ((1, "One."), (7, "It rained."), (3, "Three."), (7, "The sun shone."))
    lines = "".join(f'{{"id": "p{n}", "speaker": "a", "text": "{t}"}}\n' for n, t in texts)
    found = "5: duplicate id p7, first on line 3"
    assert errors_of(HEAD + lines) == [f"{found}; settle the record with `permalinks settle`"]


COUNTED = HEAD.replace("}", ', "paragraphs": 4, "answers": 2}')
PARAGRAPHS = [f'{{"id": "p{n}", "speaker": "a", "text": "b"}}\n' for n in range(1, 5)]
ANSWERS = [f'{{"id": "answer-{n}", "question": "p1"}}\n' for n in (1, 2)]


@pytest.mark.parametrize(
    ("lines", "missing"),
    [
        ([*PARAGRAPHS[:3], *ANSWERS], "p4"),  # the tail was cut off
        ([*PARAGRAPHS[:1], *ANSWERS], "p2 to p4"),
        ([*PARAGRAPHS[:1], *PARAGRAPHS[3:], *ANSWERS], "p2 to p3"),  # lines were deleted
        ([*PARAGRAPHS[:1], PARAGRAPHS[2], *ANSWERS], "p2, p4"),
        ([*PARAGRAPHS, ANSWERS[0]], "answer-2"),
    ],
)
def test_a_number_that_is_missing_is_an_error(lines, missing):
    (found,) = errors_of(COUNTED + "".join(lines))
    assert found == (
        f"1: no number is left out, and {missing} is not here; restore this file from the last "
        "commit that has them, or settle the record with `permalinks settle`"
    )


def test_a_gap_is_an_error_in_old_records_too_which_do_not_count():
    assert [error[:48] for error in errors_of(HEAD + PARAGRAPHS[0] + PARAGRAPHS[2])] == [
        "1: no number is left out, and p2 is not here; re"
    ]


def test_a_number_above_the_count_is_an_error():
    more = HEAD.replace("}", ', "paragraphs": 3}')
    assert errors_of(more + "".join(PARAGRAPHS)) == [
        "1: this line counts up to p3, and there is p4; settle the record with `permalinks settle`"
    ]


@pytest.mark.parametrize("count", ['"4"', "-1", "true", "1.5"])
def test_a_count_that_is_no_number_is_an_error(count):
    head = HEAD.replace("}", f', "paragraphs": {count}}}')
    assert errors_of(head + PARAGRAPHS[0])[0] == (f'1: "paragraphs" is not a number; {RESTORE}')


def test_all_wrong_keys_and_values_are_reported_at_once():
    lines = (
        '{"id": "p-1", "speaker": "a", "text": "b"}\n'
        '{"id": "p2", "speakr": "a", "text": 3}\n'
        '{"id": "p3", "speaker": "a", "text": "b", "gone": "2021-02-30"}\n'
        '{"id": "p4", "speaker": "a", "text": "b", "to": "p3"}\n'
        '{"id": "p5", "speaker": "a", "text": "b", "exchange": "p4", "earlier": [{"text": "c"}]}\n'
        '{"id": "p6", "speaker": "a", "text": "b", "exchange": "answer-9"}\n'
    )
    restore = RESTORE
    assert errors_of(HEAD + lines) == [
        '2: "p-1" is not a valid id; write it as p14 or answer-2',
        f'3: "speaker" is missing; {restore}',
        f'3: "text" is not a string; {restore}',
        '3: unknown key "speakr"; did you mean "speaker"?',
        f'4: "gone" is not a date like 2021-02-26; {restore}',
        '5: "to" without "gone"; add the date as "gone"',
        '6: "p4" is the wrong kind of id; use an id like answer-2',
        f'6: "since" is missing; {restore}',
        f'6: "until" is missing; {restore}',
        "7: answer-9 is not in this record; use an id that is",
    ]


def test_the_record_of_another_statement_is_an_error():
    with pytest.raises(ContentError) as caught:
        read_record(TEXT, path="x.jsonl", slug="2017-02-07-rabbani")
    assert str(caught.value) == (
        'x.jsonl:1: this is the record of "2021-02-26-atmar", but the file is named '
        '"2017-02-07-rabbani"; restore the file name'
    )


LINE = '{{"id": "p{n}", {gone}"speaker": "{speaker}", "text": "{text}"}}\n'


def line(n: int = 1, *, gone: str = "", speaker: str = "a", text: str = "b") -> str:
    return LINE.format(n=n, gone=gone, speaker=speaker, text=text)


@pytest.mark.parametrize(
    ("head", "lines", "error"),
    [
        ("", line(speaker="Ann Example"), '2: "speaker" is "Ann Example", which is not a slug'),
        ("", line(speaker=""), '2: "speaker" is "", which is not a slug'),
        ("", line(gone='"gone": "2026-W49-2", '), '2: "gone" is not a date like 2021-02-26'),
        ("", line(text="\\ud800"), '2: "text" has a character that cannot be printed, U+D800'),
        ("", line(text="\\u0000"), '2: "text" has a character that cannot be printed, U+0000'),
        ('"formerly": ["A b"], ', line(), '1: "A b" in "formerly" is not a slug'),
        ('"formerly": ["a", "a"], ', line(), '1: "a" is listed twice in "formerly"'),
        ('"formerly": ["2021-02-26-atmar"], ', line(), '1: "2021-02-26-atmar" is its own old name'),
        (
            "",
            line(1, gone='"gone": "2026-12-01", "to": "../x", '),
            '2: "to" is "../x", which is not an address',
        ),
        (
            "",
            line(1, gone='"gone": "2026-12-01", "to": "p1", '),
            '2: "to" of p1 leads back to it',
        ),
    ],
)
def test_a_wrong_value_is_an_error_at_its_line(head, lines, error):
    (found,) = errors_of(HEAD.replace('"title"', f'{head}"title"') + lines)
    assert found == f"{error}; {RESTORE}"


def test_a_circle_of_replacements_is_an_error_at_each_line():
    gone = '"gone": "2026-12-01", "to": "p{}", '
    lines = (
        line(1, gone=gone.format(2)) + line(2, gone=gone.format(3)) + line(3, gone=gone.format(1))
    )
    assert [error[:32] for error in errors_of(HEAD + lines)] == [
        f'{n + 1}: "to" of p{n} leads back to it; ' for n in (1, 2, 3)
    ]


def test_a_wrong_fingerprint_is_an_error():
    lines = line() + (
        '{"id": "answer-1", "question": "p1", '
        '"earlier": [{"until": "2026-12-01", "paragraphs": ["p1:0c3hi"]}]}\n'
    )
    assert errors_of(HEAD + lines) == [f'3: "0c3hi" is not a fingerprint; {RESTORE}']

"""Quotations inside a quotation: marks change, words never do."""

import json
import re

from tests.citations.test_styles import run_script

QUOTED = {
    "The “message” to them is no secret.": "“The ‘message’ to them is no secret.”",
    "“All of it.”": "“‘All of it.’”",
    'He said "so", and "no".': "“He said 'so', and 'no'.”",
    "Don’t say ‘never’.": "“Don’t say ‘never’.”",
    "He said “I won’t.”": "“He said ‘I won’t.’”",
    'A pipe of 6" and one of 8" burst.': '“A pipe of 6" and one of 8" burst.”',
    "Er sagte „nein“.": "“Er sagte ‚nein‘.”",
    "Il a dit « non ».": "“Il a dit « non ».”",
}


def test_marks_inside_become_single_where_they_are_marks_for_certain() -> None:
    written = json.loads(run_script("marks.mjs", json.dumps([[text] for text in QUOTED])))
    assert written == list(QUOTED.values())
    assert [letters(text) for text in written] == [letters(text) for text in QUOTED]


def test_each_paragraph_begins_with_a_mark_and_the_last_ends_with_one() -> None:
    paragraphs = ["First.", "“Second,” he said.", "Third."]
    (written,) = json.loads(run_script("marks.mjs", json.dumps([paragraphs])))
    assert written == "“First.\n\n“‘Second,’ he said.\n\n“Third.”"


def letters(text: str) -> str:
    return re.sub(r"[^\w\s]", "", text).strip()

"""What an error says to write if nobody speaks in a line keeps the words of the line."""

import re

import pytest

from onrecord.content import markup
from onrecord.content.label_remedies import remedy_for_label
from onrecord.content.labels import Labels

LABELS = Labels(())


@pytest.mark.parametrize(
    "line",
    [
        "Colorado: 41 percent.",
        "Colorado : 41 percent.",
        "Colorado (smiling): 41 percent.",
        "An hon. member: Shame!",
        "Mr RIVERS (Lakeside) (3.18 pm)—I welcome it.",
        "Mayor — Mayor Ron — Mayor of San Antonio, Texas, said so.",
        "The SPEAKER. The House will be in order.",
        "The SPEAKER.—Order.",
    ],
)
def test_a_line_with_the_backslash_of_the_remedy_has_no_label_and_the_same_words(line: str) -> None:
    label = LABELS.find(line)
    assert label
    found = re.search("write `(?P<written>.*)` if nobody", remedy_for_label(label, ()))
    assert found
    printed = found["written"].replace("\\", "")
    escaped = line.replace(printed, found["written"], 1)
    assert escaped != line
    assert LABELS.find(escaped) is None
    assert markup.to_text(markup.to_html(escaped)) == line

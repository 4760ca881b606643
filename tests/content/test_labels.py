"""What begins a turn: names as they are compared, and what a label may look like."""

import pytest

from onrecord.content.labels import Labels, fold_name, is_blank, is_findable
from onrecord.model import Slug, Speaker

LABELS = Labels(
    [
        Speaker("sergey-lavrov", "Sergey Lavrov", ("Lavrov, S.",)),
        Speaker("journalist", "Journalist", labels=("Question",), asks=True, is_person=False),
        Speaker("visitor", "Visitor", bare_labels=("Q", "Q."), asks=True, is_person=False),
    ]
)


@pytest.mark.parametrize(
    "name",
    ["Sean O’Neil", "SEAN O'NEIL", "  sean\xa0 o'neil ", "Ｓｅａｎ Ｏ’Ｎｅｉｌ", "Sean\nO’Neil"],
)
def test_names_are_one_whatever_their_capitals_widths_spaces_and_apostrophes(name: str) -> None:
    assert fold_name(name) == "sean o'neil"


def test_composed_and_decomposed_letters_are_one() -> None:
    assert fold_name("Jose\u0301") == fold_name("José") == "josé"


@pytest.mark.parametrize(
    "name",
    ["Sergey Lavrov", "MR. PRICE", "王毅", "Q", "1st speaker", "a" * 120, "Jonas Weber (SPD)"],
)
def test_a_name_can_be_found_before_a_turn(name: str) -> None:
    assert is_findable(name)


@pytest.mark.parametrize(
    "name",
    ["", "(Voice)", "Voice (off) x", "A: B", "A：B", "**Voice**", "a\\b", "-", "a" * 121, " A"],
)
def test_a_name_with_the_signs_of_a_label_cannot_be_found(name: str) -> None:
    assert not is_findable(name)


@pytest.mark.parametrize("line", ["", " \t\xa0", "\u200b\u200f", "\ufeff"])
def test_a_line_on_which_nothing_is_seen_is_blank(line: str) -> None:
    assert is_blank(line)


@pytest.mark.parametrize("line", [".", "\u200b_", "\u0301"])
def test_a_line_on_which_a_sign_is_seen_is_not_blank(line: str) -> None:
    assert not is_blank(line)


@pytest.mark.parametrize(
    ("line", "speaker", "rest"),
    [
        ("Lavrov, S.: yes", "sergey-lavrov", "yes"),
        ("SERGEY LAVROV: yes", "sergey-lavrov", "yes"),
        ("Sergey **Lavrov:** yes", "sergey-lavrov", "yes"),
        ("_Sergey Lavrov: yes_", "sergey-lavrov", "_yes_"),
        ("Question:**yes** and no", "journalist", "**yes** and no"),
        ("Q.  yes", "visitor", "yes"),
        ("Q\xa0yes", "visitor", "yes"),
        ("Q: yes", "visitor", "yes"),
    ],
)
def test_a_known_label_is_found_with_what_follows_it(line: str, speaker: str, rest: str) -> None:
    label = LABELS.find(line)

    assert label is not None
    assert label.speaker is not None
    assert (label.speaker.slug, label.rest) == (speaker, rest)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Journalist: yes", "Journalist"),
        ("Bashar al-Assad: yes", "Bashar al-Assad"),
        ("von der Leyen: yes", "von der Leyen"),
        ("Martin Luther King Jr.: yes", "Martin Luther King Jr."),
        ("Mr “Bob” Smith: yes", "Mr “Bob” Smith"),
        ("Question 2: yes", "Question 2"),
        ("sergey lavrof: yes", "sergey lavrof"),
        ("Сергей Лавров: да", "Сергей Лавров"),
        ("外交部发言人：好", "外交部发言人"),
        ("Moscow:“yes”", "Moscow"),
        ("Minister of State for the Interior:", "Minister of State for the Interior"),
    ],
)
def test_what_is_written_as_a_label_is_found_though_nobody_knows_it(line: str, name: str) -> None:
    label = LABELS.find(line)

    assert label is not None
    assert (label.speaker, label.name) == (None, name)


@pytest.mark.parametrize(
    "line",
    [
        "Three things are clear: peace, trade and bread.",
        "2018: a year",
        "12:59",
        "Matthew 5:3 is read.",
        "Https://example.org",
        "Question\\: yes",
        "(Question: yes)",
        "“Question: yes”",
        "> Question: yes",
        "Q and A",
        "Quarter",
        "今天我们讨论了很多问题，他说：好",
        "What next?: nothing",
        ": yes",
        "",
    ],
)
def test_prose_is_no_label(line: str) -> None:
    assert LABELS.find(line) is None


def test_without_speakers_there_are_only_labels_that_nobody_knows() -> None:
    labels = Labels([])

    assert labels.find("Q    yes") is None
    assert labels.find("Question: yes") is not None


@pytest.mark.parametrize(
    "words",
    [
        "(Inaudible.)",
        "— affecting veterans, police officers —",
        "— I think — yes.",
        "(In Russian.) Thank you. (Laughter.)",
        "[Off mic.]",
    ],
)
def test_everything_after_a_label_without_a_sign_is_what_was_said(words: str) -> None:
    asking = Speaker(Slug("q"), "Question", bare_labels=("Q",), asks=True, is_person=False)
    label = Labels([asking]).find(f"Q    {words}")
    assert label is not None
    assert (label.printed, label.stage_note, label.rest) == ("Q", "", words)


@pytest.mark.parametrize(
    "text",
    ["**Kevin Roe:** hello", "*Kevin Roe:* hello", "__Kevin Roe:__ hello", "**Kevin Roe**: hello"],
)
def test_an_unknown_label_in_emphasis_is_a_label(text: str) -> None:
    label = Labels(()).find(text)
    assert label is not None
    assert (label.speaker, label.name, label.rest) == (None, "Kevin Roe", "hello")

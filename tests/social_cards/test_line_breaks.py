"""Text is broken into lines that fit, and no word is changed."""

from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.social_cards.card_files import find_faces
from onrecord.social_cards.draw import Faces
from onrecord.social_cards.line_breaks import Lines, fit_lines, text_width
from tests.support.examples import examples

FACES = find_faces()
LETTERS = "aimWĄЖ,.-—“”0"
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=40), min_size=1, max_size=60)


def fitted(text: str, faces: Faces = FACES) -> Lines:
    return fit_lines(text, faces.plain, width=600, height=300, sizes=(60, 40))


def test_a_short_text_is_large() -> None:
    assert fitted("Water is scarce.") == Lines(("Water is scarce.",), 60)


def test_a_longer_text_is_set_smaller_and_not_cut() -> None:
    text = "Several rounds of talks took place in Moscow with the participation of the Taliban."
    assert fitted(text + " Are you satisfied?") == Lines(
        (
            "Several rounds of talks took",
            "place in Moscow with the",
            "participation of the Taliban.",
            "Are you satisfied?",
        ),
        40,
    )


def test_a_text_that_is_too_long_is_cut_between_words() -> None:
    text = "We shall go on to the end – we shall fight on the seas and oceans. " * 5
    assert fitted(text) == Lines(
        (
            "We shall go on to the end – we",
            "shall fight on the seas and",
            "oceans. We shall go on to the",
            "end – we shall fight on the seas",
            "and oceans. We shall go on to…",
        ),
        40,
    )


def test_punctuation_before_a_cut_is_removed() -> None:
    words = "aaaa " * 33
    assert fitted(f"{words} – (then").texts[-1] == fitted(f"{words} – then").texts[-1]
    assert fitted(f"{words} – (then").texts[-1].endswith("aaaa…")


def test_there_is_a_space_between_the_end_of_a_sentence_and_the_ellipsis() -> None:
    assert fitted("Really? " * 40).texts[-1] == "Really? Really? Really? …"


def test_invisible_characters_take_no_room() -> None:
    assert fitted("un\N{SOFT HYPHEN}done") == fitted("undone") == Lines(("undone",), 60)


def test_a_word_wider_than_a_line_continues_on_the_next() -> None:
    address = "https://example.org/transcripts/2021/02/26/news-conference"
    parts = ("https://example.org/t", "ranscripts/2021/02/2", "6/news-conference")
    assert fitted(address) == Lines(parts, 60)


@examples(80)
@given(WORDS)
# The `W` before the cut is wider without the full stop that follows it.
@example(["0000000", "00000000WW", "00000000000WWWWWW0......W.W"])
def test_lines_have_the_words_in_order_and_fit_the_width(words: list[str]) -> None:
    lines = fitted(" ".join(words))
    assert all(text_width(line, FACES.plain) * lines.size <= 600.01 for line in lines.texts)
    shown, whole = "".join(lines.texts).replace(" ", ""), "".join(words)
    assert shown == whole or whole.startswith(shown.removesuffix("…"))
    if shown != whole:
        assert shown.endswith("…")
        assert len(lines.texts) == 300 // 53

"""The text on the card of a statement or an answer."""

from dataclasses import replace

from onrecord.social_cards.card import Card, cards_of
from tests.support.corpora import corpus_of

CARDS = {
    "2021-05-02-oak": """
        title: Remarks at the opening of the park
        ---
        The trees are old.

        Question: Who pays
        for the hedges?

        And for the gate?

        Jane Doe: The city does.

        It always has.

        John Roe: Not quite.

        Question: Is anybody here?
        """,
    "2021-06-01-fire": """
        kind: report
        speaker: reporter
        quotes: [jane-doe]
        ---
        The mayor said that there was a fire.
        """,
}
OPENING = Card(
    "On Record", "", "Remarks at the opening of the park", False, "Jane Doe", "2 May 2021"
)


def test_each_statement_and_each_answer_has_a_card() -> None:
    corpus = corpus_of(CARDS)
    cards = [card for one in corpus.statements for card in cards_of(one, corpus.config)]
    assert dict(cards) == {
        "statements/2021-05-02-oak/": OPENING,
        "statements/2021-05-02-oak/answer-1/": Card(
            "On Record",
            "Who pays for the hedges? And for the gate?",
            "The city does. It always has.",
            True,
            "Jane Doe",
            "2 May 2021",
        ),
        "statements/2021-05-02-oak/answer-2/": Card(
            "On Record", "", "Is anybody here?", True, "Journalist", "2 May 2021"
        ),
        "statements/2021-06-01-fire/": Card(
            "On Record", "", "Remarks fire", False, "", "1 June 2021"
        ),
    }


def test_the_alternative_text_has_the_text_of_the_card() -> None:
    answer = replace(OPENING, question="Who pays?", words="The city does.")
    assert [OPENING.alt_text, answer.alt_text] == [
        "Jane Doe, 2 May 2021: Remarks at the opening of the park",
        "Who pays? Jane Doe, 2 May 2021: The city does.",
    ]


def test_long_alternative_text_is_cut_between_words() -> None:
    long = replace(OPENING, question="why " * 99, words="so " * 99, name="")
    assert long.alt_text == f"{'why ' * 49}why… 2 May 2021: {'so ' * 66}so…"

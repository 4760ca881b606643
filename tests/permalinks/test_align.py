"""Which passage of an old text is which of a new one."""

from onrecord.permalinks.match_passages import align
from onrecord.permalinks.passage import Passage

COUNCIL = "The council agreed to meet again in Tashkent before the end of the year."
BORDER = "Our border with Tajikistan stays closed to everybody who carries weapons."
TRADE = "Trade between our countries has grown by a third since the agreement was signed."
LUNCH = (
    "Lunch will be served downstairs for all reporters who came here today, without any exception."
)


def passages(*texts: str) -> list[Passage]:
    """Passages of one speaker; `X: …` is said by X."""
    parts = [text.rpartition(": ") for text in texts]
    return [Passage(text, speaker) for speaker, _, text in parts]


def kept(old: list[Passage], new: list[Passage]) -> dict[int, int]:
    return dict(sorted(align(old, new).kept.items()))


def joined(old: list[Passage], new: list[Passage]) -> dict[int, int]:
    return dict(sorted(align(old, new).joined.items()))


def test_what_is_equal_is_the_same_wherever_it_stands():
    old = passages(COUNCIL, BORDER, TRADE)
    assert kept(old, passages(TRADE, LUNCH, COUNCIL, BORDER)) == {0: 2, 1: 3, 2: 0}


def test_typography_makes_no_difference():
    old = passages("“Don’t” — he said — go to the café.")
    assert kept(old, passages('"Don\'t" -- he said -- go to the cafe\u0301.')) == {0: 0}


def test_misspelt_words_are_known_in_their_order():
    old = passages(COUNCIL, "Northgate, Southbridge, Eastwood, Westfield.", TRADE)
    misspelt = passages(COUNCIL, "Nortgate, Southbrige, Eastwood, Westfeld.", TRADE)
    other = passages(COUNCIL, "Westfields, Eastwoods, Southbridges, Northgates.", TRADE)
    assert kept(old, misspelt) == {0: 0, 1: 1, 2: 2}
    assert kept(old, other) == {0: 0, 2: 2}


def test_text_that_was_read_in_the_wrong_encoding_is_recognised():
    assert kept(passages("Donâ€™t go."), passages("Don’t go.")) == {0: 0}


def test_of_repeated_passages_each_stays_among_its_neighbours():
    old = passages("Thanks.", COUNCIL, "Thanks.", BORDER, "Thanks.", TRADE)
    new = passages(COUNCIL, "Thanks.", BORDER, "Thanks.", TRADE)
    assert kept(old, new) == {1: 0, 2: 1, 3: 2, 4: 3, 5: 4}


def test_repeated_passages_move_with_their_section():
    old = passages(COUNCIL, "Thanks.", BORDER, "Thanks.", TRADE, "Thanks.")
    new = passages(TRADE, "Thanks.", COUNCIL, "Thanks.", BORDER, "Thanks.")
    assert kept(old, new) == {0: 2, 1: 3, 2: 4, 3: 5, 4: 0, 5: 1}


def test_a_repeated_passage_stays_with_the_reworded_one_that_it_followed():
    reworded = BORDER.replace("stays closed", "remains shut"), TRADE.replace("third", "half")
    old = passages(COUNCIL, "Yes.", BORDER, "Yes.", TRADE)
    assert kept(old, passages(reworded[0], "Yes.", reworded[1])) == {2: 0, 3: 1, 4: 2}


def test_of_passages_that_are_as_much_alike_each_is_the_one_in_its_order():
    meeting = "The council will meet again in the town hall on "
    old = passages(TRADE, meeting + "Monday morning.", meeting + "Friday evening.", BORDER)
    new = passages(TRADE, meeting + "another day.", meeting + "Monday evening.", BORDER)
    assert kept(old, new) == {0: 0, 1: 1, 2: 2, 3: 3}


def test_a_short_passage_of_another_speaker_elsewhere_is_another_one():
    old = passages("A: Yes.", COUNCIL, BORDER)
    assert kept(old, passages(COUNCIL, BORDER, "B: Yes.")) == {1: 0, 2: 1}


def test_a_speaker_who_is_called_otherwise_now_is_the_same():
    old = passages("A: " + COUNCIL, "A: Yes.", "B: " + BORDER)
    new = passages("C: " + COUNCIL, "B: " + BORDER, "C: Yes.")
    assert kept(old, new) == {0: 0, 1: 2, 2: 1}


def test_a_reworded_passage_is_known_by_its_place_and_half_of_its_words():
    edited = "Our border with Tajikistan remains shut for people who carry weapons."
    assert kept(passages(COUNCIL, BORDER, TRADE), passages(COUNCIL, edited, TRADE)) == {
        0: 0,
        1: 1,
        2: 2,
    }


def test_below_the_floor_nothing_is_matched():
    other = "Our trade with Uzbekistan remains open to all who pay customs."
    assert kept(passages(COUNCIL, BORDER, TRADE), passages(COUNCIL, other, TRADE)) == {0: 0, 2: 2}


def test_words_of_which_less_than_half_are_in_order_are_something_else():
    old = passages(COUNCIL, "We never asked the council who pays for the new bridge here.", TRADE)
    other = "The new bridge is for the council; who was ever asked about that?"
    assert kept(old, passages(COUNCIL, other, TRADE)) == {0: 0, 2: 2}


def test_nearly_the_same_words_in_another_order_are_the_same():
    old = passages(COUNCIL, "We never asked the council who pays for the new bridge here.", TRADE)
    turned = "Who pays for the new bridge here? We never asked the council."
    assert kept(old, passages(COUNCIL, turned, TRADE)) == {0: 0, 1: 1, 2: 2}


def test_another_question_with_the_same_courtesies_is_another_one():
    old = passages(
        COUNCIL,
        "Thank you, Minister. My question is about the situation in Syria and whether you plan to "
        "meet with your Turkish colleague in Antalya this week.",
        TRADE,
    )
    new = passages(
        COUNCIL,
        "Thank you, Minister. My question is about the elections in Serbia and whether you expect "
        "observers from the European Union to come there.",
        TRADE,
    )
    assert kept(old, new) == {0: 0, 2: 2}
    assert joined(old, new) == {}


def talks(month: str, subjects: str) -> str:
    return f"In {month} the council of the region spoke of {subjects} with its guests."


FORMULAS = (
    *(talks("January", "fish, bread and salt"), talks("March", "roads, dams and bridges")),
    *(talks("May", "schools, fees and books"), talks("June", "wolves, bears and bees")),
)


def test_what_shares_only_what_many_share_is_something_else():
    other = talks("April", "wine, beer and cider")
    new = passages(FORMULAS[0], other, *FORMULAS[2:])
    assert kept(passages(*FORMULAS), new) == {0: 0, 2: 2, 3: 3}


def test_of_many_that_share_a_formula_each_is_the_one_with_its_rare_words():
    moved = [text.replace("guests", "many guests from abroad") for text in FORMULAS]
    new = passages(*reversed(moved))
    assert kept(passages(*FORMULAS), new) == {0: 3, 1: 2, 2: 1, 3: 0}


def test_a_few_words_of_which_one_is_another_are_something_else():
    old = passages(COUNCIL, "What about Syria?", TRADE)
    assert kept(old, passages(COUNCIL, "What about Ukraine?", TRADE)) == {0: 0, 2: 2}


def test_a_few_words_to_which_some_are_added_or_from_which_some_are_taken_are_the_same():
    old = passages(COUNCIL, "Thank you.", TRADE, "No, it is not.", BORDER)
    new = passages(COUNCIL, "Thank you very much.", TRADE, "No, it is.", BORDER)
    assert kept(old, new) == {0: 0, 1: 1, 2: 2, 3: 3, 4: 4}


def test_a_misspelt_word_is_known_in_its_place():
    assert kept(passages(COUNCIL, "Peter?", TRADE), passages(COUNCIL, "Petr?", TRADE)) == {
        0: 0,
        1: 1,
        2: 2,
    }


def test_a_few_words_with_another_number_are_something_else():
    old = passages(COUNCIL, "Resolution 31.", TRADE)
    assert kept(old, passages(COUNCIL, "Resolution 40.", TRADE)) == {0: 0, 2: 2}


def test_boilerplate_that_differs_in_a_number_keeps_its_order():
    old = passages(*(f"Resolution {n} was adopted with no votes against." for n in range(30)))
    new = passages(*(f"Resolution {n} was passed with no votes against." for n in range(30)))
    assert kept(old, new) == {n: n for n in range(30)}


def test_the_larger_part_of_a_split_passage_is_it():
    first, second = COUNCIL, TRADE + " " + LUNCH
    assert kept(passages(f"{first} {second}"), passages(first, second)) == {0: 1}


def test_of_parts_of_one_size_the_first_is_it():
    half, other = "one two three four five six", "seven eight nine ten eleven twelve"
    assert kept(passages(f"{half} {other}"), passages(half, other)) == {0: 0}


def test_a_passage_split_into_many_is_the_largest_of_them():
    text = " ".join((COUNCIL, BORDER, TRADE, LUNCH))
    assert kept(passages(text), passages(COUNCIL, BORDER, TRADE, LUNCH)) == {0: 3}


def test_what_was_merged_leads_to_the_whole():
    old, new = passages(COUNCIL, "Thanks.", BORDER), passages(f"{COUNCIL} Thanks. {BORDER}")
    assert kept(old, new) == {0: 0}
    assert joined(old, new) == {1: 0, 2: 0}


def test_many_lines_that_become_one_paragraph_all_lead_to_it():
    old = passages(COUNCIL, BORDER, TRADE, LUNCH)
    new = passages(" ".join((COUNCIL, BORDER, TRADE, LUNCH)))
    assert kept(old, new) == {3: 0}
    assert joined(old, new) == {0: 0, 1: 0, 2: 0}


def test_what_is_quoted_beside_it_is_not_merged():
    old = passages(COUNCIL, "Yes.", BORDER)
    new = passages(COUNCIL, BORDER + " He said so, and then he left.")
    assert kept(old, new) == {0: 0, 2: 1}
    assert joined(old, new) == {}


def test_a_word_of_a_deleted_passage_in_the_next_one_is_not_that_passage():
    old = passages(COUNCIL, "But —", BORDER)
    new = passages(COUNCIL, f"I think, but I am not sure, that {BORDER}")
    assert kept(old, new) == {0: 0, 2: 1}
    assert joined(old, new) == {}


def test_where_paragraphs_end_otherwise_each_is_where_most_of_it_is():
    one, two = f"{COUNCIL} {BORDER}", f"{TRADE} {LUNCH}"
    assert kept(passages(one, two), passages(COUNCIL, f"{BORDER} {TRADE} {LUNCH}")) == {0: 0, 1: 1}


def test_a_script_without_spaces_is_compared_letter_by_letter():
    old = passages("外交部长今天在莫斯科会见了阿富汗外长并讨论了贸易问题。")
    new = passages("外交部长昨天在莫斯科会见了阿富汗外长并讨论了贸易问题。")
    assert kept(old, new) == {0: 0}


def test_a_passage_without_words_that_is_gone_went_into_no_other():
    old, new = passages(COUNCIL, "’’", TRADE), passages(COUNCIL, TRADE)
    assert joined(old, new) == {}


def test_passages_without_words_are_compared_by_their_signs():
    assert kept(passages("…", "—"), passages("—", "!")) == {1: 0}
    assert kept(passages("…", "—"), passages("…", "—")) == {0: 0, 1: 1}


def test_nothing_is_laid_to_nothing():
    assert kept([], passages(COUNCIL)) == {}
    assert kept(passages(COUNCIL), []) == {}

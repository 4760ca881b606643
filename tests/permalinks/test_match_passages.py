"""Passages of an old text are matched with those of a new one."""

import random

from onrecord.permalinks.match_passages import align
from onrecord.permalinks.passage import Passage

COUNCIL = "The council agreed to meet again in Tashkent before the end of the year."
BORDER = "Our border with Tajikistan stays closed to everybody who carries weapons."
TRADE = "Trade between our countries has grown by a third since the agreement was signed."
LUNCH = (
    "Lunch will be served downstairs for all reporters who came here today, without any exception."
)


def passages(*texts: str) -> list[Passage]:
    """Return passages of one speaker; in `X: …` the speaker is X."""
    parts = [text.rpartition(": ") for text in texts]
    return [Passage(text, speaker) for speaker, _, text in parts]


def matched(old: list[Passage], new: list[Passage]) -> dict[int, int]:
    return dict(sorted(align(old, new).matched.items()))


def merged(old: list[Passage], new: list[Passage]) -> dict[int, int]:
    return dict(sorted(align(old, new).merged.items()))


def test_equal_passages_match_in_any_place():
    old = passages(COUNCIL, BORDER, TRADE)
    assert matched(old, passages(TRADE, LUNCH, COUNCIL, BORDER)) == {0: 2, 1: 3, 2: 0}


def test_typography_makes_no_difference():
    old = passages("“Don’t” — he said — go to the café.")
    assert matched(old, passages('"Don\'t" -- he said -- go to the cafe\u0301.')) == {0: 0}


def test_misspelt_words_match_in_order():
    old = passages(COUNCIL, "Northgate, Southbridge, Eastwood, Westfield.", TRADE)
    misspelt = passages(COUNCIL, "Nortgate, Southbrige, Eastwood, Westfeld.", TRADE)
    other = passages(COUNCIL, "Westfields, Eastwoods, Southbridges, Northgates.", TRADE)
    assert matched(old, misspelt) == {0: 0, 1: 1, 2: 2}
    assert matched(old, other) == {0: 0, 2: 2}


def test_text_read_in_the_wrong_encoding_matches():
    assert matched(passages("Donâ€™t go."), passages("Don’t go.")) == {0: 0}


def test_repeated_passages_stay_with_their_neighbours():
    old = passages("Thanks.", COUNCIL, "Thanks.", BORDER, "Thanks.", TRADE)
    new = passages(COUNCIL, "Thanks.", BORDER, "Thanks.", TRADE)
    assert matched(old, new) == {1: 0, 2: 1, 3: 2, 4: 3, 5: 4}


def test_repeated_passages_move_with_their_section():
    old = passages(COUNCIL, "Thanks.", BORDER, "Thanks.", TRADE, "Thanks.")
    new = passages(TRADE, "Thanks.", COUNCIL, "Thanks.", BORDER, "Thanks.")
    assert matched(old, new) == {0: 2, 1: 3, 2: 4, 3: 5, 4: 0, 5: 1}


def test_short_passages_move_with_a_passage_of_five_words():
    council, border = "The council meets in May.", "Our border is closed now."
    trade, lunch = "Trade has grown by half.", "Lunch will be served downstairs."
    old = passages(council, "Yes.", border, "Yes.", trade, "Yes.", lunch, "Yes.")
    new = passages(lunch, "Yes.", trade, "Yes.", council, "Yes.", border, "Yes.")
    assert matched(old, new) == {0: 4, 1: 5, 2: 6, 3: 7, 4: 2, 5: 3, 6: 0, 7: 1}


def test_a_repeated_passage_stays_between_two_that_occur_once():
    old = passages("Yes.", "No.", "Yes.", "Maybe.", "Yes.", "Right.")
    new = passages("Well.", "No.", "Yes.", "Maybe.", "Yes.", "Then go.")
    assert matched(old, new) == {1: 1, 2: 2, 3: 3, 4: 4}


def test_the_longest_run_of_repeated_passages_stays_together():
    old = passages("Right.", "Yes.", "No.", "No.", "Yes.", "No.", "Well.")
    new = passages("Fine.", "No.", "No.", "Yes.", "No.", "Then go.")
    assert matched(old, new) == {2: 1, 3: 2, 4: 3, 5: 4}


def test_hundreds_of_repeated_passages_stay_in_order_after_some_were_removed():
    answers = random.Random(1).choices(["Yes.", "No.", "Maybe."], k=300)
    old, new = passages("Right.", *answers, "Well."), passages("Fine.", *answers[10:], "Then go.")
    assert matched(old, new) == {place: place - 10 for place in range(11, 301)}


def test_a_repeated_passage_stays_after_a_reworded_one():
    reworded = BORDER.replace("stays closed", "remains shut"), TRADE.replace("third", "half")
    old = passages(COUNCIL, "Yes.", BORDER, "Yes.", TRADE)
    assert matched(old, passages(reworded[0], "Yes.", reworded[1])) == {2: 0, 3: 1, 4: 2}


def test_equally_similar_passages_match_in_order():
    meeting = "The council will meet again in the town hall on "
    old = passages(TRADE, meeting + "Monday morning.", meeting + "Friday evening.", BORDER)
    new = passages(TRADE, meeting + "another day.", meeting + "Monday evening.", BORDER)
    assert matched(old, new) == {0: 0, 1: 1, 2: 2, 3: 3}


def test_a_short_passage_by_another_speaker_elsewhere_does_not_match():
    old = passages("A: Yes.", COUNCIL, BORDER)
    assert matched(old, passages(COUNCIL, BORDER, "B: Yes.")) == {1: 0, 2: 1}


def test_passages_of_a_renamed_speaker_match():
    old = passages("A: " + COUNCIL, "A: Yes.", "B: " + BORDER)
    new = passages("C: " + COUNCIL, "B: " + BORDER, "C: Yes.")
    assert matched(old, new) == {0: 0, 1: 2, 2: 1}


def test_a_reworded_passage_matches_by_its_place_and_half_of_its_words():
    edited = "Our border with Tajikistan remains shut for people who carry weapons."
    assert matched(passages(COUNCIL, BORDER, TRADE), passages(COUNCIL, edited, TRADE)) == {
        0: 0,
        1: 1,
        2: 2,
    }


def test_a_passage_matches_if_as_many_words_were_added():
    added = " He told the guards so on Monday, at the northern gate, in person."
    assert matched(passages(COUNCIL, BORDER, TRADE), passages(COUNCIL, BORDER + added, TRADE)) == {
        0: 0,
        1: 1,
        2: 2,
    }


def test_a_passage_elsewhere_with_half_of_the_words_in_order_does_not_match():
    fishing = "The ministers spoke of fishing rights in the lakes and of a new ferry."
    other = "The ministers spoke of fishing rights in the sea, never about bridges or customs."
    assert matched(passages(fishing, COUNCIL, BORDER), passages(COUNCIL, BORDER, other)) == {
        1: 0,
        2: 1,
    }


def test_passages_below_the_floor_do_not_match():
    other = "Our trade with Uzbekistan remains open to all who pay customs."
    assert matched(passages(COUNCIL, BORDER, TRADE), passages(COUNCIL, other, TRADE)) == {
        0: 0,
        2: 2,
    }


def test_passages_with_less_than_half_of_the_words_in_order_do_not_match():
    old = passages(COUNCIL, "We never asked the council who pays for the new bridge here.", TRADE)
    other = "The new bridge is for the council; who was ever asked about that?"
    assert matched(old, passages(COUNCIL, other, TRADE)) == {0: 0, 2: 2}


def test_nearly_the_same_words_match_in_another_order():
    old = passages(COUNCIL, "We never asked the council who pays for the new bridge here.", TRADE)
    turned = "Who pays for the new bridge here? We never asked the council."
    assert matched(old, passages(COUNCIL, turned, TRADE)) == {0: 0, 1: 1, 2: 2}


def test_a_different_question_with_the_same_courtesies_does_not_match():
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
    assert matched(old, new) == {0: 0, 2: 2}
    assert merged(old, new) == {}


def talks(month: str, subjects: str) -> str:
    return f"In {month} the council of the region spoke of {subjects} with its guests."


SET_PHRASES = (
    *(talks("January", "fish, bread and salt"), talks("March", "roads, dams and bridges")),
    *(talks("May", "schools, fees and books"), talks("June", "wolves, bears and bees")),
)


def test_passages_that_share_only_a_set_phrase_do_not_match():
    other = talks("April", "wine, beer and cider")
    new = passages(SET_PHRASES[0], other, *SET_PHRASES[2:])
    assert matched(passages(*SET_PHRASES), new) == {0: 0, 2: 2, 3: 3}


def test_passages_with_a_set_phrase_match_by_their_rare_words():
    moved = [text.replace("guests", "many guests from abroad") for text in SET_PHRASES]
    new = passages(*reversed(moved))
    assert matched(passages(*SET_PHRASES), new) == {0: 3, 1: 2, 2: 1, 3: 0}


def test_a_short_passage_with_a_changed_word_does_not_match():
    old = passages(COUNCIL, "What about Syria?", TRADE)
    assert matched(old, passages(COUNCIL, "What about Ukraine?", TRADE)) == {0: 0, 2: 2}


def test_a_short_passage_matches_if_words_were_only_added_or_removed():
    old = passages(COUNCIL, "Thank you.", TRADE, "No, it is not.", BORDER)
    new = passages(COUNCIL, "Thank you very much.", TRADE, "No, it is.", BORDER)
    assert matched(old, new) == {0: 0, 1: 1, 2: 2, 3: 3, 4: 4}


def test_a_short_passage_with_one_of_four_words_changed_matches_in_its_place():
    old = passages(COUNCIL, "Who pays for infrastructure?", TRADE, BORDER)
    in_place = passages(COUNCIL, "Who pays for housing?", TRADE, BORDER)
    before_another = passages(COUNCIL, "Who pays for housing?", BORDER, TRADE)
    assert matched(old, in_place) == {0: 0, 1: 1, 2: 2, 3: 3}
    assert matched(old, before_another) == {0: 0, 2: 3, 3: 2}


def test_a_short_passage_with_one_of_four_words_changed_keeps_its_speaker():
    old = passages(f"A: {COUNCIL}", "A: Who pays for infrastructure?", f"A: {TRADE}")
    new = passages(f"A: {COUNCIL}", "B: Who pays for housing?", f"A: {TRADE}")
    assert matched(old, new) == {0: 0, 2: 2}


def test_a_misspelt_word_matches_in_its_place():
    assert matched(passages(COUNCIL, "Peter?", TRADE), passages(COUNCIL, "Petr?", TRADE)) == {
        0: 0,
        1: 1,
        2: 2,
    }


def test_a_short_passage_with_another_number_does_not_match():
    old = passages(COUNCIL, "Resolution 31.", TRADE)
    assert matched(old, passages(COUNCIL, "Resolution 40.", TRADE)) == {0: 0, 2: 2}


def test_sentences_that_differ_only_in_a_number_match_in_order():
    old = passages(*(f"Resolution {n} was adopted with no votes against." for n in range(30)))
    new = passages(*(f"Resolution {n} was passed with no votes against." for n in range(30)))
    assert matched(old, new) == {n: n for n in range(30)}


def test_a_split_passage_matches_its_larger_part():
    first, second = COUNCIL, TRADE + " " + LUNCH
    assert matched(passages(f"{first} {second}"), passages(first, second)) == {0: 1}


def test_a_passage_split_in_half_matches_the_first_half():
    half, other = "one two three four five six", "seven eight nine ten eleven twelve"
    assert matched(passages(f"{half} {other}"), passages(half, other)) == {0: 0}


def test_a_passage_split_into_many_matches_the_largest():
    text = " ".join((COUNCIL, BORDER, TRADE, LUNCH))
    assert matched(passages(text), passages(COUNCIL, BORDER, TRADE, LUNCH)) == {0: 3}


def test_merged_passages_link_to_the_whole():
    old, new = passages(COUNCIL, "Thanks.", BORDER), passages(f"{COUNCIL} Thanks. {BORDER}")
    assert matched(old, new) == {0: 0}
    assert merged(old, new) == {1: 0, 2: 0}


def test_many_lines_merged_into_a_paragraph_all_link_to_it():
    old = passages(COUNCIL, BORDER, TRADE, LUNCH)
    new = passages(" ".join((COUNCIL, BORDER, TRADE, LUNCH)))
    assert matched(old, new) == {3: 0}
    assert merged(old, new) == {0: 0, 1: 0, 2: 0}


def test_a_removed_passage_is_not_merged_into_text_that_only_follows_it():
    old = passages(COUNCIL, "Yes.", BORDER)
    new = passages(COUNCIL, BORDER + " He said so, and then he left.")
    assert matched(old, new) == {0: 0, 2: 1}
    assert merged(old, new) == {}


def test_a_short_passage_is_merged_into_the_one_before_it():
    old, new = passages(COUNCIL, "Thanks.", BORDER), passages(f"{COUNCIL} Thanks.", BORDER)
    assert matched(old, new) == {0: 0, 2: 1}
    assert merged(old, new) == {1: 0}


def test_a_short_passage_is_merged_into_the_one_after_it_though_words_were_added_in_front():
    old, new = passages(COUNCIL, "Thanks.", BORDER), passages(COUNCIL, f"Oh well, thanks. {BORDER}")
    assert matched(old, new) == {0: 0, 2: 1}
    assert merged(old, new) == {1: 1}


def test_a_short_passage_on_both_sides_is_merged_into_the_one_before_it():
    old, new = (
        passages(COUNCIL, "Thanks.", BORDER),
        passages(f"{COUNCIL} Thanks.", f"Thanks. {BORDER}"),
    )
    assert merged(old, new) == {1: 0}


def test_a_removed_passage_is_not_merged_into_words_that_its_neighbour_had_before():
    old, new = passages(COUNCIL, "The end of the year."), passages(COUNCIL)
    assert matched(old, new) == {0: 0}
    assert merged(old, new) == {}


def test_a_removed_passage_is_not_merged_because_of_one_word():
    old = passages(COUNCIL, "But —", BORDER)
    new = passages(COUNCIL, f"I think, but I am not sure, that {BORDER}")
    assert matched(old, new) == {0: 0, 2: 1}
    assert merged(old, new) == {}


def test_passages_with_other_boundaries_match_where_most_of_their_text_is():
    one, two = f"{COUNCIL} {BORDER}", f"{TRADE} {LUNCH}"
    assert matched(passages(one, two), passages(COUNCIL, f"{BORDER} {TRADE} {LUNCH}")) == {
        0: 0,
        1: 1,
    }


def test_a_script_without_spaces_is_compared_letter_by_letter():
    old = passages("外交部长今天在莫斯科会见了阿富汗外长并讨论了贸易问题。")
    new = passages("外交部长昨天在莫斯科会见了阿富汗外长并讨论了贸易问题。")
    assert matched(old, new) == {0: 0}


def test_a_removed_passage_without_words_is_not_merged():
    old, new = passages(COUNCIL, "’’", TRADE), passages(COUNCIL, TRADE)
    assert merged(old, new) == {}


def test_passages_without_words_are_compared_by_their_characters():
    assert matched(passages("…", "—"), passages("—", "!")) == {1: 0}
    assert matched(passages("…", "—"), passages("…", "—")) == {0: 0, 1: 1}


def test_an_empty_text_matches_nothing():
    assert matched([], passages(COUNCIL)) == {}
    assert matched(passages(COUNCIL), []) == {}


FEW_WORDS = ("Yes.", "Okay.", "Fine.", "Right.")


def test_short_passages_in_a_row_that_were_joined_link_to_the_whole():
    old, new = passages(COUNCIL, *FEW_WORDS, TRADE), passages(COUNCIL, " ".join(FEW_WORDS), TRADE)
    assert matched(old, new) == {0: 0, 1: 1, 5: 2}
    assert merged(old, new) == {2: 1, 3: 1, 4: 1}


def test_short_passages_at_the_beginning_that_were_joined_link_to_the_whole():
    old, new = passages(*FEW_WORDS, TRADE), passages(" ".join(FEW_WORDS), TRADE)
    assert matched(old, new) == {0: 0, 4: 1}
    assert merged(old, new) == {1: 0, 2: 0, 3: 0}


def test_short_passages_were_joined_after_one_that_was_removed():
    old = passages(COUNCIL, LUNCH, *FEW_WORDS, TRADE)
    new = passages(COUNCIL, " ".join(FEW_WORDS), TRADE)
    assert matched(old, new) == {0: 0, 2: 1, 6: 2}


def test_short_passages_are_not_joined_to_the_words_of_another_speaker():
    old = passages(f"A: {COUNCIL}", *(f"A: {few}" for few in FEW_WORDS), f"A: {TRADE}")
    new = passages(f"A: {COUNCIL}", f"B: {' '.join(FEW_WORDS)}", f"A: {TRADE}")
    assert matched(old, new) == {0: 0, 5: 2}


def test_a_passage_elsewhere_with_four_of_five_words_matches():
    old = passages("Fish is sold at noon.", COUNCIL, BORDER)
    assert matched(old, passages(COUNCIL, BORDER, "Fish is sold at dawn.")) == {0: 2, 1: 0, 2: 1}


def test_one_word_to_which_others_were_added_matches_in_its_place():
    new = passages(COUNCIL, "Yes, of course.", TRADE)
    assert matched(passages(COUNCIL, "Yes.", TRADE), new) == {0: 0, 1: 1, 2: 2}


def test_passages_with_the_same_words_in_order_but_no_two_together_do_not_match():
    old = "Rivers and forests with meadows under mountains by valleys from harbours to bridges."
    new = "Rivers or forests not meadows above mountains past valleys beyond harbours over bridges."
    assert matched(passages(COUNCIL, old, TRADE), passages(COUNCIL, new, TRADE)) == {0: 0, 2: 2}


def test_parts_of_eight_words_match_in_another_place():
    parts = (
        "Trade between our countries has grown by half.",
        "Lunch will be served downstairs for all reporters.",
    )
    old = passages(" ".join((*parts, "The ferry to the islands leaves at seven.")), COUNCIL, BORDER)
    assert matched(old, passages(COUNCIL, BORDER, *parts)) == {0: 2, 1: 0, 2: 1}


def test_parts_of_eight_words_that_were_merged_match_in_another_place():
    parts = (
        "Trade between our countries has grown by half.",
        "Lunch will be served downstairs for all reporters.",
    )
    new = passages(" ".join((*parts, "The ferry to the islands leaves at seven.")), COUNCIL, BORDER)
    assert matched(passages(COUNCIL, BORDER, *parts), new) == {0: 1, 1: 2, 2: 0}


def test_a_passage_of_eight_words_is_merged_into_a_passage_elsewhere():
    new = passages(COUNCIL, TRADE, f"{BORDER} Ferries to both islands leave at seven sharp.")
    old = passages("Ferries to both islands leave at seven sharp.", COUNCIL, TRADE, BORDER)
    assert merged(old, new) == {0: 2}
    old = passages("Ferries to both islands leave at seven.", COUNCIL, TRADE, BORDER)
    assert merged(old, new) == {}


def test_a_passage_of_sixteen_words_is_merged_if_most_of_it_is_in_its_neighbour():
    kept = "Ferries to both islands leave every morning at seven sharp,"  # ten words
    new = passages(f"{COUNCIL} {kept}")
    assert merged(passages(COUNCIL, f"{kept} unless fog or snow stops them."), new) == {1: 0}
    assert merged(passages(COUNCIL, f"{kept} unless it snows."), new) == {}


def test_words_that_are_in_the_whole_once_are_from_one_passage_only():
    old, new = (
        passages(COUNCIL, "Thanks.", "Thanks.", BORDER),
        passages(f"{COUNCIL} Thanks.", BORDER),
    )
    assert matched(old, new) == {0: 0, 3: 1}
    assert merged(old, new) == {1: 0}


def test_a_part_with_three_of_five_pairs_of_words_matches_in_its_place():
    whole = "The ferry to the islands usually leaves at seven sharp."
    part = "Ferry to the islands never leaves."
    assert matched(passages(COUNCIL, whole, TRADE), passages(COUNCIL, part, TRADE)) == {
        0: 0,
        1: 1,
        2: 2,
    }

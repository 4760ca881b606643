"""Every published address leads somewhere, or the build fails and says how to settle it."""

from dataclasses import replace
from datetime import date

import pytest

from onrecord.errors import ContentError
from onrecord.model import Statement, Withdrawn, WithdrawnStatement
from onrecord.permalinks.fingerprint import fingerprint_of, fingerprint_of_all
from onrecord.permalinks.history import has_history, history_of
from onrecord.permalinks.reconcile import Kept, keep_addresses
from onrecord.permalinks.record import KeptExchange, Record
from onrecord.permalinks.withdrawals import Withdrawals, read_withdrawals
from tests.permalinks import drafts

FIRST, LATER, LAST = date(2026, 11, 22), date(2026, 12, 1), date(2027, 1, 1)
PATH = "transcripts/withdrawn.yaml"
SLUG = "2021-02-26-atmar"
TEXTS = (
    "Good afternoon, ladies and gentlemen, and welcome.",
    "We have discussed the border with Tajikistan at length.",
    "? Will the embassy in Kabul be opened again this year?",
    "That depends on the security of our diplomats there.",
    "? And what about the trade agreement of last summer?",
    "It was signed and has been in force since January.",
    "Its results are better than anybody had expected.",
)


def statement(*texts: str, slug: str = SLUG) -> Statement:
    return drafts.statement(drafts.draft(*texts), slug)


def without(*places: int) -> list[str]:
    return [text for place, text in enumerate(TEXTS, 1) if place not in places]


def keep(
    *statements: Statement,
    records: tuple[Record, ...] = (),
    said: str = "",
    today: date = LATER,
) -> Kept:
    return keep_addresses(
        statements,
        records,
        read_withdrawals(said, path=PATH) if said else Withdrawals(PATH),
        today=today,
        path_of=lambda slug: f"transcripts/.addresses/{slug}.jsonl",
    )


def errors_of(*statements: Statement, records: tuple[Record, ...] = (), said: str = "") -> str:
    with pytest.raises(ContentError) as caught:
        keep(*statements, records=records, said=said)
    return str(caught.value)


def anchors(kept: Kept) -> list[str]:
    return [p.anchor for p in kept.statements[0].paragraphs]


@pytest.fixture
def published() -> tuple[Record, ...]:
    return keep(statement(*TEXTS), today=FIRST).records


def test_what_is_published_first_is_numbered_in_order():
    kept = keep(statement(*TEXTS), today=FIRST)
    assert anchors(kept) == ["p1", "p2", "p3", "p4", "p5", "p6", "p7"]
    assert [e.anchor for e in kept.statements[0].exchanges] == ["answer-1", "answer-2"]
    assert list(kept.files) == [f"{SLUG}.jsonl"]


def test_an_insertion_takes_the_next_free_number(published):
    kept = keep(statement(TEXTS[0], "Coffee is served.", *TEXTS[1:]), records=published)
    assert anchors(kept) == ["p1", "p8", "p2", "p3", "p4", "p5", "p6", "p7"]


def test_an_inserted_exchange_takes_the_next_free_number(published):
    new = ("? Who will pay for the repair of the bridge?", "Nobody has decided that so far.")
    kept = keep(statement(*TEXTS[:2], *new, *TEXTS[2:]), records=published)
    assert [e.anchor for e in kept.statements[0].exchanges] == ["answer-3", "answer-1", "answer-2"]


def test_a_lost_paragraph_fails_the_build(published):
    assert errors_of(statement(*without(2)), records=published) == (
        f"transcripts/{SLUG}.md:14: p2 was published and is gone: “We have discussed the border "
        f"with Tajikistan at l…”; put it back, or say in {PATH}: `{SLUG}/p2: withdrawn`, "
        f"or `{SLUG}/p2: …` with what replaces it"
    )


def test_a_lost_exchange_is_told_once(published):
    assert errors_of(statement(*without(3, 4)), records=published) == (
        f"transcripts/{SLUG}.md:16: answer-1 (p3, p4) was published and is gone: “Will the embassy "
        f"in Kabul be opened again this ye…”; put it back, or say in {PATH}: "
        f"`{SLUG}/answer-1: withdrawn`, or `{SLUG}/answer-1: …` with what replaces it"
    )


def test_what_stands_in_its_place_is_named(published):
    new = statement(TEXTS[0], "Nothing was said about any frontier.", *TEXTS[2:])
    assert f"or `{SLUG}/p2: p8` with what replaces it" in errors_of(new, records=published)


def test_its_words_in_another_statement_are_named(published):
    other = statement("An opening.", TEXTS[1], slug="2022-01-01-other")
    found = errors_of(statement(*without(2)), other, records=published)
    assert f"or `{SLUG}/p2: 2022-01-01-other/p2` with what replaces it" in found


def test_an_accepted_removal_leaves_a_tombstone_between_its_neighbours(published):
    kept = keep(statement(*without(2)), records=published, said=f"{SLUG}/p2: withdrawn")
    assert anchors(kept) == ["p1", "p3", "p4", "p5", "p6", "p7"]
    assert kept.statements[0].withdrawn == (
        Withdrawn("p2", TEXTS[1], "sergey-lavrov", FIRST, LATER, before="p1", after="p3"),
    )


def test_an_accepted_exchange_takes_its_paragraphs_along(published):
    kept = keep(statement(*without(3, 4)), records=published, said=f"{SLUG}/answer-1: withdrawn")
    assert [(w.anchor, w.text, w.after) for w in kept.statements[0].withdrawn] == [
        ("answer-1", TEXTS[2][2:], "p5"),
        ("p3", TEXTS[2][2:], "p5"),
        ("p4", TEXTS[3], "p5"),
    ]
    assert [e.anchor for e in kept.statements[0].exchanges] == ["answer-2"]


def test_a_tombstone_needs_to_be_accepted_only_once(published):
    now = statement(*without(2))
    kept = keep(now, records=published, said=f"{SLUG}/p2: withdrawn")
    again = keep(now, records=kept.records, today=LAST)
    assert again.files == kept.files
    assert again.statements == kept.statements


def test_what_replaces_a_paragraph_answers_to_its_address(published):
    now = statement(TEXTS[0], "Nothing was said about any frontier.", *TEXTS[2:])
    kept = keep(now, records=published, said=f"{SLUG}/p2: p8")
    assert [(p.anchor, p.also) for p in kept.statements[0].paragraphs][:2] == [
        ("p1", ()),
        ("p8", ("p2",)),
    ]
    assert kept.statements[0].withdrawn == ()


def test_what_replaces_a_paragraph_may_stand_elsewhere(published):
    other = statement("An opening.", TEXTS[1], slug="2022-01-01-other")
    said = f"{SLUG}/p2: 2022-01-01-other/p2"
    kept = keep(statement(*without(2)), other, records=published, said=said)
    assert kept.statements[0].withdrawn[0].leads_to == "2022-01-01-other/p2"


def test_the_number_of_a_withdrawn_paragraph_is_not_given_again(published):
    kept = keep(statement(*without(7)), records=published, said=f"{SLUG}/p7: withdrawn")
    kept = keep(statement(*without(7), "We have nothing more to say."), records=kept.records)
    assert anchors(kept)[-1] == "p8"


def test_a_withdrawn_paragraph_that_is_back_has_its_number_again(published):
    kept = keep(statement(*without(2)), records=published, said=f"{SLUG}/p2: withdrawn")
    kept = keep(statement(*TEXTS), records=kept.records)
    assert anchors(kept) == ["p1", "p2", "p3", "p4", "p5", "p6", "p7"]
    assert kept.statements[0].withdrawn == ()


def test_a_merged_paragraph_answers_to_both_numbers_and_splits_into_them_again(published):
    merged = (*TEXTS[:5], f"{TEXTS[5]} {TEXTS[6]}")
    kept = keep(statement(*merged), records=published)
    assert kept.statements[0].paragraphs[-1].anchor == "p6"
    assert kept.statements[0].paragraphs[-1].also == ("p7",)
    assert anchors(keep(statement(*TEXTS), records=kept.records))[-2:] == ["p6", "p7"]


def test_exchanges_that_become_one_answer_to_both_numbers(published):
    one = replace_label(TEXTS, 4)
    kept = keep(statement(*one), records=published)
    assert [(e.anchor, e.also) for e in kept.statements[0].exchanges] == [
        ("answer-1", ("answer-2",))
    ]
    kept = keep(statement(*TEXTS), records=kept.records)
    assert [(e.anchor, e.also) for e in kept.statements[0].exchanges] == [
        ("answer-1", ()),
        ("answer-2", ()),
    ]


def test_an_exchange_whose_question_is_none_any_more_leads_to_its_words(published):
    one = replace_label(replace_label(TEXTS, 2), 4)
    kept = keep(statement(*one), records=published)
    assert [(p.anchor, p.also) for p in kept.statements[0].paragraphs if p.also] == [
        ("p3", ("answer-1",)),
        ("p5", ("answer-2",)),
    ]


def test_a_reworded_paragraph_keeps_its_number_and_its_former_words(published):
    edited = TEXTS[1].replace("at length", "for hours")
    kept = keep(statement(TEXTS[0], edited, *TEXTS[2:]), records=published)
    assert anchors(kept) == ["p1", "p2", "p3", "p4", "p5", "p6", "p7"]
    assert history_of(kept.records[0]) == {
        "statement": SLUG,
        "paragraphs": {
            "p2": {
                "earlier": [
                    {
                        "mark": "0dvnk",
                        "text": TEXTS[1],
                        "since": "2026-11-22",
                        "until": "2026-12-01",
                    }
                ]
            }
        },
    }


def test_an_exchange_is_remembered_as_it_was_before_each_day_on_which_it_changed(published):
    longer = (*TEXTS[:4], "Nothing more is known.", *TEXTS[4:])
    kept = keep(statement(*longer), records=published)
    assert kept.statements[0].has_history
    shorter = [text for text in longer if text != TEXTS[3]]
    said = f"{SLUG}/p4: withdrawn"
    kept = keep(statement(*shorter), records=kept.records, said=said, today=LAST)
    question, answer, more = (fingerprint_of(text) for text in (TEXTS[2][2:], TEXTS[3], longer[4]))
    assert history_of(kept.records[0])["exchanges"] == {
        "answer-1": {
            "earlier": [
                {
                    "mark": fingerprint_of_all([question, answer]),
                    "until": "2026-12-01",
                    "paragraphs": {"p3": question, "p4": answer},
                },
                {
                    "mark": fingerprint_of_all([question, answer, more]),
                    "until": "2027-01-01",
                    "paragraphs": {"p3": question, "p4": answer, "p8": more},
                },
            ]
        }
    }


def test_words_given_to_another_speaker_keep_who_had_them_before(published):
    kept = keep(statement(*TEXTS[:3], f"Atmar: {TEXTS[3]}", *TEXTS[4:]), records=published)
    assert kept.records[0].paragraphs[3].speaker == "atmar"
    told = {"mark": fingerprint_of(TEXTS[3]), "text": TEXTS[3], "by": "Sergey Lavrov"}
    days = {"since": "2026-11-22", "until": "2026-12-01"}
    names = {"sergey-lavrov": "Sergey Lavrov", "atmar": "Mohammad Haneef Atmar"}
    assert history_of(kept.records[0], names) == {
        "statement": SLUG,
        "paragraphs": {"p4": {"earlier": [told | days]}},
    }
    back = keep(statement(*TEXTS), records=kept.records, today=LAST)
    earlier = history_of(back.records[0], names)["paragraphs"]["p4"]["earlier"]
    assert [one.get("by") for one in earlier] == [None, "Mohammad Haneef Atmar"]


def marks_of_first_exchange(*builds: tuple[tuple[str, ...], date]) -> list[str]:
    """The marks by which the first exchange's former states are known after some builds."""
    records: tuple[Record, ...] = ()
    for texts, today in builds:
        records = keep(statement(*texts), records=records, today=today).records
    told = history_of(records[0]).get("exchanges", {})
    return [one["mark"] for one in told.get("answer-1", {"earlier": []})["earlier"]]


def mark_of_texts(*texts: str) -> str:
    return fingerprint_of_all(fingerprint_of(text.removeprefix("? ")) for text in texts)


def test_an_exchange_is_remembered_as_each_build_of_one_day_published_it():
    second = (*TEXTS[:3], "That depends on the security of our people there.", *TEXTS[4:])
    third = (TEXTS[0], TEXTS[1], "? Will the embassy be opened again?", *second[3:])
    marks = [mark_of_texts(*texts[2:4]) for texts in (TEXTS, second)]
    assert marks_of_first_exchange((TEXTS, FIRST), (second, FIRST), (third, FIRST)) == marks
    assert marks_of_first_exchange((TEXTS, FIRST), (second, LATER), (third, LATER)) == marks


def test_an_exchange_that_went_into_another_is_remembered_as_it_was(published):
    kept = keep(statement(*replace_label(TEXTS, 4)), records=published)
    was = {f"p{n}": fingerprint_of(TEXTS[n - 1].removeprefix("? ")) for n in (5, 6, 7)}
    assert history_of(kept.records[0])["exchanges"]["answer-2"] == {
        "earlier": [
            {"mark": fingerprint_of_all(was.values()), "until": "2026-12-01", "paragraphs": was}
        ]
    }


def test_of_a_record_that_holds_no_former_exchanges_they_are_told_by_days(published):
    longer = (*TEXTS[:4], "Nothing more is known.", *TEXTS[4:])
    record = keep(statement(*longer), records=published).records[0]
    bare = tuple(
        replace(entry, earlier=()) if isinstance(entry, KeptExchange) else entry
        for entry in record.entries
    )
    assert record.entries != bare
    assert history_of(replace(record, entries=bare)) == history_of(record)
    assert has_history(replace(record, entries=bare))


def test_what_was_added_outside_exchanges_makes_no_history(published):
    kept = keep(statement("Coffee is served.", *TEXTS), records=published)
    assert not kept.statements[0].has_history
    assert "exchanges" not in history_of(kept.records[0])


def test_other_quotes_and_dashes_are_no_other_wording(published):
    now = statement(*(text.replace(" ", "\u00a0") for text in TEXTS[:2]), *TEXTS[2:])
    kept = keep(now, records=published)
    assert history_of(kept.records[0])["paragraphs"] == {}
    assert kept.records[0].paragraphs[0].text == TEXTS[0].replace(" ", "\u00a0")


def test_a_renamed_transcript_keeps_its_numbers_and_its_old_slug(published):
    kept = keep(
        statement(*TEXTS[1:], slug="2021-02-26-moscow"),
        records=published,
        said=f"{SLUG}/p1: withdrawn",
    )
    assert kept.statements[0].old_slugs == (SLUG,)
    assert anchors(kept) == ["p2", "p3", "p4", "p5", "p6", "p7"]
    assert list(kept.files) == ["2021-02-26-moscow.jsonl"]
    back = keep(statement(*TEXTS[1:]), records=kept.records)
    assert back.statements[0].old_slugs == ("2021-02-26-moscow",)


def test_a_rename_can_be_named(published):
    now = statement("Something else was said.", TEXTS[0], slug="2021-02-27-atmar")
    said = f"{SLUG}: 2021-02-27-atmar\n" + "".join(f"{SLUG}/p{n}: withdrawn\n" for n in range(2, 8))
    kept = keep(now, records=published, said=said)
    assert (anchors(kept), kept.statements[0].old_slugs) == (["p8", "p1"], (SLUG,))
    assert keep(now, records=kept.records, said=said, today=LAST) == kept


def test_an_old_slug_is_not_given_to_another_statement(published):
    kept = keep(statement(*TEXTS, slug="2021-02-26-moscow"), records=published)
    now = (statement(*TEXTS, slug="2021-02-26-moscow"), statement("Another text altogether."))
    assert errors_of(*now, records=kept.records) == (
        f'transcripts/{SLUG}.md: the slug "{SLUG}" was that of 2021-02-26-moscow, and leads there; '
        "give the file another name"
    )


def test_another_text_under_a_published_name_is_told_once(published):
    found = errors_of(statement("One thing.", "Another thing.", "A third."), records=published)
    assert found == (
        f"transcripts/{SLUG}.md: next to nothing of what was published as {SLUG} stands here; "
        "bring it back, and give a transcript of something else a name of its own"
    )


BRIDGE = (
    "Bridges were built across three rivers that summer.",
    "The mayor of the town opened each of them himself.",
    "? Who paid for the bridges in the end, and how?",
    "The province paid, with a loan from the bank.",
)


def test_two_statements_that_have_changed_names_are_told_where_they_are():
    bridge = "2021-03-01-bridge"
    records = keep(statement(*TEXTS), statement(*BRIDGE, slug=bridge), today=FIRST).records
    found = errors_of(statement(*BRIDGE), statement(*TEXTS, slug=bridge), records=records)
    assert found.splitlines() == [
        f"transcripts/{one}.md: next to nothing of what was published as {one} stands here; "
        f"it is in transcripts/{other}.md now: bring it back, and give a transcript of something "
        "else a name of its own"
        for one, other in ((SLUG, bridge), (bridge, SLUG))
    ]


def test_what_moved_to_another_statement_is_named_with_its_new_address(published):
    now = statement(*TEXTS[:4]), statement(*BRIDGE, *TEXTS[4:], slug="2021-03-01-bridge")
    assert f"or `{SLUG}/answer-2: 2021-03-01-bridge/p5`" in errors_of(*now, records=published)


def test_a_statement_turned_round_keeps_every_number(published):
    assert anchors(keep(statement(*TEXTS[::-1]), records=published)) == [
        *("p7", "p6", "p5", "p4", "p3", "p2", "p1")
    ]


def test_a_withdrawn_statement_that_is_back_has_its_numbers_again(published):
    kept = keep(records=published, said=f"{SLUG}: withdrawn")
    back = keep(statement("Welcome to all.", *TEXTS[1:], TEXTS[0]), records=kept.records)
    assert anchors(back) == ["p8", "p2", "p3", "p4", "p5", "p6", "p7", "p1"]


def test_short_answers_stay_with_their_questions_when_exchanges_change_places():
    first = ("? Is that so, and since when has it been so?", "Yes.", "Thank you.")
    other = ("? And will it be so in the coming year too?", "Yes.", "Thank you.")
    records = keep(statement(*first, *other), today=FIRST).records
    kept = keep(statement(*other, *first), records=records)
    assert anchors(kept) == ["p4", "p5", "p6", "p1", "p2", "p3"]
    assert [e.anchor for e in kept.statements[0].exchanges] == ["answer-2", "answer-1"]


def test_a_lost_transcript_fails_the_build(published):
    assert errors_of(records=published) == (
        f"transcripts/.addresses/{SLUG}.jsonl: {SLUG} was published, and its transcript is gone; "
        f"bring it back, or say in {PATH}: `{SLUG}: withdrawn`, or `{SLUG}: …` with the slug that "
        "replaces it"
    )


def test_an_accepted_removal_of_a_transcript_is_kept(published):
    kept = keep(records=published, said=f"{SLUG}: withdrawn")
    assert kept.withdrawn == (
        WithdrawnStatement(
            SLUG,
            "A short title",
            date(2021, 2, 26),
            LATER,
            "",
            (),
            ("p1", "p2", "answer-1", "p3", "p4", "answer-2", "p5", "p6", "p7"),
        ),
    )
    assert keep(records=kept.records, today=LAST) == kept


def test_what_was_said_and_cannot_be_is_told(published):
    said = (
        f"{SLUG}/p2: withdrawn\n{SLUG}/p77: withdrawn\n{SLUG}/p1: p99\n"
        "2017-01-01-nobody: withdrawn\n"
        f"{SLUG}/answer-1: withdrawn\n{SLUG}: withdrawn\n"
    )
    assert errors_of(statement(*without(1)), records=published, said=said).splitlines() == [
        f"{PATH}:1: p2 still stands; remove this line, or the paragraph",
        f'{PATH}:2: {SLUG}/p77 was never published; did you mean "{SLUG}/p7"?',
        f"{PATH}:3: p99 is not there to lead to; name an address that is published",
        f"{PATH}:4: 2017-01-01-nobody was never published; remove the line",
        f"{PATH}:5: answer-1 still stands; remove this line",
        f"{PATH}:6: {SLUG} still stands; remove the line",
    ]


def test_what_is_no_address_is_told():
    with pytest.raises(ContentError) as caught:
        read_withdrawals(
            "2021/p1: withdrawn\nAtmar: withdrawn\n2021/p0: withdrawn\n2021/p2:\n"
            "2021/p3: p3\n2021: p4\n2021/: withdrawn\n",
            path=PATH,
        )
    form, to = "write it as slug, slug/p14 or slug/answer-2", "or the address of what replaces it"
    assert str(caught.value).splitlines() == [
        f'{PATH}:2: "Atmar" is no address; {form}',
        f'{PATH}:3: "2021/p0" is no address; {form}',
        f'{PATH}:4: "2021/p2" leads to what is no address; write `withdrawn`, {to}',
        f'{PATH}:5: "2021/p3" leads to what is no address; write `withdrawn`, {to}',
        f'{PATH}:6: "2021" leads to what is no address; write `withdrawn`, {to}',
        f'{PATH}:7: "2021/" is no address; {form}',
    ]


def test_the_order_of_statements_and_records_makes_no_difference():
    statements = drafts.collection()
    kept = keep(*statements, today=FIRST)
    assert [one.slug for one in kept.statements] == [one.slug for one in statements]
    other = keep(*reversed(statements), records=kept.records[::-1], today=LATER)
    assert (other.statements, other.files) == (kept.statements[::-1], kept.files)


def replace_label(texts: tuple[str, ...], place: int) -> tuple[str, ...]:
    """The texts, in which a question is said by the minister."""
    return (*texts[:place], texts[place].removeprefix("? "), *texts[place + 1 :])


def test_a_tombstone_goes_where_what_stood_before_it_goes(published):
    kept = keep(statement(*without(2)), records=published, said=f"{SLUG}/p2: withdrawn")
    moved = statement(*TEXTS[2:], TEXTS[0])
    kept = keep(replace(moved), records=kept.records)
    withdrawn = kept.statements[0].withdrawn[0]
    assert (withdrawn.before, withdrawn.after) == ("p1", None)

"""Every published address keeps working, or the build fails and suggests a fix."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest

from onrecord.content.corpus import summarise
from onrecord.content.project import SourceText
from onrecord.errors import ContentError, Errors
from onrecord.model import Statement, TaggedStatement, Withdrawn, WithdrawnStatement
from onrecord.permalinks.fingerprint import fingerprint_of, fingerprint_of_all
from onrecord.permalinks.history import has_history, history_of
from onrecord.permalinks.number import Assigned, assign_numbers
from onrecord.permalinks.reconcile import (
    Matching,
    Numbered,
    match_records,
    moves_between,
)
from onrecord.permalinks.reconcile import reconcile as reconcile_all
from onrecord.permalinks.record import (
    Moves,
    Record,
    RecordedExchange,
    Removal,
    read_record,
    write_record,
)
from onrecord.permalinks.references import targets_of
from onrecord.permalinks.withdrawals import Withdrawals, read_withdrawals
from tests.permalinks import drafts
from tests.support.corpora import config_of

FIRST, LATER, LAST = date(2026, 11, 22), date(2026, 12, 1), date(2027, 1, 1)
PATH = "transcripts/withdrawn.yaml"
CONFIG = config_of()
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


def statement(*texts: str, slug: str = SLUG) -> TaggedStatement:
    return drafts.statement(drafts.draft(*texts), slug)


def without(*places: int) -> list[str]:
    return [text for place, text in enumerate(TEXTS, 1) if place not in places]


@dataclass(frozen=True)
class Result:
    """What a build makes of statements and records."""

    statements: tuple[Statement, ...]
    files: Mapping[str, str]
    withdrawn: tuple[WithdrawnStatement, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        return tuple(
            read_record(text, path=name, slug=name.removesuffix(".jsonl"))
            for name, text in self.files.items()
        )


def reconcile(
    *statements: TaggedStatement,
    records: Sequence[Record] = (),
    withdrawn: str = "",
    today: date = LATER,
) -> Result:
    """Number the statements one by one, then look at all of them together, as a build does."""
    errors = Errors()
    by_slug = {one.slug: one for one in statements}
    matching = match_records(
        tuple(by_slug),
        [SourceText(path_of(one.slug), write_record(one).encode()) for one in records],
        read_withdrawals(withdrawn, path=PATH) if withdrawn else Withdrawals(PATH),
        load=by_slug.get,
        errors=errors,
    )
    errors.raise_if_any()
    assigned = {slug: number(one, matching, {}, today) for slug, one in by_slug.items()}
    moved = moves_between(lights_of(assigned), matching, load=assigned.__getitem__)
    for slug in moved.keys() & by_slug.keys():
        assigned[slug] = number(by_slug[slug], matching, moved[slug], today)
    found = reconcile_all(
        lights_of(assigned),
        matching,
        moved=moved,
        paths={one.slug: one.path for one in statements},
        written={slug: write_record(one.record).encode() for slug, one in assigned.items()},
        load=assigned.__getitem__,
        today=today,
    )
    numbered = tuple(assigned[one.slug].statement for one in statements)
    return Result(numbered, found.files, found.withdrawn)


def number(one: TaggedStatement, matching: Matching, moves: Moves, today: date) -> Assigned:
    assignment = matching.of(one.slug)
    record, accepted = assignment.read(), assignment.accepted
    return assign_numbers(one, record, accepted=accepted, moves=moves, today=today)


def lights_of(assigned: Mapping[str, Assigned]) -> dict[str, Numbered]:
    return {
        slug: Numbered(
            summarise(one.statement, CONFIG),
            one.missing,
            one.objections,
            one.record.last,
            targets_of(one.record),
            bool(one.arrived),
        )
        for slug, one in assigned.items()
    }


def path_of(slug: str) -> str:
    return f"transcripts/permalinks/{slug}.jsonl"


def errors_of(
    *statements: TaggedStatement, records: tuple[Record, ...] = (), withdrawn: str = ""
) -> str:
    with pytest.raises(ContentError) as caught:
        reconcile(*statements, records=records, withdrawn=withdrawn)
    return str(caught.value)


def anchors(result: Result) -> list[str]:
    return [p.anchor for p in result.statements[0].paragraphs]


@pytest.fixture
def published() -> tuple[Record, ...]:
    return reconcile(statement(*TEXTS), today=FIRST).records


def test_a_first_publication_is_numbered_in_order():
    result = reconcile(statement(*TEXTS), today=FIRST)
    assert anchors(result) == ["p1", "p2", "p3", "p4", "p5", "p6", "p7"]
    assert [e.anchor for e in result.statements[0].exchanges] == ["answer-1", "answer-2"]
    assert list(result.files) == [f"{SLUG}.jsonl"]


def test_an_inserted_paragraph_gets_the_next_free_number(published):
    result = reconcile(statement(TEXTS[0], "Coffee is served.", *TEXTS[1:]), records=published)
    assert anchors(result) == ["p1", "p8", "p2", "p3", "p4", "p5", "p6", "p7"]


def test_an_inserted_exchange_gets_the_next_free_number(published):
    new = ("? Who will pay for the repair of the bridge?", "Nobody has decided that so far.")
    result = reconcile(statement(*TEXTS[:2], *new, *TEXTS[2:]), records=published)
    assert [e.anchor for e in result.statements[0].exchanges] == [
        "answer-3",
        "answer-1",
        "answer-2",
    ]


def test_a_missing_paragraph_fails_the_build(published):
    assert errors_of(statement(*without(2)), records=published) == (
        f"transcripts/{SLUG}.md:14: p2 was published and is missing: “We have discussed the border "
        f"with Tajikistan at l…”; restore it, or add to {PATH}: `{SLUG}/p2: withdrawn`, "
        f"or `{SLUG}/p2: …` with its replacement"
    )


def test_a_missing_exchange_is_reported_once(published):
    assert errors_of(statement(*without(3, 4)), records=published) == (
        f"transcripts/{SLUG}.md:16: answer-1 (p3, p4) was published and is missing: “Will the "
        f"embassy in Kabul be opened again this ye…”; restore it, or add to {PATH}: "
        f"`{SLUG}/answer-1: withdrawn`, or `{SLUG}/answer-1: …` with its replacement"
    )


def test_a_new_paragraph_in_the_same_place_is_suggested(published):
    new = statement(TEXTS[0], "Nothing was said about any frontier.", *TEXTS[2:])
    assert f"or `{SLUG}/p2: p8` with its replacement" in errors_of(new, records=published)


def test_a_short_text_that_is_also_in_another_statement_is_suggested():
    short = "Our talks will go on tomorrow."
    records = reconcile(statement(*TEXTS, short), today=FIRST).records
    other = statement("An opening.", short, slug="2022-01-01-other")
    found = errors_of(statement(*TEXTS), other, records=records)
    assert f"or `{SLUG}/p8: 2022-01-01-other/p2` with its replacement" in found


def test_a_withdrawn_paragraph_is_listed_between_its_neighbours(published):
    result = reconcile(statement(*without(2)), records=published, withdrawn=f"{SLUG}/p2: withdrawn")
    assert anchors(result) == ["p1", "p3", "p4", "p5", "p6", "p7"]
    assert result.statements[0].withdrawn == (
        Withdrawn("p2", TEXTS[1], "sergey-lavrov", FIRST, LATER, before="p1", after="p3"),
    )


def test_a_withdrawn_exchange_includes_its_paragraphs(published):
    result = reconcile(
        statement(*without(3, 4)), records=published, withdrawn=f"{SLUG}/answer-1: withdrawn"
    )
    assert [(w.anchor, w.text, w.after) for w in result.statements[0].withdrawn] == [
        ("answer-1", TEXTS[2][2:], "p5"),
        ("p3", TEXTS[2][2:], "p5"),
        ("p4", TEXTS[3], "p5"),
    ]
    assert [e.anchor for e in result.statements[0].exchanges] == ["answer-2"]


def test_a_withdrawal_needs_to_be_confirmed_only_once(published):
    now = statement(*without(2))
    result = reconcile(now, records=published, withdrawn=f"{SLUG}/p2: withdrawn")
    again = reconcile(now, records=result.records, today=LAST)
    assert again.files == result.files
    assert again.statements == result.statements


def test_a_replacement_gets_the_old_address_too(published):
    now = statement(TEXTS[0], "Nothing was said about any frontier.", *TEXTS[2:])
    result = reconcile(now, records=published, withdrawn=f"{SLUG}/p2: p8")
    assert [(p.anchor, p.also) for p in result.statements[0].paragraphs][:2] == [
        ("p1", ()),
        ("p8", ("p2",)),
    ]
    assert result.statements[0].withdrawn == ()


def test_a_replacement_may_be_in_another_statement(published):
    other = statement("An opening.", TEXTS[1], slug="2022-01-01-other")
    withdrawn = f"{SLUG}/p2: 2022-01-01-other/p2"
    result = reconcile(statement(*without(2)), other, records=published, withdrawn=withdrawn)
    assert result.statements[0].withdrawn[0].replaced_by == "2022-01-01-other/p2"


def test_the_number_of_a_withdrawn_paragraph_is_not_used_again(published):
    result = reconcile(statement(*without(7)), records=published, withdrawn=f"{SLUG}/p7: withdrawn")
    result = reconcile(
        statement(*without(7), "We have nothing more to say."), records=result.records
    )
    assert anchors(result)[-1] == "p8"


def test_a_restored_paragraph_gets_its_number_back(published):
    result = reconcile(statement(*without(2)), records=published, withdrawn=f"{SLUG}/p2: withdrawn")
    result = reconcile(statement(*TEXTS), records=result.records)
    assert anchors(result) == ["p1", "p2", "p3", "p4", "p5", "p6", "p7"]
    assert result.statements[0].withdrawn == ()


def test_a_merged_paragraph_has_both_numbers_and_gives_them_back_if_split(published):
    merged = (*TEXTS[:5], f"{TEXTS[5]} {TEXTS[6]}")
    result = reconcile(statement(*merged), records=published)
    assert result.statements[0].paragraphs[-1].anchor == "p6"
    assert result.statements[0].paragraphs[-1].also == ("p7",)
    assert anchors(reconcile(statement(*TEXTS), records=result.records))[-2:] == ["p6", "p7"]


def test_a_merged_exchange_has_both_numbers(published):
    one = replace_label(TEXTS, 4)
    result = reconcile(statement(*one), records=published)
    assert [(e.anchor, e.also) for e in result.statements[0].exchanges] == [
        ("answer-1", ("answer-2",))
    ]
    result = reconcile(statement(*TEXTS), records=result.records)
    assert [(e.anchor, e.also) for e in result.statements[0].exchanges] == [
        ("answer-1", ()),
        ("answer-2", ()),
    ]


def test_an_exchange_that_lost_its_question_links_to_its_text(published):
    one = replace_label(replace_label(TEXTS, 2), 4)
    result = reconcile(statement(*one), records=published)
    assert [(p.anchor, p.also) for p in result.statements[0].paragraphs if p.also] == [
        ("p3", ("answer-1",)),
        ("p5", ("answer-2",)),
    ]


def test_a_reworded_paragraph_keeps_its_number_and_former_wording(published):
    edited = TEXTS[1].replace("at length", "for hours")
    result = reconcile(statement(TEXTS[0], edited, *TEXTS[2:]), records=published)
    assert anchors(result) == ["p1", "p2", "p3", "p4", "p5", "p6", "p7"]
    assert history_of(result.records[0]) == {
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


def test_each_former_version_of_an_exchange_is_in_the_history(published):
    longer = (*TEXTS[:4], "Nothing more is known.", *TEXTS[4:])
    result = reconcile(statement(*longer), records=published)
    assert result.statements[0].has_history
    shorter = [text for text in longer if text != TEXTS[3]]
    withdrawn = f"{SLUG}/p4: withdrawn"
    result = reconcile(statement(*shorter), records=result.records, withdrawn=withdrawn, today=LAST)
    question, answer, more = (fingerprint_of(text) for text in (TEXTS[2][2:], TEXTS[3], longer[4]))
    assert history_of(result.records[0])["exchanges"] == {
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


def test_a_change_of_speaker_is_in_the_history(published):
    result = reconcile(statement(*TEXTS[:3], f"Atmar: {TEXTS[3]}", *TEXTS[4:]), records=published)
    assert result.records[0].paragraphs[3].speaker == "atmar"
    former = {"mark": fingerprint_of(TEXTS[3]), "text": TEXTS[3], "by": "Sergey Lavrov"}
    days = {"since": "2026-11-22", "until": "2026-12-01"}
    names = {"sergey-lavrov": "Sergey Lavrov", "atmar": "Mohammad Haneef Atmar"}
    assert history_of(result.records[0], names) == {
        "statement": SLUG,
        "paragraphs": {"p4": {"earlier": [former | days]}},
    }
    back = reconcile(statement(*TEXTS), records=result.records, today=LAST)
    earlier = history_of(back.records[0], names)["paragraphs"]["p4"]["earlier"]
    assert [one.get("by") for one in earlier] == [None, "Mohammad Haneef Atmar"]


def fingerprints_of_first_exchange(*builds: tuple[tuple[str, ...], date]) -> list[str]:
    """Return the fingerprints of the first exchange's former versions after some builds."""
    records: tuple[Record, ...] = ()
    for texts, today in builds:
        records = reconcile(statement(*texts), records=records, today=today).records
    exchanges = history_of(records[0]).get("exchanges", {})
    return [one["mark"] for one in exchanges.get("answer-1", {"earlier": []})["earlier"]]


def fingerprint_of_texts(*texts: str) -> str:
    return fingerprint_of_all(fingerprint_of(text.removeprefix("? ")) for text in texts)


def test_versions_published_on_the_same_day_are_all_in_the_history():
    second = (*TEXTS[:3], "That depends on the security of our people there.", *TEXTS[4:])
    third = (TEXTS[0], TEXTS[1], "? Will the embassy be opened again?", *second[3:])
    expected = [fingerprint_of_texts(*texts[2:4]) for texts in (TEXTS, second)]
    for day in (FIRST, LATER):
        builds = ((TEXTS, FIRST), (second, day), (third, day))
        assert fingerprints_of_first_exchange(*builds) == expected


def test_the_former_version_of_a_merged_exchange_is_in_the_history(published):
    result = reconcile(statement(*replace_label(TEXTS, 4)), records=published)
    was = {f"p{n}": fingerprint_of(TEXTS[n - 1].removeprefix("? ")) for n in (5, 6, 7)}
    assert history_of(result.records[0])["exchanges"]["answer-2"] == {
        "earlier": [
            {"mark": fingerprint_of_all(was.values()), "until": "2026-12-01", "paragraphs": was}
        ]
    }


def test_former_exchanges_missing_from_an_old_record_are_derived_from_dates(published):
    longer = (*TEXTS[:4], "Nothing more is known.", *TEXTS[4:])
    record = reconcile(statement(*longer), records=published).records[0]
    bare = tuple(
        replace(entry, earlier=()) if isinstance(entry, RecordedExchange) else entry
        for entry in record.entries
    )
    assert record.entries != bare
    assert history_of(replace(record, entries=bare)) == history_of(record)
    assert has_history(replace(record, entries=bare))


def test_a_paragraph_added_outside_exchanges_is_not_in_the_history(published):
    result = reconcile(statement("Coffee is served.", *TEXTS), records=published)
    assert not result.statements[0].has_history
    assert "exchanges" not in history_of(result.records[0])


def test_changed_typography_is_not_in_the_history(published):
    now = statement(*(text.replace(" ", "\u00a0") for text in TEXTS[:2]), *TEXTS[2:])
    result = reconcile(now, records=published)
    assert history_of(result.records[0])["paragraphs"] == {}
    assert result.records[0].paragraphs[0].text == TEXTS[0].replace(" ", "\u00a0")


def test_a_renamed_transcript_keeps_its_numbers_and_its_old_slug(published):
    result = reconcile(
        statement(*TEXTS[1:], slug="2021-02-26-moscow"),
        records=published,
        withdrawn=f"{SLUG}/p1: withdrawn",
    )
    assert result.statements[0].old_slugs == (SLUG,)
    assert anchors(result) == ["p2", "p3", "p4", "p5", "p6", "p7"]
    assert list(result.files) == ["2021-02-26-moscow.jsonl"]
    back = reconcile(statement(*TEXTS[1:]), records=result.records)
    assert back.statements[0].old_slugs == ("2021-02-26-moscow",)


def test_a_part_can_be_withdrawn_from_a_statement_that_has_its_old_name_again(published):
    moved = reconcile(statement(*TEXTS, slug="2021-02-26-moscow"), records=published)
    result = reconcile(
        statement(*without(2)), records=moved.records, withdrawn=f"{SLUG}/p2: withdrawn"
    )
    assert [one.anchor for one in result.statements[0].withdrawn] == ["p2"]
    assert result.statements[0].old_slugs == ("2021-02-26-moscow",)


def test_a_rename_can_be_declared(published):
    now = statement("Something else was said.", TEXTS[0], slug="2021-02-27-atmar")
    withdrawn = f"{SLUG}: 2021-02-27-atmar\n" + "".join(
        f"{SLUG}/p{n}: withdrawn\n" for n in range(2, 8)
    )
    result = reconcile(now, records=published, withdrawn=withdrawn)
    assert (anchors(result), result.statements[0].old_slugs) == (["p8", "p1"], (SLUG,))
    assert reconcile(now, records=result.records, withdrawn=withdrawn, today=LAST) == result


def test_an_old_slug_cannot_be_used_for_another_statement(published):
    result = reconcile(statement(*TEXTS, slug="2021-02-26-moscow"), records=published)
    now = (statement(*TEXTS, slug="2021-02-26-moscow"), statement("Another text altogether."))
    assert errors_of(*now, records=result.records) == (
        f'transcripts/{SLUG}.md: the slug "{SLUG}" is an old name of 2021-02-26-moscow and '
        "redirects there; rename this file"
    )


def test_a_different_text_under_a_published_slug_is_reported_once(published):
    found = errors_of(statement("One thing.", "Another thing.", "A third."), records=published)
    assert found == (
        f"transcripts/{SLUG}.md: almost nothing that was published as {SLUG} is in this file; "
        "restore it, and save the other transcript under another name"
    )


BRIDGE = (
    "Bridges were built across three rivers that summer.",
    "The mayor of the town opened each of them himself.",
    "? Who paid for the bridges in the end, and how?",
    "The province paid, with a loan from the bank.",
)


def test_two_statements_with_swapped_names_are_reported_with_their_places():
    bridge = "2021-03-01-bridge"
    records = reconcile(statement(*TEXTS), statement(*BRIDGE, slug=bridge), today=FIRST).records
    found = errors_of(statement(*BRIDGE), statement(*TEXTS, slug=bridge), records=records)
    assert found.splitlines() == [
        f"transcripts/{one}.md: almost nothing that was published as {one} is in this file; "
        f"it is in transcripts/{other}.md now: move it back, and save the other transcript under "
        "another name"
        for one, other in ((SLUG, bridge), (bridge, SLUG))
    ]


def test_a_reversed_statement_keeps_every_number(published):
    assert anchors(reconcile(statement(*TEXTS[::-1]), records=published)) == [
        *("p7", "p6", "p5", "p4", "p3", "p2", "p1")
    ]


def test_a_restored_statement_gets_its_numbers_back(published):
    result = reconcile(records=published, withdrawn=f"{SLUG}: withdrawn")
    back = reconcile(statement("Welcome to all.", *TEXTS[1:], TEXTS[0]), records=result.records)
    assert anchors(back) == ["p8", "p2", "p3", "p4", "p5", "p6", "p7", "p1"]


def test_short_answers_stay_with_their_questions_if_exchanges_change_places():
    first = ("? Is that so, and since when has it been so?", "Yes.", "Thank you.")
    other = ("? And will it be so in the coming year too?", "Yes.", "Thank you.")
    records = reconcile(statement(*first, *other), today=FIRST).records
    result = reconcile(statement(*other, *first), records=records)
    assert anchors(result) == ["p4", "p5", "p6", "p1", "p2", "p3"]
    assert [e.anchor for e in result.statements[0].exchanges] == ["answer-2", "answer-1"]


def test_a_missing_transcript_fails_the_build(published):
    assert errors_of(records=published) == (
        f"transcripts/permalinks/{SLUG}.jsonl: {SLUG} was published, and its transcript is "
        f"missing; restore it, or add to {PATH}: `{SLUG}: withdrawn`, or `{SLUG}: …` with the slug "
        "of its replacement"
    )


def test_a_withdrawn_transcript_is_recorded(published):
    result = reconcile(records=published, withdrawn=f"{SLUG}: withdrawn")
    assert result.withdrawn == (
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
    assert reconcile(records=result.records, today=LAST) == result


def test_wrong_withdrawals_are_all_reported(published):
    withdrawn = (
        f"{SLUG}/p2: withdrawn\n{SLUG}/p77: withdrawn\n{SLUG}/p1: p99\n"
        "2017-01-01-nobody: withdrawn\n"
        f"{SLUG}/answer-1: withdrawn\n{SLUG}: withdrawn\n"
    )
    assert errors_of(
        statement(*without(1)), records=published, withdrawn=withdrawn
    ).splitlines() == [
        f"{PATH}:1: p2 is still in the transcript; remove this line or the paragraph",
        f'{PATH}:2: {SLUG}/p77 was never published; did you mean "{SLUG}/p7"?',
        f"{PATH}:3: p99 is not published; use an address that is",
        f"{PATH}:4: 2017-01-01-nobody was never published; remove this line",
        f"{PATH}:5: answer-1 is still in the transcript; remove this line",
        f"{PATH}:6: {SLUG} still has a transcript; remove this line",
    ]


def test_a_short_paragraph_that_is_still_there_is_not_withdrawn():
    texts = (TEXTS[0], "Thank you.", *TEXTS[1:])
    records = reconcile(statement(*texts), today=FIRST).records
    withdrawn = f"{SLUG}/p2: withdrawn\n"
    assert errors_of(statement(*texts), records=records, withdrawn=withdrawn) == (
        f"{PATH}:1: p2 is still in the transcript; remove this line or the paragraph"
    )
    elsewhere = reconcile(statement(*TEXTS, "Thank you."), records=records, withdrawn=withdrawn)
    assert anchors(elsewhere)[-1] == "p9"
    again = reconcile(statement(*texts), records=elsewhere.records, withdrawn=withdrawn)
    assert "p2" not in anchors(again)


def test_invalid_addresses_are_errors():
    with pytest.raises(ContentError) as caught:
        read_withdrawals(
            "2021/p1: withdrawn\nAtmar: withdrawn\n2021/p0: withdrawn\n2021/p2:\n"
            "2021/p3: p3\n2021: p4\n2021/: withdrawn\n",
            path=PATH,
        )
    form = "write slug, slug/p14 or slug/answer-2"
    to = "write `withdrawn` or the address of its replacement"
    assert str(caught.value).splitlines() == [
        f'{PATH}:2: "Atmar" is not an address; {form}',
        f'{PATH}:3: "2021/p0" is not an address; {form}',
        f'{PATH}:4: the replacement of "2021/p2" is not an address; {to}',
        f'{PATH}:5: the replacement of "2021/p3" is not an address; {to}',
        f'{PATH}:6: the replacement of "2021" is not an address; {to}',
        f'{PATH}:7: "2021/" is not an address; {form}',
    ]


def test_the_order_of_statements_and_records_makes_no_difference():
    statements = drafts.collection()
    result = reconcile(*statements, today=FIRST)
    assert [one.slug for one in result.statements] == [one.slug for one in statements]
    other = reconcile(*reversed(statements), records=result.records[::-1], today=LATER)
    assert (other.statements, other.files) == (result.statements[::-1], result.files)


def replace_label(texts: tuple[str, ...], place: int) -> tuple[str, ...]:
    """Return the texts with one question attributed to the minister."""
    return (*texts[:place], texts[place].removeprefix("? "), *texts[place + 1 :])


def test_a_withdrawn_paragraph_moves_with_the_one_before_it(published):
    result = reconcile(statement(*without(2)), records=published, withdrawn=f"{SLUG}/p2: withdrawn")
    moved = statement(*TEXTS[2:], TEXTS[0])
    result = reconcile(replace(moved), records=result.records)
    withdrawn = result.statements[0].withdrawn[0]
    assert (withdrawn.before, withdrawn.after) == ("p1", None)


OTHER = "2021-03-01-bridge"


def records_of_two() -> tuple[Record, ...]:
    return reconcile(statement(*TEXTS), statement(*BRIDGE, slug=OTHER), today=FIRST).records


def test_an_old_name_that_is_another_statement_is_an_error():
    first, second = records_of_two()
    records = (replace(first, formerly=(OTHER,)), second)
    assert errors_of(statement(*TEXTS), statement(*BRIDGE, slug=OTHER), records=records) == (
        f'{path_of(SLUG)}:1: "{OTHER}" is an old name of {SLUG}, and has a record too; '
        "settle the record with `permalinks settle`"
    )


def test_an_old_name_of_two_statements_is_an_error():
    first, second = records_of_two()
    records = (replace(first, formerly=("a",)), replace(second, formerly=("a",)))
    assert errors_of(statement(*TEXTS), statement(*BRIDGE, slug=OTHER), records=records) == (
        f'{path_of(OTHER)}:1: "a" is an old name of {OTHER}, and is one of {SLUG} too; '
        "settle the record with `permalinks settle`"
    )


def test_statements_that_replace_each_other_are_errors():
    first, second = records_of_two()
    records = (
        replace(first, removal=Removal(LATER, OTHER)),
        replace(second, removal=Removal(LATER, SLUG)),
    )
    restore = "restore the line from the last commit, or settle the record with `permalinks settle`"
    assert errors_of(records=records).splitlines() == [
        f'{path_of(one)}:1: "to" of {one} leads back to it; {restore}' for one in (SLUG, OTHER)
    ]


@pytest.mark.parametrize("target", ["2017-01-01-nobody", f"{OTHER}/p99", "2017-01-01-nobody/p1"])
def test_a_recorded_target_that_does_not_exist_is_an_error_at_its_line(target):
    first, second = records_of_two()
    entries = tuple(
        replace(e, removal=Removal(LATER, target)) if e.anchor == "p2" else e for e in first.entries
    )
    now = statement(*without(2)), statement(*BRIDGE, slug=OTHER)
    assert errors_of(*now, records=(replace(first, entries=entries), second)) == (
        f'{path_of(SLUG)}:3: "to" is {target}, which was never published; '
        "restore the line from the last commit, or settle the record with `permalinks settle`"
    )


def with_target(record, anchor, target):
    entries = (
        replace(entry, removal=Removal(LATER, target, is_moved=True))
        if entry.anchor == anchor
        else entry
        for entry in record.entries
    )
    return replace(record, entries=tuple(entries))


def test_recorded_targets_that_lead_back_are_errors_at_their_lines():
    first, second = records_of_two()
    restore = "restore the line from the last commit, or settle the record with `permalinks settle`"
    now = statement(*without(2)), statement(*BRIDGE[1:], slug=OTHER)
    itself = with_target(first, "p2", f"{SLUG}/p2")
    assert errors_of(*now, records=(itself, with_target(second, "p1", f"{SLUG}/p1"))) == (
        f'{path_of(SLUG)}:3: "to" is {SLUG}/p2, which leads back to itself; {restore}'
    )
    circle = with_target(first, "p2", f"{OTHER}/p1"), with_target(second, "p1", f"{SLUG}/p2")
    assert errors_of(*now, records=circle).splitlines() == [
        f'{path_of(SLUG)}:3: "to" is {OTHER}/p1, which leads back to itself; {restore}',
        f'{path_of(OTHER)}:2: "to" is {SLUG}/p2, which leads back to itself; {restore}',
    ]


def test_a_line_about_a_part_of_a_withdrawn_statement_settles_nothing(published):
    withdrawn = f"{SLUG}: withdrawn\n{SLUG}/p2: withdrawn\n"
    assert errors_of(records=published, withdrawn=withdrawn) == (
        f"{PATH}:2: the line settles nothing, since all of {SLUG} was withdrawn; remove this line"
    )


def test_an_address_under_its_old_and_its_new_name_is_an_error(published):
    moved = "2021-02-26-moscow"
    result = reconcile(statement(*TEXTS, slug=moved), records=published)
    withdrawn = f"{SLUG}/p2: withdrawn\n{moved}/p2: p3\n"
    assert errors_of(
        statement(*without(2), slug=moved), records=result.records, withdrawn=withdrawn
    ) == (f"{PATH}:2: {moved}/p2 is also in line 1, under another name; remove one of them")


COURTESY = "Thank you."


def moved_parts(result: Result) -> dict[str, str]:
    """Return where the parts of the first statement are."""
    return {one.anchor: one.replaced_by for one in result.statements[0].withdrawn if one.is_moved}


def test_a_paragraph_that_is_in_another_statement_now_is_moved(published):
    other = statement("An opening.", TEXTS[1], slug=OTHER)
    result = reconcile(statement(*without(2)), other, records=published)
    moved = Withdrawn(
        "p2", TEXTS[1], "sergey-lavrov", FIRST, LATER, "p1", "p3", f"{OTHER}/p2", True
    )
    assert result.statements[0].withdrawn == (moved,)
    assert (
        '"gone": "2026-12-01", "to": "2021-03-01-bridge/p2", "moved": true'
        in (result.files[f"{SLUG}.jsonl"])
    )
    again = reconcile(statement(*without(2)), other, records=result.records, today=LAST)
    assert (again.files, again.statements) == (result.files, result.statements)


def test_a_statement_split_in_two_keeps_every_address(published):
    now = statement(*TEXTS[:4]), statement(*BRIDGE, *TEXTS[4:], slug=OTHER)
    assert moved_parts(reconcile(*now, records=published)) == {
        "answer-2": f"{OTHER}/answer-2",
        "p5": f"{OTHER}/p5",
        "p6": f"{OTHER}/p6",
        "p7": f"{OTHER}/p7",
    }


def test_two_statements_that_were_merged_keep_every_address():
    """The larger one is renamed, and the other one moves into it."""
    records = records_of_two()
    result = reconcile(statement(*TEXTS, *BRIDGE, slug="2021-02-26-both"), records=records)
    assert result.statements[0].old_slugs == (SLUG,)
    (moved,) = result.withdrawn
    both = "2021-02-26-both"
    assert (moved.slug, moved.replaced_by) == (OTHER, both)
    assert moved.moved == (
        ("p1", f"{both}/p8"),
        ("p2", f"{both}/p9"),
        ("answer-1", f"{both}/answer-3"),
        ("p3", f"{both}/p10"),
        ("p4", f"{both}/p11"),
    )
    assert reconcile(*result_statements(both), records=result.records, today=LAST) == result


def result_statements(slug: str) -> tuple[TaggedStatement, ...]:
    return (statement(*TEXTS, *BRIDGE, slug=slug),)


def test_a_statement_of_which_a_part_is_nowhere_is_an_error():
    now = statement(*TEXTS, *BRIDGE[1:])
    assert errors_of(now, records=records_of_two()) == (
        f"{path_of(OTHER)}: {OTHER} was published, and its transcript is missing; all but p1 is in "
        f"other statements now; restore it, or add to {PATH}: `{OTHER}: withdrawn`, "
        f"or `{OTHER}: …` with the slug of its replacement"
    )
    result = reconcile(now, records=records_of_two(), withdrawn=f"{OTHER}: withdrawn")
    assert [anchor for anchor, _ in result.withdrawn[0].moved] == ["p2", "answer-1", "p3", "p4"]


def test_short_paragraphs_move_only_with_their_neighbours(published):
    passage = (TEXTS[5], COURTESY, TEXTS[6])
    records = reconcile(statement(*TEXTS[:5], *passage, COURTESY), today=FIRST).records
    now = statement(*TEXTS[:5], COURTESY), statement(*BRIDGE, *passage, slug=OTHER)
    assert moved_parts(reconcile(*now, records=records)) == {
        "p6": f"{OTHER}/p5",
        "p7": f"{OTHER}/p6",
        "p8": f"{OTHER}/p7",
    }
    found = errors_of(statement(*TEXTS), statement(*BRIDGE, COURTESY, slug=OTHER), records=records)
    assert "p7 was published and is missing" in found


def test_the_same_words_of_another_speaker_are_not_moved(published):
    other = statement("An opening.", f"Atmar: {TEXTS[1]}", slug=OTHER)
    assert "p2 was published and is missing" in errors_of(
        statement(*without(2)), other, records=published
    )


def test_what_was_there_before_is_no_place_to_which_words_moved():
    """Both statements had the same words."""
    records = reconcile(
        statement(*TEXTS), statement(*BRIDGE, TEXTS[1], slug=OTHER), today=FIRST
    ).records
    now = statement(*without(2)), statement(*BRIDGE, TEXTS[1], slug=OTHER)
    assert "p2 was published and is missing" in errors_of(*now, records=records)


def test_a_passage_that_moved_back_has_its_numbers_again(published):
    other = statement("An opening.", TEXTS[1], slug=OTHER)
    result = reconcile(statement(*without(2)), other, records=published)
    back = reconcile(
        statement(*TEXTS), statement("An opening.", slug=OTHER), records=result.records
    )
    assert anchors(back) == ["p1", "p2", "p3", "p4", "p5", "p6", "p7"]
    assert [(one.anchor, one.replaced_by) for one in back.statements[1].withdrawn] == [
        ("p2", f"{SLUG}/p2")
    ]


def test_a_withdrawal_counts_more_than_a_move(published):
    other = statement("An opening.", TEXTS[1], slug=OTHER)
    result = reconcile(
        statement(*without(2)), other, records=published, withdrawn=f"{SLUG}/p2: withdrawn"
    )
    assert [(w.replaced_by, w.is_moved) for w in result.statements[0].withdrawn] == [("", False)]


@pytest.mark.parametrize(
    ("turns", "joined"),
    [
        (("Okay.", "Okay.", "All right."), "Okay. Okay. All right."),
        (("Yes.", "Okay."), "Yes. Okay."),
        (("Yes.", "No.", "We will see."), "Yes. No. We will see."),
    ],
)
def test_short_turns_that_were_joined_lead_to_the_result(turns, joined):
    records = reconcile(statement(*TEXTS[:4], *turns, *TEXTS[4:]), today=FIRST).records
    result = reconcile(statement(*TEXTS[:4], joined, *TEXTS[4:]), records=records)
    numbers = [p.number for p in result.statements[0].paragraphs]
    also = [p.also for p in result.statements[0].paragraphs]
    assert sorted((f"p{numbers[4]}", *also[4])) == [f"p{5 + n}" for n in range(len(turns))]
    assert result.statements[0].withdrawn == ()

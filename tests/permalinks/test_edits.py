"""However a text is edited, its addresses still link to the same passages."""

import random
from collections import Counter
from datetime import date
from difflib import SequenceMatcher
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from onrecord.permalinks.number import Assigned, assign_numbers
from onrecord.permalinks.record import Record, read_record, write_record
from tests.permalinks import drafts
from tests.permalinks.drafts import Draft, Piece

FIRST, LATER = date(2026, 11, 22), date(2026, 12, 1)
PUBLISHED = drafts.published()

edit_scripts = st.lists(
    st.tuples(st.sampled_from(drafts.EDITS), st.integers(0, 999), st.integers(0, 999)),
    min_size=1,
    max_size=12,
)


@cache
def publish(pieces: Draft) -> Record:
    return assign_numbers(drafts.statement(pieces), None, accepted={}, today=FIRST).record


def edited(pieces: Draft, script: list[tuple[drafts.Edit, int, int]]) -> Draft:
    for edit, a, b in script:
        pieces = edit(pieces, a, b)
    return pieces


def number_edited(pieces: Draft, record: Record) -> Assigned:
    """Return the edited statement with numbers, every removal accepted."""
    statement = drafts.statement(pieces)
    first = assign_numbers(statement, record, accepted={}, today=LATER)
    accepted = {entry.anchor: "" for entry in first.missing}
    return (
        first if not accepted else assign_numbers(statement, record, accepted=accepted, today=LATER)
    )


def words(text: str) -> list[str]:
    return text.replace("'", "’").casefold().split()


def likeness(one: str, other: str) -> float:
    """Return the share of words that are the same, in any order."""
    if one == other:
        return 1.0
    a, b = words(one), words(other)
    return 2 * (Counter(a) & Counter(b)).total() / max(1, len(a) + len(b))


def containment(one: str, other: str) -> float:
    """Return the share of the shorter text's letters that the longer one has in order."""
    short, long = sorted(("".join(words(one)), "".join(words(other))), key=len)
    runs = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
    return sum(run.size for run in runs) / max(1, len(short))


@given(st.sampled_from(PUBLISHED), edit_scripts)
def test_an_unchanged_paragraph_keeps_its_number(published, script):
    now = edited(published, script)
    assigned = number_edited(now, publish(published))
    texts = Counter(piece.text for piece in (*published, *now))
    numbers = [paragraph.number for paragraph in assigned.statement.paragraphs]
    unchanged = {
        origin: place
        for place, piece in enumerate(now)
        for origin in piece.origins
        if published[origin - 1] == piece and texts[piece.text] == 2
    }
    assert {origin: numbers[place] for origin, place in unchanged.items()} == {
        origin: origin for origin in unchanged
    }


@given(st.sampled_from(PUBLISHED), edit_scripts)
def test_no_number_is_given_to_a_different_paragraph(published, script):
    now = edited(published, script)
    assigned = number_edited(now, publish(published))
    for paragraph in assigned.statement.paragraphs:
        if paragraph.number <= len(published):
            before = published[paragraph.number - 1].text
            is_alike = likeness(before, paragraph.text) >= 0.5
            assert is_alike or containment(before, paragraph.text) >= 0.5


@given(st.sampled_from(PUBLISHED), edit_scripts)
def test_every_number_is_unique_and_every_published_one_links_or_is_withdrawn(published, script):
    assigned = number_edited(edited(published, script), publish(published))
    numbers = [paragraph.number for paragraph in assigned.statement.paragraphs]
    assert len(set(numbers)) == len(numbers)
    linked = {anchor for p in assigned.statement.paragraphs for anchor in (p.anchor, *p.also)}
    withdrawn = {one.anchor for one in assigned.statement.withdrawn}
    assert {f"p{n}" for n in range(1, len(published) + 1)} <= linked | withdrawn
    exchanges = assigned.statement.exchanges
    linked |= {anchor for e in exchanges for anchor in (e.anchor, *e.also)}
    ids = {entry.anchor for entry in publish(published).entries}
    assert ids <= linked | withdrawn


@given(st.sampled_from(PUBLISHED), edit_scripts, edit_scripts)
def test_a_text_matched_with_its_own_record_changes_nothing(published, script, more):
    record = publish(published)
    for step in (script, more):
        published = edited(published, step)
        assigned = number_edited(published, record)
        record = assigned.record
        statement = drafts.statement(published)
        again = assign_numbers(statement, record, accepted={}, today=date(2030, 1, 1))
        assert again.statement == assigned.statement
        assert again.record == record
        assert again.missing == ()
        assert read_record(write_record(record), path="x", slug=record.slug) == record


@given(st.sampled_from(PUBLISHED), edit_scripts, edit_scripts)
def test_a_number_is_never_freed(published, script, more):
    record = publish(published)
    known = {entry.anchor for entry in record.entries}
    for step in (script, more):
        published = edited(published, step)
        record = number_edited(published, record).record
        now = {entry.anchor for entry in record.entries}
        assert known <= now
        known = now


def test_paragraphs_that_are_80_percent_the_same_nearly_all_keep_their_numbers():
    chance = random.Random(20210226)
    same = kept = 0
    for _ in range(100):
        published = chance.choice(PUBLISHED)
        size = chance.choice((1, 3, 10, 30))
        picked = chance.choices(drafts.EDITS, k=size)
        script = [(edit, chance.randrange(1000), chance.randrange(1000)) for edit in picked]
        now = edited(published, script)
        assigned = number_edited(now, publish(published))
        at = {p.number: place for place, p in enumerate(assigned.statement.paragraphs)}
        for origin, piece in enumerate(published, 1):
            heirs = [p for p in now if origin in p.origins]
            alike = [heir for heir in heirs if likeness(piece.text, heir.text) >= 0.8]
            if alike:
                same += 1
                place = at.get(origin)
                kept += place is not None and is_heir(now[place], alike)
    assert same > 2_500
    assert kept / same >= 0.995


def is_heir(piece: Piece, heirs: list[Piece]) -> bool:
    """True if it is one of the heirs, or has the same wording."""
    return any(words(piece.text) == words(heir.text) for heir in heirs)

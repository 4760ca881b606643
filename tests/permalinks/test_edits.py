"""Whatever is done to a text, its addresses lead to the words that they led to."""

import random
from collections import Counter
from datetime import date
from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from onrecord.permalinks.number import Assigned, assign_addresses
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


def publish(pieces: Draft) -> Record:
    return assign_addresses(drafts.statement(pieces), None, accepted={}, today=FIRST).record


def edited(pieces: Draft, script: list[tuple[drafts.Edit, int, int]]) -> Draft:
    for edit, a, b in script:
        pieces = edit(pieces, a, b)
    return pieces


def lay(pieces: Draft, record: Record) -> Assigned:
    """The edited statement, with every removal accepted."""
    statement = drafts.statement(pieces)
    first = assign_addresses(statement, record, accepted={}, today=LATER)
    accepted = {entry.anchor: "" for entry in first.lost}
    return assign_addresses(statement, record, accepted=accepted, today=LATER)


def places(assigned: Assigned) -> dict[str, int]:
    """Where each anchor leads: the place of a paragraph in the statement."""
    found = {}
    for place, paragraph in enumerate(assigned.statement.paragraphs):
        found |= dict.fromkeys((paragraph.anchor, *paragraph.also), place)
    return found


def words(text: str) -> list[str]:
    return text.replace("'", "’").casefold().split()


def likeness(one: str, other: str) -> float:
    """The share of words that are the same: in order, or whatever their order."""
    if one == other:
        return 1.0
    a, b = words(one), words(other)
    in_order = SequenceMatcher(None, a, b, autojunk=False).ratio()
    shared = (Counter(a) & Counter(b)).total()
    return max(in_order, 2 * shared / max(1, len(a) + len(b)))


def containment(one: str, other: str) -> float:
    """The share of the shorter one's letters that are in the longer one, run by run."""
    short, long = sorted(("".join(words(one)), "".join(words(other))), key=len)
    runs = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
    return sum(run.size for run in runs) / max(1, len(short))


@given(st.sampled_from(PUBLISHED), edit_scripts)
def test_an_unchanged_paragraph_keeps_its_number(published, script):
    now = edited(published, script)
    assigned = lay(now, publish(published))
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
def test_no_number_is_given_to_something_else(published, script):
    now = edited(published, script)
    assigned = lay(now, publish(published))
    for paragraph in assigned.statement.paragraphs:
        if paragraph.number <= len(published):
            before = published[paragraph.number - 1].text
            alike = likeness(before, paragraph.text)
            assert max(alike, containment(before, paragraph.text)) >= 0.5


@given(st.sampled_from(PUBLISHED), edit_scripts)
def test_every_number_is_given_once_and_every_published_one_is_accounted_for(published, script):
    assigned = lay(edited(published, script), publish(published))
    numbers = [paragraph.number for paragraph in assigned.statement.paragraphs]
    assert len(set(numbers)) == len(numbers)
    leading = {anchor for p in assigned.statement.paragraphs for anchor in (p.anchor, *p.also)}
    withdrawn = {one.anchor for one in assigned.statement.withdrawn}
    assert {f"p{n}" for n in range(1, len(published) + 1)} <= leading | withdrawn
    exchanges = assigned.statement.exchanges
    leading |= {anchor for e in exchanges for anchor in (e.anchor, *e.also)}
    ids = {entry.anchor for entry in publish(published).entries}
    assert ids <= leading | withdrawn


@given(st.sampled_from(PUBLISHED), edit_scripts, edit_scripts)
def test_laid_to_its_own_record_a_text_changes_nothing(published, script, more):
    record = publish(published)
    for step in (script, more):
        published = edited(published, step)
        assigned = lay(published, record)
        record = assigned.record
        statement = drafts.statement(published)
        again = assign_addresses(statement, record, accepted={}, today=date(2030, 1, 1))
        assert again.statement == assigned.statement
        assert again.record == record
        assert again.lost == ()
        assert read_record(write_record(record), path="x", slug=record.slug) == record


@given(st.sampled_from(PUBLISHED), edit_scripts, edit_scripts)
def test_a_number_once_given_never_becomes_free(published, script, more):
    record = publish(published)
    known = {entry.anchor for entry in record.entries}
    for step in (script, more):
        published = edited(published, step)
        record = lay(published, record).record
        now = {entry.anchor for entry in record.entries}
        assert known <= now
        known = now


def test_of_paragraphs_of_which_four_fifths_are_the_same_99_in_100_keep_their_number():
    chance = random.Random(20210226)
    same = kept = 0
    for _ in range(200):
        published = chance.choice(PUBLISHED)
        size = chance.choice((1, 3, 10, 30))
        picked = chance.choices(drafts.EDITS, k=size)
        script = [(edit, chance.randrange(1000), chance.randrange(1000)) for edit in picked]
        now = edited(published, script)
        assigned = lay(now, publish(published))
        at = {p.number: place for place, p in enumerate(assigned.statement.paragraphs)}
        for origin, piece in enumerate(published, 1):
            heirs = [p for p in now if origin in p.origins]
            alike = [heir for heir in heirs if likeness(piece.text, heir.text) >= 0.8]
            if alike:
                same += 1
                place = at.get(origin)
                kept += place is not None and is_heir(now[place], alike)
    assert same > 5_000
    assert kept / same >= 0.995


def is_heir(piece: Piece, heirs: list[Piece]) -> bool:
    """Whether it is one of the heirs, or says the same word for word."""
    return any(words(piece.text) == words(heir.text) for heir in heirs)

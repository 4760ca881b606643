"""What the importer writes into the front matter."""

from onrecord.importing.stated_facts import Facts
from onrecord.importing.write_transcript import write_transcript


def test_a_time_that_the_source_gives_twice_is_noted_once() -> None:
    facts = Facts(times=["14:00", "15:10", "14:00"])

    assert "  The source gives the times 14:00 and 15:10.\n" in write_transcript(facts, "Yes.")


def test_one_time_is_noted_as_one() -> None:
    facts = Facts(times=["14:00", "14:00"])

    assert "  The source gives the time 14:00.\n" in write_transcript(facts, "Yes.")

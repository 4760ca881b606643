"""The facts that a source states for the front matter of its transcript."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.content.layouts import NO_LAYOUT, Layout, matches_phrase
from onrecord.importing.dates import DateReader
from onrecord.importing.languages import listed_languages
from onrecord.importing.line_ledger import Ledger
from onrecord.importing.source import Fact


@dataclass(slots=True)
class Facts:
    """The facts found so far, with warnings; the first statement of a fact counts."""

    layout: Layout = NO_LAYOUT  # of the source
    found: dict[str, Fact] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  # for the notes of the record
    times: list[str] = field(default_factory=list)  # of day, as the source has them

    def state(self, key: str, value: str, where: str, *, is_unsure: bool = False) -> None:
        """Add a fact unless it is there already."""
        if value and key not in self.found:
            self.found[key] = Fact(value, where, is_unsure)

    @property
    def dates(self) -> DateReader:
        """Reads dates as the source writes them."""
        return DateReader(self["language"], self.layout.date_order)

    def __getitem__(self, key: str) -> str:
        """Return the value of the fact, or an empty string."""
        return self.found[key].value if key in self.found else ""


def state_languages(facts: Facts, codes: Iterable[str], where: str) -> None:
    """State the languages other than the text’s own."""
    others = sorted(set(codes) - {facts["language"]})
    facts.state("other_languages", " ".join(others), where)


def correct_date(facts: Facts, said: str, where: str) -> None:
    """Replace a date that was found before, with a warning if they differ."""
    before = facts.found.get("date")
    if before and before.value != said:
        facts.warnings.append(f"{where} says {said}, {before.where} {before.value}")
    facts.found["date"] = Fact(said, where)


def line_name(ledger: Ledger, place: int) -> str:
    """Return `line 14` for a place in the ledger."""
    return f"line {ledger.lines[place].number}"


def read_languages(ledger: Ledger, place: int, facts: Facts) -> bool:
    """Read a line that lists only languages; False if it does not."""
    listed = listed_languages(ledger.lines[place].text)
    if listed:
        state_languages(facts, listed, line_name(ledger, place))
        ledger.read_as(place, "other_languages")
    return bool(listed)


def read_remark(ledger: Ledger, place: int, facts: Facts) -> bool:
    """Read a line that belongs into the notes, by a phrase of the layout; False if it does not."""
    text = ledger.lines[place].text
    is_remark = matches_phrase(facts.layout.remarks, text)
    if is_remark:
        facts.remarks.append(" ".join(text.split()))
        ledger.read_as(place, "notes")
    return is_remark

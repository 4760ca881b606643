"""The details of a citation, and the citations of statements and exchanges."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from onrecord import urls
from onrecord.content.times import short_time
from onrecord.model import Exchange, Site, Speaker, Statement
from onrecord.permalinks.fingerprint import fingerprint_of_exchange


@dataclass(frozen=True, slots=True)
class Name:
    """A speaker's name; the family name is known only if config.yaml states it."""

    whole: str
    family: str = ""

    @property
    def given(self) -> str:
        """The name without the family name; empty if that is not known."""
        if self.is_family_first:
            return self.whole.removeprefix(self.family).strip()
        is_last = bool(self.family) and self.whole.endswith(f" {self.family}")
        return self.whole.removesuffix(self.family).strip() if is_last else ""

    @property
    def is_family_first(self) -> bool:
        """True for `Li Keqiang`, which is not inverted in a list."""
        return bool(self.family) and self.whole.startswith(f"{self.family} ")

    @property
    def listed(self) -> str:
        """`Lavrov, Sergey`; `Li Keqiang`; the whole name if the family name is not known."""
        is_turned = bool(self.given) and not self.is_family_first
        return f"{self.family}, {self.given}" if is_turned else self.whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A citation of a statement, or of a part of it; what is not known is empty."""

    key: str  # sergey-lavrov-2021-02-26-atmar-p14
    names: tuple[Name, ...]  # everybody who speaks; empty for a report without an author
    title: str
    day: date  # when it was said
    occasion: str = ""
    place: str = ""
    publisher: str = ""
    source: str = ""  # the address at which it was published
    site: str = ""  # the title of this site
    is_report: bool = False  # a news report, not a transcript
    address: str = ""  # the full address on this site
    language: str = ""
    part: str = ""  # question, answer, question and answer
    number: int = 0  # of the part
    paragraphs: tuple[int, ...] = ()  # numbers in reading order
    time: str = ""  # when it begins in the recording: `12:34`
    accessed: date | None = None  # known in the reader's browser only
    whole: "Citation | None" = None  # the citation of the whole statement, for a part of it
    answers: "tuple[Citation, ...]" = ()  # of the whole statement, for files that list them


def of_statement(statement: Statement, *, people: Mapping[str, Speaker], site: Site) -> Citation:
    """Return the citation of the whole statement, by its speaker."""
    address = urls.of_statement(statement)
    return Citation(
        key=f"{statement.speaker}-{statement.slug}",
        names=_names([statement.speaker], statement, people),
        title=statement.title,
        day=statement.date,
        occasion=statement.occasion,
        place=statement.place,
        publisher=statement.source.publisher if statement.source else "",
        source=statement.source.url if statement.source else "",
        site=site.title,
        address=site.address + address if site.address else "",
        language=statement.language,
        is_report=statement.kind == "report",
    )


def of_exchange(
    statement: Statement, exchange: Exchange, *, people: Mapping[str, Speaker], site: Site
) -> Citation:
    """Return the citation of an answer by all who give it; if there is none, by who asks.

    Its address carries the fingerprint of the text, so that readers who follow it learn of edits.
    """
    whole = of_statement(statement, people=people, site=site)
    cited = exchange.answers or (exchange.question,)
    speakers = [speech.speaker for speech in cited]
    begins = next((p.time for speech in cited for p in speech.paragraphs), None)
    address = f"{urls.of_exchange(statement, exchange)}:{fingerprint_of_exchange(exchange)}"
    return replace(
        whole,
        whole=whole,
        key=f"{speakers[0]}-{statement.slug}-{exchange.anchor}",
        names=_names(speakers, statement, people),
        address=site.address + address if site.address else "",
        part="answer" if exchange.answers else "question",
        number=exchange.number,
        time="" if begins is None else short_time(begins),
    )


def with_answers(statement: Statement, *, people: Mapping[str, Speaker], site: Site) -> Citation:
    """Return the citation of the statement, with its answers if the site has an address."""
    whole = of_statement(statement, people=people, site=site)
    answers = (
        of_exchange(statement, exchange, people=people, site=site)
        for exchange in statement.exchanges
    )
    return replace(whole, answers=tuple(answers)) if whole.address else whole


def name_of(speaker: Speaker, statement: Statement) -> Name | None:
    """Return the speaker's name; None for a report without a named author."""
    if statement.kind == "report" and not speaker.is_person:
        return None
    return Name(speaker.name, speaker.family_name)


def _names(
    speakers: Iterable[str], statement: Statement, people: Mapping[str, Speaker]
) -> tuple[Name, ...]:
    """Return everybody's name once, in the order in which they speak."""
    names = [name_of(people[slug], statement) for slug in dict.fromkeys(speakers)]
    return tuple(name for name in names if name)

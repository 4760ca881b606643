"""The details of a citation."""

from dataclasses import dataclass
from datetime import date


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

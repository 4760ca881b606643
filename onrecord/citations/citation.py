"""What a citation knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Name:
    """Who spoke. Which part is the family's is stated or not known, never guessed."""

    whole: str
    family: str = ""

    @property
    def given(self) -> str:
        """The name without the family's; empty where that is not known."""
        if self.is_family_first:
            return self.whole.removeprefix(self.family).strip()
        is_last = bool(self.family) and self.whole.endswith(f" {self.family}")
        return self.whole.removesuffix(self.family).strip() if is_last else ""

    @property
    def is_family_first(self) -> bool:
        """`Li Keqiang`, who is not turned round in a list."""
        return bool(self.family) and self.whole.startswith(f"{self.family} ")

    @property
    def listed(self) -> str:
        """`Lavrov, Sergey`; `Li Keqiang`; the whole name where the family's is not known."""
        is_turned = bool(self.given) and not self.is_family_first
        return f"{self.family}, {self.given}" if is_turned else self.whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A statement, or a part of it; what is not known is empty."""

    key: str  # sergey-lavrov-2021-02-26-atmar-p14
    names: tuple[Name, ...]  # of all whose words it is; none, of a report that names no author
    title: str
    day: date  # when it was said
    occasion: str = ""
    place: str = ""
    publisher: str = ""
    source: str = ""  # the address where it was published
    site: str = ""  # the title of ours
    is_report: bool = False  # about what was said, not a transcript of it
    address: str = ""  # of the words, on our site, in full
    language: str = ""
    part: str = ""  # question, answer, question and answer
    number: int = 0  # of the part
    paragraphs: tuple[int, ...] = ()  # their numbers, in reading order
    accessed: date | None = None  # known to the reader's browser, never to a build

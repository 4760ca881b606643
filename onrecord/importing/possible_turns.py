"""A turn: the label of a paragraph, and whether somebody speaks there."""

from dataclasses import dataclass
from typing import Literal

from onrecord.importing.find_labels import Found

Judgement = Literal["known", "label", "doubtful", "prose"]
TEXT = "text"  # why words before a colon are certainly no label


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph's label, if one was found, and what it was judged to be."""

    found: Found | None = None
    judgement: Judgement = "prose"
    asks: bool = False
    why: str = ""

    @property
    def is_turn(self) -> bool:
        """True if somebody speaks here, known or new."""
        return self.judgement in {"known", "label"}

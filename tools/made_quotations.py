"""Makes quotations out of a collection's own sentences, for which the right verdict is known."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_ELSEWHERE = Path(__file__).with_name("sentences-from-elsewhere.txt")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a collection."""

    text: str
    kind: str
    is_own: bool  # said by one of those whose statements the collection has


@dataclass(frozen=True)
class Made:
    """A quotation, its kind, and the right verdict."""

    kind: str
    text: str
    right: str


class Maker:
    """Makes quotations out of the sentences of paragraphs; the same ones for the same seed."""

    def __init__(self, paragraphs: Sequence[Paragraph], seed: int) -> None:
        self.draw = random.Random(seed)
        self.own: list[tuple[int, str]] = []
        self.others: list[str] = []
        for number, paragraph in enumerate(paragraphs):
            for sentence in sentences_of(paragraph.text):
                if paragraph.is_own:
                    self.own.append((number, sentence))
                elif paragraph.kind == "question":
                    self.others.append(sentence)
        self.words = sorted({word for _, one in self.own for word in plain(one).split()})
        self.scan = " \n ".join(f" {plain(paragraph.text)} " for paragraph in paragraphs)

    def make(self, count: int) -> Iterator[Made]:
        """Yield up to `count` quotations of each kind."""
        kinds: dict[str, tuple[Callable[[], str | None], str]] = {
            "as printed": (self._sentence, "verbatim"),
            "set otherwise": (lambda: self._set_otherwise(self._sentence()), "verbatim"),
            "words left out": (lambda: self._left_out(self._words()), "altered"),
            "words changed": (lambda: self._changed(self._words()), "altered"),
            "words added": (lambda: self._with_more(self._words()), "altered"),
            "words swapped": (lambda: self._swapped(self._words()), "altered"),
            "negated": (lambda: self._negated(self._words()), "altered"),
            "joined by an ellipsis": (lambda: self._joined(" … "), "joined"),
            "joined silently": (lambda: self._joined(" "), "joined"),
            "of somebody else": (lambda: self.draw.choice(self.others), "someone-else"),
            "words in any order": (self._shuffled, "not-found"),
            "words of many sentences": (self._jumble, "not-found"),
        }
        for kind, (make, right) in kinds.items():
            made: set[str] = set()
            for _ in range(count * 20):
                text = make()
                if text and text not in made and self._is_right(text, right):
                    made.add(text)
                    yield Made(kind, text, right)
                if len(made) == count:
                    break

    def is_in(self, text: str) -> bool:
        """True if a plain scan of all paragraphs finds the words of the text in a row."""
        return f" {plain(text)} " in self.scan

    def _is_right(self, text: str, right: str) -> bool:
        return right in ("verbatim", "someone-else") or not self.is_in(text)

    def _sentence(self) -> str:
        return self.draw.choice(self.own)[1]

    def _words(self) -> list[str]:
        return self._sentence().split()

    def _set_otherwise(self, sentence: str) -> str:
        changes: tuple[Callable[[str], str], ...] = (
            lambda text: text.replace("’", "'").replace("“", '"').replace("”", '"'),
            lambda text: text.replace("'", "’"),
            lambda text: text.replace(" – ", " — ").replace("—", " - "),
            lambda text: text.replace(" ", "  ", 3).replace(" ", "\u00a0", 1),
            lambda text: text[:1].lower() + text[1:],
            lambda text: text.rstrip(".!?") + self.draw.choice([",", "!", "", "…"]),
        )
        for change in self.draw.sample(changes, 3):
            sentence = change(sentence)
        return sentence

    def _left_out(self, words: list[str]) -> str:
        count = self.draw.randint(1, max(1, min(3, len(words) // 6)))
        for _ in range(count):
            del words[self.draw.randrange(1, len(words) - 1)]
        return " ".join(words)

    def _changed(self, words: list[str]) -> str:
        for _ in range(self.draw.randint(1, max(1, len(words) // 8))):
            place = self.draw.randrange(len(words))
            words[place] = self.draw.choice(self.words)
        return " ".join(words)

    def _with_more(self, words: list[str]) -> str:
        for _ in range(self.draw.randint(1, max(1, len(words) // 8))):
            words.insert(self.draw.randrange(1, len(words)), self.draw.choice(self.words))
        return " ".join(words)

    def _swapped(self, words: list[str]) -> str | None:
        first = self.draw.randrange(len(words) - 1)
        second = min(len(words) - 1, first + self.draw.randint(1, 5))
        words[first], words[second] = words[second], words[first]
        return " ".join(words)

    def _negated(self, words: list[str]) -> str:
        if "not" in words:
            words.remove("not")
            return " ".join(words)
        verbs = [n for n, word in enumerate(words) if word in _VERBS]
        place = self.draw.choice(verbs) + 1 if verbs else self.draw.randrange(1, len(words))
        return " ".join([*words[:place], "not" if verbs else "never", *words[place:]])

    def _joined(self, between: str) -> str | None:
        (one, first), (other, second) = self.draw.sample(self.own, 2)
        a, b = first.split(), second.split()
        if abs(one - other) < 2 or len(a) < 8 or len(b) < 8:
            return None
        return " ".join(a[: len(a) // 2 + 1]) + between + " ".join(b[len(b) // 2 - 1 :])

    def _shuffled(self) -> str:
        words = self._words()
        self.draw.shuffle(words)
        return " ".join(words)

    def _jumble(self) -> str:
        return " ".join(self.draw.sample(self.words, self.draw.randint(8, 25)))


def from_elsewhere() -> list[str]:
    """Return sentences that nobody in the collection said."""
    return _ELSEWHERE.read_text("utf-8").splitlines()


_VERBS = {"is", "are", "was", "were", "will", "would", "can", "should", "must", "have", "has"}
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")


def sentences_of(text: str) -> list[str]:
    """Return the sentences of eight to forty words in a paragraph."""
    return [one for one in _END.split(text) if 8 <= len(plain(one).split()) <= 40]


def plain(text: str) -> str:
    """Return the words in lower case, found without the code of the judge."""
    cleaned = re.sub(r"(?<=\w)['’.,](?=\w)", "", text.lower())
    return " ".join(re.findall(r"[^\W_]+", cleaned))

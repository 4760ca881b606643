"""Random queries in Lunr's own syntax, of all kinds, from the words of a collection."""

import random
from collections.abc import Callable

from onrecord.search.analysis import find_term, fold_word
from tools.made_collection import Collection


def draw_queries(collection: Collection, count: int) -> list[str]:
    """Return `count` queries; the same collection gives the same ones."""
    draw = _Draw(collection)
    return [draw.kinds[number % len(draw.kinds)]() for number in range(count)]


class _Draw:
    """Common words, rare words, and words that do not occur."""

    def __init__(self, collection: Collection) -> None:
        self.random = random.Random(7)
        words = [word for entry in collection.entries for word in entry.text.split()]
        fit = [word for word in words if word.isalpha() and len(word) > 2 and find_term(word)]
        self.running, self.distinct = fit, sorted(set(fit))
        self.titles = sorted({w for each in collection.statements for w in each.title.split()})
        self.titles = [word for word in self.titles if word.isalpha()]
        self.names = sorted({w for e in collection.entries for w in e.speaker_name.split()})
        self.kinds: list[Callable[[], str]] = [
            self.word,
            lambda: f"{self.word()} {self.word()}",
            lambda: f"{self.word()} {self.word()} {self.word()} {self.word()}",
            lambda: f"text:{self.word()}",
            lambda: f"title:{self.random.choice(self.titles)} {self.word()}",
            lambda: f"speaker:{self.random.choice(self.names)} {self.word()}",
            lambda: f"topic:peace +{self.word()}",
            lambda: f"+{self.word()} {self.word()}",
            lambda: f"+{self.word()} +{self.word()}",
            lambda: f"+text:{self.word()} +title:{self.random.choice(self.titles)}",
            lambda: f"{self.word()} -{self.word()}",
            lambda: f"-{self.word()} -text:{self.word()}",
            lambda: f"+{self.word()} {self.word()} -{self.word()}",
            self.leading,
            self.middle,
            self.trailing,
            lambda: f"+{self.trailing()} {self.word()} -{self.word()}",
            lambda: f"text:{self.trailing()} {self.middle()}",
            lambda: f"{self.misspelt(1)}~1",
            lambda: f"{self.misspelt(2)}~2",
            lambda: f"+{self.misspelt(1)}~1 {self.word()}",
            lambda: f"-{self.misspelt(1)}~1 {self.word()}",
            lambda: f"{self.word()}^{self.random.randrange(2, 20)} {self.word()}",
            lambda: f"{self.word()}^3 {self.trailing()}^2 +{self.word()}",
            lambda: f"text:{self.misspelt(1)}~1^4 {self.word()} {self.word()}",
            lambda: f"{self.word()}-{self.word()} {self.word()}",
            lambda: f"{self.word()}/{self.word()}’s",
            lambda: f"{self.word()} {self.word()} xyzzy",
            lambda: f"+xyzzy {self.word()}",
            lambda: self.twice(self.word()),
        ]

    def word(self) -> str:
        many = self.running if self.random.random() < 0.5 else self.distinct
        return self.random.choice(many)

    def leading(self) -> str:
        word = fold_word(self.word())
        return f"*{word[-3:]}"

    def middle(self) -> str:
        word = fold_word(self.word())
        cut = self.random.randrange(1, len(word))
        return f"{word[:cut]}*{word[cut + 1 :]}"

    def trailing(self) -> str:
        word = fold_word(self.word())
        return f"{word[: self.random.randrange(2, len(word) + 1)]}*"

    def misspelt(self, edits: int) -> str:
        letters = list(fold_word(self.word())[:12])
        for _ in range(edits):
            place = self.random.randrange(len(letters))
            change = self.random.randrange(4)
            if change == 0 and len(letters) > 2:
                del letters[place]
            elif change == 1:
                letters.insert(place, "e")
            elif change == 2:
                letters[place] = "o"
            elif place + 1 < len(letters):
                letters[place], letters[place + 1] = letters[place + 1], letters[place]
        return "".join(letters)

    def twice(self, word: str) -> str:
        return f"{word} text:{word}^2 {word}"

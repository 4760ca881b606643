"""Statements to edit, as drafts whose paragraphs know which published ones they come from."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from onrecord.content.config import read_config
from onrecord.content.parse import parse_transcript
from onrecord.content.topics import Tagger, with_tags
from onrecord.model import (
    Config,
    ExchangeOf,
    Speech,
    StatementOf,
    TaggedParagraph,
    TaggedStatement,
)

ROOT = Path(__file__).parents[2]
ASKS = "journalist"


@dataclass(frozen=True)
class Piece:
    """A paragraph of a draft."""

    text: str
    speaker: str = "sergey-lavrov"
    origins: frozenset[int] = frozenset()


Draft = tuple[Piece, ...]


def draft(*texts: str) -> Draft:
    """Return a draft; `? …` is a question by a journalist, `X: …` is said by x."""
    return tuple(_piece(text) for text in texts)


def statement(pieces: Sequence[Piece], slug: str = "2021-02-26-atmar") -> TaggedStatement:
    """Return a statement without permalinks, in which each question starts an exchange."""
    opening: list[Speech[TaggedParagraph]] = []
    exchanges: list[list[Speech[TaggedParagraph]]] = []
    for number, piece in enumerate(pieces, 1):
        asks = piece.speaker == ASKS
        kind = "question" if asks else "answer" if exchanges else "statement"
        paragraph = TaggedParagraph(
            kind, piece.speaker, f"<p>{piece.text}</p>", piece.text, 10 + 2 * number, ()
        )
        line = 10 + 2 * number
        speech = Speech(kind, piece.speaker, "", "", "", (paragraph,), line)
        before = exchanges[-1] if exchanges else opening
        if asks and not (before and before[-1].kind == "question"):
            exchanges.append([speech])
        elif before and before[-1].speaker == piece.speaker:
            before[-1] = replace(before[-1], blocks=(*before[-1].blocks, paragraph))
        else:
            before.append(speech)
    return StatementOf(
        slug,
        f"transcripts/{slug}.md",
        "A title",
        "A short title",
        date(2021, 2, 26),
        "sergey-lavrov",
        opening=tuple(opening),
        exchanges=tuple(ExchangeOf(said[0], tuple(said[1:])) for said in exchanges),
    )


def collection() -> tuple[TaggedStatement, ...]:
    """Return the statements in `transcripts/`."""
    config = _config()
    paths = sorted((ROOT / "transcripts").glob("*.md"))
    texts = ((path.stem, path.read_text(encoding="utf-8")) for path in paths)
    return tuple(
        with_tags(
            parse_transcript(text, path=f"transcripts/{slug}.md", slug=slug, config=config),
            Tagger(()),
        )
        for slug, text in texts
    )


def published() -> tuple[Draft, ...]:
    """Return drafts of real texts: our transcripts, and a briefing with many short turns."""
    real = [[(p.speaker, p.text) for p in s.paragraphs] for s in collection()]
    lines = (Path(__file__).parent / "briefing.txt").read_text(encoding="utf-8").splitlines()
    briefing = [line.split(" | ", 1) for line in lines if not line.startswith("#")]
    texts = [*real, [(speaker, text) for speaker, text in briefing]]
    return tuple(
        tuple(Piece(text, speaker, frozenset({n})) for n, (speaker, text) in enumerate(pairs, 1))
        for pairs in texts
    )


def _piece(text: str) -> Piece:
    if text.startswith("? "):
        return Piece(text[2:], ASKS)
    label, colon, rest = text.partition(": ")
    return Piece(rest, label.lower()) if colon and label.isalpha() else Piece(text)


def _config() -> Config:
    text = (ROOT / "config.yaml").read_text(encoding="utf-8")
    return read_config(text, path="config.yaml", phrase_error=lambda _: None)


Edit = Callable[[Draft, int, int], Draft]


def misspell(pieces: Draft, a: int, b: int) -> Draft:
    """Swap two letters."""
    return _change_word(pieces, a, b, lambda w: w[1] + w[0] + w[2:] if len(w) > 1 else w)


def insert_word(pieces: Draft, a: int, b: int) -> Draft:
    """Add a word."""
    return _change_word(pieces, a, b, lambda w: f"{w} indeed")


def drop_word(pieces: Draft, a: int, b: int) -> Draft:
    """Remove a word."""
    return _change_word(pieces, a, b, lambda _: "")


def change_word(pieces: Draft, a: int, b: int) -> Draft:
    """Replace a word."""
    return _change_word(pieces, a, b, lambda _: "altogether")


def negate(pieces: Draft, a: int, b: int) -> Draft:
    """Insert "not"."""
    return _change_word(pieces, a, b, lambda w: f"not {w}")


def renumber(pieces: Draft, a: int, b: int) -> Draft:
    """Change the numbers in a paragraph."""
    piece = pieces[a % len(pieces)]
    text = re.sub(r"\d", lambda digit: str((int(digit[0]) + b) % 10), piece.text)
    return tuple(replace(p, text=text) if p is piece else p for p in pieces)


def replace_paragraph(pieces: Draft, a: int, b: int) -> Draft:
    """Replace a paragraph with a different one by the same speaker."""
    place = a % len(pieces)
    new = insert((pieces[place],), 0, b)[0]
    return (*pieces[:place], replace(new, speaker=pieces[place].speaker), *pieces[place + 1 :])


def swap_speakers(pieces: Draft, a: int, b: int) -> Draft:
    """Swap two speakers."""
    one, other = pieces[a % len(pieces)].speaker, pieces[b % len(pieces)].speaker
    now = {one: other, other: one}
    return tuple(replace(p, speaker=now.get(p.speaker, p.speaker)) for p in pieces)


def delete(pieces: Draft, a: int, b: int) -> Draft:
    """Delete one to three paragraphs."""
    place = a % len(pieces)
    return pieces[:place] + pieces[place + 1 + b % 3 :] or pieces


def insert(pieces: Draft, a: int, b: int) -> Draft:
    """Insert a new paragraph."""
    texts = (
        f"Number {b} of the agenda, fisheries, was put off until the ministers meet in spring.",
        "Go ahead.",
        "Thank you.",
        f"The delegation of country {b} thanked its hosts for bread and salt.",
    )
    place = a % (len(pieces) + 1)
    return (*pieces[:place], Piece(texts[b % 4]), *pieces[place:])


def move(pieces: Draft, a: int, b: int) -> Draft:
    """Move one to six paragraphs."""
    place = a % len(pieces)
    section = pieces[place : place + 1 + b % 6]
    rest = pieces[:place] + pieces[place + len(section) :]
    target = b % (len(rest) + 1)
    return rest[:target] + section + rest[target:]


def merge(pieces: Draft, a: int, b: int) -> Draft:
    """Merge two or three paragraphs."""
    place = a % len(pieces)
    section = pieces[place : place + 2 + b % 2]
    text = " ".join(piece.text for piece in section)
    origins = frozenset[int]().union(*(piece.origins for piece in section))
    joined = Piece(text, section[0].speaker, origins)
    return (*pieces[:place], joined, *pieces[place + len(section) :])


def split(pieces: Draft, a: int, b: int) -> Draft:
    """Split a paragraph in two."""
    place = a % len(pieces)
    piece = pieces[place]
    words = piece.text.split()
    if len(words) < 2:
        return pieces
    cut = 1 + b % (len(words) - 1)
    parts = (replace(piece, text=" ".join(part)) for part in (words[:cut], words[cut:]))
    return (*pieces[:place], *parts, *pieces[place + 1 :])


def repeat(pieces: Draft, a: int, b: int) -> Draft:
    """Repeat a paragraph."""
    twin = replace(pieces[a % len(pieces)], origins=frozenset())
    place = b % (len(pieces) + 1)
    return (*pieces[:place], twin, *pieces[place:])


def relabel(pieces: Draft, a: int, b: int) -> Draft:
    """Change the speaker of one paragraph, or of all paragraphs of a speaker."""
    piece = pieces[a % len(pieces)]
    other = f"speaker-{b % 3}"
    if b % 2:
        return tuple(replace(p, speaker=other) if p.speaker == piece.speaker else p for p in pieces)
    return tuple(replace(p, speaker=other) if p is piece else p for p in pieces)


def straighten(pieces: Draft, a: int, b: int) -> Draft:
    """Replace curly quotes and dashes with ASCII characters."""
    table = str.maketrans({"’": "'", "“": '"', "”": '"', "—": "-", "–": "-", "\u00a0": " "})
    return tuple(replace(p, text=p.text.translate(table)) for p in pieces)


def garble(pieces: Draft, a: int, b: int) -> Draft:
    """Garble UTF-8 as if read as Windows-1252: donâ€™t."""
    garbled = {sign: sign.encode().decode("cp1252") for sign in "’“—–é"}
    return tuple(replace(p, text=p.text.translate(str.maketrans(garbled))) for p in pieces)


EDITS: tuple[Edit, ...] = (
    misspell,
    insert_word,
    drop_word,
    change_word,
    negate,
    renumber,
    replace_paragraph,
    swap_speakers,
    delete,
    insert,
    move,
    merge,
    split,
    repeat,
    relabel,
    straighten,
    garble,
)


def _change_word(pieces: Draft, a: int, b: int, changed: Callable[[str], str]) -> Draft:
    place = a % len(pieces)
    words = pieces[place].text.split()
    if not words:
        return pieces
    chosen = b % len(words)
    text = " ".join([*words[:chosen], changed(words[chosen]), *words[chosen + 1 :]]).strip()
    piece = replace(pieces[place], text=" ".join(text.split()) or pieces[place].text)
    return (*pieces[:place], piece, *pieces[place + 1 :])

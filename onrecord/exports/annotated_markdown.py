"""Adds comments to a transcript, with details of each paragraph.

No Markdown renderer shows the comments. Each is on a line of its own, above its paragraph; without
these lines the text is the transcript, byte for byte:

    <!-- answer-1 -->
    <!-- p3: question by journalist; on water -->
    Question: Whose is the river?
"""

import re
from collections.abc import Iterator

from onrecord.model import Paragraph, Statement

_LINE_END = re.compile(r"\r\n?|\n")


def annotated_transcript(statement: Statement, transcript: str) -> bytes:
    """Return the text of the statement's transcript with its comments."""
    starts = [0, *(match.end() for match in _LINE_END.finditer(transcript))]
    at, parts = 0, list[str]()
    for line, comment in _comments(statement):
        start = starts[line - 1]
        parts += [transcript[at:start], f"<!-- {comment} -->\n"]
        at = start
    return "".join((*parts, transcript[at:])).encode()


def _comments(statement: Statement) -> Iterator[tuple[int, str]]:
    """Yield the comments in order, each with the number of the line below it."""
    last = None
    for _, exchange, _, paragraph in statement.placed_paragraphs():
        if exchange and exchange is not last:
            yield paragraph.line, exchange.anchor
        last = exchange
        yield paragraph.line, f"{paragraph.anchor}: {_details(paragraph)}"


def _details(paragraph: Paragraph) -> str:
    """Return `answer by sergey-lavrov; on reconciliation, security`."""
    topics = ", ".join(tag.topic for tag in paragraph.tags)
    return f"{paragraph.kind} by {paragraph.speaker}" + (f"; on {topics}" if topics else "")

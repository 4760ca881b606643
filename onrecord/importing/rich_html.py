"""Makes the safe HTML of a paragraph from its text and spans, as exports hold it."""

from collections.abc import Mapping, Sequence
from html import escape

from onrecord.exports.spans import BLOCKS, Inline, PlacedSpan, Span, SpanKind, with_joined_texts
from onrecord.model import SafeHtml

_TAGS: Mapping[SpanKind, str] = {"emphasis": "em", "strong": "strong", "link": "a"}


def html_of(parts: tuple[Inline, ...]) -> SafeHtml:
    """Return the HTML of a paragraph with these parts."""
    if any(isinstance(part, Span) and part.kind in BLOCKS for part in parts):
        blocks = (_block(part) for part in parts if isinstance(part, Span))
        return SafeHtml("\n".join(blocks))
    return SafeHtml(f"<p>{_inline(parts)}</p>")


def with_spans(text: str, spans: Sequence[PlacedSpan]) -> tuple[Inline, ...]:
    """Return the text with its spans; ValueError if they are not within each other."""
    inside: dict[int | None, list[int]] = {}
    for number, span in enumerate(spans):
        if span.inside is not None and not 0 <= span.inside < number:
            raise ValueError(f"the mark {number} is in one that is not before it")
        inside.setdefault(span.inside, []).append(number)

    def parts_of(start: int, end: int, holder: int | None) -> tuple[Inline, ...]:
        parts: list[Inline] = []
        at = start
        for number in inside.get(holder, ()):
            span = spans[number]
            if not at <= span.start <= span.end <= end:
                raise ValueError(f"the mark {number} is not in its place")
            parts.append(text[at : span.start])
            parts.append(Span(span.kind, parts_of(span.start, span.end, number), span.address))
            at = span.end
        parts.append(text[at:end])
        return with_joined_texts(parts)

    return parts_of(0, len(text), None)


def _block(span: Span) -> str:
    if span.kind == "paragraph":
        return f"<p>{_inline(span.parts)}</p>"
    inner = "\n".join(_block(part) for part in span.parts if isinstance(part, Span))
    return f"<blockquote>\n{inner}\n</blockquote>"


def _inline(parts: tuple[Inline, ...]) -> str:
    return "".join(map(_part, parts))


def _part(part: Inline) -> str:
    if isinstance(part, str):
        return escape(part, quote=False).replace("\xa0", "&nbsp;")
    if part.kind == "break":
        return "<br>"
    tag = _TAGS[part.kind]
    address = f' href="{escape(part.address)}" rel="noopener noreferrer"' if part.address else ""
    return f"<{tag}{address}>{_inline(part.parts)}</{tag}>"

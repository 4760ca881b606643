"""A paragraph's text and spans are those of its HTML."""

from collections.abc import Iterator

from hypothesis import given

from onrecord.content.markup import to_html, to_text
from onrecord.content.source_lines import UNPRINTABLE
from onrecord.exports.spans import Inline, PlacedSpan, Span, placed_spans, plain_text, rich_text
from tests.content.test_parse_properties import make_bodies, seeds
from tests.support.examples import examples


@examples(10)
@given(seeds)
def test_text_and_spans_are_those_of_the_html(seed: int) -> None:
    for source in make_bodies(seed):
        html = to_html(UNPRINTABLE.sub("", source))
        parts = rich_text(html)
        text = plain_text(parts)
        placed = placed_spans(parts)
        assert text == to_text(html)
        assert [(one.kind, one.address, text[one.start : one.end]) for one in placed] == [
            (span.kind, span.address, plain_text(span.parts)) for span in spans_in(parts)
        ]


def test_a_span_inside_another_has_the_index_of_that_one() -> None:
    assert placed_spans(rich_text(to_html("One *two **three*** four"))) == (
        PlacedSpan("emphasis", 4, 13),
        PlacedSpan("strong", 8, 13, inside=0),
    )


def spans_in(parts: tuple[Inline, ...]) -> Iterator[Span]:
    """Yield every span, each before those inside it."""
    for part in parts:
        if isinstance(part, Span):
            yield part
            yield from spans_in(part.parts)

"""Telling how far a build is: nothing at first, then a bar or a line now and then."""

import io
from collections.abc import Iterator

from onrecord.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(stream: io.StringIO, *, steps: int, seconds: float) -> str:
    """What a stage of so many steps, of so many seconds each, writes."""
    now = 0.0

    def work() -> Iterator[int]:
        nonlocal now
        for step in range(steps):
            now += seconds
            yield step

    progress = Progress(stream=stream, clock=lambda: now)
    assert list(progress.through(work(), "Pages", length=steps)) == list(range(steps))
    return stream.getvalue()


def test_a_stage_that_is_quick_says_nothing() -> None:
    assert run(io.StringIO(), steps=99, seconds=0.01) == ""
    assert run(Terminal(), steps=99, seconds=0.01) == ""


def test_where_no_bar_can_be_drawn_a_line_comes_now_and_then() -> None:
    assert run(io.StringIO(), steps=12_000, seconds=1 / 1024) == (
        "Pages 1,024 of 12,000\nPages 6,144 of 12,000\nPages 11,264 of 12,000\n"
    )


def test_a_terminal_shows_a_bar_that_comes_to_its_end() -> None:
    said = run(Terminal(), steps=30, seconds=0.125)
    assert "Pages" in said
    assert " 7/30" not in said
    assert " 8/30" in said
    assert "30/30" in said

"""The progress of a build: nothing at first, then a bar or an occasional line."""

import io
from collections.abc import Iterator

from onrecord.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(stream: io.StringIO, *, steps: int, seconds: float) -> str:
    """Return the output of a stage with so many steps of so many seconds each."""
    now = 0.0

    def work() -> Iterator[int]:
        nonlocal now
        for step in range(steps):
            now += seconds
            yield step

    progress = Progress(stream=stream, clock=lambda: now)
    assert list(progress.through(work(), "Pages", length=steps)) == list(range(steps))
    return stream.getvalue()


def test_a_quick_stage_shows_nothing() -> None:
    assert run(io.StringIO(), steps=99, seconds=0.01) == ""
    assert run(Terminal(), steps=99, seconds=0.01) == ""


def test_without_a_terminal_a_line_is_printed_every_few_seconds() -> None:
    assert run(io.StringIO(), steps=12_000, seconds=1 / 1024) == (
        "Pages 1,024 of 12,000\nPages 6,144 of 12,000\nPages 11,264 of 12,000\n"
    )


def test_a_terminal_shows_a_bar_until_the_last_step() -> None:
    output = run(Terminal(), steps=30, seconds=0.125)
    assert "Pages" in output
    assert " 7/30" not in output
    assert " 8/30" in output
    assert "30/30" in output

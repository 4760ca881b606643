"""Shows the progress of a build that takes longer than a second."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO, TypeVar

import click

Step = TypeVar("Step")
_DELAY = 1.0  # seconds before anything is shown
_PAUSE = 5.0  # seconds between two lines if no bar can be drawn


class Progress:
    """The progress of one build; its clock runs through all stages."""

    def __init__(
        self, *, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream or sys.stderr
        self._clock = clock
        self._next = clock() + _DELAY

    def through(self, steps: Iterable[Step], doing: str, *, length: int) -> Iterator[Step]:
        """Yield the steps, with a progress bar on a terminal and an occasional line elsewhere."""
        if self._stream.isatty():
            yield from self._with_bar(steps, doing, length)
        else:
            yield from self._with_lines(steps, doing, length)

    def _with_bar(self, steps: Iterable[Step], doing: str, length: int) -> Iterator[Step]:
        bar = click.progressbar(
            length=length,
            label=f"{doing:<10}",
            file=self._stream,
            show_pos=True,
            update_min_steps=max(1, length // 200),
        )
        is_shown = False
        for count, step in enumerate(steps, 1):
            yield step
            if not is_shown and self._clock() >= self._next:
                is_shown = True
                bar.update(count)
                bar.render_progress()
            elif is_shown:
                bar.update(1)
        if is_shown:
            bar.render_finish()

    def _with_lines(self, steps: Iterable[Step], doing: str, length: int) -> Iterator[Step]:
        for count, step in enumerate(steps, 1):
            yield step
            if self._clock() >= self._next:
                self._next = self._clock() + _PAUSE
                click.echo(f"{doing} {count:,} of {length:,}", file=self._stream)

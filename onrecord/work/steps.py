"""Runs a step of a build for many inputs: remembered, in this process, or in several.

A step is a function of one input that makes an `Outcome`. It depends on nothing but its input, so
that it can run in any process and its outcome can be kept for the next build.
"""

from __future__ import annotations

import gc
import itertools
import pickle
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from onrecord.errors import ContentError, Error
from onrecord.work.store import DamagedStoreError, Store

_FEW = 16  # inputs; fewer take less time than it takes to start processes
_AHEAD = 16  # inputs that are given away before the first outcome is asked for
_OFTEN = 64  # steps between two collections of garbage
Task = TypeVar("Task")
Light = TypeVar("Light")
News = TypeVar("News")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Light, News]):
    """What a step made of an input."""

    light: Light  # kept, and always in memory
    parts: Mapping[str, Any]  # kept, and read when they are needed, by name
    news: News  # not kept: what is only known when the step has run
    key: str = ""  # to keep it by, if that is not the key of the input


@dataclass(frozen=True, slots=True)
class Made(Generic[Light, News]):
    """The outcome of a step, now or in an earlier build."""

    key: str
    light: Light
    news: News | None  # None if it was made in an earlier build


_Packed: TypeAlias = Outcome[bytes, bytes]  # on its way from another process, all of it pickled


@dataclass(slots=True)
class Steps:
    """Runs steps, with a store of outcomes and, for many inputs, the processes of an executor."""

    store: Store
    executor: Executor | None = None

    def run(
        self,
        step: Callable[[Task], Outcome[Light, News]],
        keys: Sequence[str],
        task_of: Callable[[int], Task],
        *,
        is_usable: Callable[[str], bool] = lambda _: True,
    ) -> Iterator[Made[Light, News]]:
        """Yield what the step makes of each input, in the order of their keys.

        A key is a hash of all that the outcome depends on. `task_of` returns the input with a
        number; it is asked only for outcomes that are not kept. `is_usable` says if the outcome
        that is kept by a key can be used.
        """
        known = [self._kept(key) if is_usable(key) else None for key in keys]
        missing = [number for number, one in enumerate(known) if one is None]
        packed = self._packed(step, missing, task_of)
        for key, one in zip(keys, known, strict=True):
            yield one or self._keep(key, next(packed))

    def part(self, key: str, name: str) -> Any:
        """Return a part of an outcome by its key; DamagedStoreError if it cannot be read."""
        return pickle.loads(self.packed_part(key, name))

    def packed_part(self, key: str, name: str) -> bytes:
        """Return a part as it is kept, for a step in another process."""
        value = self.store.get(f"{key}/{name}")
        if value is None:
            raise DamagedStoreError
        return value

    def _kept(self, key: str) -> Made[Any, Any] | None:
        value = self.store.get(key)
        if value is None:
            return None
        light, names = pickle.loads(value)
        if not all(self.store.has(f"{key}/{name}") for name in names):
            return None
        return Made(key, light, None)

    def _keep(self, key: str, packed: _Packed) -> Made[Any, Any]:
        key = packed.key or key
        light = pickle.loads(packed.light)
        whole = _dump((light, tuple(packed.parts)))
        parts = ((f"{key}/{name}", part) for name, part in packed.parts.items())
        self.store.put([(key, whole), *parts])
        return Made(key, light, pickle.loads(packed.news))

    def _packed(
        self,
        step: Callable[[Task], Outcome[Any, Any]],
        numbers: Sequence[int],
        task_of: Callable[[int], Task],
    ) -> Iterator[_Packed]:
        if self.executor is None or len(numbers) < _FEW:
            yield from (_run(step, task_of(number)) for number in numbers)
            return
        waiting = deque[Future[_Packed]]()
        try:
            for number in numbers:
                waiting.append(self.executor.submit(_run, step, task_of(number)))
                if len(waiting) >= _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenExecutor as error:
            found = "a process of the build ended before it was done, perhaps without enough memory"
            raise ContentError([Error("build", 0, found, "build again with --jobs 1")]) from error
        finally:
            for future in waiting:
                future.cancel()


_garbage = itertools.count(1)


def _run(step: Callable[[Task], Outcome[Any, Any]], task: Task) -> _Packed:
    """Run the step; without collecting garbage each time, which would take a sixth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        outcome = step(task)
        return Outcome(
            _dump(outcome.light),
            {name: _dump(part) for name, part in outcome.parts.items()},
            _dump(outcome.news),
            outcome.key,
        )
    finally:
        if was_enabled:
            gc.enable()
        if next(_garbage) % _OFTEN == 0:
            gc.collect()


def _dump(value: object) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)

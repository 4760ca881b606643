"""Steps give the same outcomes in one process and in several, and run once for equal inputs."""

import gc
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import ContentError, Error
from onrecord.work.steps import Made, Outcome, Steps
from onrecord.work.store import DamagedStoreError, opened
from onrecord.work.workers import started

MANY = tuple(range(40))  # enough for several processes
JOBS = pytest.mark.parametrize("jobs", [1, 2])


@dataclass(frozen=True)
class Number:
    """An input."""

    value: int
    folder: Path  # gets a file for each run

    @property
    def runs(self) -> int:
        return len(list(self.folder.glob(f"{self.value}-*")))


def square(task: Number) -> Outcome[int, str]:
    (task.folder / f"{task.value}-{os.getpid()}-{task.runs}").touch()
    value = task.value**2
    return Outcome(value, {"text": str(value), "list": [value]}, f"{task.value} squared")


def refuse_twenty(task: Number) -> Outcome[int, str]:
    if task.value >= 20:
        raise ContentError([Error(f"{task.value}.md", 3, "not a number", "write one")])
    return square(task)


def fail_at_twenty(task: Number) -> Outcome[int, str]:
    if task.value == 20:
        raise ZeroDivisionError("twenty")
    return square(task)


def die_at_twenty(task: Number) -> Outcome[int, str]:
    if task.value == 20:
        os.kill(os.getpid(), signal.SIGKILL)
    return square(task)


def name_the_key(task: Number) -> Outcome[int, str]:
    return Outcome(task.value, {"text": "x"}, "", key=f"other {task.value}")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def numbers(tmp_path: Path) -> tuple[Number, ...]:
    (tmp_path / "runs").mkdir()
    return tuple(Number(value, tmp_path / "runs") for value in MANY)


def run(
    steps: Steps,
    step: Callable[[Number], Outcome[int, str]],
    numbers: tuple[Number, ...],
    **options: Any,
) -> Iterator[Made[int, str]]:
    keys = [f"key {number.value}" for number in numbers]
    return steps.run(step, keys, numbers.__getitem__, **options)


@JOBS
def test_outcomes_are_yielded_in_the_order_of_their_keys(
    jobs: int, numbers: tuple[Number, ...]
) -> None:
    with started(None, jobs=jobs) as steps:
        made = list(run(steps, square, numbers))
        parts = [(steps.part(one.key, "text"), steps.part(one.key, "list")) for one in made]
    assert made == [Made(f"key {n}", n**2, f"{n} squared") for n in MANY]
    assert parts == [(str(n**2), [n**2]) for n in MANY]


def test_many_inputs_are_given_to_several_processes_and_few_are_not(
    numbers: tuple[Number, ...],
) -> None:
    with started(None, jobs=2) as steps:
        list(run(steps, square, numbers[:3]))
        list(run(steps, square, numbers[3:]))
    processes = {
        number.value: {
            int(path.name.split("-")[1]) for path in number.folder.glob(f"{number.value}-*")
        }
        for number in numbers
    }
    assert all(processes[value] == {os.getpid()} for value in range(3))
    assert all(os.getpid() not in processes[value] for value in range(3, 40))


@JOBS
def test_outcomes_that_are_kept_are_not_made_again(
    jobs: int, store: Path, numbers: tuple[Number, ...]
) -> None:
    with started(store, jobs=jobs) as steps:
        list(run(steps, square, numbers[:30]))
        steps.store.save()
    with started(store, jobs=jobs) as steps:
        made = list(run(steps, square, numbers))
        parts = [steps.part(one.key, "list") for one in made]
    assert [number.runs for number in numbers] == [1] * 40
    assert [one.news for one in made] == [None] * 30 + [f"{n} squared" for n in MANY[30:]]
    assert [one.light for one in made] == [n**2 for n in MANY]
    assert parts == [[n**2] for n in MANY]


def test_an_outcome_that_cannot_be_used_is_made_again(numbers: tuple[Number, ...]) -> None:
    with started(None) as steps:
        list(run(steps, square, numbers[:3]))
        made = list(run(steps, square, numbers[:3], is_usable=lambda key: key != "key 1"))
    assert [number.runs for number in numbers[:3]] == [1, 2, 1]
    assert [one.news for one in made] == [None, "1 squared", None]


def test_an_outcome_without_one_of_its_parts_is_made_again(
    store: Path, numbers: tuple[Number, ...]
) -> None:
    with started(store) as steps:
        list(run(steps, square, numbers[:2]))
        steps.store.save()
    with opened(store) as kept:
        for key in ("key 0", "key 1", "key 0/list", "key 0/text", "key 1/text"):
            assert kept.has(key)
        kept.save()  # drops `key 1/list`, which was not used
    with started(store) as steps:
        made = list(run(steps, square, numbers[:2]))
        assert steps.part("key 1", "list") == [1]
    assert [one.news for one in made] == [None, "1 squared"]


def test_a_part_that_is_not_there_is_an_error(numbers: tuple[Number, ...]) -> None:
    with started(None) as steps:
        list(run(steps, square, numbers[:1]))
        with pytest.raises(DamagedStoreError):
            steps.part("key 0", "gone")


def test_a_step_can_name_the_key_by_which_its_outcome_is_kept(numbers: tuple[Number, ...]) -> None:
    with started(None) as steps:
        [made] = run(steps, name_the_key, numbers[:1])
        assert (made.key, steps.part("other 0", "text")) == ("other 0", "x")
        assert not steps.store.has("key 0")


@JOBS
def test_errors_of_a_step_arrive_as_they_are(jobs: int, numbers: tuple[Number, ...]) -> None:
    with started(None, jobs=jobs) as steps, pytest.raises(ContentError) as caught:
        list(run(steps, refuse_twenty, numbers))
    assert caught.value.errors == (Error("20.md", 3, "not a number", "write one"),)


@JOBS
def test_a_bug_in_a_step_is_not_reported_as_an_error_of_the_content(
    jobs: int, numbers: tuple[Number, ...]
) -> None:
    with started(None, jobs=jobs) as steps, pytest.raises(ZeroDivisionError, match=r"^twenty$"):
        list(run(steps, fail_at_twenty, numbers))


def test_a_process_that_is_killed_is_an_error_with_a_remedy(numbers: tuple[Number, ...]) -> None:
    with started(None, jobs=2) as steps, pytest.raises(ContentError) as caught:
        list(run(steps, die_at_twenty, numbers))
    assert str(caught.value) == (
        "build: a process of the build ended before it was done, perhaps without enough memory; "
        "build again with --jobs 1"
    )


@JOBS
def test_a_run_that_is_given_up_leaves_nothing_running(
    jobs: int, numbers: tuple[Number, ...]
) -> None:
    with started(None, jobs=jobs) as steps:
        made = run(steps, square, numbers)
        assert next(made).light == 0
        made.close()  # type: ignore[attr-defined]
    assert sum(number.runs for number in numbers) < len(numbers)


def test_garbage_is_collected_as_before_after_a_step(numbers: tuple[Number, ...]) -> None:
    with started(None) as steps, pytest.raises(ZeroDivisionError):
        list(run(steps, fail_at_twenty, numbers))
    assert gc.isenabled()

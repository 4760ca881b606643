"""A preview repeats a step only for changed inputs."""

from collections.abc import Callable

import pytest

from onrecord.preview.cache import Memory


@pytest.fixture
def made() -> list[str]:
    """Return a list of the inputs that the step was run for."""
    return []


@pytest.fixture
def step(made: list[str]) -> Callable[..., list[str]]:
    """Return a step that adds its input to `made` and returns a new object."""

    def run(text: str, *, end: str = "") -> list[str]:
        made.append(text + end)
        return [text + end]

    return run


def test_equal_inputs_give_the_same_object(step: Callable[..., list[str]], made: list[str]) -> None:
    memory = Memory()
    first = memory.run(step, "a.md", "text", end="!")
    assert memory.run(step, "a.md", "text", end="!") is first
    assert made == ["text!"]


def test_changed_inputs_run_the_step(step: Callable[..., list[str]], made: list[str]) -> None:
    memory = Memory()
    for text, end in (("one", ""), ("two", ""), ("two", "!"), ("one", "")):
        assert memory.run(step, "a.md", text, end=end) == [text + end]
    assert made == ["one", "two", "two!", "one"]


def test_each_file_is_cached_separately(step: Callable[..., list[str]], made: list[str]) -> None:
    memory = Memory()
    for path in ("a.md", "b.md", "a.md", "b.md"):
        memory.run(step, path, path)
    assert made == ["a.md", "b.md"]


def test_unused_results_are_forgotten_after_a_successful_block(
    step: Callable[..., list[str]], made: list[str]
) -> None:
    memory = Memory()
    with memory.forgetting():
        memory.run(step, "a.md", "a")
    with pytest.raises(ValueError, match="broken"), memory.forgetting():
        raise ValueError("broken")
    memory.run(step, "a.md", "a")
    assert made == ["a"]
    with memory.forgetting():
        memory.run(step, "b.md", "b")
    memory.run(step, "a.md", "a")
    assert made == ["a", "b", "a"]

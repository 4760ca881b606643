"""YAML to plain values, each with its line, and to validated values, each fault with its line.

Every scalar stays the text that was written, so that `no` is a language, `12:59` a time and
`2021-02-30` a fault with a line of its own; types are given by the model that validates.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError

from onrecord.errors import Faults, suggest

Path = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)
_MAX_DEPTH = 12
_EMPTY = {"", "~", "null", "Null", "NULL"}


@dataclass(slots=True)
class LinedValue:
    """A value of dicts, lists, texts and None, and the line of each path in it."""

    value: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def line_of(self, path: Path) -> int:
        """The line of the path, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(text: str, *, path: str, first_line: int, faults: Faults) -> LinedValue | None:
    """The one document in the text; None when it cannot be read at all, with the fault noted.

    Duplicate keys, anchors and tags are faults. `first_line` is the line of the text's first line
    in the file.
    """
    try:
        return _Composer(path, first_line, faults).compose(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        faults.add(path, line, f"this is not YAML: {error.problem}", _yaml_remedy(error))
    except yaml.reader.ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        faults.add(path, line, "this is not YAML: a control character", "remove it")
    return None


def validate(model: type[Model], lined: LinedValue, *, path: str, faults: Faults) -> Model | None:
    """The value as the model, or None with every fault noted at its line."""
    if lined.value is None:
        lined = LinedValue({}, lined.lines)
    try:
        return model.model_validate(lined.value)
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            place = tuple(step for step in problem["loc"] if step != "[key]")
            found, remedy = _in_words(model, dict(problem), place)
            faults.add(path, lined.line_of(place), found, remedy)
    return None


class _Composer:
    """Builds the value from the parser's events with a stack of its own: depth is bounded."""

    def __init__(self, path: str, first_line: int, faults: Faults) -> None:
        self.path, self.first_line, self.faults = path, first_line, faults

    def compose(self, text: str) -> LinedValue:
        """Read the events of the text's only document."""
        result = LinedValue(None)
        stack: list[_Open] = []
        documents = 0
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            line = self.first_line + event.start_mark.line
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._fault(line, "a second YAML document", "keep one")
                    break
            elif isinstance(event, yaml.AliasEvent):
                self._fault(line, f"an alias, *{event.anchor}", "write the value out")
                self._place(None, line, stack, result)
            elif isinstance(event, yaml.ScalarEvent):
                self._place(_scalar(event), line, stack, result)
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                if len(stack) == _MAX_DEPTH:
                    self._fault(line, f"more than {_MAX_DEPTH} levels", "make it flatter")
                    break
                is_mapping = isinstance(event, yaml.MappingStartEvent)
                opened = _Open({} if is_mapping else [], self._here(stack))
                self._place(opened.value, line, stack, result)
                stack.append(opened)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                stack.pop()
                if stack:
                    stack[-1].advance()
        return result

    def _fault(self, line: int, found: str, remedy: str) -> None:
        self.faults.add(self.path, line, found, remedy)

    @staticmethod
    def _here(stack: list[_Open]) -> Path:
        return stack[-1].path_of_next() if stack else ()

    def _place(self, value: Any, line: int, stack: list[_Open], result: LinedValue) -> None:
        if not stack:
            result.value = value
            result.lines[()] = line
            return
        top = stack[-1]
        if isinstance(top.value, dict) and not top.has_key:
            top.key, top.has_key = str(value), True
            if not isinstance(value, str):
                self._fault(line, "a key that is not a word", "write `key: value`")
            elif value in top.value:
                first = result.lines[(*top.path, value)]
                self._fault(line, f'"{value}" stands here again', f"it is on line {first} already")
            else:
                result.lines[(*top.path, value)] = line
                top.value[value] = None
            return
        result.lines.setdefault(top.path_of_next(), line)
        if isinstance(top.value, dict):
            top.value[top.key] = value
        else:
            top.value.append(value)
        if not isinstance(value, (dict, list)):
            top.advance()


@dataclass(slots=True)
class _Open:
    """A mapping or a sequence that is being read."""

    value: Any
    path: Path
    key: str = ""
    has_key: bool = False

    def path_of_next(self) -> Path:
        """The path of the value that comes next, or that has just been placed."""
        return (*self.path, self.key if isinstance(self.value, dict) else len(self.value))

    def advance(self) -> None:
        """The value of the present key is complete."""
        self.has_key = False


def _scalar(event: yaml.ScalarEvent) -> str | None:
    is_plain = event.style is None or event.style == ""
    return None if is_plain and event.value in _EMPTY else str(event.value)


def _yaml_remedy(error: yaml.MarkedYAMLError) -> str:
    if "mapping values are not allowed" in str(error.problem):
        return 'put quotes round a value that holds ": "'
    if "tab" in str(error.problem) or "\\t" in str(error.problem):
        return "indent with spaces"
    return "check the quotes and the indentation here and on the line above"


def _in_words(model: type[BaseModel], problem: dict[str, Any], place: Path) -> tuple[str, str]:
    """What pydantic found, as a sentence, and what would mend it."""
    key = place[-1] if place else ""
    named = f'"{".".join(str(step) for step in place)}"' if place else "this"
    shown = _shown(problem.get("input"))
    kind = str(problem["type"])
    if kind == "extra_forbidden":
        known = _known_keys(model, place[:-1])
        remedy = suggest(str(key), known) or (f"known here: {', '.join(known)}" if known else "")
        return f'unknown key "{key}"', remedy
    if kind == "missing":
        return f"{named} is missing", f"add `{key}: …`"
    if kind.startswith(("date_", "datetime_")):
        return f"{named} is {shown}, which is no date", "write a day that exists, as 2021-02-26"
    if kind == "value_error":
        found, _, remedy = str(problem["ctx"]["error"]).partition("; ")
        return f"{named} is {shown}: {found}", remedy
    expected = str(problem["msg"])
    if kind == "string_type":
        expected = "a text is wanted here"
    elif kind in {"list_type", "tuple_type"}:
        expected = "a list is wanted here, as [one, two]"
    elif kind in {"dict_type", "model_type", "model_attributes_type"}:
        expected = "keys and values are wanted here, as `key: value`"
    return f"{named} is {shown}", expected[0].lower() + expected[1:]


def _shown(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return "a list"
    text = str(value)
    return f'"{text if len(text) <= 60 else text[:59] + "…"}"'


def _known_keys(model: type[BaseModel], place: Path) -> tuple[str, ...]:
    """The keys that the model knows at the place."""
    current: Any = model
    for step in place:
        if isinstance(current, type) and issubclass(current, BaseModel):
            known = {info.alias or name: info for name, info in current.model_fields.items()}
            if step not in known:
                return ()
            current = known[str(step)].annotation
        else:
            arguments = [a for a in get_args(current) if a is not type(None)]
            current = arguments[-1] if arguments else None
        while not isinstance(current, type) and type(None) in get_args(current):
            current = next(a for a in get_args(current) if a is not type(None))
    if isinstance(current, type) and issubclass(current, BaseModel):
        return tuple(info.alias or name for name, info in current.model_fields.items())
    return ()

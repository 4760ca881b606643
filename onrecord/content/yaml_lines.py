"""YAML to plain values, each with its line, and to validated values, each error with its line.

Every scalar stays the text that was written, so that `no` is a language, `12:59` a time and
`2021-02-30` an error with a line of its own; types are given by the model that validates.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast, get_args

import yaml
from pydantic import BaseModel, ValidationError

from onrecord.content.source_lines import UNPRINTABLE, add_conflicts, unprintable
from onrecord.errors import Errors, suggest

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

    def texts(self) -> Iterator[tuple[Path, str]]:
        """Each text in the value with its path, in the order of the file."""
        if isinstance(self.value, str):
            yield (), self.value
        elif isinstance(self.value, (dict, list)):
            value = self.value
            for step, child in value.items() if isinstance(value, dict) else enumerate(value):
                for place, text in LinedValue(child).texts():
                    yield (step, *place), text


class ContentValueError(ValueError):
    """A validator's error in its own words: what was found, how to fix it."""

    def __init__(self, found: str, remedy: str) -> None:
        """Keep both apart."""
        super().__init__(found)
        self.found, self.remedy = found, remedy


class InvalidValueError(ContentValueError):
    """A validator's error whose `found` says what the value is: `no date`, `more than one line`."""


def read_yaml(text: str, *, path: str, first_line: int, errors: Errors) -> LinedValue | None:
    """The one document in the text; None when it cannot be read at all, with the error noted.

    Duplicate keys, anchors and tags are errors. `first_line` is the line of the text's first line
    in the file.
    """
    if add_conflicts(text.split("\n"), path=path, first_line=first_line, errors=errors):
        return None
    try:
        return _Composer(path, first_line, errors).compose(text)
    except _TooDeep:
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        errors.add(path, line, f"this is not YAML: {error.problem}", _yaml_remedy(error))
    except yaml.reader.ReaderError as error:
        line = first_line + text.encode()[: error.position].count(b"\n")
        errors.add(path, line, unprintable(chr(error.character)), "remove it")
    return None


def validate(
    model: type[Model], lined: LinedValue, *, path: str, errors: Errors, context: object = None
) -> Model | None:
    """The value as the model, or None with every error noted at its line.

    `context` is for the model's validators.
    """
    if lined.value is None:
        lined = LinedValue({}, lined.lines)
    try:
        return model.model_validate(lined.value, context=context)
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            place = tuple(step for step in problem["loc"] if step != "[key]")
            found, remedy = _in_words(model, dict(problem), place)
            errors.add(path, lined.line_of(place), found, remedy)
    return None


class _TooDeep(Exception):  # noqa: N818 (it ends the reading, and nobody else sees it)
    """The value has more levels than anybody writes."""


class _Composer:
    """Builds the value from the parser's events, so that each scalar stays what was written."""

    def __init__(self, path: str, first_line: int, errors: Errors) -> None:
        self.path, self.first_line, self.errors = path, first_line, errors
        self.lines: dict[Path, int] = {}
        self.events: Iterator[yaml.Event] = iter(())

    def compose(self, text: str) -> LinedValue:
        """The value of the text's only document."""
        self.events = yaml.parse(text, Loader=yaml.CSafeLoader)
        value, documents = None, 0
        for event in self.events:
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                self._error(event, "a second YAML document", "keep one")
                break
            if isinstance(event, yaml.NodeEvent):
                value = self._node(event, ())
        return LinedValue(value, self.lines)

    def _node(self, event: yaml.NodeEvent, place: Path) -> Any:
        self.lines.setdefault(place, self._line(event))
        self._check_plain(event)
        if len(place) > _MAX_DEPTH:
            self._error(event, f"more than {_MAX_DEPTH} levels", "make it flatter")
            raise _TooDeep
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(place)
        if isinstance(event, yaml.SequenceStartEvent):
            children = enumerate(self._children(yaml.SequenceEndEvent))
            return [self._node(child, (*place, number)) for number, child in children]
        return self._scalar(event) if isinstance(event, yaml.ScalarEvent) else None

    def _mapping(self, place: Path) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for event in self._children(yaml.MappingEndEvent):
            key = self._key(event, place)
            first = self.lines.get((*place, key)) if key in mapping else None
            if key is not None:
                self.lines.setdefault((*place, key), self._line(event))
            value = self._node(cast("yaml.NodeEvent", next(self.events)), (*place, key or ""))
            if first is not None:
                self._error(event, f'"{key}" is here twice', f"it is on line {first} already")
            elif key is not None:
                mapping[key] = value
        return mapping

    def _key(self, event: yaml.NodeEvent, place: Path) -> str | None:
        key = self._node(event, (*place, ""))
        if isinstance(key, str):
            return key
        self._error(event, "a key that is not a word", "write `key: value`")
        return None

    def _children(self, end: type[yaml.Event]) -> Iterator[yaml.NodeEvent]:
        for event in self.events:
            if isinstance(event, end):
                return
            yield cast("yaml.NodeEvent", event)

    def _check_plain(self, event: yaml.NodeEvent) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._error(event, f"an alias, *{event.anchor}", "write the value out")
        elif event.anchor is not None:
            self._error(event, f"an anchor, &{event.anchor}", "remove it")
        if tag := getattr(event, "tag", None):
            self._error(event, f"a tag, {_shown(tag)}", "remove it, or put quotes round it")

    def _scalar(self, event: yaml.ScalarEvent) -> str | None:
        if not event.style and event.value in _EMPTY:
            return None
        if wrong := UNPRINTABLE.search(event.value):
            self._error(event, unprintable(wrong[0]), "remove it")
        return str(event.value)

    def _line(self, event: yaml.Event) -> int:
        mark = event.start_mark
        return self.first_line + (mark.line if mark else 0)

    def _error(self, event: yaml.Event, found: str, remedy: str) -> None:
        self.errors.add(self.path, self._line(event), found, remedy)


def _yaml_remedy(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem)
    if "mapping values are not allowed" in problem:
        return 'put quotes round a value that holds ": "'
    if "cannot start any token" in problem:
        return "indent with spaces, and put quotes round a value that begins with a sign"
    return "check the quotes and the indentation here and on the line above"


# By the types of pydantic's errors, such as `list_type` and `bool_parsing`.
_WANTED = {
    "string": "a text is wanted here",
    **dict.fromkeys(("list", "tuple"), "a list is wanted here, as [one, two]"),
    "too_short": "at least one is wanted here",
    "float": "a number is wanted here",
    "bool": "true or false is wanted here",
    **dict.fromkeys(
        ("dict", "model", "model_attributes"), "keys and values are wanted here, as `key: value`"
    ),
}


def _in_words(model: type[BaseModel], problem: dict[str, Any], place: Path) -> tuple[str, str]:
    """What pydantic found, as a sentence, and how to fix it."""
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
    if kind == "value_error":
        error: ContentValueError = problem["ctx"]["error"]
        is_of_value = isinstance(error, InvalidValueError)
        found = f"{named} is {shown}: {error.found}" if is_of_value else error.found
        return found, error.remedy
    expected = str(problem["msg"])
    if kind == "literal_error":
        expected = f"write {problem['ctx']['expected']}"
    elif kind in {"greater_than", "less_than_equal", "finite_number"}:
        expected = f"write a number {expected.removeprefix('Input should be ')}"
    elif wanted := _WANTED.get(kind.removesuffix("_type").removesuffix("_parsing")):
        expected = wanted
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
    """The keys that the model knows at the place, where there is a mapping."""
    current: Any = model
    for step in place:
        is_model = isinstance(current, type) and issubclass(current, BaseModel)
        current = _keys_of(current)[step] if is_model else _members_of(current)[-1]
        if type(None) in get_args(current):
            current = _members_of(current)[0]
    return tuple(map(str, _keys_of(current)))


def _keys_of(model: type[BaseModel]) -> dict[str | int, Any]:
    """Return the keys of a mapping, with the types of their values."""
    return {info.alias or name: info.annotation for name, info in model.model_fields.items()}


def _members_of(annotation: Any) -> list[Any]:
    """Return the types in a type, as `Office` in `tuple[Office, ...]`."""
    return [member for member in get_args(annotation) if member not in (type(None), ...)]

"""Generates docs/reference.md from the code: `make reference` runs `python -m tools.reference`.

The meaning of a key is the comment beside it in the code, so that code and reference cannot differ.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from tools.repository import ROOT

REFERENCE = ROOT / "docs/reference.md"
_ABOUT = """\
# Reference

Written by `make reference` from the code. [The guide](guide.md) explains how to use it.

- [config.yaml](#configyaml)
- [Front matter](#front-matter)
- [Commands](#commands)
"""
# What types in the code are called in the reference.
_TYPES = {
    "str": "text",
    "Line": "one line of text",
    "_Name": "name",
    "_Name | Literal['']": "name",
    "_SiteAddress": "web address",
    "WebAddress": "web address",
    "LanguageTag": "language tag",
    "SlugText": "slug",
    "_SpeakerSlug": "slug of a speaker",
    "_Quotes": "list of slugs",
    "Day": "date",
    "_Moment": "date, or date and time",
    "_Folded": "text",
    "bool": "`true` or `false`",
    "int": "number",
    "float": "number",
    "_Boost": "number",
    "_Field": "`text`, `title`, `speaker` or `topic`",
    "DateOrder": "`DMY`, `MDY` or `YMD`",
    "Phrase": "phrase",
    "Expression": "regular expression",
    "TurnPattern": "regular expression",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a class, as the code declares and explains it."""

    name: str
    type: str
    default: str  # empty if there is none
    meaning: str


@dataclass(frozen=True, slots=True)
class Class:
    """A class, its first line of documentation and its fields."""

    name: str
    bases: tuple[str, ...]
    meaning: str
    fields: tuple[Field, ...]


def read_classes(path: Path) -> dict[str, Class]:
    """Return the classes of a module by name, with the comments of their fields."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    return {
        node.name: Class(
            node.name,
            tuple(ast.unparse(base) for base in node.bases),
            (ast.get_docstring(node) or "").partition("\n\n")[0].replace("\n", " "),
            tuple(_fields(node, lines)),
        )
        for node in ast.parse(text).body
        if isinstance(node, ast.ClassDef)
    }


def _fields(node: ast.ClassDef, lines: list[str]) -> Iterator[Field]:
    for statement in node.body:
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
            continue
        type_in_code = ast.unparse(statement.annotation)
        if type_in_code.startswith("ClassVar"):
            continue
        yield Field(
            _alias(statement) or statement.target.id,
            type_in_code,
            ast.unparse(statement.value) if statement.value else "",
            _comment(statement, lines),
        )


def _alias(statement: ast.AnnAssign) -> str:
    """Return a pydantic field's key in YAML if it is not the field's name, or an empty string."""
    keywords = statement.value.keywords if isinstance(statement.value, ast.Call) else []
    return next((ast.literal_eval(word.value) for word in keywords if word.arg == "alias"), "")


def _comment(statement: ast.AnnAssign, lines: list[str]) -> str:
    """Return the comment at the end of a field's line, or else in the lines above."""
    last = statement.end_lineno or statement.lineno
    behind = lines[last - 1][statement.end_col_offset or 0 :].strip()
    if behind.startswith("#"):
        return behind.lstrip("# ")
    above: list[str] = []
    for line in reversed(lines[: statement.lineno - 1]):
        if not line.strip().startswith("#"):
            break
        above.insert(0, line.strip().lstrip("# "))
    return " ".join(above)


def write_reference() -> str:
    """Return the text of the reference."""
    parts = [_ABOUT, *_config(), *_front_matter(), *_commands()]
    return "\n".join(parts)


def _config() -> Iterator[str]:
    classes = read_classes(ROOT / "onrecord/content/config.py")
    classes |= read_classes(ROOT / "onrecord/content/layouts.py")
    yield "## config.yaml\n"
    for name in (
        "_Sections", "_Site", "_Person", "_Office", "_Unnamed", "_Topic", "_Search", "_Checks",
        "LayoutEntry",
    ):  # fmt: skip
        yield f"### {classes[name].meaning}\n"
        yield from _table(classes[name].fields, classes)


def _front_matter() -> Iterator[str]:
    classes = read_classes(ROOT / "onrecord/content/parse.py")
    yield "## Front matter\n"
    yield from _table(classes["FrontMatter"].fields, classes)
    yield f"### {classes['_Source'].meaning}\n"
    yield from _table(classes["_Source"].fields, classes)


def _table(fields: Iterable[Field], classes: dict[str, Class]) -> Iterator[str]:
    yield "| key | value | without it | meaning |"
    yield "|---|---|---|---|"
    for field in fields:
        kind = _in_words(field.type, classes)
        yield f"| `{field.name}` | {kind} | {_default(field)} | {field.meaning} |"
    yield ""


def _in_words(written: str, classes: dict[str, Class]) -> str:
    """Return the type in plain words, such as `list: name`."""
    kind = written.removesuffix(" | None")
    if kind in _TYPES:
        return _TYPES[kind]
    node = ast.parse(kind, mode="eval").body
    match node:
        case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=[item, _])):
            return f"list: {_in_words(ast.unparse(item), classes)}"
        case ast.Subscript(value=ast.Name(id="dict"), slice=ast.Tuple(elts=[key, value])):
            return f"mapping: {_in_words(ast.unparse(key), classes)} to " + _in_words(
                ast.unparse(value), classes
            )
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[item, *_])):
            return _in_words(ast.unparse(item), classes)
        case ast.Subscript(value=ast.Name(id="Literal"), slice=ast.Tuple(elts=values)):
            return " or ".join(f"`{ast.literal_eval(value)}`" for value in values)
        case ast.Name(id=name) if name in classes:
            return "mapping, see below"
    return kind


def _default(field: Field) -> str:
    """Return what applies without the key, as the table shows it."""
    if not field.default:
        return "**required**"
    if field.default in {"''", "()", "None"} or "default_factory" in field.default:
        return "–"
    if field.default.startswith("Field("):
        return "**required**" if "default" not in field.default else "–"
    return f"`{field.default.strip(chr(39)).lower()}`"


def _commands() -> Iterator[str]:
    from onrecord.cli import main

    yield "## Commands\n"
    settings = main.context_settings  # which the commands inherit
    yield from _command(click.Context(main, info_name="python build.py", **settings))
    for name, command in main.commands.items():
        yield from _command(click.Context(command, info_name=f"python build.py {name}", **settings))


def _command(context: click.Context) -> Iterator[str]:
    yield f"### `{context.info_name}`\n\n```text\n{context.command.get_help(context)}\n```\n"


if __name__ == "__main__":
    REFERENCE.write_text(write_reference(), encoding="utf-8")

"""Generates docs/reference.md from the code: `make reference` runs `python -m tools.reference`.

The meaning of a key, a field or a filter is the comment beside it, or in the lines above it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from tools.repository import ROOT

REFERENCE = ROOT / "docs/reference.md"
_ABOUT = """\
# Reference

Every setting, command, data format and name in templates, as the code has them.
[The guide](guide.md) explains how to make a site.

- [config.yaml](#configyaml)
- [Front matter](#front-matter)
- [Commands](#commands)
- [Data formats](#data-formats)
- [Templates](#templates)
"""
_DATA_FORMATS = """\
## Data formats

The JSON files of a site. Published formats are stable: keys are added, not changed. An optional key
is left out if it has no value. Addresses are relative to the site’s root unless the table says
otherwise. The CSV tables have the columns that `data/datapackage.json` describes. A cell
that begins with =, +, -, @ or a tab has an apostrophe before it, so that no spreadsheet takes it
for a formula; `import` removes it.

The search index is for the site’s own scripts and may change; its manifest, `search/index.json`, is
described in `onrecord/search/pieces.py`. Other tools can load `search/lunr.json`, which has the
format of lunr.js.
"""
_TEMPLATES = """\
## Templates

A project’s template overrides ours of the same file name. Besides the names and filters of
[Jinja](https://jinja.palletsprojects.com/), every template sees these.
"""
# The files that readers and programs get, and the modules that define them.
FORMATS = {
    "Data files": "onrecord/exports/data_files.py",
    "Data package": "onrecord/exports/data_package.py",
    "Statement as JSON": "onrecord/exports/statement_json.py",
    "Edits of a statement": "onrecord/permalinks/history.py",
}
_TEMPLATE_MODULES = (
    "onrecord/pages/page_types.py",
    "onrecord/pages/charts.py",
    "onrecord/pages/page_citation.py",
    "onrecord/model.py",
)
# Types of the code, in words.
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
    "_Download": "name",
    "_Field": "`text`, `title`, `speaker` or `topic`",
    "DateOrder": "`DMY`, `MDY` or `YMD`",
    "Phrase": "phrase",
    "Expression": "regular expression",
    "TurnPattern": "regular expression",
    "Slug": "slug",
    "Anchor": "id on a page",
    "Address": "address",
    "SafeHtml": "HTML",
    "Moment": "date, or date and time",
    "ParagraphKind": "`statement`, `question`, `answer` or `report`",
    "SpanKind": "`paragraph`, `quotation`, `emphasis`, `strong`, `link` or `break`",
    "BlockRecord": "ParagraphBlockRecord, NoteRecord or HeadingRecord",
    "OpeningPart": "Turn, Note or Heading",
    "P_co": "[Paragraph](#paragraph)",
    "Callable[[Exchange, str], JsonLd]": "not for templates",
    "None": "null",
}
_Node = ast.stmt | ast.expr | ast.keyword


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
    return {one.name: one for node in ast.parse(text).body for one in _classes(node, lines)}


def _classes(node: ast.stmt, lines: list[str]) -> Iterator[Class]:
    match node:
        case ast.ClassDef():
            bases = tuple(ast.unparse(base).partition("[")[0] for base in node.bases)
            yield Class(node.name, bases, _summary(node), tuple(_fields(node, lines)))
        case ast.Assign(
            value=ast.Call(func=ast.Name(id="TypedDict"), args=[name, ast.Dict() as keys])
        ):
            meaning, fields = _comment(node, node, lines), tuple(_entries(keys, lines))
            yield Class(ast.literal_eval(name), ("TypedDict",), meaning, fields)


def _summary(node: ast.ClassDef | ast.FunctionDef) -> str:
    return (ast.get_docstring(node) or "").partition("\n\n")[0].replace("\n", " ")


def _fields(node: ast.ClassDef, lines: list[str]) -> Iterator[Field]:
    for statement in node.body:
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield from _field(statement, name, lines)
            case ast.FunctionDef(decorator_list=[ast.Name(id="property")], returns=ast.expr()):
                kind = ast.unparse(statement.returns) if statement.returns else ""
                yield Field(statement.name, kind, "", _summary(statement))


def _field(statement: ast.AnnAssign, name: str, lines: list[str]) -> Iterator[Field]:
    kind, meaning = ast.unparse(statement.annotation), _comment(statement, statement, lines)
    if kind.startswith("ClassVar"):
        if not meaning:  # it overrides one that is explained
            return
        kind = kind.removeprefix("ClassVar[").removesuffix("]")
    default = ast.unparse(statement.value) if statement.value else ""
    yield Field(_alias(statement) or name, kind, default, meaning)


def _entries(mapping: ast.Dict, lines: list[str]) -> Iterator[Field]:
    for key, value in zip(mapping.keys, mapping.values, strict=True):
        if key is not None:
            meaning = _comment(key, value, lines)
            yield Field(ast.literal_eval(key), ast.unparse(value), "", meaning)


def _alias(statement: ast.AnnAssign) -> str:
    """Return the key that a field of pydantic has in YAML, if it is not the field's name."""
    keywords = statement.value.keywords if isinstance(statement.value, ast.Call) else []
    return next((ast.literal_eval(word.value) for word in keywords if word.arg == "alias"), "")


def _comment(first: _Node, last: _Node, lines: list[str]) -> str:
    """Return the comment at the end of the last line, or else in the lines above the first."""
    end = (last.end_lineno or last.lineno) - 1
    after = lines[end].encode()[last.end_col_offset or 0 :].decode().strip(" ,")
    if after.startswith("#"):
        return after.lstrip("# ")
    above: list[str] = []
    for line in reversed(lines[: first.lineno - 1]):
        if not line.strip().startswith("#"):
            break
        above.insert(0, line.strip().lstrip("# "))
    return " ".join(above)


def write_reference() -> str:
    """Return the text of the reference."""
    sections = (_config, _front_matter, _commands, _data_formats, _templates)
    return "\n".join([_ABOUT, *(part for section in sections for part in section())])


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
        kind = _in_words(field.type.removesuffix(" | None"), classes)
        yield f"| `{field.name}` | {kind} | {_default(field)} | {field.meaning} |"
    yield ""


def _in_words(kind: str, classes: dict[str, Class]) -> str:
    """Return the type in words: `list: name`."""
    if kind in _TYPES:
        return _TYPES[kind]
    match ast.parse(kind, mode="eval").body:
        case ast.Name(id=name) | ast.Subscript(value=ast.Name(id=name)) if name in classes:
            is_yaml = {"Strict", "BaseModel"} & set(classes[name].bases)
            return "mapping, see below" if is_yaml else f"[{name}](#{name.lower()})"
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return " or ".join(_inner(side, classes) for side in (left, right))
        case ast.Subscript(value=ast.Name(id="Literal"), slice=choices):
            values = choices.elts if isinstance(choices, ast.Tuple) else [choices]
            return " or ".join(f"`{ast.literal_eval(value)}`" for value in values)
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[item, *_])):
            return _inner(item, classes)
        case ast.Subscript(value=ast.Name(id="NotRequired"), slice=item):
            return f"{_inner(item, classes)}; optional"
        case ast.Subscript(
            value=ast.Name(id="dict" | "Mapping"), slice=ast.Tuple(elts=[key, item])
        ):
            return f"mapping: {_inner(key, classes)} to {_inner(item, classes)}"
        case (
            ast.Subscript(value=ast.Name(id="list"), slice=item)
            | ast.Subscript(
                value=ast.Name(id="tuple"), slice=ast.Tuple(elts=[item, ast.Constant(value=_)])
            )
        ):
            return f"list: {_inner(item, classes)}"
        case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=items)):
            return "pair: " + ", ".join(_inner(item, classes) for item in items)
    return kind


def _inner(node: ast.expr, classes: dict[str, Class]) -> str:
    return _in_words(ast.unparse(node), classes)


def _default(field: Field) -> str:
    """Return the value that applies without the key; a dash if it is empty."""
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
    yield from _command(click.Context(main, info_name="on-record", **settings))
    for name, command in main.commands.items():
        yield from _command(click.Context(command, info_name=f"on-record {name}", **settings))


def _command(context: click.Context) -> Iterator[str]:
    yield f"### `{context.info_name}`\n\n```text\n{context.command.get_help(context)}\n```\n"


def _data_formats() -> Iterator[str]:
    yield _DATA_FORMATS
    records = {title: typed_dicts(ROOT / path) for title, path in FORMATS.items()}
    known = {one.name: one for found in records.values() for one in found}
    for title, found in records.items():
        yield f"### {title}\n"
        for one in found:
            yield from _described(one, known)


def typed_dicts(path: Path) -> list[Class]:
    """Return the TypedDicts of a module, those of whole files before those of their parts."""
    return [one for one in reversed(read_classes(path).values()) if "TypedDict" in one.bases]


def _templates() -> Iterator[str]:
    yield _TEMPLATES
    for title, fields in template_names().items():
        yield f"### {title}\n\n| name | meaning |\n|---|---|"
        yield from (f"| `{field.name}` | {field.meaning} |" for field in fields)
        yield ""
    yield "### Pages and their parts\n"
    yield "Every page has the fields of `Page`. What is null here is `none` in a template.\n"
    classes = template_classes()
    for one in classes.values():
        yield from _described(one, classes)


def template_names() -> dict[str, list[Field]]:
    """Return what every template sees, and the filters, with the comments in render.py."""
    text = (ROOT / "onrecord/pages/render.py").read_text(encoding="utf-8")
    lines = text.splitlines()
    names, filters = list[Field](), list[Field]()
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Call(func=ast.Attribute(attr="render"), keywords=given):
                names += (Field(one.arg or "", "", "", _comment(one, one, lines)) for one in given)
            case ast.AugAssign(target=ast.Attribute(attr="globals"), value=ast.Dict() as mapping):
                names += _entries(mapping, lines)
            case ast.AugAssign(target=ast.Attribute(attr="filters"), value=ast.Dict() as mapping):
                filters += _entries(mapping, lines)
    return {"Names": names, "Filters": filters}


def template_classes() -> dict[str, Class]:
    """Return the types of pages, and of all that templates reach through their fields."""
    known: dict[str, Class] = {}
    for path in _TEMPLATE_MODULES:
        known |= read_classes(ROOT / path)
    pages = ["Page"]
    for one in known.values():
        if set(pages) & set(one.bases):
            pages.append(one.name)
    todo = ["Site", "PageCitation", *pages]
    found = set(todo)
    while todo:
        one = known[todo.pop()]
        types = " ".join((*one.bases, *(field.type for field in one.fields)))
        new = (set(re.findall(r"\w+", types)) & known.keys()) - found
        found |= new
        todo += new
    return {name: one for name, one in known.items() if name in found}


def _described(one: Class, classes: dict[str, Class]) -> Iterator[str]:
    yield f"#### {one.name}\n\n{one.meaning}\n"
    for base in one.bases:
        if base in classes and base != "Page":
            yield f"It also has the fields of [{base}](#{base.lower()}).\n"
    if one.fields:
        yield "| name | value | meaning |\n|---|---|---|"
        for field in one.fields:
            yield f"| `{field.name}` | {_in_words(field.type, classes)} | {field.meaning} |"
        yield ""


if __name__ == "__main__":
    REFERENCE.write_text(write_reference(), encoding="utf-8")

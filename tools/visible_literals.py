"""Finds texts in templates and scripts that readers see and that are no messages.

A text is a message if it is an argument of `_` or `ngettext`, or in a `{% trans %}` block. In
scripts, a literal counts as visible if it looks like words: a capital and small letters, or a
space between words. Selectors, keys and errors that only developers see do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from babel.messages.jslexer import tokenize
from jinja2 import Environment, nodes

_MESSAGES = {"_", "gettext", "ngettext"}
_ATTRIBUTES = {"alt", "title", "aria-label", "placeholder", "label", "data-copied"}
_LETTERS = re.compile(r"[^\W\d_]{2}")
_WORDS = re.compile(r"^[A-Z][a-z]+\b(?![-_])|[a-z]{2,},? [a-z]{2,}|^\W*[a-z]{2,} $")
_HIDDEN_CALLS = _MESSAGES | {
    "querySelector", "querySelectorAll", "closest", "matches", "findPart", "Error", "TypeError",
    "RangeError", "SyntaxError", "Intl", "createElement", "warn", "register",
}  # fmt: skip
_ATTRIBUTE = re.compile(r'(?:[a-z-]+="\0" ?)+')  # `lang="{{ language }}"`, printed by a macro
_HEADING = re.compile(r"(</?h)\0")  # `<h{{ level }}`
_KEYS = re.compile(r"^(?:Arrow\w+|Enter|Escape|Home|End|Tab|Page\w+|Backspace|Delete|Shift|UTC)$")


def in_template(source: str) -> Iterator[str]:
    """Yield each visible literal of a template."""
    environment = Environment(extensions=["jinja2.ext.i18n"])
    tree = environment.parse(source)
    html: list[str] = []
    yield from _in_nodes(tree, html)
    finder = _VisibleText()
    finder.feed(_HEADING.sub(r"\g<1>2", "".join(html)))
    finder.close()
    yield from finder.found


def _in_nodes(node: nodes.Node, html: list[str]) -> Iterator[str]:
    for child in node.iter_child_nodes():
        match child:
            case nodes.TemplateData(data=data):
                html.append(data)
            case nodes.Block(name="layout"):
                pass  # the class of `main`
            case nodes.Call(node=nodes.Name(name=name)) if name in _MESSAGES:
                html.append("\0")
            case nodes.Const(value=str(text)) if _WORDS.search(text):
                yield text
            case _:
                yield from _in_nodes(child, html)
                if isinstance(child, nodes.Expr) and isinstance(node, nodes.Output):
                    html.append("\0")


class _VisibleText(HTMLParser):
    """Collects the texts and attributes of HTML that readers see or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._is_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_code = tag == "code"
        for name, value in attrs:
            if value and name in _ATTRIBUTES and _LETTERS.search(value):
                self.found.append(value)

    def handle_endtag(self, _tag: str) -> None:
        self._is_code = False

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        is_shown = self.cdata_elem is None and not self._is_code and not _ATTRIBUTE.fullmatch(text)
        if is_shown and _LETTERS.search(text):
            self.found.append(text)


def in_script(source: str) -> Iterator[str]:
    """Yield each visible literal of a script."""
    calls: list[str] = []  # what is called, for each open bracket
    before = ("", "")
    for token in tokenize(source, jsx=False):
        if token.type == "operator" and token.value in {"(", "[", "{"}:
            is_call = token.value == "(" and before[0] == "name"
            calls.append(before[1] if is_call else "")
        elif token.type == "operator" and token.value in {")", "]", "}"} and calls:
            calls.pop()
        elif token.type in {"string", "template_string"}:
            if token.type == "string" and "\n" in token.value:
                continue  # a regular expression with a quotation mark, which the lexer cannot read
            text = re.sub(r"\$\{[^}]*\}", "\0", token.value[1:-1])
            is_hidden = before[1] in {"from", "import", "case", "==="} or _HIDDEN_CALLS & set(calls)
            if not is_hidden and _WORDS.search(text) and not _KEYS.match(text):
                yield text
        if token.type not in {"linecomment", "multilinecomment", "whitespace"}:
            before = (token.type, token.value)

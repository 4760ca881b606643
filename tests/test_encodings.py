"""Every text is read and written as UTF-8, whatever a system would choose by itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.repository import ROOT

MODULES = [*sorted((ROOT / "onrecord").rglob("*.py")), *sorted((ROOT / "tools").glob("*.py"))]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_an_encoding_is_named(path: Path) -> None:
    assert list(calls_without_encoding(ast.parse(path.read_text("utf-8")))) == []


@pytest.mark.parametrize(
    ("code", "is_found"),
    [
        ("path.read_text()", True),
        ("path.read_text('utf-8')", False),
        ("path.write_text(text)", True),
        ("path.write_text(text, encoding='utf-8')", False),
        ("path.open()", True),
        ("path.open('rb')", False),
        ("open(name, 'w')", True),
        ("subprocess.run(command, text=True)", True),
        ("subprocess.run(command, text=True, encoding='utf-8')", False),
        ("subprocess.run(command)", False),
    ],
)
def test_the_test_finds_calls_without_one(code: str, is_found: bool) -> None:
    assert bool([*calls_without_encoding(ast.parse(code))]) == is_found


# How many arguments come before the encoding.
BEFORE_ENCODING = {"read_text": 0, "write_text": 1}


def calls_without_encoding(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            names = {keyword.arg for keyword in node.keywords}
            if needs_encoding(node, names) and "encoding" not in names:
                yield ast.unparse(node)


def needs_encoding(call: ast.Call, names: set[str | None]) -> bool:
    name = getattr(call.func, "attr", None) or getattr(call.func, "id", "")
    if name in BEFORE_ENCODING:
        return len(call.args) <= BEFORE_ENCODING[name]
    if name == "open":
        return not is_opened_otherwise(call)
    return name in ("run", "Popen") and "text" in names


def is_opened_otherwise(call: ast.Call) -> bool:
    """Return True if bytes are read, or if it is another `open`: of the system, or of our own."""
    modes = [one.value for one in call.args if isinstance(one, ast.Constant)]
    on_what = ast.unparse(call.func)
    return any("b" in str(mode) for mode in modes) or on_what in OTHERS


OTHERS = {"os.open", "batch.open", "ledger.open", "archive.open"}

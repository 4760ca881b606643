"""Measures how many small mistakes the tests catch.

    python -m tools.mutations                    # every core module
    python -m tools.mutations onrecord/content/parse.py --count 20 --seed 1

Each mutation changes one operator, number, condition or keyword of a core module in a copy of the
repository and runs that module's tests there. A mutation is caught if a test fails. The same seed
chooses the same mutations. A module's constants are not mutated, because they are tuned by
measurement. The exit code is 1 if fewer than nine in ten mutations are caught.
"""

from __future__ import annotations

import argparse
import ast
import math
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.repository import ROOT

_MATCHING = (
    "tests/permalinks/test_match_passages.py",
    "tests/permalinks/test_pairs.py",
    "tests/permalinks/test_reconcile.py",
)
# Each core module, and the tests that should catch its mistakes, the quickest first.
CORE: Mapping[str, tuple[str, ...]] = {
    "onrecord/content/parse.py": (
        "tests/content/test_transcripts.py",
        "tests/content/test_parse.py",
        "tests/content/test_labels.py",
        "tests/content/test_parse_properties.py",
    ),
    "onrecord/content/topics.py": (
        "tests/content/test_topics.py",
        "tests/content/test_config.py",
        "tests/content/test_project.py",
    ),
    "onrecord/permalinks/match_equal.py": _MATCHING,
    "onrecord/permalinks/match_edited.py": _MATCHING,
    "onrecord/permalinks/match_split.py": _MATCHING,
    "onrecord/permalinks/pairs.py": _MATCHING,
    "static/scripts/quotations/judge.ts": (
        "tests/test_scripts.py::test_every_unit_test_of_the_scripts_passes[quotations/judge.test.ts]",
        "tests/quotations/test_cases.py",
        "tests/quotations/test_align.py",
        "tests/quotations/test_measured.py",
    ),
    "static/scripts/search/rank.ts": (
        "tests/test_scripts.py::test_every_unit_test_of_the_scripts_passes[search/rank.test.ts]",
        "tests/search/test_evaluate.py",
        "tests/search/test_pieces.py",
    ),
}
CAUGHT_SHARE = 0.9
_PATIENCE = 3  # times the processor's time without a mutation, after which one counts as caught
_COPIED = ("onrecord", "static", "templates", "tests", "tools", "transcripts", "bench", "docs")
_LINKED = (".venv", "node_modules")
_COMPARISONS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}
_ARITHMETIC: Mapping[type[ast.operator], str] = {ast.Add: "-", ast.Sub: "+", ast.Mult: "+"}
_SCRIPT_CHANGES = {
    "===": "!==",
    "!==": "===",
    "<": "<=",
    "<=": "<",
    ">": ">=",
    ">=": ">",
    "&&": "||",
    "||": "&&",
    "+": "-",
    "-": "+",
    "*": "+",
    "true": "false",
    "false": "true",
}
# An operator of an expression has spaces around it; brackets of types have none.
_SCRIPT_OPERATOR = re.compile(r"(?<= )(===|!==|<=|>=|<|>|&&|\|\||\+|-|\*)(?= )|\b(true|false)\b")
_SCRIPT_NUMBER = re.compile(r"(?<![\w.#\"'`])(\d+)(?![\w.\"'`])")
# What is not mutated: comments, imports, types, and tuned constants.
_SCRIPT_SKIPPED = re.compile(
    r"/\*.*?\*/|//[^\n]*|^import [^;]*;|^(?:export )?(?:type|interface) .*?^\}?;?$"
    r"|^(?:export )?const [A-Z_]+ = [^;\n]*;",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change of a module: the text from `start` to `end` becomes `text`."""

    start: int
    end: int
    text: str

    def applied_to(self, source: str) -> str:
        """Return the source with the change."""
        return source[: self.start] + self.text + source[self.end :]

    def describe(self, source: str) -> str:
        """Return the line before and after: `14: a < b  ->  a <= b`."""
        number = source.count("\n", 0, self.start)
        changed = self.applied_to(source)
        before, after = source.splitlines()[number], changed.splitlines()[number]
        return f"{number + 1}: {before.strip()}  ->  {after.strip()}"


def list_mutations(source: str, *, is_python: bool) -> list[Mutation]:
    """Return every mutation of a module, in the order of its text."""
    found = _python_mutations(source) if is_python else _script_mutations(source)
    return sorted(set(found), key=lambda mutation: (mutation.start, mutation.end))


def _python_mutations(source: str) -> Iterator[Mutation]:
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    lines = source.splitlines()

    def place(line: int, column: int) -> int:
        """Return the index in the source; ast counts columns in UTF-8 bytes."""
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

    def span(node: ast.expr) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return (
            place(node.lineno, node.col_offset),
            place(node.end_lineno, node.end_col_offset),
        )

    def between(left: ast.expr, right: ast.expr, old: str, new: str) -> Iterator[Mutation]:
        start, end = span(left)[1], span(right)[0]
        at = re.search(rf"(?<!\w){re.escape(old)}(?!\w)|{re.escape(old)}", source[start:end])
        if at:
            yield Mutation(start + at.start(), start + at.end(), new)

    for node in _walk_functions(ast.parse(source)):
        match node:
            case ast.Compare(ops=[op]) if type(op) in _COMPARISONS:
                start, end = span(node.left)[1], span(node.comparators[0])[0]
                shown = source[start:end]
                if shown.strip(" ()\n"):
                    new = shown.replace(shown.strip(" ()\n"), _COMPARISONS[type(op)])
                    yield Mutation(start, end, new)
            case ast.BoolOp(op=op, values=values):
                old, new = ("and", "or") if isinstance(op, ast.And) else ("or", "and")
                yield from between(values[0], values[1], old, new)
            case ast.BinOp(op=op) if type(op) in _ARITHMETIC:
                old = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}[type(op)]
                yield from between(node.left, node.right, old, _ARITHMETIC[type(op)])
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                yield Mutation(*span(node), "bool(" + source[slice(*span(operand))] + ")")
            case ast.Constant(value=bool() as value):
                yield Mutation(*span(node), str(not value))
            case ast.Constant(value=int() as value):
                yield Mutation(*span(node), str(value + 1))
            case ast.IfExp(test=test) | ast.If(test=test):
                yield Mutation(*span(test), f"not ({source[slice(*span(test))]})")


def _walk_functions(module: ast.Module) -> Iterator[ast.AST]:
    """Yield every node of functions and classes, without decorators and the module's constants."""
    for statement in module.body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            statement.decorator_list = []
            yield from ast.walk(statement)


def _script_mutations(source: str) -> Iterator[Mutation]:
    skipped = [match.span() for match in _SCRIPT_SKIPPED.finditer(source)]

    def is_code(start: int) -> bool:
        return not any(begin <= start < end for begin, end in skipped)

    for match in _SCRIPT_OPERATOR.finditer(source):
        if is_code(match.start()):
            yield Mutation(*match.span(), _SCRIPT_CHANGES[match[0]])
    for match in _SCRIPT_NUMBER.finditer(source):
        if is_code(match.start()):
            yield Mutation(*match.span(), str(int(match[0]) + 1))


def run_mutations(module: str, *, count: int, seed: int) -> tuple[int, int]:
    """Try `count` mutations; print those not caught; return how many were caught and tried."""
    source = (ROOT / module).read_text(encoding="utf-8")
    everything = list_mutations(source, is_python=module.endswith(".py"))
    chosen = random.Random(seed).sample(everything, min(count, len(everything)))
    with tempfile.TemporaryDirectory(prefix="mutations-") as temporary:
        copy = _copy_repository(Path(temporary))
        started = _seconds_of_children()
        if not _passes(copy, CORE[module], seconds=None):
            sys.exit(f"{module}: its tests fail without a mutation")
        seconds = math.ceil(_PATIENCE * (_seconds_of_children() - started))
        caught = 0
        for mutation in sorted(chosen, key=lambda one: one.start):
            (copy / module).write_text(mutation.applied_to(source), encoding="utf-8")
            if _passes(copy, CORE[module], seconds=seconds):
                print(f"  not caught: {module}:{mutation.describe(source)}", flush=True)
            else:
                caught += 1
        print(f"{module}: {caught} of {len(chosen)} caught", flush=True)
    return caught, len(chosen)


def _copy_repository(folder: Path) -> Path:
    for name in _COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("node_modules"))
    for path in ROOT.iterdir():
        if path.is_file():
            shutil.copy2(path, folder / path.name)
    for name in _LINKED:
        (folder / name).symlink_to((ROOT / name).resolve())
    return folder


def _passes(folder: Path, tests: Sequence[str], *, seconds: int | None) -> bool:
    """Return True if the tests pass, none of their processes taking longer than the seconds."""
    command = [".venv/bin/python", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    limit = ["sh", "-c", f'ulimit -t {seconds} && exec "$@"', "sh"] if seconds else []
    done = subprocess.run([*limit, *command], cwd=folder, capture_output=True, check=False)
    return done.returncode == 0


def _seconds_of_children() -> float:
    """Return the time that the processor has spent on processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Measure how many small mistakes tests catch.")
    parser.add_argument("modules", nargs="*", default=list(CORE), help="core modules, or all")
    parser.add_argument("--count", type=int, default=20, help="mutations of each module")
    parser.add_argument("--seed", type=int, default=1, help="which mutations are chosen")
    chosen = parser.parse_args()
    if unknown := [module for module in chosen.modules if module not in CORE]:
        parser.error(f"not among the core modules: {', '.join(unknown)}")
    results = [run_mutations(m, count=chosen.count, seed=chosen.seed) for m in chosen.modules]
    sys.exit(any(caught < CAUGHT_SHARE * tried for caught, tried in results))


if __name__ == "__main__":
    main()

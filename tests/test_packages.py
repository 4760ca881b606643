"""The packages that the code imports are those that pyproject.toml installs."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

from onrecord.cli import EXTRAS
from tests.support.repository import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def imported() -> set[str]:
    """Return the packages of others that the code imports."""
    names = {
        name.partition(".")[0]
        for path in sorted((ROOT / "onrecord").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in names_in(node)
    }
    return names - sys.stdlib_module_names - {"onrecord"}


def names_in(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (one.name for one in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module


def distributions(requirements: list[str]) -> set[str]:
    return {normal(re.split(r"[<>=~\[; ]", one)[0]) for one in requirements}


def normal(name: str) -> str:
    """Return the name of a distribution as all its spellings are compared."""
    return name.lower().replace("_", "-")


def test_every_package_that_is_imported_is_declared() -> None:
    known = packages_distributions()
    extras = [one for names in PROJECT["optional-dependencies"].values() for one in names]
    # markupsafe comes with jinja2, whose values it makes.
    declared = distributions([*PROJECT["dependencies"], *extras, "markupsafe"])
    undeclared = {
        name for name in imported() if declared.isdisjoint(map(normal, known.get(name, [name])))
    }
    assert undeclared == set()


def test_the_message_about_an_extra_knows_every_package_of_it() -> None:
    base = distributions(PROJECT["dependencies"]) | {"markupsafe"}
    known = packages_distributions()
    in_extras = {name for name in imported() if base.isdisjoint(map(normal, known[name]))}
    listed = {name for names in EXTRAS.values() for name in names}
    assert in_extras <= listed
    assert EXTRAS.keys() == PROJECT["optional-dependencies"].keys()

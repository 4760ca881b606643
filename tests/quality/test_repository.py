"""Rules for the files of the repository and for test runs."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SLOW
from tests.support.repository import ROOT, own_files, run_python

# The brackets keep the pattern from matching its own source.
REGISTRIES = re.compile(
    r"[r]egistry\.[a-z] | [p]ypi\.(org|python) | [p]ythonhosted | [y]arnpkg\.",
    re.IGNORECASE | re.VERBOSE,
)


def test_no_file_contains_the_address_of_a_package_registry() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in own_files()
        for number, line in enumerate(path.read_bytes().decode("latin-1").splitlines(), start=1)
        if REGISTRIES.search(line)
    ]
    assert found == []


def test_the_addresses_of_registries_are_recognised() -> None:
    addresses = (
        "https://{}egistry.npmjs.org/lunr/-/lunr-2.3.9.tgz".format("r"),
        "https://{}ypi.org/simple".format("p"),
        "https://files.{}ythonhosted.org/packages/".format("p"),
    )
    assert [address for address in addresses if not REGISTRIES.search(address)] == []


@pytest.mark.parametrize("folder", ["onrecord", "tools", "bench"])
def test_nothing_imports_from_the_tests(folder: str) -> None:
    modules = sorted((ROOT / folder).rglob("*.py"))
    assert modules
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules
        for name in imported_names(path.read_text(encoding="utf-8"))
        if name.partition(".")[0] == "tests"
    ]
    assert found == []


def test_imports_are_found_in_every_form() -> None:
    source = "import tests.a as b, c\nfrom tests.d import e\ndef f():\n    from tests import g\n"
    assert list(imported_names(source)) == ["tests.a", "c", "tests.d", "tests"]


def imported_names(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-dev.txt", "requirements-node.txt"]
)
def test_every_locked_package_has_hashes(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    packages = [line for line in lock.splitlines() if not re.match(r"\s*(#|$)", line)]
    assert packages
    assert [line for line in packages if not re.match(r"\S+==\S+ .*--hash=sha256:\S+$", line)] == []


@pytest.mark.parametrize(
    ("group", "name"),
    [("", "requirements.txt"), ("dev", "requirements-dev.txt"), ("node", "requirements-node.txt")],
)
def test_every_dependency_is_locked(group: str, name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    dependencies = groups[group] if group else project["project"]["dependencies"]
    lock = (ROOT / name).read_text(encoding="utf-8").lower()
    names = [re.split(r"[^\w-]", dependency)[0].lower() for dependency in dependencies]
    assert [name for name in names if f"\n{name}==" not in f"\n{lock}"] == []


def test_a_skipped_test_and_a_skipped_file_fail_the_run(tmp_path: Path) -> None:
    (tmp_path / "test_one.py").write_text(
        "import pytest\ndef test_a(): pytest.skip('a')\n"
        "@pytest.mark.skip\ndef test_b(): pass\n"
        "@pytest.mark.xfail\ndef test_c(): assert False\n"
    )
    (tmp_path / "test_two.py").write_text(
        "import pytest\npytest.skip('b', allow_module_level=True)\n"
    )
    options = "-q -c /dev/null -p no:cacheprovider -p tests.conftest"
    result = run_python(
        "-m", "pytest", *options.split(), "--continue-on-collection-errors", tmp_path
    )
    assert result.returncode == 1
    assert re.sub(r" in .*", "", result.stdout.splitlines()[-1]) == "2 failed, 2 errors"


def test_every_slow_test_that_is_listed_exists() -> None:
    assert [name for name in SLOW if not (ROOT / "tests" / name).exists()] == []

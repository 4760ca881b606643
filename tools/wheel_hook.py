"""Puts templates, styles, fonts and bundled scripts into the wheel, which then needs no Node.js.

Hatchling runs it. Node's packages are those of `node_modules/`, or, where a wheel is built from a
source distribution, those that npm installs into a temporary folder.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_FONTS = "@expo-google-fonts/source-serif-4"


class WheelHook(BuildHookInterface[Any]):
    """Adds files to the wheel as `onrecord/installed/`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bundle the scripts and styles, and name all files to add."""
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        self._made = Path(mkdtemp(prefix="on-record-wheel-"))
        node_modules = root / "node_modules"
        if not node_modules.is_dir():
            node_modules = _install(root, self._made)
        sys.path.insert(0, str(root))
        from onrecord.publish.assets import bundle_everything

        static = root / "static"
        files = {path.relative_to(static).as_posix(): path for path in static.rglob("*")}
        contents = {name: path.read_bytes() for name, path in files.items() if path.is_file()}
        for name, content in bundle_everything(contents, node_modules=node_modules).items():
            path = self._made / "bundles" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        added = {
            root / "templates": "templates",
            static: "static",
            root / "docs/reference.md": "reference.md",
            self._made / "bundles": "bundles",
            **{font: f"fonts/{font.parent.name}/{font.name}" for font in _fonts(node_modules)},
        }
        for source, target in added.items():
            build_data["force_include"][str(source)] = f"onrecord/installed/{target}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was made."""
        del version, build_data, artifact_path
        shutil.rmtree(getattr(self, "_made", ""), ignore_errors=True)


def _fonts(node_modules: Path) -> list[Path]:
    folder = node_modules / _FONTS
    return [
        folder / "400Regular/SourceSerif4_400Regular.ttf",
        folder / "600SemiBold/SourceSerif4_600SemiBold.ttf",
        *folder.glob("LICENSE*"),
    ]


def _install(root: Path, folder: Path) -> Path:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(root / name, folder)
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError("a wheel from the source distribution needs npm on the PATH")
    subprocess.run([npm, "ci", "--omit=dev", "--ignore-scripts"], cwd=folder, check=True)
    return folder / "node_modules"

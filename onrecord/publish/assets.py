"""Bundles scripts and styles, and publishes other static files unchanged.

Pages load the entries listed here: esbuild bundles each entry and everything it imports into one
file. Scripts are TypeScript; esbuild removes the types and does not check them. Other files in
`static/scripts/` and `static/styles/` are parts of entries and are not published separately. All
other static files are published unchanged.
"""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord import resources
from onrecord.errors import ContentError, Error, NotInstalledError
from onrecord.model import Site
from onrecord.wording import with_messages

# The published file of each script or stylesheet, and its entry.
ENTRIES = {
    "scripts/cite.js": "scripts/entries/cite-dialog.ts",
    "scripts/cited.js": "scripts/entries/citation-notice.ts",
    "scripts/copy-link.js": "scripts/entries/copy-link.ts",
    "scripts/filter.js": "scripts/entries/filter.ts",
    "scripts/follow.js": "scripts/entries/follow-reading.ts",
    "scripts/landing.js": "scripts/entries/arrive.ts",
    "scripts/mark.js": "scripts/entries/highlight-search.ts",
    "scripts/moved.js": "scripts/entries/redirect.ts",
    "scripts/passages.js": "scripts/entries/cite-buttons.ts",
    "scripts/play.js": "scripts/entries/play-recording.ts",
    "scripts/quote.js": "scripts/entries/quote-page.ts",
    "scripts/quoted.js": "scripts/entries/highlight-passage.ts",
    "scripts/search-extras.js": "scripts/entries/search-extras.ts",
    "scripts/search.js": "scripts/entries/search-page.ts",
    "scripts/site.js": "scripts/entries/site.ts",
    "styles/site.css": "styles/site.css",
}
LIVE = "scripts/entries/live-reload.ts"  # in the preview’s pages
QUOTE = "scripts/entries/quote-command.ts"  # for the command `quote`
_SUFFIXES = {".ts": ".js", ".css": ".css"}  # of bundles, by those of entries
_HASH = "sources.sha256"
_FOLDERS_OF_PARTS = ("scripts/", "styles/")
_OPTIONS = (
    "--bundle",
    "--charset=utf8",
    "--color=false",
    "--log-level=error",
    "--log-limit=0",
    "--outdir=bundled",
    '--tsconfig-raw={"compilerOptions":{"useDefineForClassFields":false}}',  # fields are only types
)
_FOR_PAGES = (
    "--minify",
    "--format=iife",
    "--legal-comments=eof",
    "--target=es2022,chrome111,firefox114,safari16.4",
)
_FOR_NODE = ("--platform=node", "--format=esm")
_ERROR = re.compile(
    # ✘ [ERROR] Expected ";" but found "b"
    r"^✘ \[ERROR\] (?P<found>.+)\n"
    #     static/scripts/entries/site.ts:3:8:
    r"(?:\n    (?P<path>[^\n:]+):(?P<line>\d+):\d+:\n)?",
    re.MULTILINE,
)


def bundle(
    static: Mapping[str, bytes], *, node_modules: Path, site: Site
) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each file to publish from `static/`, sorted by name.

    The scripts’ messages are in the site’s language. Imports that are not relative are resolved in
    `node_modules`. Raises ContentError for errors in scripts and styles, and NotInstalledError if
    there is no esbuild.
    """
    entries = {name: entry for name, entry in ENTRIES.items() if entry in static}
    published = {n: content for n, content in static.items() if not n.startswith(_FOLDERS_OF_PARTS)}
    if entries:
        for name, content in _bundled(entries, static, node_modules, _FOR_PAGES).items():
            published[name] = with_messages(content, site.language, site.messages)
    for name, content in sorted(published.items()):
        yield f"static/{name}", content


def bundle_script(
    entry: str, static: Mapping[str, bytes], *, node_modules: Path, is_for_node: bool = False
) -> bytes:
    """Return one script from `static/`, bundled with everything it imports.

    For scripts that a built site does not have. Raises the same errors as `bundle`.
    """
    scripts = {name: content for name, content in static.items() if name.startswith("scripts/")}
    options = _FOR_NODE if is_for_node else _FOR_PAGES
    return _bundled({entry: entry}, scripts, node_modules, options)[entry]


def bundle_everything(static: Mapping[str, bytes], *, node_modules: Path) -> dict[str, bytes]:
    """Return the bundles of an installed On Record by name, with hashes of what they are made of.

    Then a project that overrides no script needs no esbuild, and so for styles.
    """
    files = {
        entry: content
        for options, entries in ((_FOR_PAGES, (*ENTRIES.values(), LIVE)), (_FOR_NODE, (QUOTE,)))
        for entry, content in _made({e: e for e in entries}, static, node_modules, options).items()
    }
    hashes = {folder + _HASH: _hash(static, folder).encode() for folder in _FOLDERS_OF_PARTS}
    return files | hashes


def find_esbuild(node_modules: Path) -> Path:
    """Return the path of the esbuild program that npm installed for this machine."""
    patterns = ("@esbuild/*/bin/esbuild", "@esbuild/*/esbuild.exe")
    for pattern in patterns:
        for path in sorted(node_modules.glob(pattern)):
            return path
    if on_path := shutil.which("esbuild"):
        return Path(on_path)
    if resources.is_installed():
        raise NotInstalledError(
            f"this project overrides scripts or styles, which esbuild bundles; it is not in "
            f"{node_modules} and not on the PATH",
            "run `npm install esbuild lunr@2.3.9` there",
        )
    raise NotInstalledError(f"esbuild is not in {node_modules}")


def _bundled(
    entries: Mapping[str, str],
    static: Mapping[str, bytes],
    node_modules: Path,
    options: tuple[str, ...],
) -> dict[str, bytes]:
    """Return the bundle of each entry; those that come with an installed On Record, if they do."""
    if (ready := resources.bundles()) is None:
        return _made(entries, static, node_modules, options)
    unchanged = [
        folder
        for folder in _FOLDERS_OF_PARTS
        if (ready / (folder + _HASH)).read_text("utf-8") == _hash(static, folder)
    ]
    found = {
        name: (ready / entry).read_bytes()
        for name, entry in entries.items()
        if entry.startswith(tuple(unchanged))
    }
    others = {name: entry for name, entry in entries.items() if name not in found}
    return found | (_made(others, static, node_modules, options) if others else {})


def _hash(static: Mapping[str, bytes], folder: str) -> str:
    """Return a hash of the files in a folder of parts."""
    parts = [(name, content) for name, content in sorted(static.items()) if name.startswith(folder)]
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _made(
    entries: Mapping[str, str],
    static: Mapping[str, bytes],
    node_modules: Path,
    options: tuple[str, ...],
) -> dict[str, bytes]:
    """Return the bundle of each entry, made in a temporary folder with the merged static files."""
    program = find_esbuild(node_modules)
    with TemporaryDirectory(prefix="on-record-") as temporary:
        folder = Path(temporary)
        for name, content in static.items():
            path = folder / "static" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        sources = [f"{name.rpartition('.')[0]}=static/{entry}" for name, entry in entries.items()]
        _run(program, [*options, *sources], folder, node_modules)
        bundled = folder / "bundled"
        return {
            name: (bundled / name).with_suffix(_SUFFIXES[Path(entry).suffix]).read_bytes()
            for name, entry in entries.items()
        }


def _run(program: Path, arguments: list[str], folder: Path, node_modules: Path) -> None:
    try:
        result = subprocess.run(
            [str(program.absolute()), *_OPTIONS, *arguments],
            cwd=folder,
            env={"NODE_PATH": str(node_modules.absolute()), **_of_the_system()},
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise NotInstalledError(f"{program} does not run: {error.strerror}") from error
    if result.returncode:
        raise ContentError(_errors(result.stderr.decode("utf-8", "replace")))


def _of_the_system() -> dict[str, str]:
    """Return the environment variables without which no program starts on Windows."""
    return {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}


def _errors(output: str) -> list[Error]:
    errors = [
        Error(match["path"] or "static/", int(match["line"] or 0), match["found"])
        for match in _ERROR.finditer(output)
    ]
    return errors or [Error("static/", 0, f"esbuild failed: {output.strip() or 'no message'}")]

"""Where the files that come with On Record are: templates, scripts, fonts, word lists.

In the repository they are beside this package. An installed On Record has them inside the package,
with the scripts and styles bundled already (`tools/wheel_hook.py`), so that it needs no Node.js.

No other module builds a path from its own place or into `node_modules`. Paths are looked up when
they are used, so that a test can point `ROOT` to another folder.
"""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "installed"  # only in an installed On Record
ROOT = _PACKAGE.parent  # has templates/, static/, node_modules/ and our own collection


def is_installed() -> bool:
    """Return True if this is an installed On Record, and no repository."""
    return _INSTALLED.is_dir()


def default_project() -> Path:
    """Return the project that commands use by default: our own collection, or this folder."""
    return Path.cwd() if is_installed() else ROOT


def package() -> Path:
    """Return the folder of this package: its code, and the data that it reads."""
    return _PACKAGE


def templates() -> Path:
    """Return our templates; a project overrides them by file name."""
    return _beside() / "templates"


def static() -> Path:
    """Return our scripts, styles and images; a project overrides them by file name."""
    return _beside() / "static"


def citation_styles() -> Path:
    """Return the citation styles, which the scripts read too."""
    return static() / "scripts" / "citations" / "citation-styles.json"


def bundles() -> Path | None:
    """Return the scripts and styles that are bundled already; None in the repository."""
    return _INSTALLED / "bundles" if is_installed() else None


def node_modules() -> Path:
    """Return the folder of the packages that npm installs."""
    return default_project() / "node_modules"


def installed_scripts() -> bytes:
    """Return the list of the packages in that folder, with versions; empty if there is none."""
    try:
        return (node_modules() / ".package-lock.json").read_bytes()
    except OSError:
        return b""


def fonts() -> Path:
    """Return the typeface of the pictures, in folders by weight."""
    if is_installed():
        return _INSTALLED / "fonts"
    return node_modules() / "@expo-google-fonts" / "source-serif-4"


def starter_project() -> Path:
    """Return the files of a new project."""
    return _PACKAGE / "starter"


def locales() -> Path:
    """Return the list of the site’s messages and their translations."""
    return _PACKAGE / "locales"


def reference() -> Path:
    """Return the reference: all settings, commands, data formats and names in templates."""
    return (_INSTALLED if is_installed() else ROOT / "docs") / "reference.md"


def word_lists() -> Path:
    """Return the lists of words by which labels, dates and page boilerplate are recognised."""
    return _PACKAGE / "data"


def user_cache() -> Path | None:
    """Return the folder in the user's cache; None if the user has no home folder."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    try:
        cache = Path(base) if Path(base).is_absolute() else Path.home() / ".cache"
    except RuntimeError:
        return None
    return cache / "on-record"


def _beside() -> Path:
    return _INSTALLED if is_installed() else ROOT

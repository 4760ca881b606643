"""Where the files that come with On Record are: templates, scripts, fonts, word lists.

No other module builds a path from its own place or into `node_modules`. Paths are looked up when
they are used, so that a test can point `ROOT` to another folder.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
ROOT = _PACKAGE.parent  # has templates/, static/, node_modules/ and our own collection


def own_project() -> Path:
    """Return the collection that comes with On Record, which commands use by default."""
    return ROOT


def package() -> Path:
    """Return the folder of this package: its code, and the data that it reads."""
    return _PACKAGE


def templates() -> Path:
    """Return our templates; a project overrides them by file name."""
    return ROOT / "templates"


def static() -> Path:
    """Return our scripts, styles and images; a project overrides them by file name."""
    return ROOT / "static"


def citation_styles() -> Path:
    """Return the citation styles, which the scripts read too."""
    return static() / "scripts" / "citations" / "citation-styles.json"


def node_modules() -> Path:
    """Return the folder of the packages that npm installs."""
    return ROOT / "node_modules"


def installed_scripts() -> bytes:
    """Return the list of the packages in that folder, with versions; empty if there is none."""
    try:
        return (node_modules() / ".package-lock.json").read_bytes()
    except OSError:
        return b""


def fonts() -> Path:
    """Return the typeface of the pictures, in folders by weight."""
    return node_modules() / "@expo-google-fonts" / "source-serif-4"


def starter_project() -> Path:
    """Return the files of a new project."""
    return _PACKAGE / "starter"


def locales() -> Path:
    """Return the list of the site’s messages and their translations."""
    return _PACKAGE / "locales"


def word_lists() -> Path:
    """Return the lists of words by which labels, dates and page boilerplate are recognised."""
    return _PACKAGE / "data"

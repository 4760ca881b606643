"""Collects the site's messages: `make messages` runs `python -m tools.messages`.

Writes every message of the templates, the scripts and the package to `locales/messages.pot`, and
brings each translation up to date: new messages are added without a translation.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from tools.repository import ROOT

LOCALES = ROOT / "onrecord/locales"
TEMPLATE = LOCALES / "messages.pot"
_METHODS = [("**.html", "jinja2.ext:babel_extract"), ("**.ts", "javascript"), ("**.py", "python")]
_OPTIONS = {"**.html": {"trimmed": "true", "newstyle_gettext": "true"}}
_FOLDERS = ("templates", "static/scripts", "onrecord")
_DROPPED = ('"POT-', '"PO-', '"Project-', '"Report-', '"Last-', '"Language-T', '"Generated')
_HEADER = "# The messages of On Record’s pages, in English; written by `make messages`."


def collect() -> Catalog:
    """Return all messages of the repository."""
    catalogue = Catalog(header_comment=_HEADER, fuzzy=False)
    for folder in _FOLDERS:
        for _, _, message, comments, context in extract_from_dir(
            ROOT / folder, _METHODS, _OPTIONS, comment_tags=("Translators:",)
        ):
            catalogue.add(message, auto_comments=comments, context=context)
    return catalogue


def printed(catalogue: Catalog) -> bytes:
    """Return a catalogue as a .po file, without what differs from day to day."""
    content = BytesIO()
    write_po(content, catalogue, 100, sort_output=True, no_location=True, ignore_obsolete=True)
    kept = [
        line
        for line in content.getvalue().decode().splitlines(keepends=True)
        if not line.startswith(_DROPPED)
    ]
    return "".join(kept).encode()


def translation(path: Path) -> Catalog:
    """Return the messages of a translation, whose file is named for its language."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem)


def updated(path: Path, messages: Catalog) -> bytes:
    """Return a translation with exactly these messages."""
    catalogue = translation(path)
    catalogue.update(messages, no_fuzzy_matching=True, update_header_comment=False)
    return printed(catalogue)


@click.command()
def main() -> None:
    """Write the template and the translations."""
    messages = collect()
    TEMPLATE.write_bytes(printed(messages))
    for path in sorted(LOCALES.glob("*.po")):
        path.write_bytes(updated(path, messages))


if __name__ == "__main__":
    main()

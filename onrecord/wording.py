"""The site's own wording: messages in English, their translations, and a project's changes.

Templates, scripts and Python mark a message with `_("…")` or `ngettext("…", "…", number)`, in
English, with values as `%(name)s`. `locales/messages.pot` lists all messages (`make messages`). A
project changes single messages in config.yaml.
"""

from __future__ import annotations

import gettext
import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from onrecord import resources
from onrecord.errors import suggest

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

Messages = tuple[tuple[str, tuple[str, ...]], ...]  # changed messages, with all plural forms
_VALUE = re.compile(r"%\((\w+)\)s")
# In a bundle, the place of the messages that its scripts use: see `shared/messages.ts`.
_PLACE = b"ON_RECORD_MESSAGES"
_NUMBERS = (*range(200), 1_000, 10_000, 1_000_000)  # they show every plural form


@lru_cache(maxsize=8)
def wording(language: str, changed: Messages = ()) -> gettext.NullTranslations:
    """Return the messages in a language; in English if there is no translation.

    `changed` are the messages that a project changes, by the English one, each with its plural
    forms if it has any.
    """
    if not changed and not _has_translation(language):
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo

    content = BytesIO()
    write_mo(content, _catalogue(language, changed))
    return gettext.GNUTranslations(BytesIO(content.getvalue()))


def message_error(message: str, forms: tuple[str, ...]) -> str | None:
    """Return what is wrong with a project's message, or None."""
    known = _known()
    if message not in known:
        remedy = suggest(message, known) or "onrecord/locales/messages.pot lists all messages"
        return f"no such message; {remedy}"
    if len(forms) > 1 and message not in _plurals():
        return "this message has no plural forms"
    for form in forms:
        if unknown := set(_VALUE.findall(form)) - _values_of(message):
            return f"unknown value %({min(unknown)})s"
        try:
            form % dict.fromkeys(_values_of(message), "")
        except (ValueError, TypeError, KeyError):
            return "a percent sign must be doubled: %%"
    return None


def with_messages(script: bytes, language: str, changed: Messages = ()) -> bytes:
    """Return a bundled script with the messages that it uses, where they are not in English."""
    if _PLACE not in script:
        return script
    used: dict[str, str | dict[str, str]] = {}
    if changed or _has_translation(language):
        text = script.decode()
        for message in _catalogue(language, changed):
            single = message.id if isinstance(message.id, str) else message.id[0]
            if single and message.string and single in text:
                used[single] = _forms_by_category(message.string, language)
    return script.replace(_PLACE, json.dumps(used, ensure_ascii=False, sort_keys=True).encode())


def _forms_by_category(string: str | Sequence[str], language: str) -> str | dict[str, str]:
    """Return a message; or its plural forms by the names that JavaScript has for them."""
    if isinstance(string, str):
        return string
    from babel import Locale

    category: Callable[[int], str] = Locale.parse(_parsed(language) or "en").plural_form
    index = _plural_index(language)
    return {category(number): string[min(index(number), len(string) - 1)] for number in _NUMBERS}


def _plural_index(language: str) -> Callable[[int], int]:
    rule: Callable[[int], int] = gettext.c2py(_catalogue(language, ()).plural_expr)
    return rule


@lru_cache(maxsize=8)
def _catalogue(language: str, changed: Messages) -> Catalog:
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    catalogue = Catalog(locale=_parsed(language))
    if _has_translation(language):
        with (resources.locales() / f"{_base(language)}.po").open("rb") as file:
            catalogue = read_po(file, locale=_base(language))
    plurals = {one: (one, many) for one, many in _plurals().items()}
    for message, forms in changed:
        full = forms + forms[-1:] * (catalogue.num_plurals - len(forms))
        if message in plurals:
            catalogue.add(plurals[message], full[: catalogue.num_plurals])
        else:
            catalogue.add(message, forms[0])
    return catalogue


def _parsed(language: str) -> str | None:
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return None


def _base(language: str) -> str:
    return language.partition("-")[0]


def _has_translation(language: str) -> bool:
    return (resources.locales() / f"{_base(language)}.po").is_file()


@lru_cache(maxsize=1)
def _template() -> Catalog:
    from babel.messages.pofile import read_po

    with (resources.locales() / "messages.pot").open("rb") as file:
        return read_po(file)


def _known() -> set[str]:
    """Return all messages; of those with a plural, the singular."""
    forms = (message.id for message in _template() if message.id)
    return {one if isinstance(one, str) else one[0] for one in forms}


def _plurals() -> Mapping[str, str]:
    """Return the plural of each message that has one."""
    forms = (message.id for message in _template())
    return {one[0]: one[1] for one in forms if not isinstance(one, str)}


def _values_of(message: str) -> set[str]:
    return set(_VALUE.findall(message + _plurals().get(message, "")))

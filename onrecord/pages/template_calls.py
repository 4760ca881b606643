"""What templates call, and how: as directly as possible, since a page makes hundreds of calls."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from gettext import NullTranslations
from typing import Any

from jinja2.runtime import Context
from markupsafe import Markup, escape


class DirectContext(Context):
    """Calls a function as it is; Jinja first looks if it asks for the context, which none does."""

    def call(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Return what the function returns."""
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return function(*args, **kwargs)


def message_functions(wording: NullTranslations) -> dict[str, Callable[..., Markup]]:
    """Return `_`, `gettext` and `ngettext`, which escape values and put them into messages."""

    @cache
    def whole(message: str) -> Markup:
        return Markup(wording.gettext(message) % {})

    def gettext(message: str, /, **values: Any) -> Markup:
        return _filled(wording.gettext(message), values) if values else whole(message)

    def ngettext(one: str, many: str, number: int, /, **values: Any) -> Markup:
        return _filled(wording.ngettext(one, many, number), {"num": number} | values)

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext}


def _filled(message: str, values: dict[str, Any]) -> Markup:
    return Markup(message % {name: escape(value) for name, value in values.items()})

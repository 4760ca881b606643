"""Elements of a page that do not hold the statement: menus, asides, forms."""

import re
from typing import Any

from onrecord.word_lists import words_in

INLINE = words_in(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt"
    " ruby s samp small span strike strong sub sup time tt u var wbr nobr o:p"
)
_REASONS = {
    "head": "the page's head",
    "title": "the page's head",
    "nav": "a menu",
    "footer": "the page's foot",
    "aside": "an aside",
    "form": "a form",
    "button": "a button",
    "select": "a form",
    "option": "a form",
    "textarea": "a form",
    "noscript": "shown without scripts only",
    "template": "a template",
    "svg": "a picture",
    "iframe": "another page",
    "dialog": "a dialog",
    "figcaption": "a picture's caption",
}
_ROLES = {
    "navigation": "a menu",
    "banner": "the page's head",
    "contentinfo": "the page's foot",
    "complementary": "an aside",
    "search": "a form",
    "dialog": "a dialog",
    "menu": "a menu",
}
# `fn:1`, `footnotes`, `ftn12`
_FOOTNOTE = re.compile(
    r"(?:^|[\s_-])(?:fn|ftn|footnote|footnotes|endnote|endnotes)[:_.-]?\d*(?:$|\s)", re.I
)
# `main-menu`, `breadcrumbs`, `share-buttons`: words in a class or an id
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:menu|nav|navbar|navigation|breadcrumbs?|share|sharing|social|footer|sidebar"
    r"|related|cookies?|banner|popular|comments?|subscribe|newsletter|pagination|pager|toolbar"
    r"|modal|popup|skip-link|lang-switcher|language-switcher|ad|ads|advert|advertisement|promo)"
    r"(?:$|[\s_-])",
    re.I,
)


def is_of_footnote(node: Any) -> bool:
    """True for an element that the page calls a footnote."""
    return _FOOTNOTE.search(f"{node.get('id') or ''} {node.get('class') or ''}") is not None


def is_struck(node: Any) -> bool:
    """True for words that the page strikes out."""
    style = (node.get("style") or "").replace(" ", "").lower()
    return str(node.tag) in {"del", "s", "strike"} or "line-through" in style


def reason_outside(node: Any, tag: str) -> str:
    """Return why the element does not contain the statement, or an empty string."""
    if tag in {"html", "body", "main", "article"}:
        return ""
    if tag in _REASONS:
        return _REASONS[tag]
    role = (node.get("role") or "").lower()
    if role in _ROLES:
        return _ROLES[role]
    style = (node.get("style") or "").replace(" ", "").lower()
    if node.get("hidden") is not None or "display:none" in style:
        return "hidden on the page"
    if tag not in INLINE and _FURNITURE.search(f"{node.get('class') or ''} {node.get('id') or ''}"):
        return "class or id " + " ".join(
            name for name in (node.get("class"), node.get("id")) if name
        )
    return ""

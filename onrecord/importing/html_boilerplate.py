"""Elements of a page that do not hold the statement: menus, asides, forms."""

import re
from typing import Any

from onrecord.word_lists import any_word, word_map, word_set

INLINE = word_set("page_elements", "inline")
_BESIDE = word_map("page_elements", "beside")
_ROLES = word_map("page_elements", "roles")
# `fn:1`, `footnotes`, `ftn12`
_FOOTNOTE = re.compile(
    r"(?:^|[\s_-])(?:fn|ftn|footnote|footnotes|endnote|endnotes)[:_.-]?\d*(?:$|\s)", re.I
)
_CLASSES = re.compile(rf"(?:^|[\s_-])(?:{any_word('page_elements', 'classes')})(?:$|[\s_-])", re.I)


def is_of_footnote(node: Any) -> bool:
    """True for an element that the page calls a footnote."""
    return _FOOTNOTE.search(f"{node.get('id') or ''} {node.get('class') or ''}") is not None


def is_struck(node: Any) -> bool:
    """True for words that the page strikes out."""
    return str(node.tag) in {"del", "s", "strike"} or "line-through" in _style(node)


def reason_outside(node: Any, tag: str) -> str:
    """Return why the element does not contain the statement, or an empty string."""
    if tag in {"html", "body", "main", "article"}:
        return ""
    if reason := _BESIDE.get(tag) or _ROLES.get((node.get("role") or "").lower()):
        return reason
    if node.get("hidden") is not None or "display:none" in _style(node):
        return "hidden on the page"
    names = [name for name in (node.get("class"), node.get("id")) if name]
    is_named = tag not in INLINE and _CLASSES.search(" ".join(names))
    return f"class or id {' '.join(names)}" if is_named else ""


def _style(node: Any) -> str:
    return (node.get("style") or "").replace(" ", "").lower()

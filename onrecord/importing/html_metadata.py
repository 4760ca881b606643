"""Reads what a page states about itself: title, address, dates, languages."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

from onrecord.importing.markdown_words import SPACES
from onrecord.importing.source import Fact, first_facts

_META = {
    "og:title": "title",
    "og:url": "url",
    "og:site_name": "publisher",
    "article:published_time": "published",
}
_SAVED = re.compile(r"\s*saved from url=(?:\(\d+\))?(?P<url>\S+)\s*")


def stated_in_page(root: Any, comments: list[str]) -> dict[str, Fact]:
    """Return the first statement of each fact in the page’s markup."""
    found: list[tuple[str, str, str]] = []
    languages: list[str] = []
    for node in root.iter("link"):
        if "canonical" in (node.get("rel") or "").split():
            found.append(("url", node.get("href") or "", '<link rel="canonical">'))
        if "alternate" in (node.get("rel") or "").split() and node.get("hreflang"):
            languages.append(node.get("hreflang"))
    found.append(("languages", " ".join(languages), "<link hreflang>"))
    for comment in comments:
        saved = _SAVED.fullmatch(comment)
        if saved:
            found.append(("url", saved["url"], "comment added by the browser"))
    headings = [" ".join(node.text_content().split()) for node in root.iter("h1")]
    if len([heading for heading in headings if heading]) == 1:
        found.append(("title", "".join(headings), "<h1>"))
    for node in root.iter("meta"):
        key = (node.get("property") or node.get("name") or "").lower()
        if key in _META:
            found.append((_META[key], node.get("content") or "", f'<meta property="{key}">'))
    found += _linked_data(root)
    found += [("title", node.text_content(), "<title>") for node in root.iter("title")]
    found.append(("language", root.get("lang") or "", "<html lang>"))
    found += [("head_title", node.text_content(), "<title>") for node in root.iter("title")]
    folded = ((key, SPACES.sub(" ", text.strip()), where) for key, text, where in found)
    return first_facts(
        (key, value, where)
        for key, value, where in folded
        if key != "url" or urlsplit(value).scheme in {"http", "https"}
    )


def _linked_data(root: Any) -> list[tuple[str, str, str]]:
    """Return what the page says about itself in JSON-LD."""
    found = []
    for node in root.iter("script"):
        if (node.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            data = json.loads(node.text or "")
        except ValueError:
            continue
        entries = data if isinstance(data, list) else [data]
        for entry in entries:
            for part in entry.get("@graph", [entry]) if isinstance(entry, dict) else []:
                if isinstance(part, dict) and isinstance(part.get("datePublished"), str):
                    found.append(("published", part["datePublished"], "JSON-LD datePublished"))
    return found

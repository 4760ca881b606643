"""Words of others in brackets within a paragraph: `(Tom Klein [AfD]: Das stimmt nicht!)`."""

import re

from onrecord.content.labels import Labels

# `[HON. MEMBERS: “Give way!”]`, `(Beifall – Tom Klein [AfD]: Das stimmt nicht!)`
_BRACKETS = re.compile(
    r"(?<!\\)(?:\[(?P<square>[^\[\]\n]{0,400}(?:\[[^\[\]]{0,80}\][^\[\]\n]{0,400}){0,8})\](?!\()"
    r"|\((?P<round>[^()\n]{0,400}(?:\([^()]{0,80}\)[^()\n]{0,400}){0,8})\))"
)
_BETWEEN = re.compile(r"\s[–—-]\s|[!?.]\s")


def find_interjections(text: str, labels: Labels) -> list[tuple[int, int]]:
    """Return where somebody else speaks in brackets, unless that is the whole text."""
    if ":" not in text and "：" not in text:
        return []
    found = [match.span() for match in _BRACKETS.finditer(text) if _is_spoken(match, labels)]
    is_whole = len(found) == 1 and not (text[: found[0][0]] + text[found[0][1] :]).strip()
    return [] if is_whole else found


def _is_spoken(match: re.Match[str], labels: Labels) -> bool:
    inside = match["square"] or match["round"] or ""
    if ":" not in inside and "：" not in inside:
        return False
    found = filter(None, map(labels.find, _BETWEEN.split(inside)))
    return any(label.colon and label.rest.strip() for label in found)

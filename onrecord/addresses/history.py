"""What a page needs to say of a cited paragraph: as cited, edited since, moved, or withdrawn."""

from __future__ import annotations

from datetime import date
from typing import Any

from onrecord.addresses.mark import mark_of
from onrecord.addresses.record import KeptParagraph, Record


def history_of(record: Record) -> dict[str, Any]:
    """Each paragraph that is not as it was first published, with its former wordings and marks.

    It is published beside the statement as JSON:

        {"statement": "2021-02-26-atmar", "paragraphs": {
          "p14": {"earlier": [{"mark": "j76f3", "text": "…", "since": "2026-11-22",
                               "until": "2026-12-01"}]},
          "p15": {"gone": "2026-12-01", "to": "p14", "earlier": […, what it said last]},
          "p16": {"gone": "2026-12-01", "earlier": [{"mark": "5f3hz", "since": …, "until": …}]}}}

    What is gone without `to` was withdrawn: its words were to be read no longer, and are not here,
    but who cites them can be told by their mark when they stood there. Of two wordings with one
    mark, the later counts.
    """
    paragraphs = {e.anchor: told for e in record.paragraphs if (told := _told(e))}
    return {"statement": record.slug, "paragraphs": paragraphs}


def _told(entry: KeptParagraph) -> dict[str, Any]:
    earlier = [(one.text, one.since, one.until) for one in entry.earlier]
    told: dict[str, Any] = {}
    if entry.gone:
        earlier.append((entry.text, entry.since, entry.gone.when))
        told["gone"] = entry.gone.when.isoformat()
        if entry.gone.to:
            told["to"] = entry.gone.to
    if earlier:
        is_withdrawn = entry.gone is not None and not entry.gone.to
        told["earlier"] = [_wording(*one, is_told=not is_withdrawn) for one in earlier]
    return told


def _wording(text: str, since: date, until: date, *, is_told: bool) -> dict[str, str]:
    words = {"text": text} if is_told else {}
    days = {"since": since.isoformat(), "until": until.isoformat()}
    return {"mark": mark_of(text), **words, **days}

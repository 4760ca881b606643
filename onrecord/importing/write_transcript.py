"""Facts and a body to the text of a transcript, and a name for its file."""

import re
from collections.abc import Collection, Iterator, Sequence

from onrecord.content.front_matter_lines import write_facts
from onrecord.content.source_lines import UNPRINTABLE
from onrecord.importing.config_proposal import slug_of
from onrecord.importing.stated_facts import Facts
from onrecord.word_lists import word_set


def write_transcript(facts: Facts, body: str) -> str:
    """The transcript; a required fact that the source does not state is an empty key."""
    stated = {key: UNPRINTABLE.sub("", fact.value) for key, fact in facts.found.items()}
    if "publisher" not in stated:
        stated.pop("url", None)
    remarks = [*facts.remarks, *_note_times([*dict.fromkeys(facts.times)])]
    notes = " ".join(one if one[-1] in ".!?…" else f"{one}." for one in dict.fromkeys(remarks))
    stated["notes"] = UNPRINTABLE.sub("", notes)
    lines = write_facts(stated, required=("title", "date", "speaker"))
    return "\n".join(["---", *lines, "---", body])


def name_transcript(facts: Facts, speaker_names: Collection[str], *, first_words: str) -> str:
    """A slug of the date and a word or two: `2021-02-26-atmar`.

    Where there is no title, the words come from the text's first ones.
    """
    day = facts["date"] or "undated"
    if facts["_name"]:
        words = slug_of(facts["_name"].split()[-1])
    else:
        words = _telling_words(facts["title"] or first_words, speaker_names)
    return f"{day}-{words}" if words else day


def _telling_words(title: str, speaker_names: Collection[str]) -> str:
    for name in speaker_names:
        title = re.sub(re.escape(name), " ", title, flags=re.IGNORECASE)
    words = re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", title)
    telling = [
        word
        for word in words
        if len(word) > 2
        and re.split(r"[-’']", word.casefold())[0] not in word_set("title_words", "common_words")
    ]
    named = [word for word in telling if word[0].isupper()] or telling
    slugs = [slug_of(word.removesuffix("’s").removesuffix("'s")) for word in named]
    return "-".join(filter(None, slugs[:2]))[:50].strip("-")


def _note_times(times: Sequence[str]) -> Iterator[str]:
    """Yield a sentence on the times of day that the source has, if it has any."""
    if len(times) > 1:
        yield f"The source gives the times {', '.join(times[:-1])} and {times[-1]}"
    elif times:
        yield f"The source gives the time {times[0]}"

"""What others call out within a paragraph: `[HON. MEMBERS: “Give way!”]` is no word of it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.content.interjections import find_interjections
from onrecord.importing.find_labels import KnownLabels
from onrecord.importing.markdown_words import until, without_start
from onrecord.importing.source_blocks import Passage, stripped


def apart_from_interjections(passages: Sequence[Passage], known: KnownLabels) -> Iterator[Passage]:
    """Divide paragraphs at interjections, which become notes between the parts."""
    for passage in passages:
        found = (
            []
            if passage.heading or passage.is_rule
            else find_interjections(passage.words, known.labels)
        )
        start, time = 0, passage.time
        for begin, end in found:
            before = until(without_start(passage.runs, start), begin - start)
            if "".join(run.text for run in before).strip():
                yield replace(passage, runs=stripped(before), time=time)
                time = None
            note = until(without_start(passage.runs, begin), end - begin)
            yield replace(passage, runs=note, time=None)
            start = end
        rest = stripped(without_start(passage.runs, start))
        if not found or "".join(run.text for run in rest).strip():
            yield replace(passage, runs=rest, time=time) if found else passage

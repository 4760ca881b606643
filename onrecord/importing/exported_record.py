"""Makes the permalink record of an exported statement whose numbers a build would not give."""

from collections.abc import Iterator

from onrecord.importing.exported import Exported
from onrecord.model import (
    Slug,
    Speech,
    anchor_of_exchange,
    anchor_of_paragraph,
    is_of_exchange,
    number_in,
)
from onrecord.permalinks.last_numbers import LastNumbers
from onrecord.permalinks.publication_day import publication_day
from onrecord.permalinks.record import (
    Entry,
    Record,
    RecordedExchange,
    RecordedParagraph,
    Removal,
    with_all_numbers,
    write_record,
)


def record_of(exported: Exported) -> str:
    """Return the text of a record with the numbers of the export.

    Empty if they are those that a build gives to a new statement, or if the export has none.
    """
    statement = exported.statement
    count = len(statement.paragraphs)
    usual = tuple(range(1, count + 1)), tuple(range(1, len(statement.exchanges) + 1))
    has_all = (len(exported.numbers), len(exported.exchanges)) == tuple(map(len, usual))
    is_usual = (exported.numbers, exported.exchanges) == usual and not exported.merged
    if not has_all or is_usual:
        return ""
    record = Record(
        statement.slug,
        statement.title,
        statement.date,
        publication_day(),
        entries=tuple(_entries(exported)),
    )
    return write_record(with_all_numbers(record, LastNumbers(), record.since))


def _entries(exported: Exported) -> Iterator[Entry]:
    since = publication_day()
    numbers = iter(exported.numbers)
    for part in exported.statement.opening:
        for paragraph in part.paragraphs if isinstance(part, Speech) else ():
            anchor = anchor_of_paragraph(next(numbers))
            yield RecordedParagraph(anchor, paragraph.speaker, paragraph.text, since)
    for exchange, number in zip(exported.statement.exchanges, exported.exchanges, strict=True):
        of = anchor_of_exchange(number)
        paragraphs = [
            RecordedParagraph(
                anchor_of_paragraph(next(numbers)), paragraph.speaker, paragraph.text, since, of
            )
            for paragraph in exchange.paragraphs
        ]
        yield RecordedExchange(of, since, paragraphs[0].anchor if paragraphs else None)
        yield from paragraphs
    for old, to in exported.merged.items():
        number, gone = number_in(old), Removal(since, to)
        if is_of_exchange(old):
            yield RecordedExchange(anchor_of_exchange(number), since, None, gone)
        else:
            anchor = anchor_of_paragraph(number)
            yield RecordedParagraph(anchor, Slug(""), "", since, removal=gone)

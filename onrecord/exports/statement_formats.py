"""A statement in every format, and its part of the files of the whole collection."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from onrecord import urls
from onrecord.content.labels import Labels
from onrecord.exports.akoma_ntoso import statement_akn
from onrecord.exports.annotated_markdown import annotated_transcript
from onrecord.exports.archive import archive_of
from onrecord.exports.csv_tables import paragraph_rows, statement_row
from onrecord.exports.data_files import (
    paragraph_lines,
    paragraph_records,
    statement_object,
    statement_record,
)
from onrecord.exports.markdown import write_transcript
from onrecord.exports.offices import narrowed
from onrecord.exports.plain_text import statement_text
from onrecord.exports.source_edits import find_edits
from onrecord.exports.statement_json import statement_json
from onrecord.exports.tei import statement_tei
from onrecord.exports.timed_text import statement_podcast, statement_vtt
from onrecord.model import Address, Config, Statement

DataParts = Mapping[Address, bytes]  # a statement's part of each data file, by the file's name


def data_parts(statement: Statement, config: Config) -> DataParts:
    """Return the statement's part of each data file."""
    paragraphs, whole = paragraph_records(statement, config), statement_record(statement, config)
    return {
        urls.PARAGRAPHS_DATA: paragraph_lines(paragraphs),
        urls.PARAGRAPHS_TABLE: paragraph_rows(paragraphs),
        urls.STATEMENTS_DATA: statement_object(whole),
        urls.STATEMENTS_TABLE: statement_row(whole),
    }


def statement_files(
    statement: Statement, transcript: str, config: Config, labels: Labels
) -> Iterator[tuple[str, bytes]]:
    """Yield the statement in every format of the site, by the name of its file."""
    edits = find_edits(transcript, written=write_transcript(statement, labels))
    named = narrowed(config, statement)
    formats: dict[str, Callable[[], bytes]] = {
        "txt": lambda: statement_text(statement, named),
        "md": lambda: annotated_transcript(statement, transcript),
        "json": lambda: statement_json(statement, named, edits),
        "tei": lambda: statement_tei(statement, named, edits),
        "akn": lambda: statement_akn(statement, named),
    }
    if statement.has_times:
        formats["vtt"] = lambda: statement_vtt(statement, named)
        formats["podcast"] = lambda: statement_podcast(statement, named)
    for name, write in formats.items():
        if name in config.downloads:
            yield urls.of_format(statement, name), write()


def statement_archive(
    statement: Statement, transcript: str, formats: Iterable[tuple[str, bytes]]
) -> bytes:
    """Return an archive of the transcript and of the statement in every other format."""
    markdown = urls.of_format(statement, "md")
    others = (file for file in formats if file[0] != markdown)
    return archive_of([(f"transcripts/{statement.slug}.md", transcript.encode()), *others])

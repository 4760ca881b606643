"""Each statement in every format, and the files of the whole collection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord import urls
from onrecord.content.labels import Labels
from onrecord.exports.akoma_ntoso import statement_akn
from onrecord.exports.annotated_markdown import annotated_transcript
from onrecord.exports.csv_tables import paragraphs_table, statements_table
from onrecord.exports.data_package import Archive, data_package
from onrecord.exports.feeds import feed_files
from onrecord.exports.markdown import write_transcript
from onrecord.exports.offices import narrowed
from onrecord.exports.opensearch import opensearch
from onrecord.exports.plain_text import statement_text
from onrecord.exports.source_edits import find_edits
from onrecord.exports.statement_json import statement_json
from onrecord.exports.tei import statement_tei
from onrecord.model import Config, Corpus, Statement


def format_files(corpus: Corpus, transcripts: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield the tables, each statement in every format, the archive, feeds, and OpenSearch.

    `transcripts` are the texts of the statements' files, by path. The archive holds the tables,
    each transcript as it was typed, and each statement in every other format.
    """
    archive = Archive()
    for name, content in _tables(corpus):
        archive.add(name, content)
        yield name, content
    labels = Labels(corpus.config.speakers.values())
    for one in corpus.statements:
        archive.add(f"transcripts/{one.slug}.md", transcripts[one.path].encode())
        for ending, content in statement_files(one, transcripts[one.path], corpus.config, labels):
            if ending != "md":
                archive.add(urls.of_format(one, ending), content)
            yield urls.of_format(one, ending), content
    yield urls.COLLECTION, archive.content()
    yield from feed_files(corpus)
    if corpus.config.site.address:
        yield urls.OPENSEARCH, opensearch(corpus.config.site)


def statement_files(
    statement: Statement, transcript: str, config: Config, labels: Labels
) -> Iterator[tuple[str, bytes]]:
    """Yield the statement in every format, by the ending of its file."""
    edits = find_edits(transcript, written=write_transcript(statement, labels))
    named = narrowed(config, statement)
    yield "txt", statement_text(statement, named)
    yield "md", annotated_transcript(statement, transcript)
    yield "json", statement_json(statement, named, edits)
    yield "tei.xml", statement_tei(statement, named, edits)
    yield "akn.xml", statement_akn(statement, named)


def _tables(corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    yield urls.DATA_PACKAGE, data_package(corpus)
    yield urls.PARAGRAPHS_TABLE, paragraphs_table(corpus)
    yield urls.STATEMENTS_TABLE, statements_table(corpus)

"""The corpus comes in; a file of each kind for reference managers goes out beside each statement.

Answers and paragraphs have none of their own, as there may be 50,000: the browser makes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from onrecord import urls
from onrecord.citing.of import of_statement
from onrecord.citing.styles import cite, to_csl
from onrecord.model import Corpus


def citation_files(corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    """BibTeX, RIS and CSL-JSON of each statement, by name in the site."""
    for statement in corpus.statements:
        one = of_statement(statement, people=corpus.config.speakers, site=corpus.config.site)
        yield urls.of_format(statement, "bib"), cite(one, "bibtex").encode()
        yield urls.of_format(statement, "ris"), cite(one, "ris").encode()
        csl = json.dumps([to_csl(one)], ensure_ascii=False, indent=2)
        yield urls.of_format(statement, "csl.json"), f"{csl}\n".encode()

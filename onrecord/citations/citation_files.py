"""Files for reference managers, beside each statement and each answer.

Those of paragraphs are made in the browser, and those of answers unless a site publishes them.
"""

import json
from collections.abc import Iterator

from onrecord import urls
from onrecord.citations.citation import Citation, of_exchange, with_answers
from onrecord.citations.citation_styles import cite, to_csl
from onrecord.model import Config, Statement, anchor_of_exchange


def citation_files(
    statement: Statement, config: Config, *, answers: int = 0
) -> Iterator[tuple[str, bytes]]:
    """Yield BibTeX, RIS and CSL-JSON of a statement, and of its answers up to a number.

    An answer into which another one was merged has files under both numbers: both addresses stay.
    """
    people, site = config.speakers, config.site
    whole = with_answers(statement, people=people, site=site)
    for name, content in _written(whole):
        if name in config.downloads:
            yield urls.of_format(statement, name), content
    earlier = {anchor_of_exchange(number) for number in range(1, answers + 1)}
    for exchange in statement.exchanges:
        both = (exchange.anchor, *exchange.also)
        anchors = both if exchange.anchor in earlier else [one for one in both if one in earlier]
        if not anchors:
            continue
        answer = of_exchange(statement, exchange, people=people, site=site)
        for name, content in _written(answer):
            for anchor in anchors:
                yield urls.of_answer_format(statement, anchor, name), content


def _written(one: Citation) -> Iterator[tuple[str, bytes]]:
    """Yield a file in each format, by the format's name."""
    yield "bib", cite(one, "bibtex").encode()
    yield "ris", cite(one, "ris").encode()
    lines = (
        f'  "{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in to_csl(one).items()
    )
    yield "csl-json", "[{{\n{}\n}}]\n".format(",\n".join(lines)).encode()

"""How well made quotations are told: `python -m tests.quotes.measure [PROJECT] [COUNT]`.

A line for each kind: how many were told rightly, and what the others were taken for. The last line
says how many were called verbatim that a plain scan of the collection does not find.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from onrecord.quotes.judge import People
from onrecord.quotes.library import CorpusLibrary
from onrecord.quotes.lookup import look_up_quotation
from onrecord.quotes.reading import read_quotations
from tests.quotes.making import Made


def measure(
    made: Iterable[Made], library: CorpusLibrary, people: People
) -> tuple[dict[str, Counter[str]], list[tuple[Made, str]]]:
    """The verdicts by kind, and those that are wrong."""
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    wrong = []
    for one in made:
        # As a text within quotation marks would come in.
        quotation = read_quotations(f"> {one.text}")[0]
        verdict = look_up_quotation(quotation, library=library, people=people).verdict
        verdicts[one.kind][verdict if verdict not in one.right else "right"] += 1
        if verdict not in one.right:
            wrong.append((one, verdict))
    return verdicts, wrong

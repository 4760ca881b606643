"""Citations of answers."""

from onrecord.citations.citation import Name, of_exchange
from tests.support.corpora import corpus_of

TEXT = """
The oak stands.

Question: Who waters the oak?

Jane Doe: The city.

John Roe: And I do.

Jane Doe: So he does.

Question: Since when?
"""


def test_a_citation_names_all_who_answer_and_its_address_has_a_fingerprint() -> None:
    corpus = corpus_of({"2021-05-02-oak": TEXT}, address="https://example.org/parks/")
    (statement,) = corpus.statements
    answered, unanswered = (
        of_exchange(statement, one, people=corpus.config.speakers, site=corpus.config.site)
        for one in statement.exchanges
    )
    assert answered.names == (Name("Jane Doe"), Name("John Roe"))
    assert answered.address == (
        "https://example.org/parks/statements/2021-05-02-oak/#answer-1:n3fq2"
    )
    assert (answered.part, unanswered.part) == ("answer", "question")
    assert unanswered.names == (Name("Journalist"),)

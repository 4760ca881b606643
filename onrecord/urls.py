"""Every address and anchor of the site. An address is relative to the site's root; `` is home."""

from __future__ import annotations

from onrecord.model import Address, Anchor, Exchange, Paragraph, Slug, Statement

HOME = Address("")
SEARCH = Address("search/")
QUOTE = Address("quote/")
ABOUT = Address("about/")
TOPICS = Address("topics/")
SPEAKERS = Address("speakers/")
STATEMENTS = Address("statements/")
NOT_FOUND = Address("404.html")
FEED = Address("feed.xml")
SITEMAP = Address("sitemap.xml")
ROBOTS = Address("robots.txt")
PARAGRAPHS_DATA = Address("data/paragraphs.jsonl")
STATEMENTS_DATA = Address("data/statements.json")
PARAGRAPHS_TABLE = Address("data/paragraphs.csv")
STATEMENTS_TABLE = Address("data/statements.csv")
DATA_PACKAGE = Address("data/datapackage.json")
COLLECTION = Address("data/collection.zip")
OPENSEARCH = Address("opensearch.xml")
SEARCH_INDEX = Address("search/index.json")
LUNR_INDEX = Address("search/lunr.json")


def of_year(year: int) -> Address:
    """`2021/`."""
    return Address(f"{year}/")


def of_month(year: int, month: int) -> Address:
    """`2021/02/`."""
    return Address(f"{year}/{month:02}/")


def of_statement(statement: Statement) -> Address:
    """`statements/2021-02-26-atmar/`."""
    return of_slug(statement.slug)


def of_slug(slug: Slug) -> Address:
    """The same for a slug that a statement has or had."""
    return Address(f"{STATEMENTS}{slug}/")


def of_history(slug: Slug) -> Address:
    """What a statement's paragraphs said before: `statements/2021-02-26-atmar/history.json`."""
    return Address(f"{of_slug(slug)}history.json")


def of_format(statement: Statement, ending: str) -> Address:
    """The statement as a file: `statements/2021-02-26-atmar/2021-02-26-atmar.tei.xml`."""
    return Address(f"{of_statement(statement)}{statement.slug}.{ending}")


def of_answer_format(statement: Statement, anchor: Anchor, ending: str) -> Address:
    """An answer as a file: `statements/2021-02-26-atmar/answer-2/2021-02-26-atmar-answer-2.bib`."""
    return Address(f"{of_statement(statement)}{anchor}/{statement.slug}-{anchor}.{ending}")


def of_exchange(statement: Statement, exchange: Exchange) -> Address:
    """An answer in its context: `statements/2021-02-26-atmar/#answer-2`."""
    return Address(f"{of_statement(statement)}#{exchange.anchor}")


def of_opening(statement: Statement) -> Address:
    """Where a statement's opening begins: `statements/2021-02-26-atmar/#opening`."""
    return Address(f"{of_statement(statement)}#opening")


def of_anchor(page: Address, anchor: Anchor) -> Address:
    """A place on a page, by its anchor."""
    return Address(f"{page}#{anchor}")


def of_answer_page(page: Address, anchor: Anchor) -> Address:
    """The page of an answer, by that of its statement: `statements/2021-02-26-atmar/answer-2/`."""
    return Address(f"{page}{anchor}/")


def of_answer(statement: Statement, exchange: Exchange) -> Address:
    """An answer by itself: `statements/2021-02-26-atmar/answer-2/`."""
    return Address(f"{of_statement(statement)}{exchange.anchor}/")


def of_paragraph(statement: Statement, paragraph: Paragraph) -> Address:
    """`statements/2021-02-26-atmar/#p14`."""
    return Address(f"{of_statement(statement)}#{paragraph.anchor}")


def of_card(page: Address) -> Address:
    """The picture that stands beside links to a page: `statements/2021-02-26-atmar/card.png`."""
    return Address(f"{page}card.png")


def of_static(name: str) -> Address:
    """`static/site.css`."""
    return Address(f"static/{name}")


def of_topic(slug: Slug) -> Address:
    """`topics/syria/`."""
    return Address(f"{TOPICS}{slug}/")


def of_speaker(slug: Slug) -> Address:
    """`speakers/sergey-lavrov/`."""
    return Address(f"{SPEAKERS}{slug}/")


def of_feed(page: Address) -> Address:
    """The feed of a topic's or a speaker's page: `topics/syria/feed.xml`."""
    return Address(f"{page}{FEED}")


def below(page: Address, part: Address) -> Address:
    """A page's own page of a part of it: `topics/syria/2021/`."""
    return Address(f"{page}{part}")


def without_anchor(address: Address) -> Address:
    """The address of the page alone."""
    return Address(address.partition("#")[0])


def file_of(address: Address) -> str:
    """The file that a server sends for the address: `2021/` is `2021/index.html`."""
    path = address.partition("#")[0].partition("?")[0]
    return f"{path}index.html" if not path or path.endswith("/") else path


def relative(target: Address, *, page: Address) -> str:
    """The address `target` as a link on the page at the address `page`."""
    path, mark, anchor = target.partition("#")
    if mark and path == page:
        return f"#{anchor}"
    here, there = page.split("/")[:-1], path.split("/")
    shared = 0
    for one, other in zip(here, there[:-1], strict=False):
        if one != other:
            break
        shared += 1
    link = "../" * (len(here) - shared) + "/".join(there[shared:])
    return f"{link or './'}{mark}{anchor}"

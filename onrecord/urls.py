"""Every address and anchor of the site. An address is relative to the site's root; `` is home."""

from __future__ import annotations

from onrecord.model import Exchange, Paragraph, Statement

HOME = ""
SEARCH = "search/"
QUOTE = "quote/"
ABOUT = "about/"
TOPICS = "topics/"
SPEAKERS = "speakers/"
STATEMENTS = "statements/"
NOT_FOUND = "404.html"
FEED = "feed.xml"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
PARAGRAPHS_DATA = "data/paragraphs.jsonl"
STATEMENTS_DATA = "data/statements.json"
PARAGRAPHS_TABLE = "data/paragraphs.csv"
STATEMENTS_TABLE = "data/statements.csv"
DATA_PACKAGE = "data/datapackage.json"
COLLECTION = "data/collection.zip"
OPENSEARCH = "opensearch.xml"
SEARCH_INDEX = "search/index.json"
LUNR_INDEX = "search/lunr.json"


def of_year(year: int) -> str:
    """`2021/`."""
    return f"{year}/"


def of_month(year: int, month: int) -> str:
    """`2021/02/`."""
    return f"{year}/{month:02}/"


def of_statement(statement: Statement) -> str:
    """`statements/2021-02-26-atmar/`."""
    return of_slug(statement.slug)


def of_slug(slug: str) -> str:
    """The same for a slug that a statement has or had."""
    return f"{STATEMENTS}{slug}/"


def of_history(slug: str) -> str:
    """What a statement's paragraphs said before: `statements/2021-02-26-atmar/history.json`."""
    return f"{of_slug(slug)}history.json"


def of_format(statement: Statement, ending: str) -> str:
    """The statement as a file: `statements/2021-02-26-atmar/2021-02-26-atmar.tei.xml`."""
    return f"{of_statement(statement)}{statement.slug}.{ending}"


def of_answer_format(statement: Statement, anchor: str, ending: str) -> str:
    """An answer as a file: `statements/2021-02-26-atmar/answer-2/2021-02-26-atmar-answer-2.bib`."""
    return f"{of_statement(statement)}{anchor}/{statement.slug}-{anchor}.{ending}"


def of_exchange(statement: Statement, exchange: Exchange) -> str:
    """An answer in its context: `statements/2021-02-26-atmar/#answer-2`."""
    return f"{of_statement(statement)}#{exchange.anchor}"


def of_answer(statement: Statement, exchange: Exchange) -> str:
    """An answer by itself: `statements/2021-02-26-atmar/answer-2/`."""
    return f"{of_statement(statement)}{exchange.anchor}/"


def of_paragraph(statement: Statement, paragraph: Paragraph) -> str:
    """`statements/2021-02-26-atmar/#p14`."""
    return f"{of_statement(statement)}#{paragraph.anchor}"


def of_card(page: str) -> str:
    """The picture that stands beside links to a page: `statements/2021-02-26-atmar/card.png`."""
    return f"{page}card.png"


def of_topic(slug: str) -> str:
    """`topics/syria/`."""
    return f"{TOPICS}{slug}/"


def of_speaker(slug: str) -> str:
    """`speakers/sergey-lavrov/`."""
    return f"{SPEAKERS}{slug}/"


def of_feed(page: str) -> str:
    """The feed of a topic's or a speaker's page: `topics/syria/feed.xml`."""
    return f"{page}{FEED}"


def file_of(address: str) -> str:
    """The file that a server sends for the address: `2021/` is `2021/index.html`."""
    path = address.partition("#")[0].partition("?")[0]
    return f"{path}index.html" if not path or path.endswith("/") else path


def relative(target: str, *, page: str) -> str:
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

"""The addresses of all pages and files, relative to the site's root; the home page's is empty."""

from onrecord.model import Address, Anchor, Exchange, Paragraph, PublishedFacts, Slug, Statement

HOME = Address("")
SEARCH = Address("search/")
QUOTE = Address("quote/")
ABOUT = Address("about/")
METHOD = Address("about/#method")
TOPICS = Address("topics/")
SPEAKERS = Address("speakers/")
SPEAKERS_BY_AMOUNT = Address("speakers/by-amount.html")  # no slug ends so
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
DATA = Address("data/")
DATA_INDEX = Address("data/index.json")
FINGERPRINTS = Address("data/fingerprints.js")
COLLECTION = Address("data/collection.zip")
OPENSEARCH = Address("opensearch.xml")
SEARCH_INDEX = Address("search/index.json")
SEARCH_MANIFEST = Address("search/index.js")  # the same as a script
LUNR_INDEX = Address("search/lunr.json")


# Of the files of formats, by name, where it is not the name.
_ENDINGS = {"tei": "tei.xml", "akn": "akn.xml", "csl-json": "csl.json", "podcast": "podcast.json"}


def of_own_page(slug: Slug) -> Address:
    """Return `about-us/`, of a page that a project adds."""
    return Address(f"{slug}/")


def of_year(year: int) -> Address:
    """Return `2021/`."""
    return Address(f"{year}/")


def of_month(year: int, month: int) -> Address:
    """Return `2021/02/`."""
    return Address(f"{year}/{month:02}/")


def of_statement(statement: Statement | PublishedFacts) -> Address:
    """Return `statements/2021-02-26-atmar/`."""
    return of_slug(statement.slug)


def of_slug(slug: Slug) -> Address:
    """Return the address for a statement's current or former slug."""
    return Address(f"{STATEMENTS}{slug}/")


def of_history(slug: Slug) -> Address:
    """Return the file of earlier wordings: `statements/2021-02-26-atmar/history.json`."""
    return Address(f"{of_slug(slug)}history.json")


def of_fingerprints(start: str) -> Address:
    """Return a part of a large table of fingerprints: `data/fingerprints/j7.js`."""
    return Address(f"{FINGERPRINTS.removesuffix('.js')}/{start}.js")


def of_format(statement: Statement, name: str) -> Address:
    """Return a download: `statements/2021-02-26-atmar/2021-02-26-atmar.tei.xml` for `tei`."""
    return Address(f"{of_statement(statement)}{statement.slug}.{_ENDINGS.get(name, name)}")


def of_recording(slug: Slug, recording: str) -> Address:
    """Return `statements/2021-02-26-atmar/talk.mp3` for a file; a full address as it is."""
    return Address(recording if "://" in recording else f"{of_slug(slug)}{recording}")


def of_answer_format(statement: Statement, anchor: Anchor, name: str) -> Address:
    """Return a download: `statements/2021-02-26-atmar/answer-2/2021-02-26-atmar-answer-2.bib`."""
    file = f"{statement.slug}-{anchor}.{_ENDINGS.get(name, name)}"
    return Address(f"{of_statement(statement)}{anchor}/{file}")


def of_exchange(statement: Statement, exchange: Exchange) -> Address:
    """Return the answer's place in its statement: `statements/2021-02-26-atmar/#answer-2`."""
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


def of_answer(statement: Statement, exchange: Exchange, *, has_page: bool = True) -> Address:
    """Return the answer's own page, `statements/2021-02-26-atmar/answer-2/`; else its place."""
    if not has_page:
        return of_exchange(statement, exchange)
    return Address(f"{of_statement(statement)}{exchange.anchor}/")


def of_paragraph(statement: Statement, paragraph: Paragraph) -> Address:
    """Return `statements/2021-02-26-atmar/#p14`."""
    return Address(f"{of_statement(statement)}#{paragraph.anchor}")


def of_card(page: Address) -> Address:
    """Return a page's social card: `statements/2021-02-26-atmar/card.png`."""
    return Address(f"{page}card.png")


def of_static(name: str) -> Address:
    """`static/site.css`."""
    return Address(f"static/{name}")


def of_topic(slug: Slug) -> Address:
    """Return `topics/syria/`."""
    return Address(f"{TOPICS}{slug}/")


def of_speaker(slug: Slug) -> Address:
    """Return `speakers/sergey-lavrov/`."""
    return Address(f"{SPEAKERS}{slug}/")


def of_feed(page: Address) -> Address:
    """Return the feed of a topic's or speaker's page: `topics/syria/feed.xml`."""
    return Address(f"{page}{FEED}")


def below(page: Address, part: Address) -> Address:
    """A page's own page of a part of it: `topics/syria/2021/`."""
    return Address(f"{page}{part}")


def oldest_first(page: Address) -> Address:
    """Return the page with the same list in the other order: `2021/oldest-first/`."""
    return Address(f"{page}oldest-first/")


def without_anchor(address: Address) -> Address:
    """Return the address without its anchor."""
    return Address(address.partition("#")[0])


def file_of(address: Address) -> str:
    """Return the file that a server sends for an address: `2021/index.html` for `2021/`."""
    path = address.partition("#")[0].partition("?")[0]
    return f"{path}index.html" if not path or path.endswith("/") else path


def relative(target: Address, *, page: Address) -> str:
    """Return a link to the address `target` for the page at the address `page`."""
    path, hash_sign, anchor = target.partition("#")
    if hash_sign and path == page:
        return f"#{anchor}"
    here, there = page.split("/")[:-1], path.split("/")
    shared = 0
    for one, other in zip(here, there[:-1], strict=False):
        if one != other:
            break
        shared += 1
    link = "../" * (len(here) - shared) + "/".join(there[shared:])
    return f"{link or './'}{hash_sign}{anchor}"

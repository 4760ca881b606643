"""Files for search engines and browsers: sitemap, robots.txt, OpenSearch description.

The sitemap, and the description with which browsers search the site from their address bar, need
full addresses: they exist only if config.yaml gives the site's address.
"""

from collections.abc import Iterable, Iterator, Sequence

from onrecord import urls
from onrecord.exports.xml import Block, element, web_document
from onrecord.model import Address, Site

SITEMAP_LENGTH = 50_000  # addresses; sitemaps.org allows no more in a file
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_SHORT_NAME = 16  # characters; the standard of OpenSearch allows no more
_DESCRIPTION = 1_024


def sitemap(addresses: Sequence[Address], *, site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield `sitemap.xml`; for a large site, it lists the parts `sitemap-1.xml` and so on."""
    starts = range(0, len(addresses), SITEMAP_LENGTH)
    parts = [addresses[start : start + SITEMAP_LENGTH] for start in starts]
    if len(parts) <= 1:
        yield urls.SITEMAP, _addresses("urlset", "url", addresses, site)
        return
    names = [urls.SITEMAP.replace(".", f"-{number}.") for number in range(1, len(parts) + 1)]
    yield urls.SITEMAP, _addresses("sitemapindex", "sitemap", names, site)
    for name, part in zip(names, parts, strict=True):
        yield name, _addresses("urlset", "url", part, site)


def robots(site: Site) -> bytes:
    """Return robots.txt, which allows every robot and names the sitemap if there is one."""
    lines = ["User-agent: *", "Disallow:"]
    if site.address:
        lines += ["", f"Sitemap: {site.address}{urls.SITEMAP}"]
    return ("\n".join(lines) + "\n").encode()


def opensearch(site: Site) -> bytes:
    """Return the description of the search page; the site must have an address."""
    template = f"{site.address}{urls.SEARCH}?q={{searchTerms}}"
    image = {"height": "16", "width": "16", "type": "image/svg+xml"}
    children = [
        element("ShortName", _short(site.title)),
        element("Description", site.description[:_DESCRIPTION]),
        element("Url", "", {"type": "text/html", "method": "get", "template": template}),
        element("Image", f"{site.address}static/icon.svg", image),
        element("Language", site.language),
        element("InputEncoding", "UTF-8"),
    ]
    return web_document(Block("OpenSearchDescription", children, {"xmlns": _OPENSEARCH}))


def _short(title: str) -> str:
    """Return the beginning of a long title, cut between words if possible."""
    if len(title) <= _SHORT_NAME:
        return title
    return title[: _SHORT_NAME + 1].rpartition(" ")[0].strip() or title[:_SHORT_NAME]


def _addresses(root: str, name: str, addresses: Iterable[str], site: Site) -> bytes:
    listed = (Block(name, [element("loc", site.address + address)]) for address in addresses)
    return web_document(Block(root, listed, {"xmlns": _SITEMAP}))

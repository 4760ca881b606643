"""An OpenSearch description, with which browsers search the site from their address bar.

It needs a full address, so there is one only if config.yaml gives the site's address.
"""

from onrecord import urls
from onrecord.exports.data_files import xml_document
from onrecord.exports.xml import Block, element
from onrecord.model import Site

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_SHORT_NAME = 16  # characters; the standard allows no more
_DESCRIPTION = 1_024


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
    return xml_document(Block("OpenSearchDescription", children, {"xmlns": _NAMESPACE}))


def _short(title: str) -> str:
    """Return the beginning of a long title, cut between words if possible."""
    if len(title) <= _SHORT_NAME:
        return title
    return title[: _SHORT_NAME + 1].rpartition(" ")[0].strip() or title[:_SHORT_NAME]

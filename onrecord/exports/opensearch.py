"""An OpenSearch description, with which browsers search the site from their address bar.

It needs a full address, so there is one only if config.yaml gives the site's address.
"""

from xml.etree.ElementTree import Element, SubElement

from onrecord import urls
from onrecord.exports.data_files import xml_document
from onrecord.model import Site

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_SHORT_NAME = 16  # characters; the standard allows no more
_DESCRIPTION = 1_024


def opensearch(site: Site) -> bytes:
    """Return the description of the search page; the site must have an address."""
    root = Element("OpenSearchDescription", {"xmlns": _NAMESPACE})
    SubElement(root, "ShortName").text = _short(site.title)
    SubElement(root, "Description").text = site.description[:_DESCRIPTION]
    template = f"{site.address}{urls.SEARCH}?q={{searchTerms}}"
    SubElement(root, "Url", type="text/html", method="get", template=template)
    image = SubElement(root, "Image", height="16", width="16", type="image/svg+xml")
    image.text = f"{site.address}static/icon.svg"
    SubElement(root, "Language").text = site.language
    SubElement(root, "InputEncoding").text = "UTF-8"
    return xml_document(root)


def _short(title: str) -> str:
    """Return the beginning of a long title, cut between words if possible."""
    if len(title) <= _SHORT_NAME:
        return title
    return title[: _SHORT_NAME + 1].rpartition(" ")[0].strip() or title[:_SHORT_NAME]

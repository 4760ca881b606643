"""Finds what is not allowed in a paragraph's HTML."""

from html.parser import HTMLParser

from onrecord.content.markup import LINK_SCHEMES

ALLOWED = {
    "p": frozenset[str](),
    "blockquote": frozenset[str](),
    "em": frozenset[str](),
    "strong": frozenset[str](),
    "br": frozenset[str](),
    "a": frozenset({"href", "rel"}),
}


class Strangers(HTMLParser):
    """What is not allowed in a paragraph's HTML, as a browser would read it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ALLOWED.get(tag, ()):
                self.found.append(f"{tag}@{name}")
            if name == "href" and (value or "").partition(":")[0].lower() not in LINK_SCHEMES:
                self.found.append(f"href={value}")
            if name == "rel" and value != "noopener noreferrer":
                self.found.append(f"rel={value}")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.found.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.found.append(f"<?{data}>")


def strangers(safe_html: str) -> list[str]:
    """Return the tags, attributes and addresses that no paragraph may have."""
    parser = Strangers()
    parser.feed(safe_html)
    parser.close()
    return parser.found

"""Pages to files: each Page is printed with its template.

Templates loop and print. They see `page`, `site`, `urls` (addresses by name: `urls.SEARCH`), and:

- `url(address)`: the link from this page to an address of the site;
- `static(name)`: the link to one of the static files;
- `citation`: how a statement or an answer is cited, a `PageCitation`; None on other pages;
- `pictured`: what the picture beside links to the page shows; empty where it has none;
- `full_url(address)`: the same in full; empty where config.yaml gives the site no address;
- filters `day`, `month_name`, `month_short`, `month_initial`, `moment`, `iso`, `language_name`,
  `direction`, `number` and `sentence` for words, and `markup` for HTML that
  `onrecord.content.markup` made safe. Nothing else goes in unescaped.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from markupsafe import Markup

from onrecord import urls
from onrecord.errors import ContentError, Error
from onrecord.model import Address, Site
from onrecord.pages import Page, formatting
from onrecord.pages.page_citation import cite_page
from onrecord.pages.page_types import NotFoundPage

# Nothing but what comes from the site itself; no script or style inside a page.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types onrecord",
    )
)


def render_pages(
    pages: Iterable[Page],
    *,
    site: Site,
    template_folders: Sequence[Path],
    pictured: Mapping[str, str] | None = None,
) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each page's file; a template is taken from the first folder.

    `pictured` says in words what pictures show, by the addresses of the pages that have one.
    """
    render = page_renderer(site=site, template_folders=template_folders, pictured=pictured)
    for page in pages:
        yield urls.file_of(page.address), render(page)


def page_renderer(
    *, site: Site, template_folders: Sequence[Path], pictured: Mapping[str, str] | None = None
) -> Callable[[Page], bytes]:
    """What gives the bytes of a page's file; a template is taken from the first folder."""
    environment = _environment(site, template_folders)
    told = pictured or {}

    def render(page: Page) -> bytes:
        url = _relative_to(page, site)
        try:
            text = environment.get_template(page.template).render(
                page=page,
                url=url,
                static=partial(_static, url),
                full_url=partial(_in_full, site),
                citation=cite_page(page, site),
                pictured=told.get(page.address, ""),
            )
        except TemplateError as error:
            raise _told(error, template_folders) from error
        return text.encode()

    return render


def _told(error: TemplateError, folders: Sequence[Path]) -> Exception:
    """An error in a project's own template, with its line; in one of ours, the error as it is."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [(frame.filename, frame.lineno or 0) for frame in reversed(frames)]
    if isinstance(error, TemplateSyntaxError):
        places.insert(0, (error.filename or "", error.lineno))
    for folder in folders[:-1]:
        for file, line in places:
            if Path(file).is_relative_to(folder):
                path = Path(file).relative_to(folder.parent).as_posix()
                found = f"this template cannot be printed: {error.message}"
                return ContentError(
                    [Error(path, line, found, "compare it with the one it replaces")]
                )
    return error


def _environment(site: Site, template_folders: Sequence[Path]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(template_folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # one build prints with one state of each template, and asks once for it
    )
    environment.globals |= {
        "site": site,
        "urls": {name: address for name, address in vars(urls).items() if name.isupper()},
        "content_security_policy": CONTENT_SECURITY_POLICY,
    }
    environment.filters |= {
        "day": partial(formatting.day_in_words, language=site.language),
        "month_initial": partial(formatting.month_name, language=site.language, width="narrow"),
        "month_name": partial(formatting.month_name, language=site.language),
        "month_short": partial(formatting.month_name, language=site.language, width="abbreviated"),
        "moment": partial(formatting.moment_in_words, language=site.language),
        "language_name": partial(formatting.language_name, language=site.language),
        "direction": formatting.text_direction,
        "number": "{:,}".format,
        "sentence": lambda text: text[:1].upper() + text[1:],
        "markup": Markup,
        "iso": lambda moment: moment.isoformat(),
    }
    return environment


def _relative_to(page: Page, site: Site) -> Callable[[Address], str]:
    """What turns addresses into links.

    A server shows the 404 page anywhere, so that its links begin at the server's root where the
    site's address is known.
    """
    if isinstance(page, NotFoundPage) and site.address:
        return partial("{}{}".format, urlsplit(site.address).path)
    return partial(urls.relative, page=page.address)


def _static(url: Callable[[Address], str], name: str) -> str:
    return url(urls.of_static(name))


def _in_full(site: Site, address: Address) -> str:
    return site.address + address if site.address else ""

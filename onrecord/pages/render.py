"""Renders pages to files, each with the template of its type.

Templates loop and print. What they see is listed in docs/reference.md, from the comments below.
"""

from __future__ import annotations

import traceback
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from functools import cache, lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.sandbox import safe_range
from markupsafe import Markup

from onrecord import urls
from onrecord.content.source_lines import UNPRINTABLE, unprintable
from onrecord.errors import ContentError, Error
from onrecord.model import Address, Site
from onrecord.pages import Page, formatting
from onrecord.pages.answer_frames import AnswerFrames
from onrecord.pages.compiled_templates import compiled_templates
from onrecord.pages.fragments import Fragments, PageUrl
from onrecord.pages.page_citation import PageCitation, cite_page
from onrecord.pages.page_types import AnswerPage, NotFoundPage
from onrecord.pages.template_calls import DirectContext, message_functions

_COMPARE = "compare it with the one it replaces"
# A folder of templates, and the path, size and time of change of each file in it.
_FolderState = tuple[Path, tuple[tuple[str, int, int], ...]]
# Nothing but what comes from the site itself; no script or style inside a page but the 404 page's.
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
    """Yield the name and the bytes of each page's file.

    A template is taken from the first folder that has it. `pictured` describes the social cards, by
    the addresses of the pages that have one.
    """
    render = page_renderer(site=site, template_folders=template_folders, pictured=pictured)
    for page in pages:
        yield urls.file_of(page.address), render(page)


def page_renderer(
    *, site: Site, template_folders: Sequence[Path], pictured: Mapping[str, str] | None = None
) -> Callable[[Page], bytes]:
    """Return a function that renders a page to the bytes of its file."""
    environment = _environment(site, *map(_state_of, template_folders))
    descriptions = pictured or {}

    def print_page(page: Page, citation: PageCitation | None, picture: str) -> str:
        url = _relative_to(page, site)
        try:
            return environment.get_template(page.template).render(
                page=page,  # the page: see below
                url=url,  # `url(address)`: the link from this page to an address of the site
                # `static(name)`: the link to a static file
                static=lambda name: url(urls.of_static(name)),
                # `full_url(address)`: the full address; empty if the site has no address
                full_url=lambda address: site.address and site.address + address,
                # the citation of a statement or an answer; None on other pages
                citation=citation,
                # what the page's social card shows, in words; empty if it has none
                pictured=picture,
                # what the page may load
                content_security_policy=policy_for(page),
            )
        except Exception as error:
            raise _explained(error, template_folders) from error

    def policy_for(page: Page) -> str:
        policy = _policy_for(page)
        if isinstance(page, NotFoundPage) and not site.address:
            script = environment.get_template("parts/find-root.js").render()
            return _allowing(script, policy)
        return policy

    frames = AnswerFrames(
        print_page=print_page,
        turns=cache(lambda: environment.get_template("parts/turns.html").module),
    )
    is_ours = len(template_folders) == 1

    def render(page: Page) -> bytes:
        citation, picture = cite_page(page, site), descriptions.get(page.address, "")
        if is_ours and citation and isinstance(page, AnswerPage) and not page.recording:
            return frames.render(page, citation, picture).encode()
        return _encoded(print_page(page, citation, picture), page, is_ours=is_ours)

    return render


def _encoded(text: str, page: Page, *, is_ours: bool) -> bytes:
    """Return the bytes of a page; ContentError if a template of a project printed what is none."""
    wrong = UNPRINTABLE.search(text) if not is_ours else None
    if wrong or not text.strip():
        found = unprintable(wrong[0]) if wrong else "an empty page"
        path = f"templates/{page.template}"
        raise ContentError([Error(path, 0, f"this template prints {found}", _COMPARE)])
    return text.encode()


def _policy_for(page: Page) -> str:
    """Return the policy; a page with a player may load its recording, and no other."""
    source = page.recording.media_source if page.recording else ""
    return f"{CONTENT_SECURITY_POLICY}; media-src {source}" if source else CONTENT_SECURITY_POLICY


def _allowing(script: str, policy: str) -> str:
    """Return the policy with permission for a script inside the page."""
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return policy.replace("script-src 'self'", f"script-src 'self' 'sha256-{digest}'")


def template_errors(site: Site, folders: Sequence[Path]) -> Iterator[Error]:
    """Yield the errors for which a template of a project cannot be compiled."""
    environment = _environment(site, *map(_state_of, folders))
    for path in (path for folder in folders[:-1] for path in sorted(folder.rglob("*.html"))):
        try:
            environment.get_template(path.relative_to(folders[0]).as_posix())
        except TemplateError as error:
            explained = _explained(error, folders)
            if not isinstance(explained, ContentError):
                raise
            yield from explained.errors


def _explained(error: Exception, folders: Sequence[Path]) -> Exception:
    """Return the error of a project's own template with file and line; for ours, as it is.

    A template is a program, and can fail in any way: `{{ 1 / 0 }}`, or by including itself.
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = [(frame.filename, frame.lineno or 0) for frame in reversed(frames)]
    if isinstance(error, TemplateSyntaxError):
        places.insert(0, (error.filename or "", error.lineno))
    for folder in folders[:-1]:
        for file, line in places:
            if Path(file).is_relative_to(folder):
                path = Path(file).relative_to(folder.parent).as_posix()
                found = f"this template cannot be printed: {_reason(error)}"
                return ContentError([Error(path, line, found, _COMPARE)])
    return error


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it includes itself without end"
    if isinstance(error, TemplateError) and error.message:
        return error.message
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def _state_of(folder: Path) -> _FolderState:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    states = ((path, path.stat()) for path in paths)
    return folder, tuple((str(path), state.st_size, state.st_mtime_ns) for path, state in states)


class _Environment(Environment):
    """An environment in which a template that is nested too deeply is wrong syntax.

    All templates share one dictionary of globals, as Jinja compares them at every import.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals

    def compile(  # type: ignore[override]  # the result depends on `raw`
        self, source: Any, name: str | None = None, filename: str | None = None, **options: Any
    ) -> Any:
        try:
            return super().compile(source, name, filename, **options)
        except RecursionError as error:
            raise TemplateSyntaxError("nested too deeply", 1, name, filename) from error


@lru_cache(maxsize=2)  # for all statements: templates take longer to compile than to print
def _environment(site: Site, *folders: _FolderState) -> Environment:
    fragments = Fragments()
    environment = _Environment(
        loader=FileSystemLoader([folder for folder, _ in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # templates do not change during a build
        bytecode_cache=compiled_templates(),
        extensions=["jinja2.ext.i18n"],  # `_("…")`, `ngettext("…", "…", number)`, `{% trans %}`
    )
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.context_class = DirectContext
    environment.globals |= message_functions(site.wording)
    environment.globals |= {
        # `range(10)`: the numbers below 10; at most 100,000
        "range": safe_range,
        "site": site,  # the site as a whole: see below
        # addresses of pages and files by name: `urls.SEARCH`
        "urls": {name: address for name, address in vars(urls).items() if name.isupper()},
        # `{% call same_for(facts) %}`: HTML that is the same on all pages with the same facts
        "same_for": fragments.same_for,
        # `{% call(url, level) same_turn(turn, url, level) %}`: HTML that a statement shares with
        # its answer, and the level of a question’s heading
        "same_turn": fragments.same_turn,
    }
    environment.filters |= {
        # a date: `26 February 2021`
        "day": partial(formatting.day_in_words, language=site.language),
        # a month's number: `F`
        "month_initial": partial(formatting.month_name, language=site.language, width="narrow"),
        # a month's number: `February`
        "month_name": partial(formatting.month_name, language=site.language),
        # a month's number: `Feb`
        "month_short": partial(formatting.month_name, language=site.language, width="abbreviated"),
        # a date and time: `26 February 2021, 17:11`
        "moment": partial(formatting.moment_in_words, language=site.language),
        # a language tag: `German`
        "language_name": partial(formatting.language_name, language=site.language),
        "direction": formatting.text_direction,  # a language tag: `ltr` or `rtl`
        # a number: `1,000`
        "number": partial(formatting.number_in_digits, language=site.language),
        "sentence": formatting.capitalised,  # text with a capital first letter
        "markup": Markup,  # HTML that is printed as it is: only what the code made safe
        # the address of a file: `paragraphs.jsonl`
        "file_name": lambda address: address.rpartition("/")[2],
        "iso": lambda moment: moment.isoformat(),  # a date: `2021-02-26`
    }
    return environment


def _relative_to(page: Page, site: Site) -> Callable[[Address], str]:
    """Return the function that turns addresses into links.

    A server shows the 404 page at any address, so its links begin at the path of the site's
    address, or else at the server's root.
    """
    if isinstance(page, NotFoundPage):
        return partial("{}{}".format, urlsplit(site.address).path or "/")
    return PageUrl(page.address)

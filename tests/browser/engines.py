"""Tries the pages in every browser engine that is installed: axe, and what readers do.

Usage: python -m tests.browser.engines [SITE]

SITE is the folder of a site of the five transcripts, which is built if none is named. Firefox needs
geckodriver, WebKit needs WebKitGTK's WebKitWebDriver (and Xvfb without a display), Chromium needs
chromedriver. An engine that is not installed is skipped, and a line says what is missing.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser.test_axe import AXE, OPTIONS, QUOTED
from tests.browser.test_pages import KINDS, STATEMENT
from tests.support.repository import run_python
from tests.support.server import serve_folder
from tests.support.webdriver import Browser, Engine, WebDriverError, started, wait_for

_DARK = {"ui.systemUsesDarkTheme": 1}
_CLIPBOARD = {"dom.events.testing.asyncClipboard": True}
ENTER = "\ue007"


def engines(scheme: str) -> list[Engine]:
    """Return the engines, set to a light or a dark colour scheme."""
    is_dark = scheme == "dark"
    firefox = {"args": ["-headless"], "prefs": _CLIPBOARD | (_DARK if is_dark else {})}
    chrome = ["--headless=new", "--no-sandbox", *(["--force-dark-mode"] if is_dark else [])]
    theme = {"GTK_THEME": "Adwaita:dark"} if is_dark else {}
    return [
        Engine(
            "Firefox",
            "geckodriver",
            ("firefox", "firefox-esr"),
            {"moz:firefoxOptions": firefox},
        ),
        Engine("WebKit", "WebKitWebDriver", environment=theme, is_headless=False),
        Engine(
            "Chromium",
            "chromedriver",
            ("chromium", "google-chrome", "chrome"),
            {"goog:chromeOptions": {"args": chrome}},
        ),
    ]


@dataclass(frozen=True)
class Visit:
    """A reader with a browser on a site."""

    browser: Browser
    site: str

    def open(self, address: str) -> None:
        """Load a page of the site."""
        self.browser.open(self.site + address)

    def search(self, query: str) -> None:
        """Type a query on the search page and wait for the results."""
        self.open("search/")
        self.browser.type("#q", query + ENTER)
        wait_for(lambda: self.browser.find("#results a[data-hit]"), "results")
        wait_for(lambda: self.browser.find("#results[aria-busy=false]"), "the end of the search")

    def check_quotations(self) -> None:
        """Check the quotations of a text and wait for the verdicts."""
        self.open("quote/")
        self.browser.type("#quotation", QUOTED)
        self.browser.click(".quote-button")
        self.browser.wait_for_text("#quote-status", "5 quotations checked")

    def axe(self) -> None:
        """Fail if axe finds anything on the page as it is now, with all details opened."""
        self.browser.run("document.querySelectorAll('details').forEach(one => { one.open = true })")
        self.browser.run(AXE)
        found = self.browser.run_async(
            "const done = arguments[1];"
            "axe.run(document, arguments[0]).then(({ violations }) => done(violations.map("
            "  ({ id, nodes }) => `${id}: ${nodes[0].html}`)), error => done([String(error)]))",
            OPTIONS,
        )
        expect(found, [])


def expect(found: object, expected: object) -> None:
    """Fail if a value is another than expected."""
    if found != expected:
        raise WebDriverError(f"expected {expected!r}, found {found!r}")


def visit_kind(address: str) -> Callable[[Visit], None]:
    """Return the check of a page as it is opened."""

    def check(visit: Visit) -> None:
        visit.open(address)
        visit.axe()

    return check


def linked_paragraph(visit: Visit) -> None:
    visit.open(f"{STATEMENT}#p3")
    visit.axe()


def results(visit: Visit) -> None:
    visit.search("Taliban")
    visit.axe()


def pale_text(visit: Visit) -> None:
    """Axe works in this engine: it finds text that is too pale."""
    visit.open("")
    visit.browser.run(
        "document.querySelector('h1').style.cssText = 'color: #bbb; background: #ccc'"
    )
    try:
        visit.axe()
    except WebDriverError as error:
        expect("color-contrast: <h1" in str(error), True)
    else:
        raise WebDriverError("axe does not find text that is too pale")


def chips(visit: Visit) -> None:
    """A filter becomes a chip, which removes it."""
    browser = visit.browser
    visit.search("Taliban")
    found = browser.text_of("#search-status")
    browser.run("document.querySelector('.search-filters details').open = true")
    browser.click("input[name=speaker][value=sergey-lavrov]")
    browser.wait_for_text("#search-chips", "Sergey Lavrov")
    wait_for(lambda: browser.text_of("#search-status") != found, "fewer results")
    browser.click("#search-chips a")
    wait_for(lambda: browser.text_of("#search-status") == found, "all results again")


def order(visit: Visit) -> None:
    visit.search("Taliban")
    visit.browser.run("[...document.querySelectorAll('#search-order a')].at(-1).click()")
    first = "document.querySelector('#results time')?.dateTime"
    wait_for(lambda: visit.browser.run(f"return {first}") == "2017-02-07", "the oldest first")


def steps(visit: Visit) -> None:
    """The keys n and p go from result to result inside a statement; an axe check is in between."""
    browser = visit.browser
    visit.search("Taliban")
    browser.click("#results a[data-hit]")
    status = ".hit-steps [role=status]"
    browser.wait_for_text(status, "Result 1 of")
    browser.press("n")
    browser.wait_for_text(status, "Result 2 of")
    visit.axe()
    browser.press("p")
    browser.wait_for_text(status, "Result 1 of")
    wait_for(lambda: browser.find(".paragraph mark"), "highlighted words")


def names(visit: Visit) -> None:
    """What is drawn has the same name in every engine: the chart of mentions, the topics' bars."""
    browser = visit.browser
    visit.search("Taliban")
    for bar in wait_for(lambda: browser.find(".chart-bar"), "the chart of mentions"):
        expect(" mention" in browser.name_of(bar), True)
    visit.open("")
    expect(browser.name_of(browser.find(".bars svg")[0]).startswith("7 Feb 2017: "), True)
    expect(browser.name_of(browser.find(".calendar tbody th a")[0]), "2021")


def quotations(visit: Visit) -> None:
    visit.check_quotations()
    expect(len(visit.browser.find(".finding h3")), 5)
    visit.axe()


def copied_check(visit: Visit) -> None:
    visit.check_quotations()
    visit.browser.click(".quote-summary button")
    visit.browser.wait_for_text("#quote-status", "The whole check is copied.")


def copied_links(visit: Visit) -> None:
    """A click copies the link of a paragraph, and of an answer."""
    visit.open(f"{STATEMENT}#p3")
    for link in ("#p3 > .address", ".exchange-head .address"):
        visit.browser.run("document.querySelector('[data-copied]').replaceChildren()")
        visit.browser.click(link)
        visit.browser.wait_for_text("[data-copied]", "Link copied")


def why(visit: Visit) -> None:
    """“Why?” opens a panel that has the words that matched."""
    visit.open(f"{STATEMENT}#p3")
    visit.browser.click("#p3 .why")
    wait_for(lambda: visit.browser.find("#p3 .why-panel:popover-open"), "the open panel")
    visit.axe()


def citation(visit: Visit) -> None:
    """“Cite” opens the dialog with its citations."""
    visit.open(f"{STATEMENT}#p3")
    visit.browser.click("#p3 .cite")
    wait_for(lambda: visit.browser.find("dialog[open] .citing-row"), "the dialog with citations")
    visit.axe()


def checks() -> dict[str, Callable[[Visit], None]]:
    """Return every check by its name."""
    return {
        **{f"axe: {kind}": visit_kind(address) for kind, address in KINDS.items()},
        "axe: a linked paragraph": linked_paragraph,
        "axe: results": results,
        "axe: pale text": pale_text,
        "chips": chips,
        "order": order,
        "n and p": steps,
        "accessible names": names,
        "quotations, axe": quotations,
        "copy the whole check": copied_check,
        "copy links": copied_links,
        "why, axe": why,
        "cite, axe": citation,
    }


def failures(engine: Engine, site: str, size: tuple[int, int]) -> Iterator[str]:
    """Yield a line for each check that fails."""
    with started(engine) as browser:
        browser.resize(*size)
        for name, check in checks().items():
            try:
                check(Visit(browser, site))
            except WebDriverError as error:
                yield f"{name}: {error}"


def main(arguments: list[str]) -> int:
    """Print what fails in each engine; return 1 if anything does."""
    has_failed = False
    with TemporaryDirectory() as folder:
        site = Path(arguments[0] if arguments else folder)
        if not arguments:
            built = run_python("build.py", "--out", site / "site")
            assert built.returncode == 0, built.stdout
            site = site / "site"
        with serve_folder(site) as address:
            for scheme, size in (("light", (1280, 900)), ("dark", (500, 900))):
                for engine in engines(scheme):
                    name = f"{engine.name}, {scheme}, {size[0]} pixels wide"
                    if missing := engine.missing():
                        print(f"{name}: skipped, because {missing} is not installed")
                        continue
                    found = list(failures(engine, address, size))
                    has_failed |= bool(found)
                    print(f"{name}: {len(checks()) - len(found)} of {len(checks())} checks pass")
                    print(*(f"  {line}" for line in found), sep="\n", end="\n" if found else "")
    return int(has_failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

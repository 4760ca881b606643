"""Measures how long checking a quotation takes on a built site, in a headless Chromium.

The pasted texts are made from the site's data files, the same for the same seed:

    sentences   single sentences: verbatim, with a word changed, with the end of another sentence,
                or from elsewhere.
    report      an article of 1,000 words with twelve quotations of these kinds.
    quotations  1,000 words, each sentence in quotation marks.
    transcript  1,000 words of transcripts without quotation marks.

Cold: the page has just been opened, and only the manifest of the index is loaded. Warm: the same
text is checked again on the same page. The time is measured on the page, from the click to the last
result. "line" is the connection to the server: without limits, or 10 Mbit/s with a round trip of
40 ms. The server is Python's, on the same machine, so a request takes longer than with a real one;
the number of requests is reported too.

Usage: python -m bench.quotes SITE [--sentences 40] [--articles 5] [--slow]
"""

import argparse
import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.counting import SLOW, Counter, counting_server
from tools.chromium import find_chromium
from tools.made_quotations import from_elsewhere
from tools.site_data import read_paragraphs

WORDS = 1_000
_QUOTED = 12  # quotations in a report
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_LOOK = """async (text) => {
  const found = document.querySelector("#findings");
  document.querySelector("#quotation").value = text;
  const begun = performance.now();
  document.querySelector(".quote-button").click();
  while (found.getAttribute("aria-busy") === "true") {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return performance.now() - begun;
}"""


@dataclass(slots=True)
class Measured:
    """Milliseconds and requests for each text of one kind."""

    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    requests: list[float] = field(default_factory=list)


def main() -> None:
    """Measure each kind of text, and print a line for it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("site", type=Path)
    parser.add_argument("--sentences", type=int, default=40)
    parser.add_argument("--articles", type=int, default=5)
    parser.add_argument("--slow", action="store_true")
    options = parser.parse_args()
    texts = Texts(options.site, random.Random(1))
    with sync_playwright() as playwright, counting_server(options.site) as (url, counter):
        chromium = find_chromium()
        browser = playwright.chromium.launch(
            executable_path=chromium.path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            env={**os.environ, **chromium.environment},
        )
        line = "10 Mbit/s, 40 ms" if options.slow else "none"
        print(f"Chromium {browser.version}, {os.cpu_count()} cores, line: {line}; milliseconds")
        for kind in texts.kinds:
            count = options.sentences if kind == "sentences" else options.articles
            made = [text for _, text in zip(range(count), texts.make(kind), strict=False)]
            measured = measure(made, url, counter, browser, is_slow=options.slow)
            print(report(kind, measured), flush=True)
        browser.close()


class Texts:
    """Makes the texts to paste."""

    def __init__(self, site: Path, draw: random.Random) -> None:
        self.draw = draw
        self.paragraphs = list(read_paragraphs(site / "data"))
        self.elsewhere = from_elsewhere()
        self.kinds = ("sentences", "report", "quotations", "transcript")

    def make(self, kind: str) -> Iterator[str]:
        """Yield texts of the kind, endlessly."""
        while True:
            match kind:
                case "sentences":
                    yield from self._four()
                case "report":
                    yield self._report()
                case "quotations":
                    yield self._up_to(WORDS, iter(lambda: f"“{self._sentence()}”", ""))
                case _:
                    yield self._transcript()

    def _four(self) -> Iterator[str]:
        yield self._sentence()
        words = self._sentence().split()
        words[self.draw.randrange(len(words))] = self.draw.choice(self._sentence().split())
        yield " ".join(words)
        one, other = self._sentence().split(), self._sentence().split()
        yield " ".join([*one[: len(one) // 2 + 1], *other[len(other) // 2 :]])
        yield self.draw.choice(self.elsewhere)

    def _report(self) -> str:
        quoted = [f"“{text}”" for _ in range(_QUOTED // 4) for text in self._four()]
        rest = WORDS - sum(len(one.split()) for one in quoted)
        narration = self._up_to(rest, iter(lambda: self.draw.choice(self.elsewhere), "")).split(" ")
        pieces = [" ".join(narration[place::_QUOTED]) for place in range(_QUOTED)]
        return "\n\n".join(f"{text} {one}" for one, text in zip(quoted, pieces, strict=True))

    def _transcript(self) -> str:
        start = self.draw.randrange(len(self.paragraphs) - WORDS)
        texts = (row["text"] for row in self.paragraphs[start:])
        return self._up_to(WORDS, texts, between="\n\n")

    def _up_to(self, words: int, texts: Iterator[str], between: str = " ") -> str:
        taken: list[str] = []
        while sum(len(one.split()) for one in taken) < words:
            taken.append(next(texts))
        return between.join(taken)

    def _sentence(self) -> str:
        """Return a sentence of eight to forty words from the transcripts."""
        while True:
            one = self.draw.choice(_SENTENCE.split(self.draw.choice(self.paragraphs)["text"]))
            if 8 <= len(one.split()) <= 40 and not re.search(r"[“”\"]", one):
                return one


def measure(
    texts: list[str], url: str, counter: Counter, browser: Browser, *, is_slow: bool
) -> Measured:
    """Check each text twice on a new page."""
    measured = Measured()
    for text in texts:
        page = open_page(url, browser, is_slow=is_slow)
        counter.take()
        measured.cold.append(page.evaluate(_LOOK, text))
        measured.requests.append(counter.take().responses)
        measured.warm.append(page.evaluate(_LOOK, text))
        page.context.close()
    return measured


def open_page(url: str, browser: Browser, *, is_slow: bool) -> Page:
    """Open the page for quotations with an empty cache."""
    page = browser.new_context().new_page()
    page.goto(f"{url}quote/index.html")
    page.focus("#quotation")
    page.wait_for_load_state("networkidle")
    if is_slow:
        page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    return page


def report(kind: str, measured: Measured) -> str:
    """Return `sentences (40)  cold median … p95 … worst …  warm …  requests …`."""
    requests = sorted(measured.requests)[len(measured.requests) // 2]
    return (
        f"{kind:11} ({len(measured.cold)})  cold {_spread(measured.cold)}"
        f"  warm {_spread(measured.warm)}  requests {requests:,.0f}"
    )


def _spread(times: list[float]) -> str:
    ordered = sorted(times)
    middle, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    return f"median {middle:,.0f} p95 {late:,.0f} worst {ordered[-1]:,.0f}"


if __name__ == "__main__":
    main()

"""Measure the search beside Pagefind, MiniSearch and lunr.js over its whole index.

All get the same paragraphs and the same queries, each word of which must be found, in a headless
Chromium with 10 Mbit/s and 40 ms to the server. The server counts the bytes that it sends, gzipped;
each engine's own script counts, the page does not. What comes out is written to `RESULTS.md`.

Usage: python -m bench.run [--data FOLDER] [--sizes 1000,10000,100000] [--out FILE]. The folder is
`data/` of a site; without it the paragraphs are made of those of the transcripts.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import inf
from operator import itemgetter
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.counting import SLOW, Counter, counting_server
from bench.samples import Queries, draw_queries, take_collection
from onrecord import resources
from onrecord.publish.assets import find_esbuild
from onrecord.search.entries import Collection
from onrecord.search.pieces import write_pieces
from tools.chromium import find_chromium
from tools.repository import ROOT

BENCH = ROOT / "bench"
ENGINES = ("pieces", "pagefind", "minisearch", "lunr")
NAMES = {"pieces": "On Record", "pagefind": "Pagefind", "minisearch": "MiniSearch", "lunr": "Lunr"}
QUERIES = 120
COLD = 25  # searches that begin with nothing loaded; three where everything is loaded anyway
PHRASES = 60
BUILDS = 3  # of which the quickest counts, but of 100,000 paragraphs one
_OPEN = """async (q) => {
  const begun = performance.now();
  await new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src: "bench.js", onload: resolve, onerror: reject });
    document.head.append(script);
  });
  globalThis.hits = await bench.search(q);
  return performance.now() - begun;
}"""
_SEARCH = "async (q) => { globalThis.hits = await bench.search(q); return hits.length; }"
_SHOW = "async () => (await bench.show(hits.slice(0, 10))).length"
_TIME = """async (queries) => {
  for (const q of queries) await bench.search(q);
  const times = queries.map(() => []);
  for (let round = 0; round < 3; round += 1) {
    for (const [place, q] of queries.entries()) {
      const begun = performance.now();
      await bench.search(q);
      times[place].push(performance.now() - begun);
    }
  }
  return times.map((three) => three.sort((a, b) => a - b)[1]);
}"""


@dataclass(slots=True)
class Measured:
    """Bytes and milliseconds, one for each query."""

    cold: list[float] = field(default_factory=list)
    second: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    phrases: list[float] = field(default_factory=list)
    found: int = 0


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--out", type=Path, default=BENCH / "RESULTS.md")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    tables: dict[int, dict[str, Any]] = {}
    for size in sizes:
        tables[size] = measure_size(size, options.data)
        options.out.write_text(report(tables, options.data), encoding="utf-8")
    print(options.out.read_text(encoding="utf-8"))


def measure_size(size: int, data: Path | None) -> dict[str, Any]:
    """All engines over so many paragraphs."""
    collection = take_collection(size, data)
    queries = draw_queries(collection, QUERIES)
    with TemporaryDirectory(prefix="on-record-bench-") as temporary:
        folder = Path(temporary)
        told(f"{size:,}: building")
        results: dict[str, Any] = {"build": build_all(collection, folder)}
        with sync_playwright() as playwright:
            chromium = find_chromium()
            browser = playwright.chromium.launch(
                executable_path=chromium.path,
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
                env={**os.environ, **chromium.environment},
            )
            for engine in ENGINES:
                if engine == "lunr" and not (folder / "lunr/lunr.json").exists():
                    continue
                told(f"{size:,}: {NAMES[engine]}")
                results[engine] = measure_engine(engine, folder / engine, browser, queries)
            browser.close()
    return results


def build_all(collection: Collection, folder: Path) -> dict[str, float]:
    """Write every engine's files; the seconds of CPU that ours and lunr.py's index took."""
    for engine in ENGINES:
        (folder / engine).mkdir()
        (folder / engine / "index.html").write_text("<!DOCTYPE html><title>Bench</title>")
        bundle(engine, folder / engine)
    paragraphs = folder / "paragraphs.jsonl"
    paragraphs.write_text(
        "".join(json.dumps(entry.fields) + "\n" for entry in collection.entries), encoding="utf-8"
    )
    for engine in ("minisearch", "pagefind"):
        command = ["node", str(BENCH / "build.mjs"), engine, str(paragraphs), str(folder / engine)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    times = BUILDS if len(collection.entries) <= 10_000 else 1
    run_lunr("ours", paragraphs, folder / "lunr/lunr.json", 1)
    built = [timed(lambda: list(write_pieces(collection))) for _ in range(times)]
    files, ours = min(built, key=itemgetter(1))
    for name, content in files:
        path = folder / "pieces/pieces" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    theirs = run_lunr("lunr.py", paragraphs, folder / "lunr.py.json", times)
    return {"pieces": ours, "lunr.py": theirs}


def run_lunr(which: str, paragraphs: Path, out: Path, times: int) -> float:
    """The seconds of CPU that a whole index took; infinite when the machine was too small."""
    command = [sys.executable, "-m", "bench.lunr_builds", which, str(paragraphs), str(out)]
    run = subprocess.run(
        [*command, str(times)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return float(run.stdout) if run.returncode == 0 else inf


def bundle(engine: str, folder: Path) -> None:
    """The engine's script with all that it imports."""
    options = ["--bundle", "--minify", "--charset=utf8", "--format=iife", "--target=chrome100"]
    source = BENCH / f"pages/{engine}.js"
    program = find_esbuild(resources.node_modules())
    subprocess.run(
        [program, source, *options, f"--outfile={folder / 'bench.js'}"],
        check=True,
        stderr=subprocess.DEVNULL,
    )


def measure_engine(engine: str, folder: Path, browser: Browser, queries: Queries) -> Measured:
    """One engine with all queries."""
    measured = Measured()
    is_whole = engine in ("lunr", "minisearch")
    with counting_server(folder) as (url, counter):
        pairs = list(zip(queries.words[::2], queries.words[1::2], strict=True))
        for first, second in pairs[: 3 if is_whole else COLD]:
            measure_cold(first, second, url, counter, browser, measured)
        measure_warm(url, browser, queries, measured)
        if engine == "pieces":
            measure_phrases(url, counter, browser, queries, measured)
    shutil.rmtree(folder)
    return measured


def measure_cold(
    first: str, second: str, url: str, counter: Counter, browser: Browser, measured: Measured
) -> None:
    """A reader's first search, its hits, and the next search."""
    page = fresh_page(url, browser, is_slow=True)
    counter.take()
    taken = page.evaluate(_OPEN, first)
    measured.cold.append(counter.take().size)
    begun = time.perf_counter()
    page.evaluate(_SHOW)
    measured.first.append(taken + 1000 * (time.perf_counter() - begun))
    measured.shown.append(counter.take().size)
    measured.found += bool(page.evaluate(_SEARCH, second))
    measured.second.append(counter.take().size)
    page.context.close()


def measure_warm(url: str, browser: Browser, queries: Queries, measured: Measured) -> None:
    """Searches when all that they need is loaded."""
    page = fresh_page(url, browser, is_slow=False)
    page.evaluate(_OPEN, queries.words[0])
    measured.warm = page.evaluate(_TIME, queries.words)
    page.context.close()


def measure_phrases(
    url: str, counter: Counter, browser: Browser, queries: Queries, measured: Measured
) -> None:
    """Phrases with nothing loaded but the script and the manifest."""
    for phrase in queries.phrases[:PHRASES]:
        page = fresh_page(url, browser, is_slow=False)
        page.evaluate(_OPEN, "xyzzyxyzzy")
        counter.take()
        measured.found += bool(page.evaluate(_SEARCH, phrase))
        measured.phrases.append(counter.take().size)
        page.context.close()


def fresh_page(url: str, browser: Browser, *, is_slow: bool) -> Page:
    """A page with nothing remembered."""
    page = browser.new_context().new_page()
    page.goto(url)
    if is_slow:
        page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    return page


def timed(act: Callable[[], Any]) -> tuple[Any, float]:
    """What it gives, and the seconds of CPU that it took."""
    begun = time.process_time()
    result = act()
    return result, time.process_time() - begun


def report(tables: dict[int, dict[str, Any]], data: Path | None) -> str:
    """The tables as Markdown."""
    source = "of real transcripts" if data else "made of the sentences and words of the transcripts"
    rows: list[tuple[str, Callable[[Measured], str]]] = [
        ("cold query, KB, engine included", lambda one: kilobytes(one.cold)),
        ("second query, KB", lambda one: kilobytes(one.second)),
        (
            "ten hits with their text, KB",
            lambda one: kilobytes(one.shown) if any(one.shown) else "–",
        ),
        ("time to first hits, ms", lambda one: f"{median(one.first):.0f}"),
        ("warm query p50 / p95, ms", lambda one: quantiles(one.warm, 1)),
        ("phrase p50 / p95, KB", lambda one: quantiles(one.phrases, 1024) if one.phrases else "–"),
    ]
    lines = [
        "# The search, measured",
        "",
        f"`make bench` wrote this with paragraphs {source}: headless Chromium, 10 Mbit/s and 40 ms",
        "to the server, bytes as gzip sends them. Medians, if nothing else is said.",
    ]
    for size, results in tables.items():
        build = results["build"]
        lines += ["", f"## {size:,} paragraphs", ""]
        lines.append("| | " + " | ".join(NAMES[engine] for engine in ENGINES) + " |")
        lines.append("|---|" + "---|" * len(ENGINES))
        for name, show in rows:
            cells = " | ".join(show(results[e]) if e in results else "–" for e in ENGINES)
            lines.append(f"| {name} | {cells} |")
        lines += ["", say_ratios(results["pieces"], results["pagefind"])]
        lines.append(say_building(build["pieces"], build["lunr.py"]))
    return "\n".join(lines) + "\n"


def say_ratios(ours: Measured, pagefind: Measured) -> str:
    """How long a reader waits, beside Pagefind."""
    first = median(ours.first) / median(pagefind.first)
    warm = percentile(ours.warm) / percentile(pagefind.warm)
    return f"First hits take {first:.2f} of Pagefind's time, the p95 of warm queries {warm:.2f}."


def say_building(ours: float, theirs: float) -> str:
    """How long it took, and how long the package `lunr` took for its own index."""
    if theirs == inf:
        return f"Building took {ours:.2f} s of CPU; lunr.py ran out of memory."
    return (
        f"Building took {ours:.2f} s of CPU, {ours / theirs:.2f} of the {theirs:.2f} s "
        "that lunr.py took for its index."
    )


def kilobytes(values: Sequence[float]) -> str:
    """`21.4`."""
    return f"{median(values) / 1024:.1f}"


def quantiles(values: Sequence[float], unit: int) -> str:
    """`5.1 / 12.0`."""
    return f"{median(values) / unit:.1f} / {percentile(values) / unit:.1f}"


def percentile(values: Sequence[float]) -> float:
    """The 95th of a hundred."""
    return sorted(values)[int(0.95 * (len(values) - 1))]


def told(what: str) -> None:
    """Say what is being done."""
    print(what, flush=True)


if __name__ == "__main__":
    main()

"""Compares the search with Pagefind, MiniSearch and lunr.js, each with its whole index.

All have the same paragraphs and the same queries, in which all words are required, in a headless
Chromium with 10 Mbit/s and a round trip of 40 ms to the server. The server counts the gzipped bytes
that it sends, including the scripts of each engine that a query needs, but not the page. The
results go to `RESULTS.md`.

Pagefind is measured twice: with a record for each paragraph, like the others, and with one for each
statement, as sites use it.

Usage: python -m bench.compare_engines [--data FOLDER] [--sizes 1000,10000,100000]
[--engines pieces,pagefind] [--out FILE]. The folder is `data/` of a site; without it, paragraphs
are made up from the transcripts. A size larger than the site means all of its paragraphs.
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
from tools.chromium import find_chromium
from tools.made_collection import Collection, texts_of
from tools.repository import ROOT

BENCH = ROOT / "bench"
NAMES = {
    "pieces": "On Record",
    "pagefind": "Pagefind",
    "pagefind-pages": "Pagefind, a page a record",
    "minisearch": "MiniSearch",
    "lunr": "Lunr",
}
QUERIES = 120
COLD = 25  # searches with an empty cache; only three for engines that load their whole index
PHRASES = 60
BUILDS = 3  # of which the fastest counts; only one for 100,000 paragraphs
# The scripts of an engine’s page. Like deferred ones, they load together and run in order.
_SCRIPTS = {"pieces": "pieces/index.js bench.js"}
_OPEN = """async (q) => {
  const begun = performance.now();
  const load = (src) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src, async: false, onload: resolve, onerror: reject });
    document.head.append(script);
  });
  await Promise.all(document.body.dataset.scripts.split(" ").map(load));
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
    """Bytes or milliseconds for each query."""

    cold: list[float] = field(default_factory=list)
    second: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    common: list[float] = field(default_factory=list)
    warm_phrases: list[float] = field(default_factory=list)
    phrases: list[float] = field(default_factory=list)
    found: int = 0


def main() -> None:
    """Measure, and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--engines", default=",".join(NAMES))
    parser.add_argument("--out", type=Path, default=BENCH / "RESULTS.md")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    tables: dict[int, dict[str, Any]] = {}
    for size in sizes:
        collection = take_collection(size, options.data)
        count = sum(1 for _ in collection.entries)
        tables[count] = measure_size(count, collection, options.engines.split(","))
        options.out.write_text(report(tables, options.data), encoding="utf-8")
    print(options.out.read_text(encoding="utf-8"))


def measure_size(size: int, collection: Collection, engines: Sequence[str]) -> dict[str, Any]:
    """Measure the engines with a collection of `size` paragraphs."""
    queries = draw_queries(collection, QUERIES)
    with TemporaryDirectory(prefix="on-record-bench-") as temporary:
        folder = Path(temporary)
        show_progress(f"{size:,}: building")
        results: dict[str, Any] = {"build": build_all(collection, size, folder, engines)}
        with sync_playwright() as playwright:
            chromium = find_chromium()
            browser = playwright.chromium.launch(
                executable_path=chromium.path,
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
                env={**os.environ, **chromium.environment},
            )
            for engine in engines:
                if engine == "lunr" and not (folder / "lunr/lunr.json").exists():
                    continue
                show_progress(f"{size:,}: {NAMES[engine]}")
                results[engine] = measure_engine(engine, folder / engine, browser, queries)
            browser.close()
    return results


def build_all(
    collection: Collection, size: int, folder: Path, engines: Sequence[str]
) -> dict[str, float]:
    """Write the files of the engines; return the CPU seconds for our index and lunr.py's."""
    for engine in engines:
        (folder / engine).mkdir()
        scripts = _SCRIPTS.get(engine, "bench.js")
        (folder / engine / "index.html").write_text(
            '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Bench</title>'
            f'<body data-scripts="{scripts}">',
            "utf-8",
        )
        bundle(engine, folder / engine)
    paragraphs = folder / "paragraphs.jsonl"
    paragraphs.write_text(
        "".join(
            json.dumps({**texts_of(entry), "statement": statement.slug}) + "\n"
            for statement in collection.statements
            for entry in statement.entries
        ),
        encoding="utf-8",
    )
    for engine in {"minisearch", "pagefind", "pagefind-pages"}.intersection(engines):
        command = ["node", str(BENCH / "build.mjs"), engine, str(paragraphs), str(folder / engine)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    times = BUILDS if size <= 10_000 else 1
    built = [timed(lambda: _index_files(collection)) for _ in range(times)]
    files, ours = min(built, key=itemgetter(1))
    for name, content in files:
        path = folder / "pieces/pieces" / name.removeprefix("search/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if "lunr" not in engines:
        return {"pieces": ours}
    run_lunr("ours", paragraphs, folder / "lunr/lunr.json", 1)
    return {
        "pieces": ours,
        "lunr.py": run_lunr("lunr.py", paragraphs, folder / "lunr.py.json", times),
    }


def _index_files(collection: Collection) -> list[tuple[str, bytes]]:
    files = collection.index_files()
    return list(files.make(files.hashes))


def run_lunr(which: str, paragraphs: Path, out: Path, times: int) -> float:
    """Return the CPU seconds for Lunr's whole index; infinite if the machine was too small."""
    command = [sys.executable, "-m", "bench.lunr_builds", which, str(paragraphs), str(out)]
    run = subprocess.run(
        [*command, str(times)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return float(run.stdout) if run.returncode == 0 else inf


def bundle(engine: str, folder: Path) -> None:
    """Bundle the engine's script, and the script that ours loads for some queries."""
    options = ["--bundle", "--minify", "--charset=utf8", "--format=iife", "--target=chrome100"]
    sources = [f"bench={BENCH / 'pages' / engine.partition('-')[0]}.js"]
    if engine == "pieces":
        sources.append(f"search-extras={ROOT / 'static/scripts/entries/search-extras.ts'}")
    program = find_esbuild(resources.node_modules())
    subprocess.run(
        [program, *sources, *options, f"--outdir={folder}"], check=True, stderr=subprocess.DEVNULL
    )


def measure_engine(engine: str, folder: Path, browser: Browser, queries: Queries) -> Measured:
    """Measure an engine with all queries."""
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
    """Measure a reader's first search, its results, and the next search."""
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
    """Measure searches when everything they need is loaded."""
    page = fresh_page(url, browser, is_slow=False)
    page.evaluate(_OPEN, queries.words[0])
    measured.warm = page.evaluate(_TIME, queries.words)
    measured.common = page.evaluate(_TIME, queries.common[:PHRASES])
    measured.warm_phrases = page.evaluate(_TIME, queries.phrases[:PHRASES])
    page.context.close()


def measure_phrases(
    url: str, counter: Counter, browser: Browser, queries: Queries, measured: Measured
) -> None:
    """Measure phrases when only the scripts and the manifest are loaded."""
    for phrase in queries.phrases[:PHRASES]:
        page = fresh_page(url, browser, is_slow=False)
        page.evaluate(_OPEN, "xyzzyxyzzy")
        counter.take()
        measured.found += bool(page.evaluate(_SEARCH, phrase))
        measured.phrases.append(counter.take().size)
        page.context.close()


def fresh_page(url: str, browser: Browser, *, is_slow: bool) -> Page:
    """Open a page with an empty cache."""
    page = browser.new_context().new_page()
    page.goto(f"{url}index.html")
    if is_slow:
        page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    return page


def timed(act: Callable[[], Any]) -> tuple[Any, float]:
    """Return the result of a function, and the CPU seconds it took."""
    begun = time.process_time()
    result = act()
    return result, time.process_time() - begun


def report(tables: dict[int, dict[str, Any]], data: Path | None) -> str:
    """Return the tables as Markdown."""
    source = "from real transcripts" if data else "made up from words of the transcripts"
    rows: list[tuple[str, Callable[[Measured], str]]] = [
        ("cold query p50 / p95, KB, including the engine", lambda one: quantiles(one.cold, 1024)),
        ("second query p50 / p95, KB", lambda one: quantiles(one.second, 1024)),
        (
            "ten results with their text p50 / p95, KB",
            lambda one: quantiles(one.shown, 1024) if any(one.shown) else "–",
        ),
        ("time to first results, ms", lambda one: f"{median(one.first):.0f}"),
        ("warm query p50 / p95, ms", lambda one: quantiles(one.warm, 1)),
        ("warm, three common words p50 / p95, ms", lambda one: quantiles(one.common, 1)),
        ("warm, a phrase p50 / p95, ms", lambda one: quantiles(one.warm_phrases, 1)),
        ("phrase p50 / p95, KB", lambda one: quantiles(one.phrases, 1024) if one.phrases else "–"),
    ]
    lines = [
        "# Search benchmark",
        "",
        f"Written by `make bench`, with paragraphs {source}: headless Chromium,",
        "10 Mbit/s, a round trip of 40 ms, gzipped bytes. Medians unless noted otherwise.",
    ]
    for size, results in tables.items():
        build = results["build"]
        lines += ["", f"## {size:,} paragraphs", ""]
        measured = {engine: results[engine] for engine in NAMES if engine in results}
        lines.append("| | " + " | ".join(NAMES[engine] for engine in measured) + " |")
        lines.append("|---|" + "---|" * len(measured))
        for name, show in rows:
            lines.append(f"| {name} | {' | '.join(map(show, measured.values()))} |")
        lines.append("")
        for engine in ("pagefind", "pagefind-pages"):
            if engine in measured:
                lines.append(describe_ratios(measured["pieces"], measured[engine], NAMES[engine]))
        lines.append(describe_building(build["pieces"], size, build.get("lunr.py")))
    return "\n".join(lines) + "\n"


def describe_ratios(ours: Measured, pagefind: Measured, name: str) -> str:
    """Return a sentence that compares the times with Pagefind's."""
    first = median(ours.first) / median(pagefind.first)
    warm = percentile(ours.warm) / percentile(pagefind.warm)
    return (
        f"First results take {first:.2f} times as long as with {name}, "
        f"warm queries (p95) {warm:.2f} times."
    )


def describe_building(ours: float, size: int, theirs: float | None) -> str:
    """Return a sentence about the build, compared with that of the package `lunr` if it ran."""
    took = f"The build took {ours:.2f} s of CPU time, {ours / size * 1e6:.0f} ms a thousand"
    if theirs is None:
        return f"{took}."
    if theirs == inf:
        return f"{took}; lunr.py ran out of memory."
    return f"{took}, {ours / theirs:.2f} times the {theirs:.2f} s of lunr.py."


def quantiles(values: Sequence[float], unit: int) -> str:
    """Return the median and the 95th percentile as `5.1 / 12.0`."""
    return f"{median(values) / unit:.1f} / {percentile(values) / unit:.1f}"


def percentile(values: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return sorted(values)[int(0.95 * (len(values) - 1))]


def show_progress(step: str) -> None:
    """Print what is being measured."""
    print(step, flush=True)


if __name__ == "__main__":
    main()

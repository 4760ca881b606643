"""Which pages there are, and what each shows."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import urls
from onrecord.model import Address, Corpus
from onrecord.pages import Page, formatting, page_types
from onrecord.pages.index_pages import plan_data
from onrecord.pages.page_types import ContentsEntry, ParagraphBlock, Turn
from onrecord.pages.plan import family_at
from tests.support.corpora import corpus_of
from tests.support.sites import families_of, pages_of

OPENING = "The trees of our parks are old.\n"
CONFERENCE = """
occasion: news conference
place: Springfield
---
Good morning.

Question: Will the old hedge at the gate stay? It is a fine one.

Jane Doe (laughing): It will stay.

Question: And the money?

Jane Doe: There is a budget for trees.

John Roe: There is not.
"""
TWO = {"2020-03-01-gate": CONFERENCE, "2021-05-02-oak": OPENING}

Kind = TypeVar("Kind", bound=Page)


def only(kind: type[Kind], pages: Iterable[Page], address: str | None = None) -> Kind:
    """Return the one page of a type, at an address if one is given."""
    found = [p for p in pages if isinstance(p, kind) and address in (None, p.address)]
    assert len(found) == 1
    return found[0]


def planned(transcripts: dict[str, str]) -> tuple[Page, ...]:
    return tuple(pages_of(corpus_of(transcripts)))


MANY_DAYS = {f"2020-{month:02}-{day:02}-x": OPENING for month in (1, 3) for day in range(1, 14)}


@pytest.mark.parametrize("transcripts", [TWO, MANY_DAYS], ids=["few", "many"])
def test_every_page_about_many_statements_is_in_the_family_at_its_address(
    transcripts: dict[str, str],
) -> None:
    families = families_of(corpus_of(transcripts))
    for family in families:
        for page in family.plan():
            assert family_at(families, page.address) is family
    missing = ("2019/", "statements/", "statements/gone/", "statements", "404", "x/")
    assert [family_at(families, address) for address in missing] == [None] * len(missing)


def texts(blocks: Iterable[object]) -> list[str]:
    return [block.paragraph.text for block in blocks if isinstance(block, ParagraphBlock)]


def test_every_page_has_its_address() -> None:
    assert [page.address for page in planned(TWO)] == [
        "",
        "2020/",
        "2021/",
        "topics/",
        "topics/trees/",
        "topics/money/",
        "speakers/",
        "speakers/jane-doe/",
        "speakers/john-roe/",
        "speakers/journalist/",
        "speakers/reporter/",
        "search/",
        "quote/",
        "about/",
        "404.html",
        "statements/2020-03-01-gate/",
        "statements/2020-03-01-gate/answer-1/",
        "statements/2020-03-01-gate/answer-2/",
        "statements/2021-05-02-oak/",
    ]


def test_an_archive_without_statements_has_its_other_pages() -> None:
    addresses = [page.address for page in pages_of(Corpus(corpus_of(TWO).config, ()))]
    assert addresses[:2] == ["", "topics/"]
    assert addresses[-1] == "404.html"


def test_a_statement_has_the_contents_opening_and_questions_in_short() -> None:
    page = only(page_types.StatementPage, planned(TWO), "statements/2020-03-01-gate/")
    assert page.contents == (
        ContentsEntry("", "statements/2020-03-01-gate/#opening"),
        ContentsEntry(
            "Will the old hedge at the gate stay? It is a fine one.",
            "statements/2020-03-01-gate/#answer-1",
            1,
        ),
        ContentsEntry("And the money?", "statements/2020-03-01-gate/#answer-2", 2),
    )


def test_the_contents_of_a_statement_of_one_part_have_only_that() -> None:
    page = only(page_types.StatementPage, planned(TWO), "statements/2021-05-02-oak/")
    assert page.contents == (ContentsEntry("", "statements/2021-05-02-oak/#opening"),)


def test_contents_skip_questions_that_say_nothing() -> None:
    said = ["Thank you.", "(Inaudible.)", "Go ahead, please.", "Why?", "The budget of the parks."]
    text = "\n\n".join(f"Question: {words}\n\nJane Doe: Yes." for words in said)
    page = only(page_types.StatementPage, planned({"2020-03-01-gate": text}))
    assert [entry.label for entry in page.contents] == ["Why?", "The budget of the parks."]
    assert [entry.number for entry in page.contents] == [4, 5]


def test_the_heading_of_a_question_is_its_first_paragraph_that_says_something() -> None:
    def heading_of(question: str) -> tuple[str, str]:
        text = f"Question: {question}\n\nJane Doe: Yes."
        page = only(page_types.StatementPage, planned({"2020-03-01-gate": text}))
        blocks = [b for b in page.exchanges[0].question.blocks if isinstance(b, ParagraphBlock)]
        [heading] = [block for block in blocks if block.is_heading]
        return heading.paragraph.text, heading.heading

    assert heading_of("Thank you.\n\nHow *old*?\n\nWhy?") == ("How old?", "How <em>old</em>?")
    assert heading_of("Thank you.\n\nThanks.") == ("Thank you.", "Thank you.")
    assert heading_of("\n\n> How old are they?") == ("How old are they?", "")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Remarks", "Remarks, 1 March 2020"),
        ("Remarks, March 1, 2020", "Remarks, March 1, 2020"),
        ("Remarks on 01 Mar. 2020", "Remarks on 01 Mar. 2020"),
        ("Remarks (2020-03-01)", "Remarks (2020-03-01)"),
        ("Remarks, March 2020", "Remarks, March 2020, 1 March 2020"),
        ("Remarks, March 11, 2020", "Remarks, March 11, 2020, 1 March 2020"),
    ],
)
def test_no_title_repeats_its_date(title: str, expected: str) -> None:
    text = f"short_title: {title}\n---\n{OPENING}"
    page = only(page_types.StatementPage, planned({"2020-03-01-gate": text}))
    assert page.title == expected


def test_a_topic_is_new_where_it_begins_and_again_at_each_question() -> None:
    text = """
        Trees.

        Trees and money.

        Money.

        Trees.

        Question: Trees?

        Jane Doe: Trees and money.
    """
    page = only(page_types.StatementPage, planned({"2020-03-01-gate": text}))
    turns = [part for part in page.opening if isinstance(part, Turn)]
    turns += [page.exchanges[0].question, *page.exchanges[0].answers]
    blocks = [b for turn in turns for b in turn.blocks if isinstance(b, ParagraphBlock)]
    shown = [[tag.topic.label for tag in block.tags if tag.is_new] for block in blocks]
    everything = [[tag.topic.label for tag in block.tags] for block in blocks]
    assert shown == [["Trees"], ["Money"], [], ["Trees"], ["Trees"], ["Money"]]
    assert everything[1] == ["Trees", "Money"]


def test_statements_link_to_the_ones_before_and_after_by_date() -> None:
    pages = planned(
        {"2021-05-02-oak": OPENING, "2020-03-01-gate": OPENING, "2020-03-02-ash": OPENING}
    )
    page = only(page_types.StatementPage, pages, "statements/2020-03-02-ash/")
    assert page.previous == page_types.Link("Remarks gate", "statements/2020-03-01-gate/", "en")
    assert page.next == page_types.Link("Remarks oak", "statements/2021-05-02-oak/", "en")


def test_the_first_and_the_last_statement_have_one_neighbour() -> None:
    first, last = (page for page in planned(TWO) if isinstance(page, page_types.StatementPage))
    assert (first.previous, last.next) == (None, None)


def test_a_description_has_the_details_and_the_first_paragraph_after_the_greeting() -> None:
    said = "The old hedge at the gate of the northern park will be cut."
    text = f"place: Springfield\n---\nGood morning.\n\n{said}"
    page = only(page_types.StatementPage, planned({"2020-03-01-gate": text}))
    assert page.description == f"Jane Doe, Springfield, 1 March 2020: {said}"


def test_an_answer_has_its_place_its_text_and_its_neighbours() -> None:
    page = only(page_types.AnswerPage, planned(TWO), "statements/2020-03-01-gate/answer-2/")
    assert (page.number, page.count) == (2, 2)
    assert texts(page.section.question.blocks) == ["And the money?"]
    assert [texts(turn.blocks) for turn in page.section.answers] == [
        ["There is a budget for trees."],
        ["There is not."],
    ]
    assert page.previous == page_types.Link(
        "Will the old hedge at the gate stay? It is a fine one.",
        "statements/2020-03-01-gate/answer-1/",
        "en",
    )
    assert page.next is None


def test_an_attribution_is_as_printed_and_links_to_a_person() -> None:
    page = only(page_types.AnswerPage, planned(TWO), "statements/2020-03-01-gate/answer-1/")
    assert page.section.answers[0].attribution == page_types.Attribution(
        "", "Jane Doe", " (laughing):", "speakers/jane-doe/"
    )


def test_a_question_shows_its_label_only_if_that_says_more_than_question() -> None:
    def shown(label: str) -> page_types.Attribution | None:
        text = f"{label} Old?\n\nJane Doe: Yes."
        page = only(page_types.StatementPage, planned({"2020-03-01-gate": text}))
        return page.exchanges[0].question.attribution

    assert shown("Question:") is None
    assert shown("Question (in French):") == page_types.Attribution(
        "", "Question", " (in French):", ""
    )


def test_a_speech_without_a_label_has_no_attribution() -> None:
    page = only(page_types.StatementPage, planned(TWO), "statements/2021-05-02-oak/")
    assert [part.attribution for part in page.opening if isinstance(part, Turn)] == [None]


def test_headings_of_the_source_are_below_ours_and_skip_no_level() -> None:
    text = "One.\n\n#### Deep\n\nTwo.\n\n## High\n\nThree.\n\nQuestion: Four?\n\n# Fifth\n\nSix."
    page = only(page_types.StatementPage, planned({"2020-03-01-gate": text}))
    parts = [*page.opening, *(exchange.question for exchange in page.exchanges)]
    blocks = [block for part in parts if isinstance(part, Turn) for block in part.blocks]
    assert [block for block in blocks if isinstance(block, page_types.HeadingBlock)] == [
        page_types.HeadingBlock("Deep", 3),
        page_types.HeadingBlock("High", 3),
        page_types.HeadingBlock("Fifth", 3),
    ]


def test_contents_link_a_printed_heading_to_the_paragraph_below_it() -> None:
    page = only(
        page_types.StatementPage, planned({"2020-03-01-gate": "One.\n\n## Trees\n\nTwo.\n\nThree."})
    )
    assert page.contents[1:] == (ContentsEntry("Trees", "statements/2020-03-01-gate/#p2"),)


def test_notes_and_separators_keep_their_text() -> None:
    page = only(page_types.StatementPage, planned({"2020-03-01-gate": "(Music.)\n\nOne.\n\n* * *"}))
    turn = page.opening[1]
    assert page.opening[0] == page_types.NoteBlock("(Music.)")
    assert isinstance(turn, Turn)
    assert turn.blocks[1] == page_types.NoteBlock("* * *", "separator")


def test_a_topic_has_its_paragraphs_by_date_with_the_words_that_matched() -> None:
    page = only(page_types.TopicPage, planned(TWO), "topics/trees/")
    assert (page.tally.paragraphs, page.tally.statements) == (3, 2)
    assert [
        (group.anchor, group.year_anchor, [(e.address, e.words) for e in group.excerpts])
        for group in page.groups
    ] == [
        (
            "in-2020-03-01-gate",
            "in-2020",
            [
                ("statements/2020-03-01-gate/#p2", ("hedge",)),
                ("statements/2020-03-01-gate/#p5", ("trees",)),
            ],
        ),
        ("in-2021-05-02-oak", "in-2021", [("statements/2021-05-02-oak/#p1", ("trees",))]),
    ]


def test_a_topic_with_many_paragraphs_has_a_page_for_each_year() -> None:
    many = "\n\n".join(["A tree."] * 160)
    pages = planned({"2020-03-01-gate": many, "2021-05-02-oak": many})
    page = only(page_types.TopicPage, pages, "topics/trees/")
    assert page.groups == ()
    assert page.parts == (
        page_types.Tally(page_types.Link("2020", "topics/trees/2020/"), 160, 1),
        page_types.Tally(page_types.Link("2021", "topics/trees/2021/"), 160, 1),
    )
    of_year = only(page_types.TopicPage, pages, "topics/trees/2021/")
    assert [len(group.excerpts) for group in of_year.groups] == [160]
    assert of_year.previous == page_types.Link("2020", "topics/trees/2020/")


def test_a_year_with_many_paragraphs_on_a_topic_has_a_page_for_each_month() -> None:
    trees = "\n\n".join(["The trees of our parks are old."] * 160)
    days = ("2020-01-02", "2020-01-05", "2020-03-01", "2021-02-26")
    pages = planned({f"{day}-x": trees for day in days})
    year = only(page_types.TopicPage, pages, "topics/trees/2020/")
    assert year.groups == ()
    assert year.parts == (
        page_types.Tally(page_types.Link("January 2020", "topics/trees/2020/01/"), 320, 2),
        page_types.Tally(page_types.Link("March 2020", "topics/trees/2020/03/"), 160, 1),
    )
    month = only(page_types.TopicPage, pages, "topics/trees/2020/03/")
    assert [len(group.excerpts) for group in month.groups] == [160]
    assert month.trail[1:] == (
        page_types.Link("Trees", "topics/trees/"),
        page_types.Link("2020", "topics/trees/2020/"),
    )
    assert month.previous == page_types.Link("January 2020", "topics/trees/2020/01/")
    assert len(only(page_types.TopicPage, pages, "topics/trees/2021/").groups) == 1
    chart = only(page_types.TopicsPage, pages).chart
    assert [cell.address for cell in chart.rows[0].cells] == [
        "topics/trees/2020/01/#in-2020-01-02-x",
        "topics/trees/2020/01/#in-2020-01-05-x",
        "topics/trees/2020/03/#in-2020-03-01-x",
        "topics/trees/2021/#in-2021-02-26-x",
    ]


def test_a_year_with_many_statements_is_divided_into_months_with_their_pages() -> None:
    pages = planned(MANY_DAYS)
    year = only(page_types.YearPage, pages)
    assert [(group.month, len(group.entries)) for group in year.months] == [
        (page_types.Link("January 2020", "2020/01/"), 13),
        (page_types.Link("March 2020", "2020/03/"), 13),
    ]
    month = only(page_types.MonthPage, pages, "2020/03/")
    assert len(month.entries) == 13
    assert (month.previous, month.next) == (page_types.Link("January 2020", "2020/01/"), None)


def test_a_year_with_few_statements_is_not_divided() -> None:
    year = only(page_types.YearPage, planned(TWO), "2020/")
    assert [(group.month, len(group.entries)) for group in year.months] == [(None, 1)]


def test_a_speaker_has_the_statements_that_they_speak_in_or_that_quote_them() -> None:
    report = "kind: report\nspeaker: reporter\nquotes: [john-roe]\n---\nRoe said so."
    pages = planned(TWO | {"2021-06-01-news": report})
    page = only(page_types.SpeakerPage, pages, "speakers/john-roe/")
    assert page.tally == page_types.Tally(page_types.Link("John Roe", "speakers/john-roe/"), 1, 1)
    assert [entry.address for entry in page.spoken] == ["statements/2020-03-01-gate/"]
    assert [entry.address for entry in page.quoted] == ["statements/2021-06-01-news/"]


def test_a_speaker_has_the_names_that_are_printed() -> None:
    pages = planned(TWO)
    printed = {page.address: page.printed_as for page in pages if hasattr(page, "printed_as")}
    assert printed == {
        "speakers/jane-doe/": ("Jane Doe", "Mayor Doe"),
        "speakers/john-roe/": (),
        "speakers/journalist/": ("Question",),
        "speakers/reporter/": (),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Short.", "Short."),
        ("Will the hedge stay?", "Will the hedge stay?"),
        ("The hedge is old. Will it stay there?", "The hedge is old. …"),
        ("So. The hedge at the gate of the park", "So. The hedge at the…"),
        ("The hedge, the gate, the oak, the ash", "The hedge, the gate, the…"),
        ("The hedge and the gate – the oak", "The hedge and the gate…"),
        ("Donaudampfschifffahrtsgesellschaft", "Donaudampfschifffahrtsg…"),
    ],
)
def test_a_question_in_short_is_its_beginning(text: str, expected: str) -> None:
    assert formatting.beginning(text, 24) == expected


@given(st.text(alphabet="ab .,?!…“”é\N{WOMAN}", min_size=1), st.integers(2, 20))
def test_a_short_form_is_the_beginning_and_hardly_longer_than_the_limit(
    text: str, limit: int
) -> None:
    short = formatting.beginning(text, limit)
    assert text.startswith(short.removesuffix("…").rstrip(" "))
    assert len(short) <= limit + 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (formatting.day_in_words(date(2021, 2, 6)), "6 February 2021"),
        (formatting.day_in_words(date(2021, 2, 6), "de"), "6. Februar 2021"),
        (formatting.day_in_words(date(2021, 2, 6), "pt-BR"), "6 de fevereiro de 2021"),
        (formatting.day_in_words(date(2021, 2, 6), "xx"), "6 February 2021"),
        (formatting.moment_in_words(datetime(2021, 2, 6, 7, 5)), "6 February 2021, 07:05"),  # noqa: DTZ001
        (formatting.moment_in_words(date(2021, 2, 6)), "6 February 2021"),
        (formatting.month_in_words(2021, 2), "February 2021"),
        (formatting.month_name(2, width="narrow"), "F"),
        (formatting.language_name("de"), "German"),
        (formatting.language_name("pt-BR"), "Portuguese"),
        (formatting.language_name("qqq"), "qqq"),
        (formatting.text_direction("ar"), "rtl"),
        (formatting.text_direction("fa-IR"), "rtl"),
        (formatting.text_direction("en"), "ltr"),
        (formatting.text_direction("qqq"), "ltr"),
    ],
)
def test_dates_and_languages_in_words(words: str, expected: str) -> None:
    assert words == expected


def test_the_list_of_data_files_is_in_no_sitemap() -> None:
    """A sitemap is not made again when only the sizes of files change."""
    parts = {urls.PARAGRAPHS_DATA: [Address("data/paragraphs-2021.jsonl"), Address("data/b.jsonl")]}
    (page,) = plan_data(parts)
    assert [one.label for one in page.files[0].parts] == ["paragraphs-2021.jsonl", "b.jsonl"]
    assert not page.is_listed
    assert list(plan_data({urls.PARAGRAPHS_DATA: [urls.PARAGRAPHS_DATA]})) == []

"""Which pages there are, and what each shows."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import urls
from onrecord.model import Address, Heading, Note, Office, Slug
from onrecord.pages import Page, formatting, page_types
from onrecord.pages.index_pages import plan_data
from onrecord.pages.page_types import ContentsEntry, ParagraphBlock, Turn
from onrecord.pages.plan import family_at
from onrecord.pages.speaker_pages import plan_speakers
from onrecord.pages.topic_pages import plan_topics
from tests.support.corpora import Corpus, corpus_of
from tests.support.sites import families_of, index_of, pages_of

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
TREES = "topics/trees/"
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
        "oldest-first/",
        "2020/",
        "2021/",
        "topics/",
        "topics/trees/",
        "topics/trees/oldest-first/",
        "topics/money/",
        "speakers/",
        "speakers/by-amount.html",
        "speakers/jane-doe/",
        "speakers/jane-doe/oldest-first/",
        "speakers/john-roe/",
        "speakers/journalist/",
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
    assert [(block.text, block.level) for block in blocks if isinstance(block, Heading)] == [
        ("Deep", 3),
        ("High", 3),
        ("Fifth", 3),
    ]


def test_contents_link_a_printed_heading_to_the_paragraph_below_it() -> None:
    page = only(
        page_types.StatementPage, planned({"2020-03-01-gate": "One.\n\n## Trees\n\nTwo.\n\nThree."})
    )
    assert page.contents[1:] == (ContentsEntry("Trees", "statements/2020-03-01-gate/#p2"),)


def test_notes_and_separators_keep_their_text() -> None:
    page = only(page_types.StatementPage, planned({"2020-03-01-gate": "(Music.)\n\nOne.\n\n* * *"}))
    turn = page.opening[1]
    assert isinstance(turn, Turn)
    notes = [block for block in (*page.opening, *turn.blocks) if isinstance(block, Note)]
    assert [(note.text, note.shape) for note in notes] == [
        ("(Music.)", "note"),
        ("* * *", "separator"),
    ]


def test_a_topic_has_its_paragraphs_by_date_with_the_words_that_matched() -> None:
    page = only(page_types.TopicPage, planned(TWO), "topics/trees/")
    assert (page.tally.paragraphs, page.tally.mentions, page.tally.statements) == (3, 0, 2)
    assert [
        (group.anchor, group.year_anchor, [(e.address, e.html) for e in group.excerpts])
        for group in page.groups
    ] == [
        (
            "in-2021-05-02-oak",
            "in-2021",
            [
                (
                    "statements/2021-05-02-oak/#p1",
                    "The <mark>trees</mark> of our parks are old.",
                )
            ],
        ),
        (
            "in-2020-03-01-gate",
            "in-2020",
            [
                (
                    "statements/2020-03-01-gate/#p2",
                    "Will the old <mark>hedge</mark> at the gate stay? It is a fine one.",
                ),
                ("statements/2020-03-01-gate/#p5", "There is a budget for <mark>trees</mark>."),
            ],
        ),
    ]


def test_a_topic_has_its_mentions_apart() -> None:
    text = "Nobody came. The old tree fell on the gate, and it was closed. They left."
    (group,) = only(page_types.TopicPage, planned({"2021-05-02-oak": text}), TREES).groups
    assert group.excerpts == ()
    assert [e.html for e in group.mentions] == [
        "… The old <mark>tree</mark> fell on the gate, and it was closed. …"
    ]


def test_of_a_long_passage_only_the_sentences_with_the_words_are_shown() -> None:
    text = f"The trees <are> old. {'So is the gate. ' * 40}A tree fell. A hedge too. Nobody came."
    (group,) = only(page_types.TopicPage, planned({"2021-05-02-oak": text}), TREES).groups
    assert [e.html for e in group.excerpts] == [
        (
            "The <mark>trees</mark> &lt;are&gt; old. … A <mark>tree</mark> fell. "
            "A <mark>hedge</mark> too. …"
        )
    ]


def test_a_question_is_shown_before_the_first_passage_that_answers_it() -> None:
    text = """
    ---
    Question: And the money?

    Jane Doe: There is money for trees.

    There is money for hedges.
    """
    (group,) = only(page_types.TopicPage, planned({"2021-05-02-oak": text}), TREES).groups
    assert [(e.question_number, e.question) for e in group.excerpts] == [
        (1, "And the money?"),
        (1, ""),
    ]


def test_a_topic_has_how_often_by_date_who_and_by_which_words() -> None:
    page = only(page_types.TopicPage, planned(TWO), TREES)
    assert page.figures == page_types.TopicFigures(
        columns=(
            page_types.FigureColumn("1 Mar 2020", f"{TREES}#in-2020-03-01-gate", 2, 6, 33.3),
            page_types.FigureColumn("2 May 2021", f"{TREES}#in-2021-05-02-oak", 1, 1, 100.0),
        ),
        words=(page_types.WordRow("trees", (1, 1)), page_types.WordRow("hedge", (1, 0))),
    )
    assert [(tally.link.label, tally.paragraphs) for tally in page.speakers] == [
        ("Jane Doe", 2),
        ("Journalist", 1),
    ]


@pytest.mark.parametrize("address", ["", "2020/", TREES, "speakers/jane-doe/"])
def test_a_list_is_on_a_page_with_the_latest_first_and_on_one_with_the_oldest_first(
    address: str,
) -> None:
    pages = {page.address: page for page in planned(MANY_DAYS)}
    latest, oldest = pages[Address(address)], pages[urls.oldest_first(Address(address))]
    assert isinstance(latest, page_types.OrderedPage)
    assert isinstance(oldest, page_types.OrderedPage)
    assert listed(latest) == listed(oldest)[::-1] != listed(oldest)
    assert (latest.order, oldest.order) == (
        page_types.Order(latest.address, oldest.address, is_latest_first=True),
        page_types.Order(latest.address, oldest.address, is_latest_first=False),
    )
    assert (oldest.canonical, oldest.is_listed, latest.is_listed) == (address, False, True)


def listed(page: page_types.OrderedPage) -> list[date]:
    """Return the dates of the statements in the page's list."""
    match page:
        case page_types.HomePage():
            return [entry.statement.date for group in page.groups for entry in group.entries]
        case page_types.YearPage():
            return [entry.statement.date for group in page.months for entry in group.entries]
        case page_types.TopicPage():
            return [group.entry.statement.date for group in page.groups]
        case page_types.SpeakerPage():
            return [entry.statement.date for group in page.spoken for entry in group.entries]
        case _:
            raise AssertionError(page)


def test_a_topic_with_many_paragraphs_has_passages_and_a_page_for_each_year() -> None:
    many = "\n\n".join(["A tree."] * 160)
    pages = planned({"2020-03-01-gate": many, "2021-05-02-oak": many})
    page = only(page_types.TopicPage, pages, "topics/trees/")
    assert page.parts == (
        page_types.Tally(page_types.Link("2021", "topics/trees/2021/"), 160, 1),
        page_types.Tally(page_types.Link("2020", "topics/trees/2020/"), 160, 1),
    )
    assert [group.anchor for group in page.groups] == ["in-2021-05-02-oak"]
    of_year = only(page_types.TopicPage, pages, "topics/trees/2021/")
    assert [len(group.excerpts) for group in of_year.groups] == [160]
    assert of_year.previous == page_types.Link("2020", "topics/trees/2020/")
    assert page.figures
    assert [column.address for column in page.figures.columns] == [
        "topics/trees/2020/#in-2020-03-01-gate",
        "topics/trees/2021/#in-2021-05-02-oak",
    ]


def test_a_year_with_many_paragraphs_on_a_topic_has_a_page_for_each_month() -> None:
    trees = "\n\n".join(["The trees of our parks are old."] * 160)
    days = ("2020-01-02", "2020-01-05", "2020-03-01", "2021-02-26")
    pages = planned({f"{day}-x": trees for day in days})
    year = only(page_types.TopicPage, pages, "topics/trees/2020/")
    assert year.parts == (
        page_types.Tally(page_types.Link("March 2020", "topics/trees/2020/03/"), 160, 1),
        page_types.Tally(page_types.Link("January 2020", "topics/trees/2020/01/"), 320, 2),
    )
    month = only(page_types.TopicPage, pages, "topics/trees/2020/03/")
    assert [len(group.excerpts) for group in month.groups] == [160]
    assert month.parents == (
        page_types.Link("Trees", "topics/trees/"),
        page_types.Link("2020", "topics/trees/2020/"),
    )
    assert month.previous == page_types.Link("January 2020", "topics/trees/2020/01/")
    assert len(only(page_types.TopicPage, pages, "topics/trees/2021/").groups) == 1
    whole = only(page_types.TopicPage, pages, "topics/trees/").figures
    assert whole
    assert [column.address for column in whole.columns] == [
        "topics/trees/2020/01/#in-2020-01-02-x",
        "topics/trees/2020/01/#in-2020-01-05-x",
        "topics/trees/2020/03/#in-2020-03-01-x",
        "topics/trees/2021/#in-2021-02-26-x",
    ]


def test_a_year_with_many_statements_is_divided_into_months_with_their_pages() -> None:
    pages = planned(MANY_DAYS)
    year = only(page_types.YearPage, pages, "2020/")
    assert [(group.link, len(group.entries)) for group in year.months] == [
        (page_types.Link("March 2020", "2020/03/"), 13),
        (page_types.Link("January 2020", "2020/01/"), 13),
    ]
    month = only(page_types.MonthPage, pages, "2020/03/")
    assert len(month.entries) == 13
    assert (month.previous, month.next) == (page_types.Link("January 2020", "2020/01/"), None)


def test_months_of_a_year_with_few_statements_have_no_pages_but_a_place() -> None:
    pages = planned(TWO)
    year = only(page_types.YearPage, pages, "2020/")
    assert [(group.link, group.anchor, len(group.entries)) for group in year.months] == [
        (None, "month-03", 1)
    ]
    home = only(page_types.HomePage, pages, "")
    addresses = [cell.address for row in home.calendar.rows for cell in row.months if cell.count]
    assert addresses == ["2021/#month-05", "2020/#month-03"]


def test_the_home_page_of_few_statements_lists_their_questions() -> None:
    (group,) = only(page_types.HomePage, planned(TWO), "").groups
    assert [
        (entry.address, [(one.number, one.label, one.address) for one in entry.questions])
        for entry in group.entries
    ] == [
        ("statements/2021-05-02-oak/", []),
        (
            "statements/2020-03-01-gate/",
            [
                (
                    1,
                    "Will the old hedge at the gate stay? It is a fine one.",
                    "statements/2020-03-01-gate/#answer-1",
                ),
                (2, "And the money?", "statements/2020-03-01-gate/#answer-2"),
            ],
        ),
    ]


def test_the_home_page_of_many_statements_has_the_six_latest_and_a_table_of_months() -> None:
    pages = planned({f"2020-{n // 28 + 1:02}-{n % 28 + 1:02}-x": OPENING for n in range(101)})
    home = only(page_types.HomePage, pages, "")
    assert [entry.statement.slug for group in home.groups for entry in group.entries] == [
        f"2020-04-{day}-x" for day in range(17, 11, -1)
    ]
    assert home.has_month_table
    assert [cell.address for cell in home.calendar.rows[0].months if cell.count] == [
        "2020/01/",
        "2020/02/",
        "2020/03/",
        "2020/04/",
    ]
    assert [tally.statements for _, tally in home.speakers] == [101]


def test_a_month_with_many_statements_needs_a_table_of_months() -> None:
    """Numbers of two digits do not fit the small calendar."""
    nine = {f"2020-03-{day:02}-x": OPENING for day in range(1, 10)}
    assert not only(page_types.HomePage, planned(nine), "").has_month_table
    ten = nine | {"2020-03-10-x": OPENING}
    assert only(page_types.HomePage, planned(ten), "").has_month_table


def test_a_speaker_has_the_statements_that_they_speak_in_or_that_quote_them() -> None:
    report = "kind: report\nspeaker: reporter\nquotes: [john-roe]\n---\nRoe said so."
    pages = planned(TWO | {"2021-06-01-news": report})
    page = only(page_types.SpeakerPage, pages, "speakers/john-roe/")
    assert page.tally == page_types.Tally(page_types.Link("John Roe", "speakers/john-roe/"), 1, 1)
    assert [entry.address for group in page.spoken for entry in group.entries] == [
        "statements/2020-03-01-gate/"
    ]
    assert [entry.address for entry in page.quoted] == ["statements/2021-06-01-news/"]


def test_a_statement_of_a_speaker_has_their_first_passage_on_its_main_topic() -> None:
    text = """
    ---
    There is money for that. Nobody knows how much.

    Jane Doe: The trees are old.

    John Roe: A hedge is a tree.

    Jane Doe: A hedge is no tree.
    """
    pages = planned({"2021-05-02-oak": text})
    assert passages_of(pages, "speakers/jane-doe/") == ["The <mark>trees</mark> are old."]
    assert passages_of(pages, "speakers/john-roe/") == [
        "A <mark>hedge</mark> is a <mark>tree</mark>."
    ]


def passages_of(pages: Iterable[Page], address: str) -> list[str]:
    page = only(page_types.SpeakerPage, pages, address)
    entries = [entry for group in page.spoken for entry in group.entries]
    return [entry.excerpt.html for entry in entries if entry.excerpt]


def test_a_speaker_has_the_other_names_and_labels_that_are_printed() -> None:
    pages = planned(TWO)
    names = {p.address: p.also_given_as for p in pages if isinstance(p, page_types.SpeakerPage)}
    assert names == {
        "speakers/jane-doe/": ("Mayor Doe",),
        "speakers/jane-doe/oldest-first/": ("Mayor Doe",),
        "speakers/john-roe/": (),
        "speakers/journalist/": ("Question",),
    }


def test_a_speaker_without_a_word_has_no_page_and_no_link() -> None:
    pages = planned({"2021-05-02-oak": OPENING})
    speakers = [page for page in pages if isinstance(page, page_types.SpeakersPage)]
    assert {page.address for page in pages if page.address.startswith("speakers/")} == {
        "speakers/",
        "speakers/by-amount.html",
        "speakers/jane-doe/",
    }
    assert [speaker.slug for page in speakers for speaker, _ in page.people] == ["jane-doe"] * 2
    assert [page.unnamed for page in speakers] == [(), ()]


def test_a_page_of_a_speaker_who_has_no_word_any_more_redirects_to_all_speakers() -> None:
    index = replace(index_of(corpus_of(TWO)), former_speakers=(Slug("jim-poe"),))
    page = only(page_types.MovedPage, plan_speakers(index))
    assert (page.address, page.target.address) == ("speakers/jim-poe/", "speakers/")


def test_a_page_of_a_topic_that_is_no_more_redirects_to_all_topics() -> None:
    index = replace(index_of(corpus_of(TWO)), former_topics=(Slug("bridges"),))
    page = only(page_types.MovedPage, plan_topics(index))
    assert (page.address, page.target.address) == ("topics/bridges/", "topics/")


def test_speakers_are_by_family_name_or_by_amount() -> None:
    pages = planned({"2021-05-02-oak": "John Roe: No.\n\nYes.\n\nJane Doe: The trees are old."})
    assert [
        [speaker.slug for speaker, _ in only(page_types.SpeakersPage, pages, address).people]
        for address in ("speakers/", "speakers/by-amount.html")
    ] == [["jane-doe", "john-roe"], ["john-roe", "jane-doe"]]


@pytest.mark.parametrize(
    ("office", "expected"),
    [
        (Office("Mayor"), "Mayor"),
        (Office("Mayor", since=date(2011, 5, 2)), "Mayor since 2 May 2011"),
        (Office("Mayor", until=date(2012, 5, 2)), "Mayor until 2 May 2012"),
        (
            Office("Mayor", date(2011, 5, 2), date(2012, 5, 2)),
            "Mayor from 2 May 2011 to 2 May 2012",
        ),
    ],
)
def test_an_office_is_in_one_line(office: Office, expected: str) -> None:
    corpus = corpus_of(TWO)
    jane = replace(corpus.config.speakers["jane-doe"], offices=(office,))
    speakers = {**corpus.config.speakers, "jane-doe": jane}
    changed = replace(corpus, config=replace(corpus.config, speakers=speakers))
    assert only(page_types.SpeakerPage, pages_of(changed), "speakers/jane-doe/").offices == (
        expected,
    )


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
        (formatting.number_in_digits(1234567), "1,234,567"),
        (formatting.number_in_digits(1234567, "de"), "1.234.567"),
        (formatting.number_in_digits(1234567, "fr"), "1\u202f234\u202f567"),
        (formatting.number_in_digits(1234567, "xx"), "1,234,567"),
        (formatting.language_name("de"), "German"),
        (formatting.language_name("pt-BR"), "Portuguese"),
        (formatting.language_name("qqq"), "qqq"),
        (formatting.text_direction("ar"), "rtl"),
        (formatting.text_direction("fa-IR"), "rtl"),
        (formatting.text_direction("en"), "ltr"),
        (formatting.text_direction("qqq"), "ltr"),
    ],
)
def test_dates_numbers_and_languages_in_words(words: str, expected: str) -> None:
    assert words == expected


def test_the_list_of_data_files_is_in_no_sitemap() -> None:
    """A sitemap is not made again when only the sizes of files change."""
    index = index_of(corpus_of(TWO))
    parts = {urls.PARAGRAPHS_DATA: [Address("data/paragraphs-2021.jsonl"), Address("data/b.jsonl")]}
    (page,) = plan_data(index, parts)
    assert [one.label for one in page.files[0].parts] == ["paragraphs-2021.jsonl", "b.jsonl"]
    assert not page.is_listed
    assert list(plan_data(index, {urls.PARAGRAPHS_DATA: [urls.PARAGRAPHS_DATA]})) == []

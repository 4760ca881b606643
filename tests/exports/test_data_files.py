"""Data files, feed and sitemap: exact, complete, and consistent with the pages."""

import json
import re
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from itertools import chain
from pathlib import Path
from xml.etree import ElementTree

import pytest

from onrecord.content.config import read_config
from onrecord.content.parse import parse_transcript
from onrecord.exports.discovery import sitemap
from onrecord.exports.feeds import feed_files
from onrecord.model import Site, Slug, Source, Tag
from tests.support.corpora import Corpus, published
from tests.support.projects import CONFIG, TRANSCRIPT
from tests.support.sites import data_of, lists_of, summaries_of

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def corpus() -> Corpus:
    """Return the small project's statement."""
    config = read_config(CONFIG, path="config.yaml", phrase_error=lambda _: None)
    statement = parse_transcript(
        TRANSCRIPT, path="transcripts/2021-02-26-water.md", slug="2021-02-26-water", config=config
    )
    return Corpus(config, (published(statement, config),))


def with_details(corpus: Corpus, **details: object) -> Corpus:
    statements = tuple(replace(one, **details) for one in corpus.statements)  # type: ignore[arg-type]
    return replace(corpus, statements=statements)


def at_address(corpus: Corpus, address: str) -> Corpus:
    site = replace(corpus.config.site, address=address)
    return replace(corpus, config=replace(corpus.config, site=site))


def feed_of(corpus: Corpus) -> bytes:
    return dict(feed_files(summaries_of(corpus), corpus.config))["feed.xml"]


def updated(corpus: Corpus) -> list[str | None]:
    root = ElementTree.fromstring(feed_of(corpus))
    return [element.text for element in root.iter(f"{ATOM}updated")]


def test_a_paragraph_is_a_line_with_its_keys_in_order(corpus: Corpus) -> None:
    lines = data_of(corpus)["data/paragraphs.jsonl"].decode().split("\n")
    assert lines[0] == (
        '{"id": "2021-02-26-water/p1", "url": "statements/2021-02-26-water/#p1", '
        '"statement": "2021-02-26-water", "date": "2021-02-26", "kind": "statement", '
        '"exchange": null, "speaker": "ann-example", "speaker_name": "Ann Example", '
        '"quotes": [], "topics": ["water"], "text": "Water is scarce.", '
        '"about_topics": ["water"]}'
    )
    assert lines[2] == (
        '{"id": "2021-02-26-water/p3", "url": "statements/2021-02-26-water/#p3", '
        '"statement": "2021-02-26-water", "date": "2021-02-26", "kind": "answer", '
        '"exchange": 1, "speaker": "ann-example", "speaker_name": "Ann Example", '
        '"quotes": [], "topics": [], "text": "Everybody’s.", '
        '"about_topics": []}'
    )
    assert lines[3:] == [""]


def test_only_a_report_has_quotes(corpus: Corpus) -> None:
    quoting = with_details(corpus, quotes=("ann-example",))
    kinds = {
        line["kind"]: line["quotes"]
        for line in map(json.loads, data_of(quoting)["data/paragraphs.jsonl"].splitlines())
    }
    assert kinds == {"statement": [], "question": [], "answer": []}


def test_a_statement_is_an_object_with_all_its_details(corpus: Corpus) -> None:
    full = with_details(
        corpus,
        published=datetime(2021, 2, 26, 17, 11),  # noqa: DTZ001 (as its source gives it)
        occasion="news conference",
        place="Rivertown",
        with_whom="Bo Guest",
        other_languages=("fr",),
        source=Source("Ministry of Water", "https://water.example/"),
        notes="A note.",
    )
    assert json.loads(data_of(full)["data/statements.json"]) == [
        {
            "id": "2021-02-26-water",
            "url": "statements/2021-02-26-water/",
            "title": "Remarks on water",
            "short_title": "Remarks on water",
            "date": "2021-02-26",
            "published": "2021-02-26T17:11",
            "kind": "statement",
            "occasion": "news conference",
            "place": "Rivertown",
            "speaker": "ann-example",
            "speaker_name": "Ann Example",
            "with": "Bo Guest",
            "quotes": [],
            "language": "en",
            "other_languages": ["fr"],
            "source": {"publisher": "Ministry of Water", "url": "https://water.example/"},
            "notes": "A note.",
            "paragraphs": 3,
            "exchanges": [
                {
                    "number": 1,
                    "url": "statements/2021-02-26-water/#answer-1",
                    "page": "statements/2021-02-26-water/answer-1/",
                    "paragraphs": ["p2", "p3"],
                }
            ],
            "topics": ["water"],
            "about_topics": ["water"],
        }
    ]


def test_unknown_details_of_a_statement_are_null(corpus: Corpus) -> None:
    (record,) = json.loads(data_of(corpus)["data/statements.json"])
    assert [key for key, value in record.items() if value is None] == [
        "published",
        "occasion",
        "place",
        "with",
        "source",
        "notes",
    ]


def test_a_statement_has_the_topics_of_its_paragraphs(corpus: Corpus) -> None:
    (statement,) = corpus.statements
    speech = statement.exchanges[0].question
    tagged = replace(speech.paragraphs[0], tags=(Tag("water", ("river",)),))
    exchange = replace(statement.exchanges[0], question=replace(speech, blocks=(tagged,)))
    (record,) = json.loads(
        data_of(with_details(corpus, exchanges=(exchange,)))["data/statements.json"]
    )
    assert record["topics"] == ["water"]
    assert record["about_topics"] == ["water"]


EAST = timezone(timedelta(hours=3))


@pytest.mark.parametrize(
    ("published", "written", "in_feed"),
    [
        (None, None, "2021-02-26T00:00:00Z"),
        (date(2021, 3, 1), "2021-03-01", "2021-03-01T00:00:00Z"),
        (datetime(2021, 3, 1, 17, 11), "2021-03-01T17:11", "2021-03-01T00:00:00Z"),  # noqa: DTZ001
        (
            datetime(2021, 3, 1, 1, 30, tzinfo=EAST),
            "2021-03-01T01:30+03:00",
            "2021-02-28T22:30:00Z",
        ),
        (
            datetime(2021, 3, 1, 1, 30, 5, tzinfo=EAST),
            "2021-03-01T01:30:05+03:00",
            "2021-02-28T22:30:05Z",
        ),
        (date(987, 1, 2), "0987-01-02", "0987-01-02T00:00:00Z"),
        (datetime(1, 1, 1, tzinfo=EAST), "0001-01-01T00:00+03:00", "0001-01-01T00:00:00Z"),
    ],
)
def test_a_time_of_publication_is_kept_and_no_zone_is_guessed(
    corpus: Corpus, published: date | None, written: str | None, in_feed: str
) -> None:
    dated = with_details(corpus, published=published)
    assert json.loads(data_of(dated)["data/statements.json"])[0]["published"] == written
    assert updated(dated) == [in_feed, in_feed]


def test_the_feed_has_the_newest_statements_first_and_their_last_change(corpus: Corpus) -> None:
    (one,) = corpus.statements
    statements = tuple(
        replace(one, slug=f"s{number}", date=date(1990 + number, 1, 1)) for number in range(60)
    )
    moments = updated(replace(corpus, statements=statements))
    assert len(moments) == 51
    assert moments[:3] == ["2049-01-01T00:00:00Z", "2049-01-01T00:00:00Z", "2048-01-01T00:00:00Z"]


def test_the_ids_of_the_feed_are_addresses_if_the_site_has_one(corpus: Corpus) -> None:
    root = ElementTree.fromstring(feed_of(at_address(corpus, "https://example.org/r/")))
    assert [element.text for element in root.iter(f"{ATOM}id")] == [
        "https://example.org/r/",
        "https://example.org/r/statements/2021-02-26-water/",
    ]


def test_without_an_address_the_ids_stay_the_same_and_differ_from_other_sites(
    corpus: Corpus,
) -> None:
    def ids(corpus: Corpus) -> list[str | None]:
        root = ElementTree.fromstring(feed_of(corpus))
        return [element.text for element in root.iter(f"{ATOM}id")]

    assert ids(corpus) == [
        "urn:uuid:d03fa528-e03d-55c4-91e5-01e0e74f0d62",
        "urn:uuid:12b23226-0ca7-5892-bff0-531b43bb2ef7",
    ]
    site = replace(corpus.config.site, title="Another record")
    other = replace(corpus, config=replace(corpus.config, site=site))
    assert set(ids(other)).isdisjoint(ids(corpus))


def test_the_feed_of_a_topic_without_statements_is_as_new_as_the_newest_statement(
    corpus: Corpus,
) -> None:
    fire = replace(corpus.config.topics["water"], slug=Slug("fire"))
    config = replace(corpus.config, topics={**corpus.config.topics, "fire": fire})
    files = lists_of(replace(corpus, config=config))
    root = ElementTree.fromstring(files["topics/fire/feed.xml"])
    assert root.find(f"{ATOM}entry") is None
    assert root.findtext(f"{ATOM}updated") == updated(corpus)[0]


def test_a_link_of_a_feed_to_itself_is_a_full_address_or_missing(corpus: Corpus) -> None:
    def own_links(corpus: Corpus) -> list[str | None]:
        root = ElementTree.fromstring(lists_of(corpus)["topics/water/feed.xml"])
        return [link.get("href") for link in root.findall(f"{ATOM}link[@rel='self']")]

    assert own_links(corpus) == []
    addressed = at_address(corpus, "https://example.org/r/")
    assert own_links(addressed) == ["https://example.org/r/topics/water/feed.xml"]


def test_the_feed_escapes_text_for_xml(corpus: Corpus) -> None:
    hostile = with_details(
        corpus,
        title="a < b & c > d \"e\" 'f' ]]>",
        source=Source("p", 'https://x.example/"<>` {|}\\^?q=é#f%20'),
    )
    entry = ElementTree.fromstring(feed_of(hostile)).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "a < b & c > d \"e\" 'f' ]]>"
    via = entry.find(f"{ATOM}link[@rel='via']")
    assert via is not None
    assert via.get("href") == "https://x.example/%22%3C%3E%60%20%7B%7C%7D%5C%5E?q=%C3%A9#f%20"


def test_there_is_a_sitemap_if_the_site_has_an_address(corpus: Corpus) -> None:
    without = lists_of(corpus, addresses=("",))
    assert list(without) == [
        "feed.xml",
        "topics/water/feed.xml",
        "speakers/ann-example/feed.xml",
        "speakers/journalist/feed.xml",
        "robots.txt",
        "data/datapackage.json",
    ]
    assert without["robots.txt"] == b"User-agent: *\nDisallow:\n"
    addressed = at_address(corpus, "https://example.org/")
    files = lists_of(addressed, addresses=("",))
    root = ElementTree.fromstring(files["sitemap.xml"])
    assert [element.text for element in root.iter(f"{SITEMAP}loc")] == ["https://example.org/"]
    assert files["robots.txt"] == (
        b"User-agent: *\nDisallow:\n\nSitemap: https://example.org/sitemap.xml\n"
    )


def test_a_large_sitemap_is_split() -> None:
    site = Site("t", "", "d", "p", address="https://example.org/")
    addresses = [f"{number}/" for number in range(100_001)]
    files = dict(sitemap(addresses, site=site))
    locations = {
        name: re.findall("<loc>(.+?)</loc>", content.decode()) for name, content in files.items()
    }
    assert locations.pop("sitemap.xml") == [
        f"https://example.org/sitemap-{number}.xml" for number in (1, 2, 3)
    ]
    assert [len(part) for part in locations.values()] == [50_000, 50_000, 1]
    assert list(chain.from_iterable(locations.values())) == [
        f"https://example.org/{one}" for one in addresses
    ]


def test_every_paragraph_in_the_data_is_at_its_address(site: Path) -> None:
    lines = (site / "data/paragraphs.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert len(records) == len({record["id"] for record in records}) > 0
    for record in records:
        folder, _, anchor = record["url"].partition("#")
        page = (site / folder / "index.html").read_text(encoding="utf-8")
        assert f'id="{anchor}"' in page
    assert [r["date"] for r in records] == sorted(r["date"] for r in records)


def test_the_data_of_statements_and_paragraphs_agree(site: Path) -> None:
    statements = json.loads((site / "data/statements.json").read_text(encoding="utf-8"))
    lines = (site / "data/paragraphs.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    for statement in statements:
        own = [record for record in records if record["statement"] == statement["id"]]
        assert statement["paragraphs"] == len(own)
        assert set(statement["topics"]) == {topic for one in own for topic in one["topics"]}
        by_exchange = {
            exchange["number"]: exchange["paragraphs"] for exchange in statement["exchanges"]
        }
        for number, anchors in by_exchange.items():
            assert anchors == [
                one["id"].partition("/")[2] for one in own if one["exchange"] == number
            ]
        for exchange in statement["exchanges"]:
            assert (site / exchange["page"] / "index.html").is_file()


def test_the_feed_has_no_date_of_the_build(site: Path) -> None:
    years = re.findall(rb"<updated>(\d+)", (site / "feed.xml").read_bytes())
    assert set(years) <= {b"2017", b"2018", b"2021"}

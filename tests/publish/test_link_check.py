"""Checking what was built: a link leads somewhere, or it is told where it stands."""

import pytest

from onrecord.errors import ContentError
from onrecord.publish.link_check import checked

ADDRESS = "https://example.org/on-record/"


def site_with(body: str) -> list[tuple[str, bytes]]:
    """A small site; the body is that of `a/b/index.html`."""
    return [
        ("index.html", b'<p id="home">'),
        ("a/index.html", b'<p id="p1"><p id="p\xc3\xa9">'),
        ("a/b/index.html", body.encode()),
        ("static/site.css", b""),
        ("static/icons.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><g id="star"/></svg>'),
        ("404.html", b""),
    ]


def errors_of(body: str, address: str = "") -> list[str]:
    with pytest.raises(ContentError) as caught:
        list(checked(site_with(body), address=address))
    return [str(error) for error in caught.value.errors]


@pytest.mark.parametrize(
    "link",
    [
        "",
        "#",
        "#top",
        "#here",
        "./",
        "./#here",
        "../",
        "..",
        "../#p1",
        "../#p%C3%A9",
        "../index.html#p1",
        "../../#home",
        "../../?q=x&amp;y=../../..#home",
        "../b/?q=#here",
        "../../static/site.css",
        "../../static/icons.svg#star",
        "../#:~:text=words",
        "../#p1:~:text=words",
        "https://elsewhere.example/anything",
        "http://elsewhere.example",
        "mailto:editor@example.org",
        " #here ",
    ],
)
def test_a_link_that_leads_somewhere_passes(link: str) -> None:
    files = site_with(f'<p id="here"><a href="{link}">x</a>')
    assert list(checked(files)) == files


@pytest.mark.parametrize(
    ("link", "error"),
    [
        ("../c/", 'a link leads to "a/c/index.html", which is not there'),
        ("../../a", 'a link leads to "a", which is not there'),
        ("../../static/", 'a link leads to "static/index.html", which is not there'),
        ("../../A/", 'a link leads to "A/index.html", which is not there'),
        ("../#p2", 'a link leads to "a/index.html#p2", and nothing there has this id'),
        ("#p1", 'a link leads to "a/b/index.html#p1", and nothing there has this id'),
        (
            "../../static/icons.svg#sun",
            'a link leads to "static/icons.svg#sun", and nothing there has this id',
        ),
        ("../../../", 'a link that leads out of the site\'s folder: "../../../"'),
        ("../../../x/", 'a link that leads out of the site\'s folder: "../../../x/"'),
        ("/", 'a link that is not relative to the page: "/"'),
        ("/a/", 'a link that is not relative to the page: "/a/"'),
        ("//example.org/", 'a link that is not relative to the page: "//example.org/"'),
        ("\\\\example.org", 'a link that is not relative to the page: "\\\\example.org"'),
        (
            "javascript:alert(1)",
            'a link with a scheme that no link may have: "javascript:alert(1)"',
        ),
        (" JavaScript:x", 'a link with a scheme that no link may have: "JavaScript:x"'),
        ("data:,x", 'a link with a scheme that no link may have: "data:,x"'),
        ("file:///etc/passwd", 'a link with a scheme that no link may have: "file:///etc/passwd"'),
        ("java&#10;script:x", 'a link with a scheme that no link may have: "javascript:x"'),
    ],
)
def test_a_link_that_leads_nowhere_is_told(link: str, error: str) -> None:
    assert errors_of(f'<a href="{link}">x</a>') == [f"a/b/index.html: {error}"]


def test_a_link_on_the_home_page_cannot_lead_above_it() -> None:
    files = [("index.html", b'<a href="../"><a href="../index.html"><a href="./"><a href="a/..">')]
    with pytest.raises(ContentError) as caught:
        list(checked(files))
    assert str(caught.value) == (
        'index.html: a link that leads out of the site\'s folder: "../"\n'
        'index.html: a link that leads out of the site\'s folder: "../index.html"'
    )


@pytest.mark.parametrize(
    "element",
    [
        '<a href="../x">',
        '<link rel="stylesheet" href="../x">',
        '<script src="../x"></script>',
        '<img src="../x" alt="">',
        '<img srcset="../ 1x, ../x 2x" alt="">',
        '<source srcset="../x">',
        '<link rel="preload" imagesrcset="../x 400w">',
        '<form action="../x">',
        '<button formaction="../x">',
        '<video poster="../x"></video>',
        '<object data="../x"></object>',
        '<blockquote cite="../x">',
        '<iframe src="../x"></iframe>',
        '<map><area href="../x"></map>',
        '<svg><a href="../x"></a></svg>',
        '<svg><use xlink:href="../x"/></svg>',
    ],
)
def test_links_of_every_kind_are_checked(element: str) -> None:
    assert errors_of(element) == ['a/b/index.html: a link leads to "a/x", which is not there']


def test_a_link_that_many_pages_have_is_told_once() -> None:
    files = [(f"{number}.html", b'<a href="gone">') for number in range(9)]
    with pytest.raises(ContentError) as caught:
        list(checked(files))
    assert str(caught.value) == (
        '0.html: a link leads to "gone", which is not there; other pages have it too'
    )


def test_links_with_the_sites_address_must_lead_somewhere_too() -> None:
    body = f"""
        <link rel="canonical" href="{ADDRESS}a/b/">
        <meta property="og:url" content="{ADDRESS}a/c/">
        <a href="/on-record/a/#p1">x</a><a href="/on-record/d/">x</a><a href="/a/">x</a>
        <a href="https://example.org/">x</a><a href="{ADDRESS}">x</a><a href="{ADDRESS}#home">x</a>
    """
    assert errors_of(body, ADDRESS) == [
        'a/b/index.html: a link leads to "a/c/index.html", which is not there',
        'a/b/index.html: a link leads to "d/index.html", which is not there',
        'a/b/index.html: a link that is not relative to the page: "/a/"',
    ]


def test_a_site_at_the_root_of_its_host_may_link_from_the_root() -> None:
    body = '<a href="/a/#p1">x</a><a href="/d/">x</a><a href="//example.org/a/">x</a>'
    assert errors_of(body, "https://example.org/") == [
        'a/b/index.html: a link leads to "d/index.html", which is not there',
        'a/b/index.html: a link that is not relative to the page: "//example.org/a/"',
    ]


def test_an_id_that_stands_twice_is_told() -> None:
    assert errors_of('<p id="x"><p id="y"><p id="x"><p id="x">') == [
        'a/b/index.html: the id "x" stands twice; an id may stand once'
    ]


def test_a_base_would_lead_all_links_astray() -> None:
    assert errors_of('<base href="../">') == [
        "a/b/index.html: an element <base>; take it out: links are relative to the page"
    ]


def test_words_that_look_like_links_are_no_links() -> None:
    files = site_with('<p>&lt;a href="gone"> href="gone" <!-- <a href="gone"> -->')
    assert list(checked(files)) == files


def test_files_pass_through_as_they_come_and_errors_come_last() -> None:
    passing = checked([("a.html", b'<a href="gone">'), ("b.txt", b"b")])
    assert next(passing) == ("a.html", b'<a href="gone">')
    assert next(passing) == ("b.txt", b"b")
    with pytest.raises(ContentError):
        next(passing)

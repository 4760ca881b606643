"""Broken links in the pages of a site are reported with their pages."""

import pickle

import pytest

from onrecord.errors import ContentError
from onrecord.publish.link_check import find_broken, links_of, merged

ADDRESS = "https://example.org/on-record/"


def site_with(body: str) -> list[tuple[str, bytes]]:
    """Return a small site with the given body in `a/b/index.html`."""
    return [
        ("index.html", b'<p id="home">'),
        ("a/index.html", b'<p id="p1"><p id="p\xc3\xa9">'),
        ("a/b/index.html", body.encode()),
        ("static/site.css", b""),
        ("static/icons.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><g id="star"/></svg>'),
        ("404.html", b""),
    ]


def check(files: list[tuple[str, bytes]], *, address: str = "") -> None:
    find_broken([links_of(name, content, address=address) for name, content in files])


def errors_of(body: str, address: str = "") -> list[str]:
    with pytest.raises(ContentError) as caught:
        check(site_with(body), address=address)
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
def test_a_valid_link_is_accepted(link: str) -> None:
    check(site_with(f'<p id="here"><a href="{link}">x</a>'))


@pytest.mark.parametrize(
    ("link", "error"),
    [
        ("../c/", 'broken link to "a/c/index.html": no such file'),
        ("../../a", 'broken link to "a": no such file'),
        ("../../static/", 'broken link to "static/index.html": no such file'),
        ("../../A/", 'broken link to "A/index.html": no such file'),
        ("../#p2", 'broken link to "a/index.html#p2": no such id in the file'),
        ("#p1", 'broken link to "a/b/index.html#p1": no such id in the file'),
        (
            "../../static/icons.svg#sun",
            'broken link to "static/icons.svg#sun": no such id in the file',
        ),
        ("../../../", 'a link to a place outside the site\'s folder: "../../../"'),
        ("../../../x/", 'a link to a place outside the site\'s folder: "../../../x/"'),
        ("/", 'a link that is not relative to the page: "/"'),
        ("/a/", 'a link that is not relative to the page: "/a/"'),
        ("//example.org/", 'a link that is not relative to the page: "//example.org/"'),
        ("\\\\example.org", 'a link that is not relative to the page: "\\\\example.org"'),
        (
            "javascript:alert(1)",
            'a link with a scheme that is not allowed: "javascript:alert(1)"',
        ),
        (" JavaScript:x", 'a link with a scheme that is not allowed: "JavaScript:x"'),
        ("data:,x", 'a link with a scheme that is not allowed: "data:,x"'),
        ("file:///etc/passwd", 'a link with a scheme that is not allowed: "file:///etc/passwd"'),
        ("java&#10;script:x", 'a link with a scheme that is not allowed: "javascript:x"'),
    ],
)
def test_a_broken_or_forbidden_link_is_reported(link: str, error: str) -> None:
    assert errors_of(f'<a href="{link}">x</a>') == [f"a/b/index.html: {error}"]


def test_a_link_on_the_home_page_cannot_go_above_the_site() -> None:
    files = [("index.html", b'<a href="../"><a href="../index.html"><a href="./"><a href="a/..">')]
    with pytest.raises(ContentError) as caught:
        check(files)
    assert str(caught.value) == (
        'index.html: a link to a place outside the site\'s folder: "../"\n'
        'index.html: a link to a place outside the site\'s folder: "../index.html"'
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
    assert errors_of(element) == ['a/b/index.html: broken link to "a/x": no such file']


def test_a_broken_link_on_many_pages_is_reported_once() -> None:
    files = [(f"{number}.html", b'<a href="gone">') for number in range(9)]
    with pytest.raises(ContentError) as caught:
        check(files)
    assert str(caught.value) == (
        '0.html: broken link to "gone": no such file; other pages have this link too'
    )


def test_links_with_the_address_of_the_site_are_checked_too() -> None:
    body = f"""
        <link rel="canonical" href="{ADDRESS}a/b/">
        <meta property="og:url" content="{ADDRESS}a/c/">
        <a href="/on-record/a/#p1">x</a><a href="/on-record/d/">x</a><a href="/a/">x</a>
        <a href="https://example.org/">x</a><a href="{ADDRESS}">x</a><a href="{ADDRESS}#home">x</a>
    """
    assert errors_of(body, ADDRESS) == [
        'a/b/index.html: a link that is not relative to the page: "/a/"',
        'a/b/index.html: broken link to "a/c/index.html": no such file',
        'a/b/index.html: broken link to "d/index.html": no such file',
    ]


def test_a_site_at_the_root_of_its_host_may_link_from_the_root() -> None:
    body = '<a href="/a/#p1">x</a><a href="/d/">x</a><a href="//example.org/a/">x</a>'
    assert errors_of(body, "https://example.org/") == [
        'a/b/index.html: a link that is not relative to the page: "//example.org/a/"',
        'a/b/index.html: broken link to "d/index.html": no such file',
    ]


def test_a_repeated_id_is_reported() -> None:
    assert errors_of('<p id="x"><p id="y"><p id="x"><p id="x">') == [
        'a/b/index.html: repeated id "x"; an id must be unique on a page'
    ]


def test_a_base_element_is_refused_because_it_would_break_links() -> None:
    assert errors_of('<base href="../">') == [
        "a/b/index.html: an element <base>; remove it: links are relative to the page"
    ]


def test_text_that_looks_like_a_link_is_ignored() -> None:
    check(site_with('<p>&lt;a href="gone"> href="gone" <!-- <a href="gone"> -->'))


def test_what_is_left_of_a_file_is_small_and_can_be_sent_to_another_process() -> None:
    found = links_of("a/b.html", b'<p id="x"><a href="#x"><a href="../c.html#y"><a href="#">')
    assert found.ids == {"a/b.html": "x"}
    assert found.open == {("c.html", "y"): ("a/b.html",)}
    assert found.errors == ()
    assert pickle.loads(pickle.dumps(found)) == found


def test_files_may_be_merged_in_any_groups() -> None:
    body = '<p id="x"><p id="x"><a href="../c/"><a href="/z"><a href="../../static/icons.svg#sun">'
    files = [*site_with(body), ("b.html", b'<a href="a/c/">'), ("c.html", b'<a href="a/c/">')]
    parts = [links_of(name, content) for name, content in files]
    groups = [parts, [merged(parts[:4]), *parts[4:]], [merged(parts[:2]), merged(parts[2:])]]
    messages = []
    for group in groups:
        with pytest.raises(ContentError) as caught:
            find_broken(group)
        messages.append(str(caught.value))
    assert messages == [messages[0]] * 3
    assert messages[0] == (
        'a/b/index.html: a link that is not relative to the page: "/z"\n'
        'a/b/index.html: broken link to "a/c/index.html": no such file;'
        " other pages have this link too\n"
        'a/b/index.html: broken link to "static/icons.svg#sun": no such id in the file\n'
        'a/b/index.html: repeated id "x"; an id must be unique on a page'
    )


def test_links_that_merged_files_have_in_one_another_are_left_out() -> None:
    files = [("a.html", b'<a href="b.html#p1"><a href="c.html">'), ("b.html", b'<p id="p1">')]
    assert merged(links_of(*file) for file in files).open == {("c.html", ""): ("a.html",)}

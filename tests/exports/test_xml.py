"""How XML is laid out and escaped."""

from xml.etree import ElementTree

import pytest

from onrecord.exports.xml import Block, Xml, document, element, escaped, mixed

START = '<?xml version="1.0" encoding="utf-8"?>\n'
LINES = "\n  three"


def test_each_child_of_a_block_has_a_line() -> None:
    inner = Block("b", [element("c", "one"), element("d")])
    root = Block("a", [inner, Block("e", ())], {"xml:id": "n", "to": ""})
    assert document(root).decode() == START + (
        '<a xml:id="n">\n'
        " <b>\n"
        "  <c>one</c>\n"
        "  <d />\n"
        " </b>\n"
        " <e />\n"
        "</a>\n"
    )  # fmt: skip


def test_white_space_in_a_text_stays() -> None:
    text = mixed("p", Xml(f"{escaped('one ')}{element('i', 'two')}{escaped(LINES)}"))
    assert text == "<p>one <i>two</i>\n  three</p>"


@pytest.mark.parametrize("text", ['<a b="c">&amp;</a> ]]>', "&", "a > b", "two\nlines\tand “more”"])
def test_a_text_and_an_attribute_are_read_as_they_were(text: str) -> None:
    root = ElementTree.fromstring(document(Block("a", [element("b", text, {"c": text})])))
    found = root[0]
    assert (found.text, found.get("c")) == (text, text)

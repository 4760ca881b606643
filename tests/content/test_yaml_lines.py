"""YAML to values with lines, and to models with every error at its line."""

import pytest
from pydantic import BaseModel

from onrecord.content.yaml_lines import LinedValue, read_yaml, validate
from onrecord.errors import ContentError, Errors


def read(text: str, first_line: int = 1) -> LinedValue:
    errors = Errors()
    lined = read_yaml(text, path="c.yaml", first_line=first_line, errors=errors)
    errors.raise_if_any()
    assert lined is not None
    return lined


def test_every_scalar_stays_the_text_that_was_written() -> None:
    text = "[no, 12:59, 0x10, 2021-02-30, '~', 1e3, 010, '', =, \"no\"]"

    assert read(text).value == [
        *("no", "12:59", "0x10", "2021-02-30", "~", "1e3", "010", "", "=", "no")
    ]


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_what_is_left_empty_is_none(written: str) -> None:
    assert read(f"a: {written}\n").value == {"a": None}


def test_each_path_has_its_line_and_what_has_none_the_line_around_it() -> None:
    lined = read("a:\n  b:\n    - x\n    -\n      y: z\n", first_line=10)

    assert lined.value == {"a": {"b": ["x", {"y": "z"}]}}
    assert lined.line_of(("a",)) == 10
    assert lined.line_of(("a", "b")) == 11
    assert lined.line_of(("a", "b", 0)) == 12
    assert lined.line_of(("a", "b", 1, "y")) == 14
    assert lined.line_of(("a", "b", 1, "gone", "too")) == 14
    assert lined.line_of(("gone",)) == 10


def test_the_texts_come_with_their_paths_in_the_order_of_the_file() -> None:
    lined = read("b: x\na: [y, {c: z}]\nd:\n")

    assert list(lined.texts()) == [(("b",), "x"), (("a", 0), "y"), (("a", 1, "c"), "z")]


@pytest.mark.parametrize("depth", [14, 1_000, 100_000])
def test_a_value_however_deep_is_one_error(depth: int) -> None:
    with pytest.raises(ContentError) as caught:
        read("[" * depth)

    assert str(caught.value) == "c.yaml:1: more than 12 levels; make it flatter"


def test_aliases_do_not_multiply() -> None:
    text = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"

    with pytest.raises(ContentError) as caught:
        read(text)

    assert [str(error) for error in caught.value.errors] == [
        "c.yaml:1: an anchor, &a; remove it",
        "c.yaml:2: an alias, *a; write the value out",
        "c.yaml:2: an anchor, &b; remove it",
        "c.yaml:3: an alias, *b; write the value out",
    ]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (
            "ü\nü\na: \x07\n",
            "c.yaml:3: a character that cannot be printed, U+0007; remove it",
        ),
        (
            'a: "\\x07"\n',
            "c.yaml:1: a character that cannot be printed, U+0007; remove it",
        ),
        (
            'a: "\\L"\n',
            "c.yaml:1: a character that cannot be printed, U+2028; remove it",
        ),
        (
            "a: 'x\n",
            (
                "c.yaml:2: this is not YAML: found unexpected end of stream;"
                " check the quotes and the indentation here and on the line above"
            ),
        ),
        (
            "a: @x\n",
            (
                "c.yaml:1: this is not YAML: found character that cannot start any token;"
                " indent with spaces, and put quotes round a value that begins with a sign"
            ),
        ),
        (
            'a: "\\ud800"\n',
            (
                "c.yaml:1: this is not YAML: found invalid Unicode character escape code;"
                " check the quotes and the indentation here and on the line above"
            ),
        ),
    ],
)
def test_what_is_not_yaml_is_a_error_at_its_line(text: str, error: str) -> None:
    with pytest.raises(ContentError) as caught:
        read(text)

    assert str(caught.value) == error


class Inner(BaseModel, extra="forbid"):
    name: str


class Outer(BaseModel, extra="forbid"):
    inners: dict[str, Inner] = {}
    one: Inner | None = None
    listed: tuple[Inner, ...] = ()


def test_a_key_that_is_not_known_is_told_with_those_that_are_known_there() -> None:
    text = "inners:\n  a:\n    name: x\n    color: red\none:\n  nam: y\n"
    lined = read(f"{text}listed:\n- {{name: x, nane: y}}\n")
    errors = Errors()

    assert validate(Outer, lined, path="c.yaml", errors=errors) is None
    with pytest.raises(ContentError) as caught:
        errors.raise_if_any()
    assert [str(error) for error in caught.value.errors] == [
        'c.yaml:4: unknown key "color"; known here: name',
        'c.yaml:5: "one.name" is missing; add `name: …`',
        'c.yaml:6: unknown key "nam"; did you mean "name"?',
        'c.yaml:8: unknown key "nane"; did you mean "name"?',
    ]

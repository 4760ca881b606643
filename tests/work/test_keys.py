"""Keys say if anything that a result depends on has changed."""

import pickle

from onrecord.work.keys import key_of, key_of_value


def test_equal_values_have_one_key_whichever_of_their_parts_are_one_object() -> None:
    part = ("a", ("b", "c"))
    copy = pickle.loads(pickle.dumps(part))
    assert part[1] is not copy[1]
    assert key_of_value((part, part)) == key_of_value((part, copy))


def test_other_values_have_another_key() -> None:
    values = ["a", b"a", ("a",), ["a"], ("a", ""), ("", "a"), None, 1, "1", {"a": 1}]
    assert len({key_of_value(value) for value in values}) == len(values)


def test_texts_bytes_and_other_parts_are_told_apart() -> None:
    parts = [("ab",), ("a", "b"), (b"ab",), (b"a", "b"), ("b'ab'",), (1,), ("1",), (None,), ()]
    assert len({key_of(*each) for each in parts}) == len(parts)

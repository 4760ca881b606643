"""transcripts/withdrawn.yaml: a person's word for every address that is given up."""

import pytest

from onrecord.errors import ContentError
from onrecord.permalinks.withdrawals import read_withdrawals


def test_a_merge_conflict_is_an_error_at_its_first_marker() -> None:
    text = "a/p1: withdrawn\n<<<<<<< HEAD\na/p2: withdrawn\n=======\na/p3: withdrawn\n>>>>>>> b\n"
    with pytest.raises(ContentError) as raised:
        read_withdrawals(text, path="withdrawn.yaml")
    assert str(raised.value) == (
        "withdrawn.yaml:2: a merge conflict that is not resolved; keep one version, and remove "
        "the lines `<<<<<<<`, `=======` and `>>>>>>>`"
    )

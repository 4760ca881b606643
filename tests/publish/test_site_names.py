"""Names of files: two files with one name are an error, not one file."""

import pytest

from onrecord.errors import ContentError
from onrecord.publish.site_names import by_name


def test_files_are_found_by_their_names() -> None:
    assert by_name([("a", 1), ("b", 2)]) == {"a": 1, "b": 2}


def test_no_file_takes_the_place_of_another_with_its_name() -> None:
    with pytest.raises(ContentError, match="a: is written twice; rename one of the two"):
        by_name([("a", 1), ("b", 2), ("a", 3)])

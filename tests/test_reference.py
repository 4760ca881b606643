"""docs/reference.md is up to date and explains every key."""

import pytest

from tests.support.repository import ROOT
from tools.reference import REFERENCE, Class, read_classes, write_reference


def test_the_reference_is_up_to_date() -> None:
    assert REFERENCE.read_text(encoding="utf-8") == write_reference(), "run `make reference`"


DOCUMENTED = [
    one
    for path in ("onrecord/content/config.py", "onrecord/content/layouts.py")
    for one in read_classes(ROOT / path).values()
    if {"Strict", "BaseModel"} & set(one.bases) and one.name != "_Section"
]


@pytest.mark.parametrize("documented", DOCUMENTED, ids=lambda one: one.name)
def test_every_key_is_explained(documented: Class) -> None:
    assert documented.meaning
    assert [field.name for field in documented.fields if not field.meaning] == []

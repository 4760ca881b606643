"""The reference says what the code says, and explains everything in it."""

import pytest

from tests.support.repository import ROOT
from tools.reference import (
    FORMATS,
    REFERENCE,
    Class,
    read_classes,
    template_classes,
    template_names,
    typed_dicts,
    write_reference,
)


def test_the_reference_is_up_to_date() -> None:
    assert REFERENCE.read_text(encoding="utf-8") == write_reference(), "run `make reference`"


SETTINGS = [
    one
    for path in ("onrecord/content/config.py", "onrecord/content/layouts.py")
    for one in read_classes(ROOT / path).values()
    if {"Strict", "BaseModel"} & set(one.bases) and one.name != "_Section"
]
RECORDS = [one for path in FORMATS.values() for one in typed_dicts(ROOT / path)]
DOCUMENTED = [*SETTINGS, *RECORDS, *template_classes().values()]


@pytest.mark.parametrize("documented", DOCUMENTED, ids=lambda one: one.name)
def test_every_field_is_explained(documented: Class) -> None:
    assert documented.meaning
    assert [field.name for field in documented.fields if not field.meaning] == []


def test_every_type_of_page_is_described() -> None:
    assert {"StatementPage", "HomePage", "OrderedPage", "MovedPage"} <= template_classes().keys()


@pytest.mark.parametrize("kind", ["Names", "Filters"])
def test_every_name_and_filter_of_templates_is_explained(kind: str) -> None:
    fields = template_names()[kind]
    assert fields
    assert [field.name for field in fields if not field.meaning] == []


def test_every_format_of_the_exports_is_documented() -> None:
    exports = ROOT.glob("onrecord/exports/*.py")
    defining = {path.relative_to(ROOT).as_posix() for path in exports if typed_dicts(path)}
    assert defining <= set(FORMATS.values())

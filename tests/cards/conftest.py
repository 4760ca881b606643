"""The typefaces that npm installs."""

import pytest

from onrecord.cards.draw import Faces
from onrecord.cards.files import find_faces
from tests.support.repository import ROOT


@pytest.fixture(scope="session")
def faces() -> Faces:
    return find_faces(ROOT / "node_modules")

"""The typefaces that npm installs."""

import pytest

from onrecord.social_cards.card_files import find_faces
from onrecord.social_cards.draw import Faces
from tests.support.repository import ROOT


@pytest.fixture(scope="session")
def faces() -> Faces:
    return find_faces(ROOT / "node_modules")

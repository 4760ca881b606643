"""Shared fixtures: the typefaces that npm installs."""

import pytest

from onrecord.social_cards.card_files import find_faces
from onrecord.social_cards.draw import Faces


@pytest.fixture(scope="session")
def faces() -> Faces:
    return find_faces()

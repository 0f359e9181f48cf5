"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.end2end.desktop import Desktop


@pytest.fixture(scope="session")
def desktop() -> Iterator[Desktop]:
    """Give the stories one virtual screen."""
    made = Desktop()
    yield made
    made.close()

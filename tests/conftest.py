"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.end2end.desktop import Desktop


@pytest.fixture(scope="session", autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the journals' anchors of tests out of the user's state directory."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session")
def desktop() -> Iterator[Desktop]:
    """Give the stories one virtual screen."""
    made = Desktop()
    yield made
    made.close()

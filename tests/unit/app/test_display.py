"""A display that is named but dead is said, not left to Qt, which aborts."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from console.app import display
from console.app.display import require_display, wayland_addresses, x_addresses
from console.core.errors import ConfigError

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X and Wayland")


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(display, "X_SOCKETS", str(tmp_path))


@contextmanager
def listening(address: str) -> Iterator[None]:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(address)
        server.listen()
        yield


def refused() -> str:
    with pytest.raises(ConfigError) as caught:
        require_display()
    return str(caught.value)


def test_no_display_is_said() -> None:
    assert "xvfb-run" in refused()


@pytest.mark.parametrize(
    "name", [":77", ":77.0", "unix:77", "127.0.0.1:1977", "nonsense", "/no/such:0", "host.invalid:1"]
)
def test_a_dead_display_is_said(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("DISPLAY", name)
    assert f"The display {name} does not answer." in refused()
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert "does not answer" in refused()


def test_the_sockets_left_behind_by_a_dead_server_do_not_count(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DISPLAY", ":77")
    with listening(str(tmp_path / "X77")):
        require_display()
    assert (tmp_path / "X77").exists()
    assert "does not answer" in refused()


def test_an_x_server_may_listen_in_the_abstract_or_by_tcp(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DISPLAY", ":77")
    with listening(f"\0{tmp_path}/X77"):
        require_display()
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setattr(display, "X_PORT", server.getsockname()[1] - 10)
        monkeypatch.setenv("DISPLAY", "127.0.0.1:10.0")
        require_display()


def test_wayland_counts_unless_x_was_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DISPLAY", ":77")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-5")
    assert "does not answer" in refused()
    with listening(str(tmp_path / "wayland-5")):
        require_display()
        monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
        assert "does not answer" in refused()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    require_display()


def test_the_names_of_displays() -> None:
    assert [address for _, address in x_addresses("[::1]:2")] == [("::1", 6002)]
    assert list(x_addresses(":x")) == []
    assert [address for _, address in wayland_addresses("/run/w-0")] == ["/run/w-0"]

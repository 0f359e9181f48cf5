"""Passwords: in the real keyring, else in a private file, never in a sentence."""

from __future__ import annotations

import json
import os
import stat
import threading
from pathlib import Path

import keyring.backends.chainer
import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.backends.SecretService import Keyring as SecretServiceKeyring
from keyring.errors import KeyringLocked, PasswordDeleteError

from console.core.errors import RegisterError
from console.register import Secrets
from console.register.secrets import is_real_keyring, system_keyring

WORD = "비밀-geheim"


class FakeKeyring:
    """Keep passwords in memory, or refuse as a locked keyring does."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def _check(self) -> None:
        if self.locked:
            raise KeyringLocked("the collection is locked")

    def get_password(self, service: str, username: str) -> str | None:
        self._check()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._check()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._check()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not found")


def secret_service() -> SecretServiceKeyring:
    return SecretServiceKeyring()  # type: ignore[no-untyped-call]


def without_keyring(folder: Path) -> Secrets:
    return Secrets(folder, find_keyring=lambda: None)


def test_without_a_keyring_the_file_is_private_and_it_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    said = without_keyring(folder).put("camera:정문", WORD)
    if os.name == "posix":
        assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert said is not None
    assert "0600" in str(said)
    assert str(folder / "secrets.json") in str(said)
    assert WORD not in str(said)
    again = without_keyring(folder)
    assert again.get("camera:정문") == WORD
    assert again.get("camera:other") is None
    assert "no keyring" in str(again.backend())


def test_forgetting_leaves_nothing_in_the_file(tmp_path: Path) -> None:
    secrets = without_keyring(tmp_path)
    secrets.put("a", WORD)
    secrets.put("b", "other")
    secrets.remove("a")
    secrets.remove("never kept")
    assert secrets.get("a") is None
    assert json.loads((tmp_path / "secrets.json").read_text()) == {"b": "other"}


def test_a_real_keyring_keeps_it_and_the_file_does_not(tmp_path: Path) -> None:
    without_keyring(tmp_path).put("feed:x", "from before")
    ring = FakeKeyring()
    secrets = Secrets(tmp_path, find_keyring=lambda: ring)
    assert secrets.get("feed:x") == "from before"
    assert secrets.put("feed:x", WORD) is None
    assert secrets.get("feed:x") == WORD
    assert WORD not in (tmp_path / "secrets.json").read_text()
    assert json.loads((tmp_path / "secrets.json").read_text()) == {}
    assert Secrets(tmp_path / "another", find_keyring=lambda: ring).get("feed:x") is None
    secrets.remove("feed:x")
    secrets.remove("feed:x")
    assert secrets.get("feed:x") is None
    assert ring.kept == {}


def test_a_locked_keyring_is_said_and_the_file_serves(tmp_path: Path) -> None:
    ring = FakeKeyring()
    ring.locked = True
    secrets = Secrets(tmp_path, find_keyring=lambda: ring)
    with pytest.raises(RegisterError, match="collection is locked"):
        secrets.get("a")
    said = secrets.put("a", WORD)
    assert "locked" in str(said)
    assert secrets.get("a") == WORD
    with pytest.raises(RegisterError, match="collection is locked"):
        secrets.remove("a")


def test_only_the_systems_own_keyrings_count_as_real(monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_real_keyring(secret_service())
    plaintext = type("PlaintextKeyring", (), {"__module__": "keyrings.alt.file"})()
    fail, null = keyring.backends.fail.Keyring(), keyring.backends.null.Keyring()  # type: ignore[no-untyped-call]
    unreal = [plaintext, fail, null, FakeKeyring()]
    for backend in unreal:
        assert not is_real_keyring(backend)
        monkeypatch.setattr(keyring, "get_keyring", lambda backend=backend: backend)
        assert system_keyring() is None
    chain = type("Chain", (), {"backends": [*unreal, secret_service()]})()
    monkeypatch.setattr(keyring, "get_keyring", lambda: chain)
    assert isinstance(system_keyring(), SecretServiceKeyring)


def test_a_loose_file_is_made_private_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    secrets = without_keyring(tmp_path)
    secrets.put("a", WORD)
    file = tmp_path / "secrets.json"
    if os.name == "posix":
        file.chmod(0o644)
        assert secrets.get("a") == WORD
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for damage in ("{", "[1]", '{"a": 1}', "\x00"):
        file.write_text(damage)
        with pytest.raises(RegisterError, match=r"secrets\.json is damaged"):
            secrets.get("a")
        with pytest.raises(RegisterError, match="damaged"):
            secrets.put("b", WORD)
        assert file.read_text() == damage


def test_passwords_out_of_bounds_are_refused(tmp_path: Path) -> None:
    for password in ("", "x" * 1001, "a\x00b"):
        with pytest.raises(RegisterError, match="1 to 1000"):
            without_keyring(tmp_path).put("a", password)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RegisterError, match="cannot be used"):
        without_keyring(tmp_path / "file").put("a", WORD)


def test_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    def put(prefix: str) -> None:
        secrets = without_keyring(tmp_path)
        for number in range(10):
            secrets.put(f"{prefix}{number}", WORD)

    threads = [threading.Thread(target=put, args=(prefix,)) for prefix in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(json.loads((tmp_path / "secrets.json").read_text())) == 30

"""Where passwords are kept: the operating system's keyring, or, where there is none, a file only its owner reads."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import keyring
from keyring.errors import KeyringError, PasswordDeleteError

from console.core.errors import RegisterError
from console.core.text import Text, text

PASSWORD_MAX_CHARS = 1000
# What encrypts and belongs to the system. keyring would also take `keyrings.alt`, which writes plain text, and
# `fail` and `null`, which keep nothing.
REAL_KEYRINGS = frozenset(
    f"keyring.backends.{name}" for name in ("SecretService", "libsecret", "kwallet", "Windows", "macOS")
)


class Keyring(Protocol):
    """Keep passwords by service and name, as the keyring package's backends do."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return a password or None."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a password."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Forget a password."""
        ...


def system_keyring() -> Keyring | None:
    """Return the operating system's keyring, None where there is none that keeps passwords encrypted."""
    chosen = keyring.get_keyring()
    for backend in getattr(chosen, "backends", [chosen]):
        if is_real_keyring(backend):
            found: Keyring = backend
            return found
    return None


def is_real_keyring(backend: object) -> bool:
    """Tell whether a backend of the keyring package is the operating system's own."""
    return type(backend).__module__ in REAL_KEYRINGS


class Secrets:
    """Keep passwords by name ("camera:ID", "feed:NAME"). Any thread, but it may wait for the keyring: not the UI's."""

    def __init__(self, data_dir: Path, find_keyring: Callable[[], Keyring | None] = system_keyring) -> None:
        self._file = data_dir / "secrets.json"
        # Two data folders are two consoles: a camera's number may mean another device in each.
        self._service = f"gwanje {data_dir.resolve()}"
        self._keyring = find_keyring()

    def put(self, name: str, password: str) -> Text | None:
        """Keep a password; return a sentence to show when it went in a file. Raises RegisterError."""
        if not 0 < len(password) <= PASSWORD_MAX_CHARS or "\x00" in password:
            raise RegisterError("A password is 1 to {limit} characters long.", limit=PASSWORD_MAX_CHARS)
        reason: Text | None = None
        if self._keyring is not None:
            try:
                self._keyring.set_password(self._service, name, password)
            except KeyringError as fault:
                reason = text("The keyring refused the password ({reason}).", reason=_named(fault))
            else:
                self._write(name, None)
                return None
        self._write(name, password)
        return text(
            "{reason} The password is kept in the file {file}, which only you can read (mode 0600).",
            reason=reason or text("This machine has no keyring."),
            file=str(self._file),
        )

    def get(self, name: str) -> str | None:
        """Return a password, None where none is kept; raise RegisterError when the keyring or the file refuses."""
        refusal: KeyringError | None = None
        if self._keyring is not None:
            try:
                found = self._keyring.get_password(self._service, name)
            except KeyringError as fault:
                refusal = fault
            else:
                if found is not None:
                    return found
        found = self._read().get(name)
        if found is None and refusal is not None:
            raise RegisterError("The keyring cannot be read: {reason}.", reason=_named(refusal)) from refusal
        return found

    def remove(self, name: str) -> None:
        """Forget a password, wherever it is; one that is not kept is no error."""
        if self._keyring is not None:
            try:
                self._keyring.delete_password(self._service, name)
            except PasswordDeleteError:  # keyring's word for: there is none
                pass
            except KeyringError as fault:
                raise RegisterError("The keyring cannot be changed: {reason}.", reason=_named(fault)) from fault
        self._write(name, None)

    def backend(self) -> Text:
        """Say where passwords go."""
        if self._keyring is None:
            return text("This machine has no keyring: passwords are kept in {file} (mode 0600).", file=str(self._file))
        return text("Passwords are kept in the keyring {name}.", name=type(self._keyring).__module__.rpartition(".")[2])

    def _read(self) -> dict[str, str]:
        try:
            descriptor = os.open(self._file, os.O_RDONLY)
        except FileNotFoundError:
            return {}
        except OSError as fault:
            raise self._file_fault(fault) from fault
        with os.fdopen(descriptor, encoding="utf-8") as stream:
            if os.name == "posix" and os.fstat(descriptor).st_mode & 0o077:
                self._file.chmod(0o600)
            try:
                kept = json.load(stream)
            except ValueError:
                kept = None
        if not isinstance(kept, dict) or not all(isinstance(value, str) for value in kept.values()):
            raise RegisterError("The password file {file} is damaged.", file=str(self._file))
        return kept

    def _write(self, name: str, password: str | None) -> None:
        if password is None and not self._file.exists():
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with _locked(self._file.with_suffix(".lock")):
                kept = self._read()
                before = dict(kept)
                kept.pop(name, None)
                if password is not None:
                    kept[name] = password
                if kept != before:
                    self._replace_file(kept)
        except OSError as fault:
            raise self._file_fault(fault) from fault

    def _replace_file(self, kept: dict[str, str]) -> None:
        fresh = self._file.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                json.dump(kept, stream, ensure_ascii=True, indent=1, sort_keys=True)
                stream.flush()
                os.fsync(stream.fileno())
            fresh.replace(self._file)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise

    def _file_fault(self, fault: OSError) -> RegisterError:
        return RegisterError(
            "The password file {file} cannot be used: {reason}.", file=str(self._file), reason=fault.strerror
        )


def _named(fault: KeyringError) -> str:
    return str(fault) or type(fault).__name__


if sys.platform == "win32":

    @contextmanager
    def _locked(_path: Path) -> Generator[None]:
        # Windows always has its keyring; the file serves there only while that one refuses.
        yield

else:
    import fcntl

    @contextmanager
    def _locked(path: Path) -> Generator[None]:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

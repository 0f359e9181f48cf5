"""The register (대장): which cameras there are, in one SQLite file."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager, suppress
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the library it has chosen

from console.core.camera import Camera
from console.core.errors import RegisterError
from console.register.check import checked
from console.register.schema import APPLICATION_ID, MIGRATIONS

BUSY_TIMEOUT_S = 5.0
_COLUMNS = tuple(each.name for each in fields(Camera))
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM cameras"  # noqa: S608 - the dataclass's own field names
Made = TypeVar("Made")


class Register:
    """Read and change the cameras. An instance belongs to the thread that opened it; several may be open at once."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    @classmethod
    def open(cls, path: Path) -> Register:
        """Open the file, making or migrating it; raise RegisterError where it is not a register or cannot be used."""
        with _faults(path):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _make_private(path)
            connection = sqlite3.connect(str(path), timeout=BUSY_TIMEOUT_S, isolation_level=None)
        try:
            with _faults(path):
                db = Database(connection, execute_plugins=False)
                db.execute("PRAGMA synchronous=FULL")
                _migrate(db, path)
        except BaseException:
            connection.close()
            raise
        return cls(db, path)

    def cameras(self) -> list[Camera]:
        """Return all cameras in the order of their ids."""
        with _faults(self._path):
            return [_camera(row) for row in self._db.execute(f"{_SELECT} ORDER BY id")]

    def camera(self, camera_id: str) -> Camera | None:
        """Return one camera, or None where nobody registered it."""
        with _faults(self._path):
            row = self._db.execute(f"{_SELECT} WHERE id = ?", [camera_id]).fetchone()
        return _camera(row) if row else None

    def add(self, cameras: Iterable[Camera]) -> None:
        """Register cameras, all or none; raise RegisterError naming the first that is refused."""
        rows = [checked(camera) for camera in cameras]
        marks = ", ".join("?" for _ in _COLUMNS)
        with _faults(self._path), _writing(self._db):
            for camera in rows:
                if self._db.execute("SELECT 1 FROM cameras WHERE id = ?", [camera.id]).fetchone():
                    raise RegisterError("Camera “{camera}” is registered already.", camera=camera.id)
                self._db.execute(f"INSERT INTO cameras VALUES ({marks})", astuple(camera))  # noqa: S608

    def replace(self, camera: Camera) -> None:
        """Change a registered camera to what is given; raise RegisterError where it is refused or not registered."""
        camera = checked(camera)
        changes = ", ".join(f"{column} = ?" for column in _COLUMNS)
        self._change_one(f"UPDATE cameras SET {changes} WHERE id = ?", [*astuple(camera), camera.id])  # noqa: S608

    def remove(self, camera_id: str) -> None:
        """Strike a camera off; raise RegisterError where nobody registered it."""
        self._change_one("DELETE FROM cameras WHERE id = ?", [camera_id])

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Register:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _change_one(self, sql: str, values: list[Any]) -> None:
        with _faults(self._path), _writing(self._db):
            if self._db.execute(sql, values).rowcount != 1:
                raise RegisterError("Camera “{camera}” is not registered.", camera=values[-1])


def _make_private(path: Path) -> None:
    """Make the file where there is none: SQLite would make it readable to all."""
    # One that is there is not opened: closing it would drop the locks of this process's other connections.
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _camera(row: tuple[Any, ...]) -> Camera:
    values = dict(zip(_COLUMNS, row, strict=True))
    return Camera(**values | {"rotating": bool(values["rotating"])})


@contextmanager
def _writing(db: Database) -> Generator[None]:
    # IMMEDIATE: two writers wait for each other at the start, where the busy timeout holds, not at the first write.
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.rollback()
        raise
    db.commit()


@contextmanager
def _faults(path: Path) -> Generator[None]:
    try:
        yield
    except sqlite3.DatabaseError as fault:
        if isinstance(fault, sqlite3.ProgrammingError):
            raise
        raise _FAULT_OF.get(getattr(fault, "sqlite_errorname", ""), _unusable)(path, fault) from fault
    except OSError as fault:
        raise RegisterError(
            "The register {path} cannot be used: {reason}.", path=str(path), reason=fault.strerror
        ) from fault


def _unusable(path: Path, fault: Exception) -> RegisterError:
    return RegisterError("The register {path} cannot be used: {reason}.", path=str(path), reason=str(fault))


def _foreign(path: Path, _fault: Exception | None = None) -> RegisterError:
    return RegisterError("{path} is damaged, or not a register of this console.", path=str(path))


def _busy(path: Path, _fault: Exception) -> RegisterError:
    return RegisterError("The register {path} is being written by another program. Try again.", path=str(path))


def _full(path: Path, _fault: Exception) -> RegisterError:
    return RegisterError("The disk is full: the register {path} is as it was before.", path=str(path))


_FAULT_OF: dict[str, Callable[[Path, Exception], RegisterError]] = {
    "SQLITE_NOTADB": _foreign,
    "SQLITE_CORRUPT": _foreign,
    "SQLITE_BUSY": _busy,
    "SQLITE_LOCKED": _busy,
    "SQLITE_FULL": _full,
}


def _migrate(db: Database, path: Path) -> None:
    def pragma(name: str) -> int:
        return int(db.execute(f"PRAGMA {name}").fetchone()[0])

    if pragma("user_version") == len(MIGRATIONS) and pragma("application_id") == APPLICATION_ID:
        return
    with _writing(db):
        version = pragma("user_version")
        is_new = version == 0 and not db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        if not is_new and pragma("application_id") != APPLICATION_ID:
            raise _foreign(path)
        if version > len(MIGRATIONS):
            raise RegisterError("The register {path} was written by a newer version of this console.", path=str(path))
        for migration in MIGRATIONS[version:]:
            for statement in migration:
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")

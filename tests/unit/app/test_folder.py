"""The data folder is its owner's alone, and one that cannot be used is said."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

import pytest

from console.app.faults import open_log
from console.app.folder import make_data_folder
from console.core.errors import ConfigError


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_what_is_made_is_private(tmp_path: Path) -> None:
    make_data_folder(tmp_path / "a" / "data")
    make_data_folder(tmp_path / "a" / "data")
    assert (tmp_path / "a" / "data").stat().st_mode & 0o777 == 0o700
    assert list((tmp_path / "a" / "data").iterdir()) == []


def fail_with(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(tempfile, "TemporaryFile", fail)


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(errno.EROFS, monkeypatch)
    with pytest.raises(ConfigError, match="Read-only file system") as caught:
        make_data_folder(tmp_path)
    assert str(tmp_path) in str(caught.value)


def test_a_full_disk_keeps_nobody_from_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(errno.ENOSPC, monkeypatch)
    make_data_folder(tmp_path)


def test_a_log_that_has_no_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("")
    with pytest.raises(ConfigError, match="logs"):
        open_log(tmp_path / "logs")

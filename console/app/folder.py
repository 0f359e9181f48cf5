"""The data folder: made for its owner alone, and found unusable before anything is opened in it."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path

from console.core.errors import ConfigError

PRIVATE = 0o700


def make_data_folder(folder: Path) -> None:
    """Make the folder where it is missing; raise ConfigError where it cannot be made or written to."""
    try:
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return
    except OSError as fault:
        # A full disk is said by what needs the room; what is there can still be read.
        if fault.errno != errno.ENOSPC or not folder.is_dir():
            raise unusable(folder, fault) from fault


def unusable(folder: Path, fault: OSError) -> ConfigError:
    """Return the sentence for a folder that the system refuses."""
    reason = fault.strerror or type(fault).__name__
    return ConfigError("The folder {folder} cannot be used: {reason}.", folder=str(folder), reason=reason)

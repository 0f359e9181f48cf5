"""Make uv.lock anew, without the index's addresses: `make lock`, or `python -m tests.lock UV`.

uv writes the index's address and each file's into its lock. This room may install from a mirror of its own, so the lock
keeps names, versions and hashes only, in uv's form for a folder of files: `uv export` reads it as it is, the set-up
installs by hash from whatever index is configured, and `uv run` resolves anew but prefers the locked versions.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "uv.lock"


def without_addresses(lock: str) -> str:
    """Return a lock's text with file names in the place of addresses."""
    lock = re.sub(r'registry = "https?://[^"]+"', 'registry = "wheels"', lock)
    lock = re.sub(r'url = "https?://[^"]*/([^"/]+)"', r'path = "\1"', lock)
    return re.sub(r', (size = \d+|upload-time = "[^"]+")', "", lock)


def main(uv: str) -> None:
    """Resolve with uv, then rewrite the lock."""
    subprocess.run([uv, "lock", "--quiet", *sys.argv[2:]], check=True, cwd=LOCK.parent)
    LOCK.write_text(without_addresses(LOCK.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])

"""The register's file: what each column means, and one migration for each version of it.

A file of a newer version is refused: an older console must not guess what it cannot know.
"""

from __future__ import annotations

APPLICATION_ID = 0x47574A52
"""Marks the file as a register (SQLite `PRAGMA application_id`, "GWJR")."""

_VERSION_1 = (
    """
    CREATE TABLE cameras (
      -- What operators call the camera in commands and events; 1 to 64 letters, digits, . _ -
      id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
      -- What operators read on a tile; one line of 1 to 120 characters.
      name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
      -- Where the full-resolution pictures are; rtsp, rtsps, http, https or a file. Never with a password.
      main_url TEXT NOT NULL CHECK (length(main_url) > 0),
      -- The same in low resolution, for small tiles; empty: none.
      sub_url TEXT NOT NULL DEFAULT '',
      -- The device service by which the camera is steered (ONVIF Core, 5.1); empty: none.
      onvif_url TEXT NOT NULL DEFAULT '',
      -- The user name at the camera; its password is kept by the secrets under "camera:ID".
      username TEXT NOT NULL DEFAULT '',
      -- 1 rotating (회전형), 0 fixed (고정형).
      rotating INTEGER NOT NULL DEFAULT 0 CHECK (rotating IN (0, 1)),
      -- The place (개소) the camera stands at; empty: not said.
      site TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_VERSION_1,)
"""MIGRATIONS[n] takes a file from version n to n + 1 (`PRAGMA user_version`), in one transaction."""

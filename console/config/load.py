"""The configuration file → Config: every key is known and every value checked, or an error names the line."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from console.config.feeds import MAX_FEEDS, is_kind, read_feeds
from console.config.shapes import (
    LANGUAGES,
    LAYOUTS,
    AlarmConfig,
    AnalyzerConfig,
    Config,
    Guidance,
    JournalConfig,
    PtzConfig,
    WallConfig,
)
from console.config.table import Table, read_table
from console.core.errors import ConfigError
from console.core.kinds import DEFAULT_PRIORITY

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
GUIDANCE_FILE = RESOURCES / "guidance.toml"
MAX_PASSWORD_BYTES = 4096
MAX_ANCHORS = 8


def load_config(path: Path | None) -> Config:
    """Read a configuration file; None gives the defaults. Raises ConfigError."""
    shipped = _guidance(read_table(GUIDANCE_FILE), MappingProxyType({}))
    if path is None:
        return Config(guidance=shipped)
    top = read_table(path)
    workstation = top.text("workstation", "", max_chars=64) or Config().workstation
    config = Config(
        workstation=workstation,
        language=top.choice("language", "auto", LANGUAGES),
        feeds=read_feeds(top.tables("feeds", MAX_FEEDS), path.parent, workstation),
        wall=_wall(top.table("wall")),
        ptz=_ptz(top.table("ptz")),
        alarms=_alarms(top.table("alarms")),
        journal=_journal(top.table("journal"), path.parent),
        guidance=_guidance(top.table("guidance"), shipped),
        analyzer=_analyzer(top.table("analyzer")),
        file=path,
    )
    top.close()
    return config


def read_password_file(path: Path) -> str:
    """Return the first line of a password file; raise ConfigError when others may read it (POSIX) or it has none."""
    try:
        with path.open("rb") as stream:
            mode = os.fstat(stream.fileno()).st_mode
            raw = stream.read(MAX_PASSWORD_BYTES)
    except OSError as fault:
        raise ConfigError(
            "The password file {file} cannot be read: {reason}.", file=str(path), reason=fault.strerror
        ) from None
    if os.name == "posix" and mode & 0o077:
        raise ConfigError("The password file {file} can be read by others. Set its mode to 0600.", file=str(path))
    try:
        password = raw.decode("utf-8-sig").partition("\n")[0].rstrip("\r")
    except UnicodeDecodeError:
        raise ConfigError("The password file {file} is not UTF-8 text.", file=str(path)) from None
    if not password:
        raise ConfigError("The password file {file} is empty.", file=str(path))
    return password


def _wall(table: Table) -> WallConfig:
    wall = WallConfig(
        layout=table.whole("layout", WallConfig().layout, 1, 16, choices=LAYOUTS),
        children=table.whole("children", WallConfig().children, 0, 32),
    )
    table.close()
    return wall


def _ptz(table: Table) -> PtzConfig:
    usual = PtzConfig()
    ptz = PtzConfig(
        speed=table.number("speed", usual.speed, 0.05, 1),
        zoom_speed=table.number("zoom_speed", usual.zoom_speed, 0.05, 1),
        timeout_s=table.number("timeout_s", usual.timeout_s, 0.5, 10),
    )
    table.close()
    return ptz


def _alarms(table: Table) -> AlarmConfig:
    usual = AlarmConfig()
    ranks = table.table("priorities")
    alarms = AlarmConfig(
        fold_window_s=table.number("fold_window_s", usual.fold_window_s, 0, 3600),
        shelve_max_min=table.whole("shelve_max_min", usual.shelve_max_min, 1, 480),
        priorities=MappingProxyType(
            DEFAULT_PRIORITY | {kind: ranks.whole(kind, 3, 1, 4) for kind in _kinds(ranks)},
        ),
    )
    table.close()
    return alarms


def _journal(table: Table, folder: Path) -> JournalConfig:
    usual = JournalConfig().anchors
    named = table.words("anchors", usual, max_items=MAX_ANCHORS, max_chars=1000)
    table.close()
    places = (str((folder / Path(anchor).expanduser()).absolute()) for anchor in named)
    return JournalConfig(tuple(dict.fromkeys(places)))


def _analyzer(table: Table) -> AnalyzerConfig:
    analyzer = AnalyzerConfig(enabled=table.flag("enabled", AnalyzerConfig().enabled))
    table.close()
    return analyzer


def _guidance(table: Table, usual: Mapping[str, Guidance]) -> Mapping[str, Guidance]:
    guidance = dict(usual)
    for kind in _kinds(table):
        lines = table.table(kind)
        before = guidance.get(kind, {})
        guidance[kind] = MappingProxyType({lang: lines.words(lang, before.get(lang, ())) for lang in ("ko", "en")})
        lines.close()
    return MappingProxyType(guidance)


def _kinds(table: Table) -> list[str]:
    for kind in table.values:
        if not is_kind(kind):
            raise ConfigError("{file}, line {line}: {key} is not a name of an event kind.", **table.where(kind))
    return list(table.values)

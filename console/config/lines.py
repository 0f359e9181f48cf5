"""Where in a TOML text a key stands: the standard library's parser keeps values but no positions."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left

KeyPath = tuple[str | int, ...]

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_DOTTED = re.compile(rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*")
_HEADER = re.compile(rf"(?P<array>\[)?\[[ \t]*(?P<key>{_DOTTED.pattern})[ \t]*\]")
_BLOCK = r'"{3}(?:\\.|[^\\])*?"{3,5}'
_RAW_BLOCK = r"'{3}.*?'{3,5}"
_LINE = r'"(?:\\.|[^"\\\n])*"'
_RAW_LINE = r"'[^'\n]*'"
_TOKEN = re.compile(rf"{_BLOCK}|{_RAW_BLOCK}|{_LINE}|{_RAW_LINE}|#[^\n]*|.", re.DOTALL)


def key_lines(source: str) -> dict[KeyPath, int]:
    """Return the line (from 1) of each table and key of a valid TOML text; list items of tables count from 0."""
    lines: dict[KeyPath, int] = {}
    items: dict[KeyPath, int] = {}
    table: KeyPath = ()
    newlines = [found.start() for found in re.finditer("\n", source)]
    at = 0
    while at < len(source):
        if source[at] in " \t\r\n":
            at += 1
            continue
        line = bisect_left(newlines, at) + 1
        if header := _HEADER.match(source, at):
            table = _resolve(_parts(header["key"]), items, new_item=bool(header["array"]))
            lines.setdefault(table, line)
            at = header.end()
        elif key := _DOTTED.match(source, at):
            path = table
            for part in _parts(key.group()):
                path = (*path, part)
                lines.setdefault(path, line)
            at = key.end()
        at = _end_of_statement(source, at)
    return lines


def line_of(path: KeyPath, lines: dict[KeyPath, int]) -> int:
    """Return the line of a key, or of the nearest table or list that holds it (an inline table has one line)."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _parts(dotted: str) -> tuple[str, ...]:
    inner: object = tomllib.loads(f"{dotted} = 0")
    parts: list[str] = []
    while isinstance(inner, dict):
        ((part, inner),) = inner.items()
        parts.append(part)
    return tuple(parts)


def _resolve(parts: tuple[str, ...], items: dict[KeyPath, int], *, new_item: bool) -> KeyPath:
    path: KeyPath = ()
    for depth, part in enumerate(parts, start=1):
        path = (*path, part)
        if new_item and depth == len(parts):
            items[path] = items.get(path, -1) + 1
        if path in items:
            path = (*path, items[path])
    return path


def _end_of_statement(source: str, at: int) -> int:
    depth = 0
    for token in _TOKEN.finditer(source, at):
        mark = token.group()
        if mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
        elif mark == "\n" and depth <= 0:
            return token.end()
    return len(source)

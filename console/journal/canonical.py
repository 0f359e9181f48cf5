"""The journal's one way of writing JSON, and the hash of an entry: resources/schemas/journal.md is its description."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from hashlib import sha256
from json.encoder import encode_basestring as _quoted

from console.core.errors import JournalError

GENESIS_HASH = "0" * 64
MAX_BODY_DEPTH = 200
MAX_BODY_CHARS = 8 * 1024 * 1024
_MAX_INT_BITS = 4096
encode_plain = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode


def canonical_json(body: Mapping[str, object]) -> str:
    """Write an object as JSON: keys sorted by code point, no spaces, text not escaped beyond need.

    What JSON or UTF-8 cannot hold is replaced, so that no report can jam the journal: lone surrogates by U+FFFD,
    NaN and infinities by their names, integers beyond 4,096 bits by their hexadecimal text. Raises JournalError for
    a body over 8 Mi characters or 200 levels, TypeError for one that is no plain data.
    """
    try:
        text = encode_plain(body)
        text.encode()
    except (ValueError, RecursionError):
        text = encode_plain(_clean(body, 1))
    if len(text) > MAX_BODY_CHARS:
        raise JournalError("An entry of {size} characters is too large for the journal.", size=len(text))
    if text.count("[") + text.count("{") > MAX_BODY_DEPTH:
        _refuse_depth(body)
    return text


def digest_of(body: Mapping[str, object]) -> str:
    """Return the SHA-256, hexadecimal, of a body's canonical JSON: the same report has the same digest."""
    return sha256(canonical_json(body).encode()).hexdigest()


def hash_entry(
    seq: int, at_utc: str, monotonic_ns: int, workstation: str, operator: str, kind: str,
    alarm_id: str, camera_id: str, body: str, prev_hash: str,
) -> str:  # fmt: skip
    """Return the SHA-256, hexadecimal, of the canonical JSON object of an entry's columns, `body` being its text."""
    # Written out: three times as fast as sorting and encoding the same ten keys each time.
    columns = (
        f'{{"alarm_id":{_quoted(alarm_id)},"at_utc":{_quoted(at_utc)},"body":{_quoted(body)},'
        f'"camera_id":{_quoted(camera_id)},"kind":{_quoted(kind)},"monotonic_ns":{monotonic_ns},'
        f'"operator":{_quoted(operator)},"prev_hash":{_quoted(prev_hash)},"seq":{seq},'
        f'"workstation":{_quoted(workstation)}}}'
    )
    return sha256(columns.encode()).hexdigest()


def clean_text(value: str) -> str:
    """Replace what SQLite's text functions or UTF-8 cannot hold (NUL, lone surrogates) by U+FFFD."""
    if "\0" in value:
        value = value.replace("\0", "\ufffd")
    try:
        value.encode()
    except UnicodeEncodeError:
        # Two halves that were given apart are joined; a half alone is replaced.
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def _clean(value: object, depth: int) -> object:
    if depth > MAX_BODY_DEPTH:
        raise JournalError("An entry nested deeper than {limit} levels cannot be journalled.", limit=MAX_BODY_DEPTH)
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, int) and value.bit_length() > _MAX_INT_BITS:
        return hex(value)
    if isinstance(value, Mapping):
        return {_clean(key, depth): _clean(item, depth + 1) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(item, depth + 1) for item in value]
    return value


def _refuse_depth(body: Mapping[str, object]) -> None:
    level: list[object] = [body]
    for _ in range(MAX_BODY_DEPTH):
        level = [
            item
            for value in level if isinstance(value, (Mapping, list, tuple))
            for item in (value.values() if isinstance(value, Mapping) else value)
            if isinstance(item, (Mapping, list, tuple))
        ]  # fmt: skip
        if not level:
            return
    raise JournalError("An entry nested deeper than {limit} levels cannot be journalled.", limit=MAX_BODY_DEPTH)

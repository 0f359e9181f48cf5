"""A table of a TOML file that is read key by key; whatever is wrong is said with file, line and key."""

from __future__ import annotations

import difflib
import math
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from console.config.lines import KeyPath, key_lines, line_of
from console.core.errors import ConfigError

MAX_FILE_BYTES = 1024 * 1024
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_TOML_PLACE = re.compile(r"\s*\(at line (\d+), column \d+\)$")


@dataclass
class Table:
    """Give the values of one table, each checked; `close` refuses the keys nobody asked for."""

    file: Path
    values: dict[str, object]
    lines: dict[KeyPath, int]
    path: KeyPath = ()
    asked: set[str] = field(default_factory=set)

    def where(self, key: str = "") -> dict[str, object]:
        """Return the fields file, line and key of a sentence about a key of this table."""
        path = (*self.path, key) if key else self.path
        name = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
        return {"file": str(self.file), "line": line_of(path, self.lines), "key": name}

    def text(self, key: str, default: str | None, *, max_chars: int = 200, pattern: str = "") -> str:
        """Return one line of text; a default of None makes the key necessary."""
        value = self._take(key, default)
        if not isinstance(value, str):
            raise ConfigError("{file}, line {line}: {key} must be text in quotation marks.", **self.where(key))
        if len(value) > max_chars or _CONTROL.search(value):
            raise ConfigError(
                "{file}, line {line}: {key} must be one line of at most {limit} characters.",
                limit=max_chars,
                **self.where(key),
            )
        if pattern and value and not re.fullmatch(pattern, value):
            raise ConfigError("{file}, line {line}: {key} has characters that are not allowed.", **self.where(key))
        if default is None and not value.strip():
            raise ConfigError("{file}, line {line}: {key} must not be empty.", **self.where(key))
        return value

    def choice(self, key: str, default: str, choices: Sequence[str]) -> str:
        """Return one of several words."""
        value = self._take(key, default)
        if value not in choices:
            raise ConfigError(
                "{file}, line {line}: {key} must be one of: {choices}.",
                choices=", ".join(choices),
                **self.where(key),
            )
        return str(value)

    def whole(self, key: str, default: int, low: int, high: int, choices: Sequence[int] = ()) -> int:
        """Return a whole number within its bounds."""
        value = self._take(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ConfigError(
                "{file}, line {line}: {key} must be a whole number from {low} to {high}.",
                low=low,
                high=high,
                **self.where(key),
            )
        if choices and value not in choices:
            raise ConfigError(
                "{file}, line {line}: {key} must be one of: {choices}.",
                choices=", ".join(map(str, choices)),
                **self.where(key),
            )
        return value

    def number(self, key: str, default: float, low: float, high: float) -> float:
        """Return a finite number within its bounds."""
        value = self._take(key, default)
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not isinstance(value, (int, float)) or not is_number or not math.isfinite(value) or not low <= value <= high:
            raise ConfigError(
                "{file}, line {line}: {key} must be a number from {low} to {high}.",
                low=low,
                high=high,
                **self.where(key),
            )
        return float(value)

    def flag(self, key: str, default: bool) -> bool:
        """Return true or false."""
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise ConfigError("{file}, line {line}: {key} must be true or false.", **self.where(key))
        return value

    def words(
        self, key: str, default: tuple[str, ...], *, max_items: int = 20, max_chars: int = 300
    ) -> tuple[str, ...]:
        """Return a list of one-line texts, none empty."""
        value = self._take(key, default)
        if value is default:
            return default
        good = isinstance(value, list) and 0 < len(value) <= max_items
        if not isinstance(value, list) or not good or not all(_is_line(item, max_chars) for item in value):
            raise ConfigError(
                "{file}, line {line}: {key} must be a list of 1 to {limit} lines of text.",
                limit=max_items,
                **self.where(key),
            )
        return tuple(value)

    def table(self, key: str) -> Table:
        """Return a table in this one; an empty one where the file has none."""
        value = self._take(key, {})
        if not isinstance(value, dict):
            raise ConfigError("{file}, line {line}: {key} must be a table.", **self.where(key))
        return Table(self.file, value, self.lines, (*self.path, key))

    def tables(self, key: str, max_items: int) -> list[Table]:
        """Return the tables of a list, `[[key]]` in the file."""
        value = self._take(key, [])
        is_list = isinstance(value, list) and len(value) <= max_items
        if not isinstance(value, list) or not is_list or not all(isinstance(item, dict) for item in value):
            raise ConfigError(
                "{file}, line {line}: {key} must be written as [[{key}]] tables, at most {limit} of them.",
                limit=max_items,
                **self.where(key),
            )
        return [Table(self.file, item, self.lines, (*self.path, key, i)) for i, item in enumerate(value)]

    def close(self) -> None:
        """Refuse the keys that nobody asked for, naming the nearest one that exists."""
        for key in self.values:
            if key in self.asked:
                continue
            near = difflib.get_close_matches(key, self.asked, n=1)
            if near:
                raise ConfigError(
                    "{file}, line {line}: the key {key} is unknown. Did you mean {meant}?",
                    meant=near[0],
                    **self.where(key),
                )
            raise ConfigError("{file}, line {line}: the key {key} is unknown.", **self.where(key))

    def _take(self, key: str, default: object) -> object:
        self.asked.add(key)
        if default is None and key not in self.values:
            raise ConfigError("{file}, line {line}: the key {key} is missing.", **self.where(key))
        return self.values.get(key, default)


def _is_line(item: object, max_chars: int) -> bool:
    return isinstance(item, str) and 0 < len(item.strip()) <= max_chars and not _CONTROL.search(item)


def read_table(file: Path) -> Table:
    """Read a TOML file's outermost table; raise ConfigError when it cannot be read or is not TOML."""
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        raise ConfigError("The configuration file {file} does not exist.", file=str(file)) from None
    except OSError as fault:
        raise ConfigError(
            "The configuration file {file} cannot be read: {reason}.", file=str(file), reason=fault.strerror
        ) from fault
    if len(raw) > MAX_FILE_BYTES:
        raise ConfigError("The configuration file {file} is too big.", file=str(file))
    try:
        source = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        raise ConfigError("{file}, line {line}: the text is not UTF-8.", file=str(file), line=line) from fault
    source = source.replace("\r\n", "\n")
    try:
        values = tomllib.loads(source)
    except ValueError as fault:  # TOMLDecodeError, or a number of too many digits
        place = _TOML_PLACE.search(str(fault))
        raise ConfigError(
            "{file}, line {line}: this is not TOML ({reason}).",
            file=str(file),
            line=int(place[1]) if place else source.count("\n") + 1,
            reason=_TOML_PLACE.sub("", str(fault)),
        ) from None
    except RecursionError:
        raise ConfigError("{file}: the brackets are nested too deeply.", file=str(file)) from None
    return Table(file, values, key_lines(source))

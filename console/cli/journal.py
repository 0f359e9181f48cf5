"""`journal verify | search | export | rebuild`: all but the last may run beside an open console."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from console.cli.main import BAD_USE, FINDING
from console.config import load_config
from console.control.labels import entry_label
from console.core.clock import rfc3339
from console.core.entry import EntryFilter
from console.core.errors import JournalError
from console.core.text import Text, text
from console.journal.files import export_file, rebuild, search_file, verify_file

Say = Callable[[Text], str]
MAX_SUMMARY_CHARS = 240
MAX_WORD_CHARS, MAX_READ_CHARS = 80, 1000
DAMAGED = "The journal {path} is damaged."
ALARM_FACTS = ("kind", "zone", "state")
"""What of an alarm's shape is worth a line; the rest stands in the entry's columns, or in other entries."""


def run(options: argparse.Namespace, data: Path, say: Say) -> int:
    """Do one of the verbs; return the exit status."""
    path = data / "journal.db"
    if not path.exists():
        raise JournalError("There is no journal at {path}.", path=str(path))
    try:
        return _verify(options, path, say) if options.verb == "verify" else _run(options, path, say)
    except JournalError as fault:
        print(say(fault.text), file=sys.stderr)
        # A damaged journal is what this command is there to find; one that is none, or too new, is bad input.
        return FINDING if fault.text.template == DAMAGED else BAD_USE


def _verify(options: argparse.Namespace, path: Path, say: Say) -> int:
    usual = path.parent / "console.toml"
    config = load_config(getattr(options, "config", None) or (usual if usual.exists() else None))
    verdict = verify_file(path, config.journal.places(), config.workstation)
    print(say(verdict.text))
    return 0 if verdict.intact else FINDING


def _run(options: argparse.Namespace, path: Path, say: Say) -> int:
    if options.verb == "search":
        entries = search_file(path, EntryFilter(words=options.words), options.limit)
        for entry in entries:
            label = say(entry_label(entry.kind))
            where = entry.alarm_id or "-"
            columns = (
                str(entry.seq), rfc3339(entry.at_utc), entry.kind, label, entry.camera_id or "-", where,
                entry.operator, summary(entry.body, options.words),
            )  # fmt: skip
            print("\t".join(map(_line, columns)))
        if not entries:
            print(say(text("No entry has “{words}”.", words=options.words)), file=sys.stderr)
        return 0
    if options.verb == "export":
        count = export_file(path, options.out, options.format, EntryFilter())
        print(say(text("Wrote {count} entries to {file}.", count=count, file=str(options.out))))
        return 0
    rebuild(path)
    print(say(text("All that is derived from the entries was made anew.")))
    return 0


def summary(body: Mapping[str, object], words: str = "") -> str:
    """Tell an entry's body in one bounded line, what has the words first; pictures are left out."""
    facts = [f"{name}: {_line(value)[:MAX_WORD_CHARS]}" for name, value in _facts(body) if value not in ("", None)]
    wanted = words.casefold()
    facts.sort(key=lambda fact: wanted not in fact.casefold())
    line = " · ".join(facts)
    return line if len(line) <= MAX_SUMMARY_CHARS else line[: MAX_SUMMARY_CHARS - 1] + "…"


def _facts(body: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for name, value in body.items():
        if name == "alarm" and isinstance(value, Mapping):
            yield from ((fact, value.get(fact)) for fact in ALARM_FACTS)
        elif name != "snapshot":
            yield _line(name), value


def _line(value: object) -> str:
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return " ".join("".join(char if char.isprintable() else " " for char in words[:MAX_READ_CHARS]).split())

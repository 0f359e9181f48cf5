"""`journal verify | search | export | rebuild`: all but the last may run beside an open console."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from console.cli.main import BAD_USE, FINDING
from console.control.labels import entry_label
from console.core.clock import rfc3339
from console.core.entry import EntryFilter
from console.core.errors import JournalError
from console.core.text import Text, text
from console.journal.files import export_file, rebuild, search_file, verify_file

Say = Callable[[Text], str]
MAX_LINE_CHARS = 300


def run(options: argparse.Namespace, data: Path, say: Say) -> int:
    """Do one of the verbs; return the exit status."""
    path = data / "journal.db"
    if not path.exists():
        raise JournalError("There is no journal at {path}.", path=str(path))
    try:
        return _run(options, path, say)
    except JournalError as fault:
        # A journal that cannot be read is what this command is there to find.
        print(say(fault.text), file=sys.stderr)
        return BAD_USE if options.verb == "export" else FINDING


def _run(options: argparse.Namespace, path: Path, say: Say) -> int:
    if options.verb == "verify":
        verdict = verify_file(path)
        print(say(verdict.text))
        return 0 if verdict.intact else FINDING
    if options.verb == "search":
        entries = search_file(path, EntryFilter(words=options.words), options.limit)
        for entry in entries:
            label = say(entry_label(entry.kind))
            where = entry.alarm_id or "-"
            line = "\t".join((str(entry.seq), rfc3339(entry.at_utc), entry.kind, label, entry.camera_id or "-", where,
                              entry.operator))  # fmt: skip
            print(line[:MAX_LINE_CHARS])
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

"""The operations log (운영일지): an append-only, hash-chained SQLite file, its one writer and its readers."""

from __future__ import annotations

from console.journal.alarm_shape import alarm_from_dict, alarm_to_dict
from console.journal.canonical import canonical_json, digest_of
from console.journal.files import export_file, rebuild, search_file, verify_file
from console.journal.journal import Journal
from console.journal.verify import Finding, Verdict

__all__ = [
    "Finding",
    "Journal",
    "Verdict",
    "alarm_from_dict",
    "alarm_to_dict",
    "canonical_json",
    "digest_of",
    "export_file",
    "rebuild",
    "search_file",
    "verify_file",
]

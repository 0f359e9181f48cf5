"""What a supervisor reads: pages of the journal, its verdict, files taken out of it. Nothing blocks the UI thread."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from console.core.entry import Draft, Entry, EntryFilter
from console.core.errors import JournalError

if TYPE_CHECKING:
    from console.control.recorder import Recorder
    from console.journal.journal import Journal
    from console.journal.verify import Verdict


class ReviewService:
    """Read the journal for people. All methods raise JournalError when it cannot be read."""

    def __init__(self, journal: Journal, recorder: Recorder) -> None:
        self._journal = journal
        self._recorder = recorder

    async def page(self, f: EntryFilter, before_seq: int | None = None, limit: int = 200) -> list[Entry]:
        """Return entries, newest first, older than `before_seq` where given."""
        return await asyncio.wrap_future(self._journal.entries(f, limit, before_seq))

    async def count(self, f: EntryFilter) -> int:
        """Count the entries a filter chooses."""
        return await asyncio.wrap_future(self._journal.count(f))

    async def verdict(self) -> Verdict:
        """Check the whole chain."""
        return await asyncio.wrap_future(self._journal.verify())

    async def export(self, path: Path, format: Literal["csv", "jsonl"], f: EntryFilter) -> int:  # noqa: A002
        """Write the chosen entries to a file and return how many; one that cannot be journalled is not left there."""
        part = path.with_name(path.name + ".part")
        try:
            rows = await asyncio.wrap_future(self._journal.export(part, format, f))
            sha256 = await asyncio.to_thread(_sha256, part)
            body: dict[str, object] = {"file": str(path), "format": format, "rows": rows, "sha256": sha256}
            await self._recorder.write([Draft("journal.exported", body)])
            await asyncio.to_thread(part.replace, path)
        except JournalError as fault:
            # The part file is our own affair: the operator named another.
            named = {name: str(path) if value == str(part) else value for name, value in fault.text.args.items()}
            raise JournalError(fault.text.template, **named) from fault
        except OSError as fault:
            raise JournalError("{file} cannot be written: {reason}", file=str(path), reason=str(fault)) from fault
        finally:
            with contextlib.suppress(OSError):
                await asyncio.to_thread(part.unlink, True)
        return rows


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

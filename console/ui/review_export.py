"""Take the chosen entries out of the console as a file: CSV for people, JSONL for whoever checks the hashes."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QObject, QStandardPaths, QTimer
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from shiboken6 import isValid

from console.core.entry import EntryFilter
from console.core.errors import WorldError
from console.ui.language import say, tr

if TYPE_CHECKING:
    from console.control.review import ReviewService

Form = Literal["csv", "jsonl"]
BUSY_AFTER_MS = 1000


class ExportButtons(QObject):
    """Own the two export buttons: ask for a file without blocking, then write it off the UI's thread."""

    def __init__(
        self,
        review: ReviewService,
        spawn: Callable[[Coroutine[Any, Any, None]], None],
        chosen: Callable[[], EntryFilter],
        tell: Callable[[str, str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._review, self._spawn, self._chosen, self._tell = review, spawn, chosen, tell
        self._file = ""
        self._seconds = 0
        self._busy = QTimer(self, interval=BUSY_AFTER_MS)
        self._busy.timeout.connect(self._tell_busy)
        self._csv, self._jsonl = QPushButton(tr("Export CSV…")), QPushButton(tr("Export JSONL…"))
        self.buttons = (self._csv, self._jsonl)
        self._allow()
        self._csv.clicked.connect(lambda: self.ask("csv"))
        self._jsonl.clicked.connect(lambda: self.ask("jsonl"))

    def ask(self, form: Form) -> QFileDialog:
        """Open the file dialog; it returns at once, and the writing begins when a file was chosen."""
        parent: QWidget = self._csv.window()
        dialog = QFileDialog(parent, tr("Export the chosen entries"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("Table (*.csv)") if form == "csv" else tr("Lines of JSON (*.jsonl)"))
        dialog.setDefaultSuffix(form)
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog.setDirectory(folder or str(Path.home()))
        dialog.selectFile(f"journal-{datetime.now().astimezone():%Y%m%d-%H%M%S}.{form}")
        dialog.fileSelected.connect(lambda name: self._spawn(self.write(Path(name), form)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    async def write(self, out: Path, form: Form) -> None:
        """Write the entries chosen now; the result, or why there is none, is told on the page."""
        self._file, self._seconds = out.name, 0
        for button in self.buttons:
            button.setEnabled(False)
            button.setToolTip(tr("An export is being written."))
        self._busy.start()
        try:
            rows = await self._review.export(out, form, self._chosen())
        except WorldError as fault:
            words, role = say(fault.text), "danger"
        else:
            words, role = tr("{rows} entries written to {file}", rows=f"{rows:,}", file=str(out)), "second"
        if isValid(self):
            self._busy.stop()
            self._allow()
            self._tell(words, role)

    def _allow(self) -> None:
        for button in self.buttons:
            button.setAutoDefault(False)
            button.setEnabled(True)
        self._csv.setToolTip(tr("The entries found, as a table for a spreadsheet"))
        self._jsonl.setToolTip(tr("The entries found, as lines whose hashes anyone can check"))

    def _tell_busy(self) -> None:
        self._seconds += 1
        self._tell(tr("Writing {file} · {seconds} s", file=self._file, seconds=self._seconds), "second")

"""One entry beside the table: its alarm's whole story, the picture of the event, and the entry as it was recorded."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QFontMetrics, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from console.control.labels import entry_label
from console.core.entry import Entry
from console.core.event import Box
from console.ui.alarm_words import kind_word
from console.ui.badge import Badge
from console.ui.formats import clock, day_and_clock
from console.ui.language import say, tr
from console.ui.story_facts import StoryLine, alarm_kind, alarm_priority, evidence_box, story_lines
from console.ui.story_picture import EvidencePicture
from console.ui.story_words import NameOf, clean, entry_sentence
from console.ui.theme import Tokens, color

BODY_MAX_CHARS = 20_000
LONG_VALUE_CHARS = 400
BODY_LINES = (4, 14)
_SEEN_AS_CODE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def label(words: str = "", role: str = "", wrap: bool = False) -> QLabel:
    """Make a label that shows its words as plain text, whatever they are."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(words)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def recorded_body(body: dict[str, object]) -> str:
    """Write a body for reading: indented, long values cut and counted, unseen characters as their codes."""
    shown = json.dumps(_shortened(body), ensure_ascii=False, indent=2, sort_keys=True)
    shown = _SEEN_AS_CODE.sub(lambda found: f"\\u{ord(found.group()):04x}", shown)
    if len(shown) <= BODY_MAX_CHARS:
        return shown
    return shown[:BODY_MAX_CHARS] + "\n" + tr("… {count} more characters", count=f"{len(shown) - BODY_MAX_CHARS:,}")


def without_bulk(entry: Entry) -> Entry:
    """Return the entry with its long values (snapshots) cut and counted, so that thousands of rows fit in memory."""
    return replace(entry, body={key: _shortened(value) for key, value in entry.body.items()})


def _shortened(value: object) -> object:
    if isinstance(value, dict):
        return {key: _shortened(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_shortened(inner) for inner in value]
    if isinstance(value, str) and len(value) > LONG_VALUE_CHARS:
        return value[:60] + tr("… {count} more characters", count=f"{len(value) - 60:,}")
    return value


class FactList(QWidget):
    """Show a story: time and sentence a line, a thin line down the left, the selected entry's fact lifted out."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10, 2, 0, 2)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, lines: Sequence[StoryLine], selected_seq: int) -> None:
        """Replace the story."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        day = lines[0].at_utc.astimezone().date() if lines else None
        for row, line in enumerate(lines):
            selected = selected_seq in line.seqs
            new_day = line.at_utc.astimezone().date() != day
            day = line.at_utc.astimezone().date()
            at = label(f"{day:%m-%d}\n{clock(line.at_utc)}" if new_day else clock(line.at_utc), "second")
            words = label(say(line.sentence), wrap=True)
            at.setContentsMargins(6, 5, 14, 5)
            words.setContentsMargins(0, 4, 6, 4)
            at.setAlignment(Qt.AlignmentFlag.AlignTop)
            for part in (at, words):
                part.setAutoFillBackground(selected)
                if selected:
                    part.setStyleSheet(f"background: {self._tokens.selection};")
            if line.weight:
                font = words.font()
                font.setBold(True)
                words.setFont(font)
            self._grid.addWidget(at, row, 0)
            self._grid.addWidget(words, row, 1)
        self.setVisible(bool(lines))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line that holds the story together."""
        painter = QPainter(self)
        painter.fillRect(0, 0, 2, self.height(), color(self._tokens.strong_line))
        painter.end()


class StoryView(QScrollArea):
    """Show one entry with everything that belongs to it."""

    def __init__(self, name_of: NameOf, tokens: Tokens) -> None:
        super().__init__()
        self._name_of = name_of
        self.setObjectName("sidePanel")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._badge = Badge(tokens)
        self._heading, self._place = label(role="heading", wrap=True), label(role="second", wrap=True)
        self._nothing = label(tr("Choose an entry to see its story."), "faint", wrap=True)
        self._picture = EvidencePicture(tokens)
        self._picture_note = label(role="faint", wrap=True)
        self._facts = FactList(tokens)
        self._recorded = label(tr("As it was recorded"), "section")
        self._body = QPlainTextEdit(readOnly=True)
        self._body.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._body.setTabChangesFocus(True)
        self._body.setAccessibleName(tr("As it was recorded"))
        self._hash = label(role="faint", wrap=True)
        self._hash.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        self.clear()

    def clear(self) -> None:
        """Show that nothing is chosen."""
        for part in (self._badge, self._heading, self._place, self._recorded, self._body, self._hash):
            part.hide()
        self._facts.show_facts((), 0)
        self._show_picture(None, None, None)
        self._nothing.show()

    def show_entry(self, entry: Entry, keep_story: bool = False) -> None:
        """Show what the entry itself tells; `keep_story` leaves the story of the same alarm until it is read anew."""
        self._nothing.hide()
        camera = clean(self._name_of(entry.camera_id)) if entry.camera_id else ""
        if not keep_story:
            self._head([entry], camera)
            self._facts.show_facts(
                [StoryLine(entry.at_utc, entry_sentence(entry, self._name_of), (entry.seq,))], entry.seq
            )
            self._show_picture(None, None, None)
        facts = (tr("No. {seq}", seq=entry.seq), day_and_clock(entry.at_utc), clean(entry.alarm_id))
        self._place.setText(" · ".join(fact for fact in facts if fact))
        body = recorded_body(entry.body)
        self._body.setPlainText(body)
        lines = min(BODY_LINES[1], max(BODY_LINES[0], body.count("\n") + 1))
        self._body.setFixedHeight(lines * QFontMetrics(self._body.font()).lineSpacing() + 18)
        at = (tr("Workstation {workstation}", workstation=clean(entry.workstation)), entry.kind)
        self._hash.setText(f"{' · '.join(at)}\nSHA-256 {clean(entry.hash)[:32]} {clean(entry.hash)[32:]}")
        for part in (self._heading, self._place, self._recorded, self._body, self._hash):
            part.show()

    def picture_width(self) -> int:
        """Return how many pixels wide a picture is worth decoding."""
        return max(640, self.width() * 2)

    def show_story(self, entry: Entry, story: Sequence[Entry], picture: QImage | None, unreadable: bool) -> None:
        """Show the whole alarm the entry belongs to; `unreadable`: a picture came that is none."""
        self._head(story, clean(self._name_of(entry.camera_id)) if entry.camera_id else "", entry)
        self._facts.show_facts(story_lines(story, self._name_of), entry.seq)
        self._show_picture(picture, evidence_box(story), alarm_priority(story))
        if unreadable:
            self._picture_note.setText(tr("The picture of this event cannot be read."))
            self._picture_note.show()

    def _head(self, story: Sequence[Entry], camera: str, entry: Entry | None = None) -> None:
        kind = alarm_kind(story)
        head = kind_word(kind) if kind else say(entry_label((entry or story[0]).kind))
        self._heading.setText(f"{head} · {camera}" if camera else head)
        self._badge.set_priority(alarm_priority(story))

    def _show_picture(self, picture: QImage | None, box: Box | None, priority: int | None) -> None:
        self._picture_note.hide()
        self._picture.show_picture(picture, box, priority)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("panel")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._heading, 1)
        column.addLayout(head)
        for part in (self._place, self._nothing, self._picture, self._picture_note, self._facts):
            column.addWidget(part)
        column.addSpacing(6)
        for recorded in (self._recorded, self._body, self._hash):
            column.addWidget(recorded)
        column.addStretch(1)
        self.setWidget(inside)

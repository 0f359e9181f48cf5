"""Milestone analytics events: XML, one a message (resources/schemas/milestone.md)."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from console.core.errors import FeedError
from console.core.event import MAX_EVENT_BYTES, AnalyticsEvent, Phase
from console.feeds.parsing import Message, Parser, Source, moment

_PIECE_BYTES = 16384
_SPACE = " \t\r\n"


class MilestoneParser(Parser):
    """Read `AnalyticsEvent` documents; each is over when it is sent unless it tells when it ended."""

    format = "milestone"

    def __init__(self, source: Source) -> None:
        super().__init__(source, {})

    def read(self, message: Message) -> list[AnalyticsEvent]:
        """Return the event of a document, none where its type is no news; raise FeedError."""
        root = _document(message.payload)
        header = next(_named(root, "EventHeader"), root)
        kind_name, words = _text(header, "Type"), _text(header, "Message")
        kind = self.labels.kind([kind_name, words, _text(header, "Name")], kind_name or words)
        if not kind:
            return []
        at = _text(root, "StartTime") or _text(header, "Timestamp")
        began = moment("Timestamp", at) if at else message.at
        ended = _text(root, "EndTime")
        found = self.event(
            message, message.payload.decode("utf-8", "replace"),
            id=_text(header, "ID") or sha256(message.payload).hexdigest()[:32], source=f"{self.feed}/milestone",
            camera=_text(next(_named(header, "Source"), Element("Source")), "Name"), kind=kind, phase=Phase.END,
            started_at=began, ended_at=moment("EndTime", ended) if ended else began,
            rule=_text(next(_named(root, "Rule"), Element("Rule")), "Name") or words, box=_box(root),
        )  # fmt: skip
        return [found]


def _document(payload: bytes) -> Element:
    if len(payload) > MAX_EVENT_BYTES:
        raise FeedError("The message is larger than {limit} bytes.", limit=MAX_EVENT_BYTES)
    parser = DefusedXMLParser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        # In pieces, for one call into the parser holds back every other thread of the process.
        for start in range(0, len(payload), _PIECE_BYTES):
            parser.feed(payload[start : start + _PIECE_BYTES])
        root: Element = parser.close()
    except DefusedXmlException:
        raise FeedError("The message's XML declares a document type or entities: that is not allowed.") from None
    except (ParseError, ValueError, LookupError) as fault:
        raise FeedError("The message is not XML: {reason}.", reason=str(fault)) from None
    if _local(root) != "AnalyticsEvent":
        raise FeedError("The message is {found}, not an AnalyticsEvent.", found=_local(root)[:100])
    return root


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _named(parent: Element, name: str) -> Iterator[Element]:
    return (child for child in parent if _local(child) == name)


def _text(parent: Element, name: str) -> str:
    return next(((child.text or "").strip(_SPACE) for child in _named(parent, name)), "")


def _box(root: Element) -> list[float] | None:
    box = next((element for element in root.iter() if _local(element) == "BoundingBox"), None)
    if box is None:
        return None
    try:
        top, left, bottom, right = (
            float(box.get(side) or _text(box, side)) for side in ("Top", "Left", "Bottom", "Right")
        )
    except ValueError:
        return None
    # Written so that NaN is no box either.
    return [left, top, right - left, bottom - top] if 0 <= left <= right <= 1 and 0 <= top <= bottom <= 1 else None

"""SOAP 1.2 as ONVIF devices speak it: envelopes written, untrusted replies read. No I/O.

Source: W3C SOAP 1.2 part 1; ONVIF Core Specification, clause 5 (faults in 5.8.2).
"""

from __future__ import annotations

import math
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

NAMESPACES = {
    "s": "http://www.w3.org/2003/05/soap-envelope",
    "tds": "http://www.onvif.org/ver10/device/wsdl",
    "trt": "http://www.onvif.org/ver10/media/wsdl",
    "tptz": "http://www.onvif.org/ver20/ptz/wsdl",
    "tt": "http://www.onvif.org/ver10/schema",
}
_DECLARATIONS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_WORDS_MAX_CHARS = 200
_PIECE_BYTES = 16384
_DEPTH_MAX = 64
_ELEMENTS_MAX = 20_000
_REFUSALS = frozenset({"NotAuthorized", "FailedAuthentication", "InvalidSecurity", "InvalidSecurityToken"})


class NotSoap(Exception):
    """Report bytes that are no SOAP answer; never leaves this room."""


class SoapFault(Exception):
    """Report that a device declined; `reason` is its own words, cleaned. Never leaves this room."""

    def __init__(self, codes: tuple[str, ...], reason: str) -> None:
        super().__init__(reason)
        self.codes = codes
        self.reason = reason

    @property
    def unauthorised(self) -> bool:
        """Tell whether the name, the password or the token's time was refused."""
        return not _REFUSALS.isdisjoint(self.codes)


def envelope(body: str, header: str = "") -> bytes:
    """Wrap a request whose text is escaped already."""
    head = f"<s:Header>{header}</s:Header>" if header else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><s:Envelope {_DECLARATIONS}>{head}<s:Body>{body}</s:Body></s:Envelope>'
    ).encode()


class _Bounded(TreeBuilder):
    """Build a tree that is neither deep nor large, whatever the bytes say."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = 0

    def start(self, tag: Any, attrs: dict[Any, Any], /) -> Element:
        self._depth += 1
        self._count += 1
        if self._depth > _DEPTH_MAX or self._count > _ELEMENTS_MAX:
            raise NotSoap("too large a tree")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def parse_reply(data: bytes) -> Element:
    """Return what stands in the Body of an answer; raise SoapFault when the device declined, else NotSoap."""
    parser = DefusedXMLParser(target=_Bounded(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        # In pieces, for one call into the parser holds back every other thread of the process.
        for start in range(0, len(data), _PIECE_BYTES):
            parser.feed(data[start : start + _PIECE_BYTES])
        root: Element = parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise NotSoap(type(error).__name__) from error
    body = next((child for child in root if local_name(child) == "Body"), None)
    if local_name(root) != "Envelope" or body is None or len(body) == 0:
        raise NotSoap("no Body")
    answer: Element = body[0]
    if local_name(answer) == "Fault":
        raise _fault(answer)
    return answer


def _fault(element: Element) -> SoapFault:
    codes = tuple(
        clean(part.text).rpartition(":")[2] for part in element.iter() if local_name(part) in ("Value", "faultcode")
    )
    said = next((clean(part.text) for part in element.iter() if local_name(part) in ("Text", "faultstring")), "")
    return SoapFault(codes[:8], said or ", ".join(codes[:8]))


def local_name(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def clean(words: str | None, limit: int = _WORDS_MAX_CHARS) -> str:
    """Make a device's text fit to show: printable, single-spaced, at most `limit` characters."""
    kept = "".join(c if c.isprintable() else " " for c in (words or "")[: 4 * limit])
    return " ".join(kept.split())[:limit]


def words_at(element: Element, path: str, limit: int = _WORDS_MAX_CHARS) -> str:
    """Return the cleaned text at a path in NAMESPACES' prefixes, empty when there is none."""
    return clean(element.findtext(path, "", NAMESPACES), limit)


def number(written: str | None) -> float | None:
    """Read a finite number, None for anything else."""
    try:
        value = float(written or "")
    except ValueError:
        return None
    return value if math.isfinite(value) else None

"""WS-Security UsernameToken with a password digest, and the device's clock that its Created must follow. No I/O.

Source: OASIS Web Services Security UsernameToken Profile 1.0, clause 3.1; ONVIF Core Specification, clause 5.9.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from html import escape

from console.core.clock import Clock

_WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
_WSU = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
_PROFILE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0"
_MESSAGES = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0"


class DeviceClock:
    """Tell the device's own time, carried on from one measurement by this machine's monotonic time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._device: datetime | None = None
        self._at_ns = 0
        self.offset_s: float | None = None

    def learn(self, device_utc: datetime, asked_ns: int, answered_ns: int) -> None:
        """Take a measurement: what the device said, and the monotonic time around the question."""
        self._device, self._at_ns = device_utc, (asked_ns + answered_ns) // 2
        since = timedelta(microseconds=(self._clock.monotonic_ns() - self._at_ns) / 1000)
        self.offset_s = (device_utc - (self._clock.utc() - since)).total_seconds()

    def now(self) -> datetime:
        """Return the device's time in UTC; this machine's until it was measured."""
        if self._device is None:
            return self._clock.utc()
        return self._device + timedelta(microseconds=(self._clock.monotonic_ns() - self._at_ns) / 1000)


def password_digest(nonce: bytes, created: str, password: str) -> str:
    """Return Base64(SHA-1(nonce + created + password))."""
    digest = hashlib.sha1(nonce + created.encode() + password.encode(), usedforsecurity=False).digest()
    return base64.b64encode(digest).decode()


def username_token(username: str, password: str, created: datetime, nonce: bytes = b"") -> str:
    """Write the wsse:Security header of one request; `nonce` is random where none is given."""
    nonce = nonce or secrets.token_bytes(16)
    stamp = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{created.microsecond // 1000:03d}Z"
    return (
        f'<wsse:Security s:mustUnderstand="1" xmlns:wsse="{_WSSE}" xmlns:wsu="{_WSU}"><wsse:UsernameToken>'
        f"<wsse:Username>{escape(username)}</wsse:Username>"
        f'<wsse:Password Type="{_PROFILE}#PasswordDigest">{password_digest(nonce, stamp, password)}</wsse:Password>'
        f'<wsse:Nonce EncodingType="{_MESSAGES}#Base64Binary">{base64.b64encode(nonce).decode()}</wsse:Nonce>'
        f"<wsu:Created>{stamp}</wsu:Created></wsse:UsernameToken></wsse:Security>"
    )

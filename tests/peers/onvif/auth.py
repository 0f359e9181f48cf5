"""How the simulated camera checks a password: HTTP digest (RFC 7616) and WS-UsernameToken, strictly."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import threading
from datetime import UTC, datetime, timedelta
from urllib.request import parse_http_list, parse_keqv_list
from xml.etree.ElementTree import Element

WSSE = "{http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd}"
WSU = "{http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd}"
REALM = 'Camera "7"'
TOLERANCE_S = 5.0


class Gate:
    """Check credentials of one user; counts refusals. `nonce_uses` ends a digest nonce after that many requests."""

    def __init__(self, username: str, password: str, algorithm: str = "MD5", nonce_uses: int = 0) -> None:
        self.username = username
        self.password = password
        self.algorithm = algorithm
        self.nonce_uses = nonce_uses
        self.refusals = 0
        self._lock = threading.Lock()
        self._nonces: dict[str, set[str]] = {}
        self._seen: set[str] = set()

    def challenge(self, *, stale: bool = False) -> str:
        """Return a WWW-Authenticate header with a nonce of its own."""
        nonce = secrets.token_hex(12)
        with self._lock:
            self._nonces[nonce] = set()
        realm = REALM.replace('"', '\\"')
        ending = ", stale=true" if stale else ""
        return f'Digest realm="{realm}", qop="auth", nonce="{nonce}", opaque="x, y", algorithm={self.algorithm}{ending}'

    def digest(self, authorization: str | None, method: str, uri: str) -> tuple[bool, bool]:
        """Return (right, stale) for an Authorization header."""
        scheme, _, rest = (authorization or "").partition(" ")
        if scheme.lower() != "digest":
            return False, False
        given = parse_keqv_list(parse_http_list(rest))
        hashed = hashlib.sha256 if self.algorithm == "SHA-256" else hashlib.md5
        a1 = hashed(f"{self.username}:{REALM}:{self.password}".encode()).hexdigest()
        a2 = hashed(f"{method}:{uri}".encode()).hexdigest()
        middle = ":".join(given.get(name, "") for name in ("nonce", "nc", "cnonce", "qop"))
        right = hashed(f"{a1}:{middle}:{a2}".encode()).hexdigest()
        if not hmac.compare_digest(right, given.get("response", "")) or given.get("uri") != uri:
            self.refusals += 1
            return False, False
        with self._lock:
            used = self._nonces.get(given["nonce"])
            if used is None or given["nc"] in used or (self.nonce_uses and len(used) >= self.nonce_uses):
                return False, True
            used.add(given["nc"])
        return True, False

    def forget_nonces(self) -> None:
        """Forget what was handed out, as a restart does."""
        with self._lock:
            self._nonces.clear()

    def token(self, envelope: Element, device_now: datetime) -> bool:
        """Tell whether an envelope carries a right, fresh and new UsernameToken."""
        token = envelope.find(f".//{WSSE}UsernameToken")
        if token is None:
            return False
        nonce, created = token.findtext(f"{WSSE}Nonce", ""), token.findtext(f"{WSU}Created", "")
        digest = hashlib.sha1(base64.b64decode(nonce) + created.encode() + self.password.encode()).digest()
        at = datetime.fromisoformat(created).astimezone(UTC)
        with self._lock:
            fresh = abs(at - device_now) <= timedelta(seconds=TOLERANCE_S) and nonce not in self._seen
            self._seen.add(nonce)
        right = (
            token.findtext(f"{WSSE}Username") == self.username
            and token.findtext(f"{WSSE}Password") == base64.b64encode(digest).decode()
        )
        self.refusals += not (right and fresh)
        return right and fresh

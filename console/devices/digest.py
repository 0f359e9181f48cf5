"""HTTP digest authentication (RFC 7616, and RFC 2617 devices): challenges read, answers computed. No I/O."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_SCHEME = re.compile(r"(?:^|,)\s*Digest\s+", re.IGNORECASE)
_PARAMETER = re.compile(r'\s*,?\s*([A-Za-z0-9_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))')
_FIELD_MAX_CHARS = 1024
_HASHES: dict[str, Callable[[bytes], str]] = {
    "MD5": lambda data: hashlib.md5(data, usedforsecurity=False).hexdigest(),
    "SHA-256": lambda data: hashlib.sha256(data).hexdigest(),
}


@dataclass(frozen=True, slots=True)
class Challenge:
    """Hold what a device asks for; `algorithm` is one this console can compute."""

    realm: str
    nonce: str
    algorithm: str = "MD5"
    session: bool = False
    qop: bool = True
    opaque: str = ""
    stale: bool = False


def read_challenge(headers: Iterable[str]) -> Challenge | None:
    """Return the strongest digest challenge of WWW-Authenticate headers, None where there is none to answer."""
    found = [challenge for header in headers for challenge in _challenges(header)]
    return max(found, key=lambda challenge: challenge.algorithm == "SHA-256", default=None)


def _challenges(header: str) -> Iterable[Challenge]:
    for scheme in _SCHEME.finditer(header):
        fields: dict[str, str] = {}
        at = scheme.end()
        while match := _PARAMETER.match(header, at):
            quoted, bare = match.group(2), match.group(3)
            fields.setdefault(match.group(1).lower(), re.sub(r"\\(.)", r"\1", quoted) if bare is None else bare)
            at = match.end()
        challenge = _challenge(fields)
        if challenge is not None:
            yield challenge


def _challenge(fields: dict[str, str]) -> Challenge | None:
    name, _, suffix = fields.get("algorithm", "MD5").upper().partition("-SESS")
    qops = {part.strip().lower() for part in fields.get("qop", "").split(",")} - {""}
    usable = name in _HASHES and not suffix and (not qops or "auth" in qops)
    if not usable or not fields.get("nonce") or any(len(value) > _FIELD_MAX_CHARS for value in fields.values()):
        return None
    return Challenge(
        realm=fields.get("realm", ""), nonce=fields["nonce"], algorithm=name,
        session=fields.get("algorithm", "").upper().endswith("-SESS"), qop=bool(qops),
        opaque=fields.get("opaque", ""), stale=fields.get("stale", "").lower() == "true",
    )  # fmt: skip


def answer(
    challenge: Challenge, username: str, password: str, uri: str, count: int, cnonce: str = "", method: str = "POST"
) -> bytes:
    """Return the Authorization header of one request; `count` is how often this nonce was used, 1 the first time.

    cnonce: the client's nonce, random where none is given.
    """
    hashed = _HASHES[challenge.algorithm]
    cnonce = cnonce or secrets.token_hex(8)
    nc = f"{count:08x}"
    a1 = hashed(f"{username}:{challenge.realm}:{password}".encode())
    if challenge.session:
        a1 = hashed(f"{a1}:{challenge.nonce}:{cnonce}".encode())
    a2 = hashed(f"{method}:{uri}".encode())
    middle = f"{challenge.nonce}:{nc}:{cnonce}:auth" if challenge.qop else challenge.nonce
    parts = [
        f"username={_quote(username)}", f"realm={_quote(challenge.realm)}", f"nonce={_quote(challenge.nonce)}",
        f"uri={_quote(uri)}", f'response="{hashed(f"{a1}:{middle}:{a2}".encode())}"',
        f"algorithm={challenge.algorithm}{'-sess' if challenge.session else ''}",
    ]  # fmt: skip
    if challenge.opaque:
        parts.append(f"opaque={_quote(challenge.opaque)}")
    if challenge.qop:
        parts += ["qop=auth", f"nc={nc}", f'cnonce="{cnonce}"']
    return f"Digest {', '.join(parts)}".encode()


def _quote(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

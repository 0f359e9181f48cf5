"""The workstation's signing key (Ed25519, RFC 8032): where it comes from, what it signs, how a signature is checked."""

from __future__ import annotations

from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from console.core.errors import JournalError
from console.core.text import Text

KEY_NAME = "journal:key"
KEY_PUBLISHED = "key.published"
"""The kind of entry by which a journal names its key: {"algorithm", "journal", "public_key"}."""
ALGORITHM = "ed25519"
_SEED_BYTES = 32


class KeyStore(Protocol):
    """Keep secrets by name, out of the reach of whoever can copy the journal; may block, raises WorldError."""

    def get(self, name: str) -> str | None:
        """Return a secret, None where none is kept."""
        ...

    def put(self, name: str, password: str) -> Text | None:
        """Keep a secret; return a sentence when it went in a mere file."""
        ...


class SigningKey:
    """Sign for a workstation; public: the public key, 64 hexadecimal digits."""

    def __init__(self, seed: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._private.public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> str:
        """Return the signature, 128 hexadecimal digits."""
        return self._private.sign(message).hex()


def load_key(store: KeyStore) -> tuple[SigningKey, Text | None]:
    """Return the workstation's key, made and kept when there is none, and what `put` said; blocks.

    Raises WorldError when the store refuses, JournalError for a key that is damaged (it is never overwritten) or that
    the store did not keep.
    """
    kept, said = store.get(KEY_NAME), None
    if kept is None:
        made = Ed25519PrivateKey.generate().private_bytes_raw().hex()
        said = store.put(KEY_NAME, made)
        # A signature by a key that is lost at the end of the run would look like another's at the next.
        kept = store.get(KEY_NAME)
        if kept != made:
            raise JournalError("The journal's signing key could not be kept: checkpoints are not signed.")
    try:
        seed = bytes.fromhex(kept)
    except ValueError:
        seed = b""
    if len(seed) != _SEED_BYTES:
        raise JournalError("The journal's signing key is damaged: checkpoints are not signed.")
    return SigningKey(seed), said


def is_signed_by(public_key: str, signature: str, message: bytes) -> bool:
    """Tell whether a key, hexadecimal, made a signature, hexadecimal; whatever is no key or signature did not."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True

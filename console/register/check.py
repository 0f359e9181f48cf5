"""What the register accepts as a camera: refusals are sentences that name the camera and the field."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from urllib.parse import urlsplit

from console.core.camera import ID_PATTERN, NAME_MAX_CHARS, Camera
from console.core.errors import RegisterError

STREAM_SCHEMES = frozenset({"rtsp", "rtsps", "http", "https", "file"})
DEVICE_SCHEMES = frozenset({"http", "https"})
URL_MAX_CHARS = 2000
_SECRET_WORD = re.compile(r"[&?;](?:pass(?:word|wd)?|pwd)=[^&;]", re.IGNORECASE)
_WINDOWS_PATH = re.compile(r"[A-Za-z]:[\\/]")


def checked(camera: Camera) -> Camera:
    """Return the camera as it may be stored, its texts in NFC without outer spaces; raise RegisterError."""
    camera_id = unicodedata.normalize("NFC", camera.id)
    if not ID_PATTERN.fullmatch(camera_id):
        raise RegisterError(
            "“{camera}” is not a camera number: 1 to 64 letters, digits, dots, dashes or underscores.",
            camera=shown(camera.id),
        )
    if not camera.main_url:
        raise RegisterError("Camera “{camera}” needs the address of its main stream.", camera=camera_id)
    _check_url(camera_id, camera.main_url, STREAM_SCHEMES)
    _check_url(camera_id, camera.sub_url, STREAM_SCHEMES)
    _check_url(camera_id, camera.onvif_url, DEVICE_SCHEMES)
    return replace(
        camera,
        id=camera_id,
        name=_line(camera_id, camera.name) or camera_id,
        username=_line(camera_id, camera.username),
        site=_line(camera_id, camera.site),
    )


def _line(camera_id: str, value: str) -> str:
    value = unicodedata.normalize("NFC", value).strip()
    if len(value) > NAME_MAX_CHARS:
        raise RegisterError(
            "A text of camera “{camera}” is longer than {limit} characters.", camera=camera_id, limit=NAME_MAX_CHARS
        )
    if any(_is_control(char) for char in value):
        raise RegisterError("A text of camera “{camera}” has control characters in it.", camera=camera_id)
    return value


def _check_url(camera_id: str, url: str, schemes: frozenset[str]) -> None:
    if not url:
        return
    if len(url) > URL_MAX_CHARS or any(_is_control(char) for char in url):
        raise RegisterError("An address of camera “{camera}” is too long or has control characters.", camera=camera_id)
    if "://" not in url or _WINDOWS_PATH.match(url):
        if "file" in schemes:
            return
        raise RegisterError("An address of camera “{camera}” must begin with http:// or https://.", camera=camera_id)
    # An @ anywhere: a password with a slash in it ends up in what looks like the path.
    if "@" in url or _SECRET_WORD.search(url):
        raise RegisterError(
            "The address of camera “{camera}” carries a password; give it with --password-stdin instead.",
            camera=camera_id,
        )
    try:
        parts = urlsplit(url)
        _ = parts.port
        host = parts.hostname
    except ValueError:
        raise RegisterError("An address of camera “{camera}” is not a proper address.", camera=camera_id) from None
    if parts.scheme.lower() not in schemes:
        raise RegisterError(
            "An address of camera “{camera}” begins with {scheme}://, which is not one of: {schemes}.",
            camera=camera_id,
            scheme=shown(parts.scheme),
            schemes=", ".join(sorted(schemes)),
        )
    if not host and parts.scheme.lower() != "file":
        raise RegisterError("An address of camera “{camera}” names no device.", camera=camera_id)


def _is_control(char: str) -> bool:
    # Cc control, Cf direction marks and the like, Cs lone surrogates, Zl and Zp line ends.
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def shown(value: str) -> str:
    """Return the beginning of a text that is refused, fit for one line."""
    return "".join("·" if _is_control(char) else char for char in value[:80])

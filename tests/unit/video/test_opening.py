"""What libav is asked to open, and what is said when it fails."""

from __future__ import annotations

import errno
from contextlib import suppress
from urllib.parse import unquote, urlsplit

import av.error
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.core.errors import StreamError
from console.core.stream import StreamSource
from console.video.opening import MAX_SIDE, check_size, prepare, stream_error

SECRET = "geheim"


@settings(deadline=None)
@given(st.text(min_size=1).filter(lambda t: t.isprintable()), st.text().filter(lambda t: t.isprintable()))
def test_any_user_and_password_arrive_as_they_are(username: str, password: str) -> None:
    address, _ = prepare(StreamSource("c", "rtsp://10.0.0.1:554/sub?x=1", username, password))
    parts = urlsplit(address)
    assert (unquote(parts.username or ""), unquote(parts.password or "")) == (username, password)
    assert (parts.hostname, parts.port, parts.path, parts.query) == ("10.0.0.1", 554, "/sub", "x=1")


def test_only_tcp_and_no_sound() -> None:
    _, options = prepare(StreamSource("c", "rtsp://10.0.0.1/sub"))
    assert options["rtsp_transport"] == "tcp"
    assert options["allowed_media_types"] == "video"


@pytest.mark.parametrize("url", ["ftp://h/x", "rtsp://", "concat://a|b", "rtsp://[::1/x", "file:///etc/passwd", "://"])
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(StreamError, match="address of camera c"):
        prepare(StreamSource("c", url))


@settings(deadline=None)
@given(st.text())
def test_any_address_is_prepared_or_refused(url: str) -> None:
    with suppress(StreamError):
        address, options = prepare(StreamSource("c", url))
        assert options["protocol_whitelist"]
        assert address.startswith(("rtsp://", "rtsps://", "http://", "https://")) == ("://" in url)


CODES = [e for e in errno.errorcode if e not in {errno.EAGAIN}]
KINDS = [cls for cls in vars(av.error).values() if isinstance(cls, type) and issubclass(cls, av.error.FFmpegError)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", [errno.EHOSTUNREACH, errno.EIO, 1094995529])
def test_no_fault_carries_the_address(kind: type[av.error.FFmpegError], code: int) -> None:
    source = StreamSource("cam-7", "rtsp://h/x", "u", SECRET)
    fault = stream_error(source, kind(code, "failed", f"rtsp://u:{SECRET}@h/x"))
    assert "cam-7" in str(fault)
    assert SECRET not in str(fault)
    assert SECRET not in repr(fault.text)
    assert SECRET not in repr(source)


def test_too_large_pictures_are_refused() -> None:
    check_size(StreamSource("c", "x"), MAX_SIDE, MAX_SIDE)
    with pytest.raises(StreamError, match="8193"):
        check_size(StreamSource("c", "x"), MAX_SIDE + 1, 10)

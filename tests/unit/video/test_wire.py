"""What goes through the pipes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.core.stream import StreamSource
from console.core.text import text
from console.video import wire

WORDS = st.text(max_size=20)


@settings(deadline=None)
@given(WORDS, WORDS, WORDS, WORDS, st.booleans(), st.booleans())
def test_a_source_comes_out_as_it_went_in(
    camera: str, url: str, username: str, password: str, loop: bool, pannable: bool
) -> None:
    source = StreamSource(camera, url, username, password, loop, pannable)
    line = wire.encode(wire.source_line(source))
    assert line.count(b"\n") == 1
    assert StreamSource(**wire.decode(line)) == source


@settings(deadline=None)
@given(WORDS, st.integers() | WORDS)
def test_a_sentence_comes_out_as_it_went_in(camera: str, number: int | str) -> None:
    sentence = text("Camera {camera} sends {number}.", camera=camera, number=number)
    back = wire.read_text(wire.decode(wire.encode({"reason": wire.text_line(sentence)}))["reason"])
    assert back.render() == sentence.render()


@pytest.mark.parametrize("line", [b"", b"[]", b"1", b"{", b"\xff"])
def test_anything_else_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        wire.decode(line)

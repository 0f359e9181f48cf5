"""Sentences are translated before untrusted words are filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.core.errors import DeviceError, WorldError
from console.core.text import as_recorded, load_translations, recorded, text

KOREAN = {"{camera} is lost.": "{camera} 신호가 끊겼습니다.", "Fire": "화재", "{kind} at {camera}": "{camera}의 {kind}"}


def test_fields_are_filled_after_translation() -> None:
    sentence = text("{camera} is lost.", camera="구로 17")
    assert str(sentence) == "구로 17 is lost."
    assert sentence.render(lambda s: KOREAN[s]) == "구로 17 신호가 끊겼습니다."


def test_a_text_within_a_text_is_translated_too() -> None:
    sentence = text("{kind} at {camera}", kind=text("Fire"), camera="c1")
    assert sentence.render(lambda s: KOREAN[s]) == "c1의 화재"


@pytest.mark.parametrize("hostile", ["{camera}", "{0}", "{camera.__class__}", "<b>", "%s", "{"])
def test_a_field_is_never_a_template(hostile: str) -> None:
    assert str(text("{camera} is lost.", camera=hostile)) == f"{hostile} is lost."


def test_equal_sentences_are_equal() -> None:
    assert text("{a}", a=1) == text("{a}", a=1) != text("{a}", a=2)


def test_an_error_carries_its_sentence() -> None:
    fault: WorldError = DeviceError("Camera {camera} refused.", camera="c1")
    assert (str(fault), fault.text) == ("Camera c1 refused.", text("Camera {camera} refused.", camera="c1"))


def test_translations_are_read_and_unfinished_ones_left_out(tmp_path: Path) -> None:
    file = tmp_path / "ko.ts"
    file.write_text(
        '<!DOCTYPE TS><TS version="2.1" language="ko"><context><name>Gwanje</name>'
        "<message><source>Fire</source><translation>화재</translation></message>"
        '<message><source>Flood</source><translation type="unfinished"></translation></message>'
        "</context></TS>",
        encoding="utf-8",
    )
    assert load_translations(file) == {"Fire": "화재"}


def test_a_recorded_reason_can_still_be_translated() -> None:
    body = recorded(text("{camera} is lost.", camera="구로 17"))
    assert body["reason"] == "구로 17 is lost."
    again = as_recorded(body)
    assert not isinstance(again, str)
    assert again.render(lambda s: KOREAN[s]) == "구로 17 신호가 끊겼습니다."


@pytest.mark.parametrize(
    "body",
    [
        {"reason": "x", "reason_template": "{a.__class__}", "reason_fields": {"a": "x"}},
        {"reason": "x", "reason_template": "{", "reason_fields": {}},
        {"reason": "x", "reason_template": "{b}", "reason_fields": {"a": "x"}},
        {"reason": "x", "reason_template": 3, "reason_fields": None},
        {"reason": "x"},
    ],
)
def test_a_recorded_reason_that_was_tampered_with_is_its_words(body: dict[str, object]) -> None:
    assert str(as_recorded(body)) == "x"
    assert as_recorded({}) == ""

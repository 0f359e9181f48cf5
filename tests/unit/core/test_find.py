"""Finding a camera by what an operator types."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.core.camera import Camera
from console.core.find import Finder, initials, plain

CAMERAS = [
    Camera("GR-0017", "구로역 광장 2", "rtsp://x", site="구로동"),
    Camera("GR-0018", "구로역 광장 10", "rtsp://x", site="구로동"),
    Camera("GR-0101", "신도림역 1번 출구", "rtsp://x", site="신도림동"),
    Camera("GR-0170", "개봉시장 입구", "rtsp://x", site="개봉동"),
    Camera("park-7", "Anyang stream Park", "rtsp://x", site="고척동"),
    Camera("GR-0200", "고척 구로 경계", "rtsp://x", site="고척동"),
]
FINDER = Finder(CAMERAS)


def found(query: str, limit: int = 200) -> list[str]:
    return [camera.id for camera in FINDER.find(query, limit)]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("구로역", ["GR-0017", "GR-0018"]),
        ("구로", ["GR-0017", "GR-0018", "GR-0200"]),
        ("광장 10", ["GR-0018"]),
        ("10 광장", ["GR-0018"]),
        ("ㄱㄹㅇ", ["GR-0017", "GR-0018"]),
        ("ㄱㅂㅅㅈ", ["GR-0170"]),
        ("ㅅㄷㄹ", ["GR-0101"]),
        ("구ㄹㅇ", ["GR-0017", "GR-0018"]),
        ("구ㅂ", []),
        ("신ㄷ림ㅇ", ["GR-0101"]),
        ("ㅊㄱ", ["GR-0101", "GR-0200"]),
        ("17", ["GR-0170", "GR-0017"]),
        ("gr-0017", ["GR-0017"]),
        ("GR0017", ["GR-0017"]),
        ("gr 17", ["GR-0017", "GR-0170"]),
        ("개봉시장입구", ["GR-0170"]),
        ("ㄱㅊㄱㄹㄱㄱ", ["GR-0200"]),
        ("-", ["GR-0017", "GR-0018", "GR-0101", "GR-0170", "GR-0200", "park-7"]),
        ("PARK", ["park-7"]),
        ("ａｎｙａｎｇ", ["park-7"]),
        ("고척동", ["GR-0200", "park-7"]),
        ("1번", ["GR-0101"]),
        ("없는곳", []),
        ("ㄱ" * 50, []),
    ],
)
def test_finding(query: str, ids: list[str]) -> None:
    assert sorted(found(query)) == sorted(ids)


def test_the_likeliest_comes_first() -> None:
    assert found("구로") == ["GR-0017", "GR-0018", "GR-0200"]
    assert found("park")[0] == "park-7"
    inside = Finder(
        [Camera("1", "남구로", "rtsp://x"), Camera("2", "가 구로", "rtsp://x"), Camera("3", "구로", "rtsp://x")]
    )
    assert [camera.id for camera in inside.find("구로")] == ["3", "2", "1"]
    assert [camera.id for camera in inside.find("ㄱㄹ")] == ["3", "2", "1"]


def test_numbers_are_in_natural_order_and_a_limit_holds() -> None:
    assert found("광장") == ["GR-0017", "GR-0018"]
    assert found("", 2) == [camera.id for camera in FINDER.all()][:2]
    assert found("구로", 1) == ["GR-0017"]


def test_clusters_that_input_methods_make_are_two_consonants() -> None:
    finder = Finder([Camera("1", "각산", "rtsp://x"), Camera("2", "가나", "rtsp://x")])
    assert [camera.id for camera in finder.find("ㄳ")] == ["1"]


def test_names_in_decomposed_form_are_found() -> None:
    finder = Finder([Camera("1", unicodedata.normalize("NFD", "구로역"), "rtsp://x")])
    assert finder.find("구로")
    assert finder.find("ㄱㄹㅇ")
    assert FINDER.find(unicodedata.normalize("NFD", "구로역"))


def test_double_consonants_stay_themselves() -> None:
    assert initials("까치 싸움 7a") == "ㄲㅊ ㅆㅇ 7a"


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=20))
def test_any_typing_is_answered_and_any_name_finds_itself(typed: str) -> None:
    FINDER.find(typed)
    finder = Finder([Camera("1", typed, "rtsp://x")])
    assert len(initials(plain(typed))) == len(plain(typed))
    assert len(finder.find(typed)) == 1

"""From labels to kinds: every class of the certification is known, the room's own table comes first."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.core import kinds
from console.feeds.labels import Labels, as_kind, paths
from tests.unit.feeds.listener import report
from tests.unit.feeds.messages import Wire

CLASSES = (
    kinds.LOITERING, kinds.INTRUSION, kinds.ABANDONMENT, kinds.FIGHT, kinds.ARSON, kinds.FALL, kinds.DROWNING,
    kinds.MISSING_PERSON, kinds.FIRE, kinds.CROWD, kinds.FLOOD, kinds.WANTED_VEHICLE, kinds.EMERGENCY_BELL,
)  # fmt: skip


@pytest.mark.parametrize("kind", CLASSES)
def test_every_class_is_known_by_its_own_name_in_any_writing(kind: str) -> None:
    labels = Labels({}, {})
    for label in (kind, kind.upper(), kind.replace("_", " "), kind.title().replace("_", "")):
        assert labels.find([label]) == kind


def test_the_rooms_own_table_comes_first_and_the_most_telling_label() -> None:
    labels = Labels({"Smoke": "arson", "b": ""}, {"a/x": "crowd"})
    assert labels.kind(["smoke"], "smoke") == "arson"
    assert labels.kind(["A/X", "smoke"], "") == "arson"
    assert labels.kind(["a/x", "fire"], "") == "crowd"
    assert labels.kind(["b"], "b") == ""
    assert labels.kind(["llama"], "Llama Seen!") == "llama_seen"
    assert labels.kind(["화재"], "") == "fire"


def test_a_path_is_looked_for_from_the_longest_beginning() -> None:
    assert paths("a/b/c") == ["a/b/c", "a/b", "a", "c", "b", "a"]


def test_native_reports_are_renamed_only_as_the_room_says() -> None:
    wire = Wire("native", kinds={"smoke": "fire", "cat": ""}, cameras={"C1": "CAM-1"})
    event = wire.one("t", report(1, kind="smoke"))
    assert (event.kind, event.camera_id, event.body["kind"]) == ("fire", "CAM-1", "smoke")
    assert wire.one("t", report(2, kind="Loiter")).kind == "Loiter"
    wire.nothing("t", report(3, kind="cat"))


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=100))
def test_any_label_is_a_kind(label: str) -> None:
    kind = as_kind(label)
    assert 0 < len(kind) <= 64
    assert kind.isprintable()

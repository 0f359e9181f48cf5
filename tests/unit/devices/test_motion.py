from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from console.core.ptz import Position, Velocity
from console.devices import motion

SECOND_NS = 1_000_000_000
axis = st.floats(-1, 1)
positions = st.builds(Position, axis, axis, st.floats(0, 1))
velocities = st.builds(Velocity, st.floats(-3, 3), st.floats(-3, 3), st.floats(-3, 3))


def test_a_turn_goes_on_by_its_speed_until_its_timeout() -> None:
    turned = motion.turn(motion.HOME, Velocity(1.0, -0.5, 0.5), 0, timeout_s=1.0)
    assert turned.at(SECOND_NS // 2) == Position(0.25, -0.125, 0.1)
    assert turned.at(SECOND_NS) == turned.at(60 * SECOND_NS) == Position(0.5, -0.25, 0.2)
    assert not turned.over(SECOND_NS - 1)
    assert turned.over(SECOND_NS)


def test_an_axis_ends_at_its_limit_and_the_others_go_on() -> None:
    turned = motion.turn(Position(0.9, 0.0, 0.0), Velocity(1.0, 0.5, -1.0), 0, timeout_s=2.0)
    assert turned.at(2 * SECOND_NS) == Position(1.0, 0.5, 0.0)


@given(start=positions, velocity=velocities, timeout_s=st.floats(0, 60), after_ns=st.integers(0, 10**12))
@settings(deadline=None, max_examples=200)
def test_a_turn_never_leaves_the_ranges(start: Position, velocity: Velocity, timeout_s: float, after_ns: int) -> None:
    at = motion.turn(start, velocity, 0, timeout_s).at(after_ns)
    assert -1 <= at.pan <= 1
    assert -1 <= at.tilt <= 1
    assert 0 <= at.zoom <= 1


@given(start=positions, target=positions, part=st.floats(0, 1))
@settings(deadline=None, max_examples=200)
def test_a_way_ends_exactly_at_its_target_and_stays_between(start: Position, target: Position, part: float) -> None:
    went = motion.way(start, target, 7)
    assert went.at(went.until_ns) == target
    between = went.at(round(7 + (went.until_ns - 7) * part))
    assert min(start.pan, target.pan) - 1e-6 <= between.pan <= max(start.pan, target.pan) + 1e-6
    assert min(start.zoom, target.zoom) - 1e-6 <= between.zoom <= max(start.zoom, target.zoom) + 1e-6

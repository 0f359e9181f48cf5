"""The demo site: nothing is scripted, so an alarm means that the analyzer saw something."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.end2end.desktop import Desktop, running, wait_for

FIRST_START_S = 240.0


@pytest.mark.timeout(400)
def test_the_demo_raises_what_it_sees_and_steers_what_it_shows(desktop: Desktop, tmp_path: Path) -> None:
    with running(desktop, tmp_path, "--demo", "--lang", "en", "--operator", "Desk 1") as console:
        raised = wait_for("an alarm of the analyzer", lambda: console.entries("alarm.raised"), FIRST_START_S)
        first = console.entries("event.received")[0]["body"]
        assert first["source"] == "analyzer"
        assert first["kind"] in {"intrusion", "loitering", "abandonment", "crowd", "fall"}
        assert first["snapshot"]
        assert raised[0]["camera_id"] == first["camera"]

        desktop.xdotool("keydown", "KP_6")
        time.sleep(1.0)
        desktop.xdotool("keyup", "KP_6")
        moved = wait_for("the virtual camera's move", lambda: console.entries("ptz.moved"))[0]["body"]
        assert moved["to"]["pan"] > moved["from"]["pan"]
        console.key("p", "1")
        wait_for("the preset", lambda: console.entries("ptz.preset_recalled"))
        console.key("Home")
        wait_for("the way home", lambda: console.entries("ptz.home_recalled"))

        console.key("ctrl+2", "F2", "F3", "F2", "F1")
        console.wait_for_dialog()
        console.key("Escape")
        console.wait_for_dialog(there=False)
        console.key("n", "Return")
        wait_for("the claim, after two languages and another theme", lambda: console.entries("alarm.claimed"))
        assert console.process.poll() is None
    log = tmp_path / "logs" / "console.log"
    assert not log.exists() or "Traceback" not in log.read_text()

"""An operator's first day: live cameras, an alarm handled to its end, a camera steered, all in the journal."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

from tests.end2end.desktop import Desktop, running, wait_for
from tests.end2end.room import PASSWORD, Room, event, payload, room


def test_the_main_job(desktop: Desktop, tmp_path: Path) -> None:
    with room(tmp_path) as site, running(desktop, site.data, "--lang", "ko", "--operator", "관제 1") as console:
        _pictures_are_live(desktop, tmp_path)
        site.publish(payload(event(1)))
        raised = wait_for("the alarm", lambda: console.entries("alarm.raised"))[0]
        received = console.entries("event.received")[0]
        assert received["body"]["id"] == "ev-1"
        assert received["body"]["zone"] == "담장"
        alarm = raised["alarm_id"]

        console.key("n", "Return")
        claimed = wait_for("the claim", lambda: console.entries("alarm.claimed"))[0]
        assert (claimed["alarm_id"], claimed["operator"]) == (alarm, "관제 1")

        _steer(console_keys=desktop, site=site)
        moved = wait_for("the move in the journal", lambda: console.entries("ptz.moved"))[0]
        assert (moved["camera_id"], moved["alarm_id"]) == ("C1", alarm)
        assert moved["body"]["held_s"] > 0.5
        wait_for("the confirmed stop", lambda: console.entries("ptz.stopped"))
        # X11 repeats a key that is kept down: it is one hold all the same.
        assert len(console.entries("ptz.moved")) == 1

        console.key("a")
        wait_for("the acknowledgement", lambda: console.entries("alarm.acknowledged"))
        console.key("c")
        console.wait_for_dialog()
        console.type("over the wall")
        console.key("Return")
        console.wait_for_dialog(there=False)
        comment = wait_for("the comment", lambda: console.entries("alarm.commented"))[0]
        assert comment["body"]["note"] == "over the wall"
        console.key("1")
        closed = wait_for("the verdict", lambda: console.entries("alarm.closed"))[0]
        assert (closed["alarm_id"], closed["body"]["disposition"]) == (alarm, "true")

        verdict = site.journal("verify")
        assert verdict.returncode == 0
        assert "intact" in verdict.stdout
        assert "unanchored" in verdict.stdout
    assert [e["kind"] for e in console.entries()][-1] == "session.closed"
    assert "ev-1" not in site.journal("search", "ev-99").stdout
    found = site.journal("search", "담장").stdout
    assert alarm in found
    _exported(site, alarm)
    _no_password_anywhere(site.data, tmp_path)


def _pictures_are_live(desktop: Desktop, folder: Path) -> None:
    """Two pictures of the screen, taken one after the other, differ where the tiles are."""

    def moving() -> bool:
        sums = []
        for name in ("a", "b"):
            desktop.picture(folder / f"{name}.png")
            crop = ["ffmpeg", "-v", "error", "-i", str(folder / f"{name}.png"), "-vf", "crop=560:250:300:150",
                    "-f", "md5", "-"]  # fmt: skip
            sums.append(subprocess.run(crop, check=True, capture_output=True, text=True).stdout)
        return sums[0] != sums[1]

    wait_for("moving pictures", moving)


def _steer(console_keys: Desktop, site: Room) -> None:
    wait_for("the camera's answers", site.camera.position)
    before = site.camera.position()["pan"]
    console_keys.xdotool("keydown", "KP_6")
    wait_for("the camera turning", lambda: site.camera.position()["pan"] > before + 0.05)
    # Longer than the move's own timeout: it is renewed while the key is down.
    wait_for("the move renewed", lambda: len([c for c in site.camera.log() if "Continuous" in c["name"]]) >= 4)
    console_keys.xdotool("keyup", "KP_6")
    wait_for("the stop", lambda: any(c["name"] == "Stop" for c in site.camera.log()))
    rest = site.camera.position()["pan"]
    time.sleep(0.5)
    assert site.camera.position()["pan"] == rest


def _exported(site: Room, alarm: str) -> None:
    csv, jsonl = site.data / "all.csv", site.data / "all.jsonl"
    assert site.journal("export", "--format", "csv", "--out", str(csv)).returncode == 0
    assert site.journal("export", "--format", "jsonl", "--out", str(jsonl)).returncode == 0
    assert alarm in csv.read_text(encoding="utf-8-sig")
    lines = [json.loads(line) for line in jsonl.read_text(encoding="utf-8").splitlines()]
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))


def _no_password_anywhere(data: Path, folder: Path) -> None:
    for file in data.rglob("*"):
        if file.is_file() and file.name != "secrets.json":
            assert PASSWORD.encode() not in file.read_bytes(), file
    secrets = data / "secrets.json"
    if secrets.exists():
        assert secrets.stat().st_mode & 0o077 == 0
    assert folder.exists()

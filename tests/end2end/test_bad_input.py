"""What goes wrong is said in one sentence that names the thing, and nothing that was recorded is lost."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.end2end.desktop import ConsoleRun, Desktop, running, wait_for
from tests.end2end.room import command, event, payload, room


def test_a_wrong_key_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "console.toml").write_text('language = "ko"\nlanguge = "en"\n')
    done = command("--data", str(tmp_path), QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 2
    assert "line 2" in done.stderr
    assert "languge" in done.stderr
    assert done.stderr.count("\n") == 1


def test_no_display_is_said_in_one_line(tmp_path: Path) -> None:
    done = command("--data", str(tmp_path), DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert done.returncode == 2
    assert "xvfb-run" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_display_that_does_not_answer_is_said_in_one_line(tmp_path: Path) -> None:
    done = command("--data", str(tmp_path), DISPLAY=":7777", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert (done.returncode, done.stdout) == (2, "")
    assert ":7777" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_data_folder_that_cannot_be_used_is_named_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    places = [file, file / "below"]
    if sys.platform.startswith("linux"):
        places += [Path("/proc/none"), Path("/proc"), Path("/" + "n" * 300)]
    for place in places:
        for words in ((), ("cameras", "list"), ("feeds", "password", "f")):
            done = command(*words, "--data", str(place), given="word\n", QT_QPA_PLATFORM="offscreen")
            assert (done.returncode, done.stdout) == (2, ""), done.stderr
            assert str(place) in done.stderr
            assert done.stderr.count("\n") == 1
    assert file.read_text() == "mine"


def test_a_second_console_is_refused_and_the_first_goes_on(desktop: Desktop, tmp_path: Path) -> None:
    with running(desktop, tmp_path) as console:
        second = ConsoleRun(desktop, tmp_path)
        assert second.process.wait(30) == 2
        assert "already" in second.output()
        assert console.process.poll() is None
    assert len(console.entries("session.opened")) == 1


def test_hostile_events_are_kept_out_and_the_feed_goes_on(desktop: Desktop, tmp_path: Path) -> None:
    with room(tmp_path) as site, running(desktop, site.data, "--lang", "en") as console:
        site.publish(
            b"\xff\xfe not json", b"[" * 100_000, b"x" * (1024 * 1024 + 1), b'{"id": "a\\u0000b"}',
            payload(event(1, camera="<b>nobody</b>", zone="<script>alert(1)</script>")),
            payload(event(2, camera="../../etc/passwd")), payload(event(3, kind="양자_얽힘")),
        )  # fmt: skip
        wait_for("the three events that can be used", lambda: len(console.entries("alarm.raised")) == 3)
        alarms = {entry["camera_id"]: entry["body"]["alarm"]["kind"] for entry in console.entries("alarm.raised")}
        assert alarms == {"<b>nobody</b>": "intrusion", "../../etc/passwd": "intrusion", "C1": "양자_얽힘"}
        assert console.process.poll() is None


def test_a_wrong_password_is_said_of_the_camera(tmp_path: Path) -> None:
    with room(tmp_path) as site:
        done = site.cameras(
            "add", "--id", "C9", "--name", "wrong", "--main", site.rtsp.url(0), "--onvif", site.camera.url,
            "--rotating", "--user", "operator", "--password-stdin", given="not-the-password\n",
        )  # fmt: skip
        assert done.returncode == 0
        probe = site.cameras("probe", "C9")
        assert probe.returncode == 1
        assert "password" in probe.stdout
        assert "not-the-password" not in probe.stdout + probe.stderr
        good = site.cameras("probe", "C1")
        assert good.returncode == 0, good.stdout + good.stderr
        assert "640×360" in good.stdout
        assert "continuous move" in good.stdout


def test_a_password_in_an_address_or_an_argument_is_refused(tmp_path: Path) -> None:
    add = ("cameras", "add", "--data", str(tmp_path), "--id", "C1", "--name", "n")
    done = command(*add, "--main", "rtsp://me:hush-hush@127.0.0.1/x")
    assert done.returncode == 2
    assert "hush-hush" not in done.stdout + done.stderr
    done = command(*add, "--main", "rtsp://127.0.0.1/x", "--user", "me")
    assert done.returncode == 2
    assert "--password-stdin" in done.stderr


def test_commands_say_what_they_are_for(tmp_path: Path) -> None:
    for words in ((), ("cameras",), ("cameras", "add"), ("journal", "export"), ("bench", "wall"), ("doctor",)):
        done = command(*words, "--help")
        assert done.returncode == 0
        assert "usage:" in done.stdout
    assert command("cameras", "probe", "nobody", "--data", str(tmp_path)).returncode == 2
    assert command("no-such-command").returncode == 2
    assert command("journal", "verify", "--data", str(tmp_path / "none")).returncode == 2
    assert [file.name for file in tmp_path.iterdir()] == ["register.db"]

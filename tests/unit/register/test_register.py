"""The register: what it keeps, what it refuses, and what it says when the file cannot be used."""

from __future__ import annotations

import os
import string
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from console.core.camera import Camera
from console.core.errors import RegisterError
from console.register import Register
from console.register.check import checked
from console.register.schema import APPLICATION_ID, MIGRATIONS

GATE = Camera(
    id="정문-01", name="구로구청 정문 <b>1</b>", main_url="rtsp://10.0.0.5:554/main?a=1", sub_url="rtsp://10.0.0.5/sub",
    onvif_url="http://10.0.0.5/onvif/device_service", username="viewer", rotating=True, site="구로구청",
)  # fmt: skip
PLAIN = Camera(id="C2", name="C2", main_url="rtsps://cam.example/1")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.open(tmp_path / "data" / "register.db") as opened:
        yield opened


def test_what_was_added_is_there_after_opening_again(tmp_path: Path) -> None:
    file = tmp_path / "register.db"
    with Register.open(file) as first:
        first.add([GATE, PLAIN])
    with Register.open(file) as again:
        assert again.cameras() == [PLAIN, GATE]
        assert again.camera(GATE.id) == GATE
        assert again.camera("nobody") is None


def test_a_camera_is_replaced_and_removed(register: Register) -> None:
    register.add([GATE, PLAIN])
    moved = replace(GATE, name="후문", rotating=False)
    register.replace(moved)
    register.remove(PLAIN.id)
    assert register.cameras() == [moved]
    with pytest.raises(RegisterError, match="Camera “C2” is not registered"):
        register.replace(PLAIN)
    with pytest.raises(RegisterError, match="Camera “C2” is not registered"):
        register.remove(PLAIN.id)


def test_of_several_cameras_all_or_none_are_added(register: Register) -> None:
    register.add([PLAIN])
    with pytest.raises(RegisterError, match="Camera “C2” is registered already"):
        register.add([GATE, PLAIN])
    with pytest.raises(RegisterError, match="registered already"):
        register.add([GATE, GATE])
    with pytest.raises(RegisterError, match="a b"):
        register.add([GATE, replace(GATE, id="a b")])
    assert register.cameras() == [PLAIN]


REFUSED = [
    (replace(PLAIN, id=""), "not a camera number"),
    (replace(PLAIN, id="../x"), "not a camera number"),
    (replace(PLAIN, id="a" * 65), "not a camera number"),
    (replace(PLAIN, id="a\n"), "not a camera number"),
    (replace(PLAIN, name="x" * 121), "120"),
    (replace(PLAIN, name="a\x00b"), "control characters"),
    (replace(PLAIN, name="a\u202eb"), "control characters"),
    (replace(PLAIN, name="a\ud800b"), "control characters"),
    (replace(PLAIN, site="a\nb"), "control characters"),
    (replace(PLAIN, main_url=""), "main stream"),
    (replace(PLAIN, main_url="ftp://h/x"), "ftp://"),
    (replace(PLAIN, main_url="javascript://x"), "javascript://"),
    (replace(PLAIN, main_url="rtsp:///x"), "no device"),
    (replace(PLAIN, main_url="rtsp://h:99999/x"), "not a proper address"),
    (replace(PLAIN, main_url="rtsp://[::1/x"), "not a proper address"),
    (replace(PLAIN, main_url="rtsp://h/" + "x" * 2000), "too long"),
    (replace(PLAIN, sub_url="rtsp://h/\nx"), "control characters"),
    (replace(PLAIN, onvif_url="rtsp://h/x"), "rtsp://"),
    (replace(PLAIN, onvif_url="10.0.0.5"), "http://"),
    (replace(PLAIN, main_url="rtsp://admin:geheim@h/x"), "--password-stdin"),
    (replace(PLAIN, main_url="rtsp://admin:ge/heim@h/x"), "--password-stdin"),
    (replace(PLAIN, sub_url="http://h/x?user=a&password=geheim"), "--password-stdin"),
    (replace(PLAIN, onvif_url="http://h/x?pwd=geheim"), "--password-stdin"),
]


@pytest.mark.parametrize(("camera", "says"), REFUSED, ids=[says + str(i) for i, (_, says) in enumerate(REFUSED)])
def test_a_bad_camera_is_refused_in_a_sentence_without_its_password(
    register: Register, camera: Camera, says: str
) -> None:
    with pytest.raises(RegisterError) as caught:
        register.add([camera])
    assert says in str(caught.value)
    assert "heim" not in str(caught.value)
    assert register.cameras() == []


def test_files_and_paths_of_the_demo_are_accepted(register: Register) -> None:
    for number, url in enumerate(("/cache/demo/gate.mp4", "C:\\demo\\gate.mp4", "file:///demo/gate.mp4", "demo.mp4")):
        register.add([replace(PLAIN, id=f"D{number}", main_url=url)])
    assert len(register.cameras()) == 4


def test_texts_are_normalised_so_that_typed_korean_finds_them() -> None:
    camera = checked(replace(PLAIN, name=" 정문 ", id="정문"))
    assert (camera.name, camera.id) == ("정문", "정문")
    assert checked(replace(PLAIN, name="  ")).name == "C2"


ANYTHING = st.one_of(st.text(max_size=40), st.text(alphabet=string.printable, max_size=40).map("rtsp://".__add__))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.builds(Camera, ANYTHING, ANYTHING, ANYTHING, ANYTHING, ANYTHING, ANYTHING, st.booleans(), ANYTHING))
def test_any_camera_is_stored_unchanged_or_refused(register: Register, camera: Camera) -> None:
    try:
        good = checked(camera)
    except RegisterError:
        return
    register.add([good])
    assert register.camera(good.id) == good
    register.remove(good.id)


def test_other_files_are_named_and_left_alone(tmp_path: Path) -> None:
    text_file = tmp_path / "a.db"
    text_file.write_text("not a database at all, but long enough to look at " * 20)
    other = tmp_path / "b.db"
    connection = sqlite3.connect(str(other))
    connection.execute("CREATE TABLE entries (x)")
    connection.close()
    for file in (text_file, other):
        before = file.read_bytes()
        with pytest.raises(RegisterError, match="not a register") as caught:
            Register.open(file)
        assert file.name in str(caught.value)
        assert file.read_bytes() == before
    with pytest.raises(RegisterError, match="cannot be used"):
        Register.open(tmp_path)


def test_a_newer_register_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "register.db"
    Register.open(file).close()
    connection = sqlite3.connect(str(file))
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(RegisterError, match="newer version"):
        Register.open(file)


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "register.db"
    with Register.open(file) as register:
        register.add([GATE])
    broken = (*MIGRATIONS, ("ALTER TABLE cameras ADD COLUMN year INTEGER", "CREATE TABLE cameras (x)"))
    monkeypatch.setattr("console.register.register.MIGRATIONS", broken)
    with pytest.raises(RegisterError):
        Register.open(file)
    monkeypatch.undo()
    with Register.open(file) as register:
        assert register.cameras() == [GATE]


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_a_new_register_is_its_owners_alone(tmp_path: Path) -> None:
    Register.open(tmp_path / "new" / "register.db").close()
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "new" / "register.db").stat().st_mode & 0o777 == 0o600


def test_two_consoles_may_write_at_once(tmp_path: Path) -> None:
    file = tmp_path / "register.db"
    Register.open(file).close()

    def add(prefix: str) -> None:
        with Register.open(file) as register:
            for number in range(20):
                register.add([replace(PLAIN, id=f"{prefix}{number}")])

    threads = [threading.Thread(target=add, args=(prefix,)) for prefix in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Register.open(file) as register:
        assert len(register.cameras()) == 40


def test_a_register_that_another_program_holds_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "register.db"
    monkeypatch.setattr("console.register.register.BUSY_TIMEOUT_S", 0.05)
    with Register.open(file) as register:
        other = sqlite3.connect(str(file), isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RegisterError, match="written by another program"):
            register.add([GATE])
        other.execute("ROLLBACK")
        other.close()
        register.add([GATE])


def test_a_full_disk_is_said_and_nothing_is_half_there(tmp_path: Path) -> None:
    with Register.open(tmp_path / "register.db") as register:
        register.add([GATE])
        pages = register._db.execute("PRAGMA page_count").fetchone()[0]
        register._db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(RegisterError, match="disk is full"):
            register.add(replace(PLAIN, id=f"N{number}", name="x" * 120) for number in range(500))
        assert register.cameras() == [GATE]

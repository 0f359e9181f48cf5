"""A small room of real parts on loopback: streams, a broker, a rotating camera, and the console's data folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.end2end.desktop import REPO
from tests.peers.mosquitto import Mosquitto
from tests.peers.onvif_device import DeviceProcess, device_process
from tests.peers.rtsp_server import RtspServer

USER, PASSWORD = "operator", "s3cret-p@ss/word"


def command(*words: str, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `main.py` with no window."""
    return subprocess.run(
        [sys.executable, "main.py", *words], cwd=REPO, input=given, capture_output=True, text=True, check=False,
        timeout=90, env={**os.environ, "LANG": "C.UTF-8", **environment},
    )  # fmt: skip


def event(
    number: int, camera: str = "C1", kind: str = "intrusion", phase: str = "start", **more: object
) -> dict[str, Any]:
    """Make an event in the native form; its number names its episode and its track."""
    now = datetime.now(UTC).isoformat()
    body: dict[str, Any] = {
        "id": f"ev-{number}", "source": "peer", "seq": number, "camera": camera, "kind": kind, "phase": phase,
        "score": 0.93, "started_at": now, "zone": "담장", "rule": "월담", "track": f"t-{number}",
        "box": [0.4, 0.3, 0.1, 0.3],
    }  # fmt: skip
    return {**body, **({"ended_at": now} if phase == "end" else {}), **more}


def payload(*events: dict[str, Any]) -> bytes:
    """Write one message: an event, or an array of several."""
    return json.dumps(events[0] if len(events) == 1 else list(events), ensure_ascii=False).encode()


@dataclass
class Room:
    """Hold the parts."""

    data: Path
    rtsp: RtspServer
    broker: Mosquitto
    camera: DeviceProcess

    def cameras(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Run `main.py cameras …` on this room's data."""
        return command("cameras", *words, "--data", str(self.data), given=given)

    def journal(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `main.py journal …` on this room's data."""
        return command("journal", *words, "--data", str(self.data))

    def publish(self, *payloads: bytes) -> None:
        """Publish as an analytics server would."""
        self.broker.publish(payloads)


@contextmanager
def room(folder: Path) -> Iterator[Room]:
    """Start the parts, register two cameras (one of them rotating), write the configuration."""
    data = folder / "data"
    data.mkdir(parents=True)
    with (
        RtspServer(streams=2, mixed=True, username=USER, password=PASSWORD) as rtsp,
        Mosquitto(folder / "broker", username=USER, password=PASSWORD) as broker,
        device_process(PASSWORD, "--user", USER) as camera,
    ):
        made = Room(data, rtsp, broker, camera)
        (data / "console.toml").write_text(
            'workstation = "desk-1"\n[[feeds]]\ntype = "mqtt"\nname = "vms"\n'
            f'host = "127.0.0.1"\nport = {broker.port}\n'
            f'topic = "gwanje/events/#"\nformat = "native"\nusername = "{USER}"\n'
        )
        done = command("feeds", "password", "vms", "--data", str(data), given=PASSWORD + "\n")
        assert done.returncode == 0, done.stderr
        for words in (
            ("--id", "C1", "--name", "구로1동 642-6 스마트폴", "--main", rtsp.url(0, "main"), "--sub", rtsp.url(0),
             "--onvif", camera.url, "--rotating"),
            ("--id", "C2", "--name", "고척근린공원 <b>놀이터</b>", "--main", rtsp.url(1, "main"), "--sub", rtsp.url(1)),
        ):  # fmt: skip
            done = made.cameras("add", *words, "--user", USER, "--password-stdin", given=PASSWORD + "\n")
            assert done.returncode == 0, done.stderr
        yield made

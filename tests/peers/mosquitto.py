"""Debian's mosquitto on loopback, its session store on disk, and a publisher. It can be killed and started again."""

from __future__ import annotations

import getpass
import itertools
import os
import select
import shutil
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion

START_TIMEOUT_S = 20.0
STOP_TIMEOUT_S = 10.0
SILENCE_TIMEOUT_S = 20.0
# Queued QoS 1 messages outlive SIGKILL only so (mosquitto.conf(5)).
CONFIG = """\
persistence true
persistence_location {folder}/store/
autosave_on_changes true
autosave_interval 1
max_queued_messages 0
max_inflight_messages 0
log_dest file {folder}/mosquitto.log
log_type all
user {user}
listener {port} 127.0.0.1
"""


def find_mosquitto() -> str:
    """Return mosquitto's path; Debian keeps it where users' PATH may not look."""
    found = shutil.which(
        "mosquitto", path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
    )
    if found is None:
        raise FileNotFoundError("mosquitto is not installed: apt-get install mosquitto")
    return found


def free_port() -> int:
    """Return a loopback port nobody listens at now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def make_certificates(folder: Path, names: str = "DNS:localhost,IP:127.0.0.1", days: int = 2) -> Path:
    """Make an authority and a server certificate signed by it; return the authority's file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "names").write_text(f"subjectAltName={names}\n")
    key = ["-days", str(days), "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    for command in (
        ["req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.crt", "-subj", "/CN=Test authority"],
        ["req", *key[2:], "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=broker"],
        ["x509", "-req", "-in", "server.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial",
         "-out", "server.crt", "-days", str(days), "-extfile", "names"],
    ):  # fmt: skip
        subprocess.run(["openssl", *command], cwd=folder, check=True, capture_output=True)
    return folder / "ca.crt"


class Mosquitto:
    """Run a broker in a folder of its own: `with Mosquitto(tmp_path) as broker`."""

    def __init__(
        self, folder: Path, *, username: str = "", password: str = "", tls: bool = False, extra: str = "", port: int = 0
    ) -> None:
        self.folder = folder
        self.host = "127.0.0.1"
        self.port = port or free_port()
        self.username = username
        self.password = password
        self.ca_file = ""
        self._extra = extra
        self._tls = tls
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Mosquitto:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "store").mkdir(exist_ok=True)
        config = CONFIG.format(folder=self.folder, port=self.port, user=getpass.getuser())
        if self._tls:
            self.ca_file = str(make_certificates(self.folder / "tls"))
            config += f"certfile {self.folder}/tls/server.crt\nkeyfile {self.folder}/tls/server.key\n"
        if self.username:
            passwords = self.folder / "passwords"
            passwords.write_text(f"{self.username}:{self.password}\n")
            passwords.chmod(0o600)
            subprocess.run(["mosquitto_passwd", "-U", str(passwords)], check=True, capture_output=True)
            config += f"password_file {passwords}\n"
        config += f"allow_anonymous {'false' if self.username else 'true'}\n{self._extra}\n"
        (self.folder / "mosquitto.conf").write_text(config)
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start it and wait until it listens."""
        command = [find_mosquitto(), "-c", str(self.folder / "mosquitto.conf")]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline_s = time.monotonic() + START_TIMEOUT_S
        while True:
            try:
                socket.create_connection((self.host, self.port), timeout=1).close()
            except OSError:
                if self._process.poll() is not None or time.monotonic() > deadline_s:
                    raise RuntimeError(f"mosquitto did not start: {self.log()[-2000:]}") from None
                time.sleep(0.02)
            else:
                return

    def kill(self) -> None:
        """End it by SIGKILL: nothing is saved that was not saved before."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(STOP_TIMEOUT_S)

    def stop(self) -> None:
        """End it in order; without harm when it has ended."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOP_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                self.kill()

    def restart(self) -> None:
        """Start it again after `kill` or `stop`, at the same port, with what it had saved."""
        self.stop()
        self.start()

    def log(self) -> str:
        """Return what it has logged."""
        file = self.folder / "mosquitto.log"
        return file.read_text(errors="replace") if file.exists() else ""

    def wait_saved(self) -> None:
        """Wait until what was published before is on disk: its store is written anew some second after a change."""
        store = self.folder / "store" / "mosquitto.db"
        before = store.stat().st_mtime_ns if store.exists() else 0
        publish(self, [b"[]"], topic="peer/saved")
        deadline_s = time.monotonic() + START_TIMEOUT_S
        while not store.exists() or store.stat().st_mtime_ns == before:
            if time.monotonic() > deadline_s:
                raise TimeoutError("mosquitto did not save its store")
            time.sleep(0.05)

    def publish(self, payloads: Iterable[bytes], topic: str = "gwanje/events/test", *, retain: bool = False) -> None:
        """Publish messages at QoS 1; returns when the broker has acknowledged them all."""
        publish(self, payloads, topic, retain=retain)


def publish(
    broker: Mosquitto,
    payloads: Iterable[bytes],
    topic: str = "gwanje/events/test",
    *,
    qos: int = 1,
    retain: bool = False,
) -> None:
    """Publish messages with a client of its own; returns when the broker has acknowledged them all."""
    client = Client(CallbackAPIVersion.VERSION2, protocol=MQTTProtocolVersion.MQTTv5, reconnect_on_failure=False)
    client.max_inflight_messages_set(1000)
    accepted: list[Any] = []
    acknowledged: list[int] = []
    client.on_connect = lambda _client, _data, _flags, code, _more: accepted.append(code)
    client.on_publish = lambda _client, _data, mid, _code, _more: acknowledged.append(mid)
    if broker.username:
        client.username_pw_set(broker.username, broker.password)
    if broker.ca_file:
        client.tls_set(ca_certs=broker.ca_file)
    client.connect(broker.host, broker.port)
    while not accepted:
        _turn(client)
    if accepted[0].is_failure:
        raise ConnectionRefusedError(str(accepted[0]))
    for some in _hundreds(payloads):
        before = len(acknowledged)
        for payload in some:
            if client.publish(topic, payload, qos=qos, retain=retain).rc is not MQTTErrorCode.MQTT_ERR_SUCCESS:
                raise ConnectionError("the broker hung up on the publisher")
        awaited = before + len(some)
        while len(acknowledged) < awaited:
            _turn(client)
    client.disconnect()
    while client.want_write():
        client.loop_write()


def _hundreds(payloads: Iterable[bytes]) -> Iterator[list[bytes]]:
    source = iter(payloads)
    while some := list(itertools.islice(source, 100)):
        yield some


def _turn(client: Client) -> None:
    link = client.socket()
    if link is None:
        raise ConnectionError("the broker hung up on the publisher")
    readable, _, _ = select.select([link], [link] if client.want_write() else [], [], SILENCE_TIMEOUT_S)
    if not readable and not client.want_write():
        raise TimeoutError("the broker does not answer the publisher")
    if readable:
        client.loop_read()
    client.loop_write()
    client.loop_misc()

"""Build the console's parts in order, and take them down in the opposite one."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path

from console import __version__
from console.app.closing import Stage, close_in_order
from console.app.demo import DemoRoom, demo_site
from console.app.events import EventSources
from console.app.setting import Setting, source_of
from console.config import state_anchor
from console.control.alarms import AlarmService
from console.control.cameras import CameraService
from console.control.health import HealthService
from console.control.messages import Level, Messages
from console.control.ptz import PtzService
from console.control.recorder import Recorder
from console.control.review import ReviewService
from console.control.sealing import Sealing
from console.control.session import Session
from console.control.tasks import Report, Tasks
from console.control.wall import WallService
from console.core.camera import Camera
from console.core.errors import WorldError
from console.core.ptz import PtzDevice
from console.core.stream import StreamSource
from console.devices.drivers import open_ptz
from console.devices.thread import DeviceThread
from console.journal.journal import Journal
from console.register.secrets import Secrets
from console.ui.services import Services
from console.video.pool import VideoPool

DRAIN_S = 5.0
# Each a little longer than the part gives itself.
PTZ_S, DEVICES_S, TASKS_S, JOURNAL_S = 12.0, 8.0, 7.0, 35.0


class Passwords:
    """Hold the cameras' passwords in memory; the keyring is read on a worker thread, for it may be slow."""

    def __init__(self, secrets: Secrets, given: Mapping[str, str]) -> None:
        self._secrets = secrets
        self._known = dict(given)

    def load(self, cameras: list[Camera]) -> list[WorldError]:
        """Read the passwords of cameras that have a user name. Worker thread; returns what could not be read."""
        faults: list[WorldError] = []
        for camera in cameras:
            if camera.username and camera.id not in self._known:
                try:
                    self._known[camera.id] = self._secrets.get(f"camera:{camera.id}") or ""
                except WorldError as fault:
                    faults.append(fault)
        return faults

    def of(self, camera_id: str) -> str:
        """Return a camera's password, empty where none is kept."""
        return self._known.get(camera_id, "")


class Composition:
    """Own every part of a running console. Made on the loop's thread; `aclose` ends all in order."""

    def __init__(
        self, setting: Setting, journal: Journal, messages: Messages, report: Report, passwords: Mapping[str, str]
    ) -> None:
        self.setting, self.messages, self.journal = setting, messages, journal
        clock, config = setting.clock, setting.config
        self.tasks = Tasks(report)
        self.cameras = CameraService(setting.cameras)
        self.recorder = Recorder(journal, messages, clock, setting.operator, self.tasks)
        self.session = Session(self.recorder, __version__, setting.language)
        self.health = HealthService(self.recorder, messages, clock, self.tasks)
        self.alarms = AlarmService(
            journal, self.recorder, messages, clock, config.alarms, self.cameras.get, self.tasks
        )  # fmt: skip
        self.review = ReviewService(journal, self.recorder)
        self.secrets = Secrets(setting.data)
        self.sealing = Sealing(
            journal, self.recorder, messages, clock, self.tasks, self.secrets,
            [Path(folder) for folder in config.journal.anchors], Path(state_anchor()),
        )  # fmt: skip
        self.passwords = Passwords(self.secrets, passwords)
        self.pool = VideoPool(config.wall.children or default_children(), clock, messages.warn)
        self.wall = WallService(
            self.pool,
            self.recorder,
            messages,
            clock,
            self.cameras.get,
            self._source,
            first_layout(setting),
            self.tasks,
        )
        self.devices = DeviceThread()
        self.demo = DemoRoom(self, demo_site(setting.resources)) if setting.demo else None
        self.ptz = PtzService(
            self.devices, self._open_device, self.recorder, messages, clock, config.ptz, self.tasks
        )  # fmt: skip
        self.events = EventSources(self)

    async def start(self) -> None:
        """Begin the session and everything that runs by itself; what cannot be reached is said and tried again."""
        await self.alarms.restore()
        await self.session.open()
        self.sealing.start()
        self.pool.start()
        faults = await asyncio.to_thread(self.passwords.load, list(self.setting.cameras))
        for fault in faults[:1]:
            self.messages.say(Level.ERROR, fault.text)
        self.events.start()
        if self.demo is not None:
            self.demo.start()
        else:
            self._fill_wall()
        self.tasks.spawn(self._every_second(), "every second")

    async def aclose(self) -> None:
        """End events first, then devices (a moving camera is stopped), pictures, the session, and the journal last.

        Each has its time; what fails or does not end is reported, and the rest is closed all the same.
        """
        stages = [
            # Off the loop: a feed gives its broker up to a second to hear the last acknowledgements.
            Stage("events", self.events.close, blocks=True),
            Stage("steering", self.ptz.aclose, limit_s=PTZ_S),
            Stage("demo", self.demo.close if self.demo is not None else lambda: None),
            Stage("wall", self.wall.close),
            Stage("devices", self.devices.close, limit_s=DEVICES_S, blocks=True),
            Stage("pictures", self.pool.close),
            Stage("facts", lambda: self.recorder.drain(DRAIN_S), limit_s=DRAIN_S + 1.0),
            Stage("session", self.session.close),
            Stage("anchors", self.sealing.aclose),
            Stage("tasks", self.tasks.aclose, limit_s=TASKS_S),
            Stage("journal", self.journal.close, limit_s=JOURNAL_S, blocks=True),
        ]
        await close_in_order(stages, self.tasks.report)

    def services(self) -> Services:
        """Hand the window what it needs."""
        return Services(
            alarms=self.alarms, wall=self.wall, ptz=self.ptz, cameras=self.cameras, review=self.review,
            health=self.health, recorder=self.recorder, messages=self.messages, clock=self.setting.clock,
            spawn=self.tasks.spawn, guidance=self.setting.config.guidance_for, work=self.work,
            resources=self.setting.resources, room=self.setting.room,
            shelve_max_min=self.setting.config.alarms.shelve_max_min, sealing=self.sealing,
        )  # fmt: skip

    def work(self) -> tuple[str, int, int]:
        """Tell what long job is going on: words, done, of (0: none)."""
        return self.demo.work() if self.demo is not None else ("", 0, 0)

    def _source(self, camera: Camera) -> StreamSource:
        return source_of(camera, self.passwords.of(camera.id), self.setting.demo)

    def _open_device(self, camera: Camera) -> PtzDevice:
        if self.demo is not None:
            return self.demo.open_device(camera)
        return open_ptz(camera, self.passwords.of(camera.id), self.setting.clock)

    def _fill_wall(self) -> None:
        for tile, camera in enumerate(self.setting.cameras[:36]):
            self.wall.assign(tile, camera.id)
        self.wall.select(0)

    async def _every_second(self) -> None:
        while True:
            await asyncio.sleep(1.0)
            for duty in (self._seal, self.alarms.expire_shelves):
                try:
                    await duty()
                except Exception as fault:  # noqa: BLE001 - reported; what comes each second must go on coming
                    self.tasks.report(fault, "every second")

    async def _seal(self) -> None:
        self.sealing.tick()


def default_children() -> int:
    """Choose how many processes decode: one a core, at most four, so that the UI keeps a share of the machine."""
    return max(1, min(4, os.cpu_count() or 2))


def first_layout(setting: Setting) -> int:
    """Choose the wall's first layout: the demo shows nine of its twelve cameras."""
    return 9 if setting.demo else setting.config.wall.layout

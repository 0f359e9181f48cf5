"""A small SOAP client for one camera: it finds out how the camera wants to be asked, and remembers it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import Enum
from xml.etree.ElementTree import Element

import httpx

from console.core.camera import Camera
from console.core.clock import Clock
from console.core.errors import DeviceError
from console.devices import digest, messages
from console.devices.soap import NotSoap, SoapFault, envelope, parse_reply
from console.devices.transport import Reply, Transport
from console.devices.username_token import DeviceClock, username_token

TIMEOUT_S = 5.0
REFUSED_PAUSE_S = 30.0


class _Way(Enum):
    OPEN = "no credentials"
    DIGEST = "HTTP digest"
    WSSE = "WS-UsernameToken"


class SoapClient:
    """Ask one camera; used on the devices thread's loop. Credentials are sent only after a bare request was refused."""

    def __init__(self, camera: Camera, password: str, clock: Clock, timeout_s: float = TIMEOUT_S) -> None:
        self._camera = camera
        self._password = password
        self._clock = clock
        self._timeout_s = timeout_s
        self._transport = Transport(camera)
        self._way = _Way.OPEN
        self._way_worked = False
        self._ever_worked = False
        self._refused_until_ns = 0
        self._challenge: digest.Challenge | None = None
        self._uses = 0
        self.clock = DeviceClock(clock)

    @property
    def device_url(self) -> httpx.URL:
        """Return the device service's address."""
        return self._transport.url

    def at_camera(self, reported: str) -> httpx.URL:
        """Return a reported service address on the registered host."""
        return self._transport.at_camera(reported)

    async def call(self, url: httpx.URL, body: str) -> Element:
        """Ask and return the answer; raise DeviceError when that failed, was refused or was declined."""
        try:
            async with self._deadline():
                return await self._ask(url, body)
        except SoapFault as fault:
            raise DeviceError(
                "Camera {camera} declined: {reason}", camera=self._camera.id, reason=fault.reason
            ) from fault

    async def call_optional(self, url: httpx.URL, body: str) -> Element | None:
        """Ask for what not every camera offers: None when the camera declines."""
        try:
            async with self._deadline():
                return await self._ask(url, body)
        except SoapFault:
            return None

    async def measure_clock(self) -> None:
        """Ask the camera its time; a camera that tells none leaves the clock as it was."""
        async with self._deadline():
            await self._measure()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.aclose()

    @asynccontextmanager
    async def _deadline(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self._timeout_s):
                yield
        except TimeoutError as error:
            raise DeviceError(
                "Camera {camera} did not answer within {seconds} s.", camera=self._camera.id, seconds=self._timeout_s
            ) from error

    async def _ask(self, url: httpx.URL, body: str) -> Element:
        if self._clock.monotonic_ns() < self._refused_until_ns:
            raise self._refused()
        tried: set[_Way] = set()
        renewed = False
        while True:
            way = self._way
            reply = await self._send(url, body)
            answer = self._read(reply)
            if answer is not None:
                if way is not _Way.OPEN:
                    self._way_worked = self._ever_worked = True
                return answer
            if not self._camera.username:
                raise DeviceError("Camera {camera} wants a user name and a password.", camera=self._camera.id)
            challenge = digest.read_challenge(reply.challenges)
            if way is not _Way.OPEN and not renewed and await self._renewed(way, challenge):
                renewed = True
                continue
            tried.add(way)
            self._choose(tried, challenge)

    def _choose(self, tried: set[_Way], challenge: digest.Challenge | None) -> None:
        wanted = [_Way.DIGEST, _Way.WSSE] if challenge is not None else [_Way.WSSE]
        left = [way for way in wanted if way not in tried]
        if not left:
            # Cameras lock an account after a few wrong passwords: one that never worked is not tried again at once.
            if not self._ever_worked:
                self._refused_until_ns = self._clock.monotonic_ns() + round(REFUSED_PAUSE_S * 1e9)
            self._way, self._way_worked = _Way.OPEN, False
            raise self._refused()
        self._way, self._way_worked = left[0], False
        if challenge is not None:
            self._challenge, self._uses = challenge, 0

    def _refused(self) -> DeviceError:
        return DeviceError("Camera {camera} refused the user name or the password.", camera=self._camera.id)

    async def _renewed(self, way: _Way, challenge: digest.Challenge | None) -> bool:
        """Tell whether asking once more the same way can help: a nonce ran out, or the camera's clock was set."""
        if way is _Way.DIGEST:
            if challenge is None or not (challenge.stale or self._way_worked):
                return False
            self._challenge, self._uses = challenge, 0
            return True
        if way is _Way.WSSE and (self._way_worked or self.clock.offset_s is None):
            await self._measure()
            return True
        return False

    async def _send(self, url: httpx.URL, body: str) -> Reply:
        header, authorization = "", b""
        if self._way is _Way.WSSE:
            header = username_token(self._camera.username, self._password, self.clock.now())
        elif self._way is _Way.DIGEST and self._challenge is not None:
            self._uses += 1
            authorization = digest.answer(
                self._challenge, self._camera.username, self._password, url.raw_path.decode("ascii"), self._uses
            )
        return await self._transport.post(url, envelope(body, header), authorization)

    def _read(self, reply: Reply) -> Element | None:
        """Return the answer, None where the camera wants (other) credentials; raise SoapFault or DeviceError."""
        if reply.status == 401:
            return None
        if 300 <= reply.status < 400:
            raise DeviceError(
                "Camera {camera} points to another address, which is not followed.", camera=self._camera.id
            )
        try:
            return parse_reply(reply.data)
        except SoapFault as fault:
            if fault.unauthorised:
                return None
            raise
        except NotSoap as error:
            if reply.status >= 400:
                raise DeviceError(
                    "Camera {camera} answered with error {status}.", camera=self._camera.id, status=reply.status
                ) from error
            raise DeviceError("Camera {camera} gave an answer that is not ONVIF.", camera=self._camera.id) from error

    async def _measure(self) -> None:
        """Set the clock; asked without credentials, for a token needs the time first (Core 5.9.1: PRE_AUTH)."""
        asked_ns = self._clock.monotonic_ns()
        reply = await self._transport.post(self._transport.url, envelope(messages.GET_TIME))
        answered_ns = self._clock.monotonic_ns()
        try:
            answer = self._read(reply)
        except SoapFault:
            return
        told = None if answer is None else messages.read_time(answer)
        if told is not None:
            self.clock.learn(told, asked_ns, answered_ns)

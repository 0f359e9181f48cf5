"""A rotating camera steered by ONVIF (PTZ Service Specification; Media profiles of ver10)."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass

import httpx

from console.core.camera import Camera
from console.core.clock import Clock
from console.core.errors import DeviceError
from console.core.ptz import Position, Preset, PtzAbilities, PtzDevice, Velocity
from console.devices import messages
from console.devices.client import TIMEOUT_S, SoapClient
from console.devices.messages import Node, Profile
from console.devices.soap import SoapFault

KEEP_WARM_S = 20.0
_LANES = 2
_MOVES_MAX = 4


@dataclass(frozen=True, slots=True)
class Services:
    """Hold where a device's services are, on the registered host."""

    media: httpx.URL
    ptz: httpx.URL | None


@dataclass(frozen=True, slots=True)
class _Steering:
    url: httpx.URL
    profile: Profile
    node: Node


async def find_services(client: SoapClient) -> Services:
    """Ask where the media and PTZ services are: GetCapabilities, then GetServices for devices without it."""
    found: dict[str, str] = {}
    for request in (messages.GET_CAPABILITIES, messages.GET_SERVICES):
        answer = await client.call_optional(client.device_url, request)
        if answer is not None:
            found = messages.read_addresses(answer) | found
        if "trt" in found and "tptz" in found:
            break
    media = client.at_camera(found["trt"]) if "trt" in found else client.device_url
    return Services(media, client.at_camera(found["tptz"]) if "tptz" in found else None)


async def find_node(client: SoapClient, ptz: httpx.URL, profile: Profile) -> Node:
    """Ask what a profile's PTZ node can do; one that is not described is taken to pan, tilt and zoom."""
    answer = await client.call_optional(ptz, messages.get_node(profile.ptz_node)) if profile.ptz_node else None
    return Node() if answer is None else messages.read_node(answer)


class OnvifPtz(PtzDevice):
    """Steer one ONVIF camera. Every call raises DeviceError; construction does no I/O."""

    def __init__(self, camera: Camera, password: str, clock: Clock, timeout_s: float = TIMEOUT_S) -> None:
        self._camera = camera
        self._client = SoapClient(camera, password, clock, timeout_s)
        self._steering: _Steering | None = None
        self._finding = asyncio.Lock()
        self._moves: set[asyncio.Task[None]] = set()
        self._newest_move: asyncio.Task[None] | None = None
        self._warmth: asyncio.Task[None] | None = None

    async def abilities(self) -> PtzAbilities:
        """Ask the device what it can do; what can be tried without moving it is tried."""
        steering = await self._found()
        presets = await self._client.call_optional(steering.url, messages.get_presets(steering.profile.token))
        stored = [] if presets is None else messages.read_presets(presets)
        return steering.node.abilities(
            presets=presets is not None and (bool(stored) or steering.node.max_presets > 0),
            status=await self.position() is not None,
        )

    async def move(self, velocity: Velocity, timeout_s: float) -> None:
        """Turn at a speed until `stop`, another `move`, or the timeout.

        A cancelled call leaves its request on the wire, so that `stop` knows which moves may still take effect.
        """
        steering = await self._found()
        if len(self._moves) >= _MOVES_MAX:
            raise DeviceError("Camera {camera} has not answered the moves before this one.", camera=self._camera.id)
        body = messages.continuous_move(steering.profile.token, velocity, timeout_s, steering.node)
        task = asyncio.create_task(self._command(steering, body), name=f"move {self._camera.id}")
        self._moves.add(task)
        self._newest_move = task
        task.add_done_callback(self._settled)
        await asyncio.shield(task)

    async def stop(self) -> None:
        """End every movement; returns only when the device has confirmed.

        It is sent again when a move was on the wire, which the device might take up after the Stop; a move asked for
        later than this call is left alone.
        """
        steering = await self._found()
        body = messages.stop(steering.profile.token)
        under_way, newest = set(self._moves), self._newest_move
        await self._command(steering, body)
        if under_way:
            await asyncio.wait(under_way)
            if self._newest_move is newest:
                await self._command(steering, body)

    async def presets(self) -> list[Preset]:
        """List the stored positions."""
        steering = await self._found()
        return messages.read_presets(
            await self._client.call(steering.url, messages.get_presets(steering.profile.token))
        )

    async def goto_preset(self, token: str) -> None:
        """Turn to a stored position."""
        steering = await self._found()
        await self._command(steering, messages.goto_preset(steering.profile.token, token))

    async def goto_home(self) -> None:
        """Turn to the home position."""
        steering = await self._found()
        await self._command(steering, messages.goto_home(steering.profile.token))

    async def position(self) -> Position | None:
        """Return where it looks, None where the device does not tell."""
        steering = await self._found()
        answer = await self._client.call_optional(steering.url, messages.get_status(steering.profile.token))
        return None if answer is None else messages.read_position(answer)

    async def aclose(self) -> None:
        """Give up connections; moves on the wire are abandoned."""
        tasks = [*self._moves, *([self._warmth] if self._warmth is not None else [])]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        await self._client.aclose()

    async def _command(self, steering: _Steering, body: str) -> None:
        try:
            await self._client.call(steering.url, body)
        except DeviceError as error:
            if isinstance(error.__cause__, SoapFault) and "NoProfile" in error.__cause__.codes:
                self._steering = None
            raise

    def _settled(self, task: asyncio.Task[None]) -> None:
        self._moves.discard(task)
        if not task.cancelled():
            task.exception()

    async def _found(self) -> _Steering:
        async with self._finding:
            if self._steering is None:
                self._steering = await self._find()
            if self._warmth is None:
                self._warmth = asyncio.create_task(self._keep_warm(), name=f"keep warm {self._camera.id}")
            return self._steering

    async def _find(self) -> _Steering:
        await self._client.measure_clock()
        services = await find_services(self._client)
        if services.ptz is None:
            raise DeviceError("Camera {camera} offers no PTZ service.", camera=self._camera.id)
        profiles = messages.read_profiles(await self._client.call(services.media, messages.GET_PROFILES))
        profile = next((profile for profile in profiles if profile.steerable), None)
        if profile is None:
            raise DeviceError("Camera {camera} has no profile that can be steered.", camera=self._camera.id)
        return _Steering(services.ptz, profile, await find_node(self._client, services.ptz, profile))

    async def _keep_warm(self) -> None:
        """Keep two connections open, one for a move and one for the Stop that overtakes it, and the clock measured."""
        while True:
            # A camera that is away now is reported by the next command that somebody waits for.
            with contextlib.suppress(DeviceError):
                await asyncio.gather(*(self._client.measure_clock() for _ in range(_LANES)))
            await asyncio.sleep(KEEP_WARM_S)

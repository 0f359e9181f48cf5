"""Which driver steers a camera; a further protocol is one module and one line here."""

from __future__ import annotations

from console.core.camera import Camera
from console.core.clock import Clock
from console.core.errors import DeviceError
from console.core.ptz import PtzDevice
from console.devices.onvif import OnvifPtz


def open_ptz(camera: Camera, password: str, clock: Clock) -> PtzDevice:
    """Make the driver of a rotating camera, without I/O; its methods run on the devices thread.

    Raise DeviceError for a camera that has no usable control address.
    """
    if not camera.rotating:
        raise DeviceError("{camera} is a fixed camera: it cannot be steered.", camera=camera.id)
    return OnvifPtz(camera, password, clock)

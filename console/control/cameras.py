"""The registered cameras as the screens see them: looked up by id, found by typing."""

from __future__ import annotations

from collections.abc import Sequence

from console.core.camera import Camera
from console.core.find import Finder
from console.core.hook import Hook


class CameraService:
    """Hold all cameras in memory, on the UI thread."""

    def __init__(self, cameras: Sequence[Camera]) -> None:
        self.changed: Hook[[]] = Hook()
        self._take(cameras)

    @property
    def all(self) -> list[Camera]:
        """List all cameras, by name in natural order."""
        return self._finder.all()

    def get(self, camera_id: str) -> Camera | None:
        """Return a camera by its id."""
        return self._cameras.get(camera_id)

    def find(self, query: str, limit: int = 200) -> list[Camera]:
        """Return the cameras a person may mean, the likeliest first; an empty query finds all."""
        return self._finder.find(query, limit)

    def replace_all(self, cameras: Sequence[Camera]) -> None:
        """Take the register's new content."""
        self._take(cameras)
        self.changed()

    def _take(self, cameras: Sequence[Camera]) -> None:
        self._cameras = {camera.id: camera for camera in cameras}
        self._finder = Finder(self._cameras.values())

"""A registered camera and the sentence-like facts about it. Passwords are never part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

ID_PATTERN = re.compile(r"[A-Za-z0-9가-힣][A-Za-z0-9가-힣._-]{0,63}")
NAME_MAX_CHARS = 120


@dataclass(frozen=True, slots=True)
class Camera:
    """Describe one device with one address; `rotating` 회전형 has PTZ, else it is `fixed` 고정형."""

    id: str
    name: str
    main_url: str
    sub_url: str = ""
    onvif_url: str = ""
    username: str = ""
    rotating: bool = False
    site: str = ""

    @property
    def wall_url(self) -> str:
        """Return the stream for a small tile: the sub stream where there is one."""
        return self.sub_url or self.main_url

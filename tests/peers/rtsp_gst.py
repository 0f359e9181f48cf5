"""Serve clips over RTSP with Debian's GStreamer. Run by the system's Python, which has `gi`; JSON in, JSON out.

One line in: {"port", "username", "password", "frame_ns", "mounts": {"/sub/0": {"codec": "h264", "clip": "..."}}}.
One line out: {"port"}. Ends when stdin ends.
"""

import json
import os
import sys
import threading
from pathlib import Path

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
gi.require_version("GstRtsp", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

LAUNCH = (
    "( appsrc name=source format=time caps=video/x-{codec},stream-format=byte-stream,alignment=au "
    "! {codec}parse config-interval=-1 ! rtp{codec}pay name=pay0 pt=96 config-interval=-1 )"
)
DELIMITER = {"h264": bytes([0, 0, 0, 1, 0x09]), "h265": bytes([0, 0, 0, 1, 0x46, 0x01])}  # access unit delimiters


class Loop:
    """Play one clip for one client again and again, as one endless stream with time stamps that only grow."""

    def __init__(self, pictures: list[Gst.Buffer], frame_ns: int) -> None:
        self.pictures, self.frame_ns, self.next = pictures, frame_ns, 0

    def give(self, source: Gst.Element, _length: int) -> None:
        """Push one picture; called by `source` whenever it runs dry."""
        picture = self.pictures[self.next % len(self.pictures)].copy()
        picture.pts = picture.dts = self.next * self.frame_ns
        picture.duration = self.frame_ns
        self.next += 1
        source.emit("push-buffer", picture)


def pictures_of(clip: str, codec: str) -> list[Gst.Buffer]:
    """Cut an elementary stream into its pictures."""
    delimiter = DELIMITER[codec]
    parts = Path(clip).read_bytes().split(delimiter)[1:]
    return [Gst.Buffer.new_wrapped(delimiter + part) for part in parts]


def guard(server: GstRtspServer.RTSPServer, username: str, password: str) -> GstRtspServer.RTSPPermissions:
    """Ask every client for digest authentication (RFC 2617) and return what one that passed may do."""
    auth = GstRtspServer.RTSPAuth.new()
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    token = GstRtspServer.RTSPToken.new()
    token.set_string(GstRtspServer.RTSP_TOKEN_MEDIA_FACTORY_ROLE, "viewer")
    auth.add_digest(username, password, token)
    server.set_auth(auth)
    allowed = GstRtspServer.RTSPPermissions.new()
    allowed.add_role("viewer")
    allowed.add_permission_for_role("viewer", GstRtspServer.RTSP_PERM_MEDIA_FACTORY_ACCESS, True)
    allowed.add_permission_for_role("viewer", GstRtspServer.RTSP_PERM_MEDIA_FACTORY_CONSTRUCT, True)
    return allowed


def feed(_factory: object, media: GstRtspServer.RTSPMedia, pictures: list[Gst.Buffer], frame_ns: int) -> None:
    """Connect one client's pipeline with a loop of its own."""
    source = media.get_element().get_by_name_recurse_up("source")
    source.connect("need-data", Loop(pictures, frame_ns).give)


def main() -> None:
    """Serve until stdin ends."""
    order = json.loads(sys.stdin.readline())
    Gst.init(None)
    server = GstRtspServer.RTSPServer.new()
    server.set_address("127.0.0.1")
    server.set_service(str(order["port"]))
    allowed = guard(server, order["username"], order["password"]) if order["username"] else None
    mounts = server.get_mount_points()
    clips: dict[str, list[Gst.Buffer]] = {}
    for path, mount in order["mounts"].items():
        pictures = clips.setdefault(mount["clip"], [])
        if not pictures:
            pictures += pictures_of(mount["clip"], mount["codec"])
        factory = GstRtspServer.RTSPMediaFactory.new()
        factory.set_launch(LAUNCH.format(**mount))
        factory.connect("media-configure", feed, pictures, order["frame_ns"])
        factory.set_protocols(GstRtsp.RTSPLowerTrans.TCP)
        if allowed is not None:
            factory.set_permissions(allowed)
        mounts.add_factory(path, factory)
    if server.attach(None) == 0:
        sys.exit(f"port {order['port']} cannot be bound")
    print(json.dumps({"port": server.get_bound_port()}), flush=True)
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    GLib.timeout_add_seconds(5, lambda: server.get_session_pool() and server.get_session_pool().cleanup() >= 0)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()

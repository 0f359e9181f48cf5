"""One bounded HTTP exchange with a camera: no redirects, no cookies, no proxies, no more than 1 MiB."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from console.core.camera import Camera
from console.core.errors import DeviceError

REPLY_MAX_BYTES = 1024 * 1024
IDLE_CONNECTION_S = 60.0


@dataclass(frozen=True, slots=True)
class Reply:
    """Hold an answer: its status, its WWW-Authenticate headers and its whole body."""

    status: int
    challenges: tuple[str, ...]
    data: bytes


class Transport:
    """Post to one camera over connections that are kept; every failure is a DeviceError naming the camera."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self.url = self._address(camera.onvif_url)
        self._http = httpx.AsyncClient(
            trust_env=False,
            follow_redirects=False,
            timeout=None,  # noqa: S113 - each call has one deadline for the whole of it
            verify=ssl.create_default_context()
            if self.url.scheme == "https"
            else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            limits=httpx.Limits(max_connections=8, keepalive_expiry=IDLE_CONNECTION_S),
            headers={"Accept-Encoding": "identity", "User-Agent": "gwanje"},
        )

    def _address(self, written: str) -> httpx.URL:
        if not written:
            raise DeviceError("Camera {camera} has no ONVIF address.", camera=self._camera.id)
        try:
            url = httpx.URL(written)
        except httpx.InvalidURL as error:
            raise DeviceError("The ONVIF address of camera {camera} is not valid.", camera=self._camera.id) from error
        if url.scheme not in ("http", "https") or not url.host:
            raise DeviceError("The ONVIF address of camera {camera} is not valid.", camera=self._camera.id)
        return url.copy_with(userinfo=b"", fragment=None)

    def at_camera(self, reported: str) -> httpx.URL:
        """Return a service's address on the registered host, for devices report hosts that only they can reach."""
        try:
            url = httpx.URL(reported)
            if url.host == self.url.host and url.scheme == self.url.scheme:
                return url.copy_with(userinfo=b"", fragment=None)
            return self.url.copy_with(raw_path=url.raw_path)
        except httpx.InvalidURL:
            return self.url

    async def post(self, url: httpx.URL, content: bytes, authorization: bytes = b"") -> Reply:
        """Send one request and read its answer; a kept connection that the camera had closed is replaced once."""
        headers: list[tuple[bytes, bytes]] = [(b"Content-Type", b"application/soap+xml; charset=utf-8")]
        if authorization:
            headers.append((b"Authorization", authorization))
        try:
            try:
                return await self._exchange(url, content, headers)
            except (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError) as error:
                if not _was_hung_up(error):
                    raise
                return await self._exchange(url, content, headers)
        except httpx.HTTPError as error:
            raise self._in_words(error) from error
        except UnicodeError as error:
            raise DeviceError("The ONVIF address of camera {camera} is not valid.", camera=self._camera.id) from error

    async def _exchange(self, url: httpx.URL, content: bytes, headers: list[tuple[bytes, bytes]]) -> Reply:
        request = self._http.build_request("POST", url, content=content, headers=headers)
        response = await self._http.send(request, stream=True)
        try:
            data = bytearray()
            async for chunk in response.aiter_raw(chunk_size=65536):
                data += chunk
                if len(data) > REPLY_MAX_BYTES:
                    raise DeviceError("Camera {camera} sent an answer that is too long.", camera=self._camera.id)
        finally:
            await response.aclose()
        return Reply(response.status_code, tuple(response.headers.get_list("www-authenticate")), bytes(data))

    def _in_words(self, error: httpx.HTTPError) -> DeviceError:
        camera = self._camera.id
        if isinstance(error, httpx.ConnectError):
            if "CERTIFICATE_VERIFY_FAILED" in str(error):
                return DeviceError("The certificate of camera {camera} is not trusted.", camera=camera)
            return DeviceError("Camera {camera} cannot be reached.", camera=camera)
        if isinstance(error, httpx.ProtocolError) and not _was_hung_up(error):
            return DeviceError("Camera {camera} gave an answer that is not ONVIF.", camera=camera)
        return DeviceError("The connection to camera {camera} broke off.", camera=camera)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()


def _was_hung_up(error: httpx.HTTPError) -> bool:
    return not isinstance(error, httpx.RemoteProtocolError) or str(error).startswith("Server disconnected")

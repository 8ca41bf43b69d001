"""What keeps the browser at home: no text of an article can make it ask another host, no other site asks this one.

Knows nothing of the page. Gradio builds parts of itself from strings, so inline scripts and eval stay allowed; what no
markup can do under this policy is load from, send to, or embed another origin.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "content-security-policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; "
        "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


class LocalOnly:
    """ASGI middleware that adds `HEADERS` to every response, and lets no other site's page in.

    A page elsewhere could send a form to this machine: so an origin, where the browser tells one, must be the host
    that is asked. It could have its own name lead here (DNS rebinding): so, where this machine alone is served, the
    host must be one of its own names. Where others are let in, their names for it are not known, and not checked.
    """

    def __init__(self, app: ASGIApp, loopback: bool = True) -> None:
        self.app = app
        self._loopback = loopback

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and the headers back."""
        if scope["type"] in ("http", "websocket") and not self._is_at_home(Headers(scope=scope)):
            refusal = PlainTextResponse("this request comes from another site; open the page itself", 403)
            return await refusal(scope, receive, send)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        return await self.app(scope, receive, send_with_headers)

    def _is_at_home(self, headers: Headers) -> bool:
        """Whether the request is for a host that is served, and from a page of its own."""
        host, origin = headers.get("host", ""), headers.get("origin")
        try:
            if self._loopback and not is_loopback(urlsplit(f"//{host}").hostname or ""):
                return False
            return origin is None or urlsplit(origin).netloc == host
        except ValueError:  # "//["
            return False

"""A language model that says what a test tells it to, in OpenAI's manner, over real HTTP on this machine.

    with Scripted(lambda messages: ["They met ", "in Geneva. [1]"]) as server:
        settings = Settings(llm_base_url=server.base_url)

Knows nothing of Footnote: what is asked of it is kept in `requests`, and whether the client hung up in `hung_up`.
"""

from __future__ import annotations

import json
import select
import socket
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

Piece = str | dict[str, Any]
"""Text, or a whole `delta`, such as `{"reasoning_content": "Hm."}`."""

_TICK = 0.02
"""Seconds between two looks at whether the client hung up or the test is over."""


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class Scripted:
    """The server, while its `with` block lasts. What it does is set at the start, or changed in between."""

    answer: Callable[[list[dict[str, str]]], Sequence[Piece]] = lambda messages: ["Hello."]
    """What is written, piece by piece, to the messages that came."""
    models: Sequence[str] = ("scripted",)
    """What it lists; any other model is refused with 404."""
    before: float = 0.0
    """Seconds before the first piece."""
    between: float = 0.0
    """Seconds between two pieces."""
    is_pinging: bool = False
    """Whether it sends comments while it lets the client wait."""
    cut_after: int | None = None
    """After so many pieces the connection is dropped."""
    finish: str | None = "stop"
    """Why the model ended, told after the last piece; with None the stream just ends."""
    errors: Iterable[int] = ()
    """Statuses that the first calls get, in their order: `repeat(401)` for all."""
    error: str = "no"
    """What is said with them; `{key}` stands for the key that came."""
    instead: tuple[str, str] | None = None
    """A content type and a body that every call gets."""

    requests: list[Asked] = field(default_factory=list)
    hung_up: threading.Event = field(default_factory=threading.Event)
    """Set as soon as a client left before its answer was whole."""

    def __enter__(self) -> Scripted:
        self._errors = iter(self.errors)
        self._is_over = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.script = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(_TICK,))
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def base_url(self) -> str:
        """The address that a client is given."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def next_error(self) -> int | None:
        """The status that this call fails with, if any."""
        return next(self._errors, None)

    @property
    def is_over(self) -> bool:
        """Whether the `with` block ends."""
        return self._is_over.is_set()


class _Server(ThreadingHTTPServer):
    script: Scripted
    daemon_threads = False  # so that server_close() waits for the last answer


class _Gone(Exception):
    """The client hung up, or the test is over."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10
    server: _Server

    def do_GET(self) -> None:
        self._handle({})

    def do_POST(self) -> None:
        self._handle(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""

    def _handle(self, body: dict[str, Any]) -> None:
        script = self.server.script
        path = urlsplit(self.path).path
        script.requests.append(Asked(self.path, {name.lower(): value for name, value in self.headers.items()}, body))
        self.close_connection = True
        try:
            if (status := script.next_error()) is not None:
                key = self.headers.get("Authorization", "").removeprefix("Bearer ")
                self._send_error(status, script.error.replace("{key}", key))
            elif script.instead is not None:
                self._send(200, *script.instead)
            elif path == "/v1/models":
                self._send_json(200, {"object": "list", "data": [{"id": name} for name in script.models] or None})
            elif path != "/v1/chat/completions":
                self._send(404, "text/plain", "404 page not found")
            elif body["model"] not in script.models:
                self._send_error(404, f'model "{body["model"]}" not found, try pulling it first')
            else:
                self._write(script, script.answer(body["messages"]))
        except (_Gone, BrokenPipeError, ConnectionResetError):
            if not script.is_over:
                script.hung_up.set()

    def _write(self, script: Scripted, pieces: Sequence[Piece]) -> None:
        """The pieces as a stream of events."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for number, piece in enumerate(pieces):
            self._wait(script.between if number else script.before)
            if number == script.cut_after:
                return
            self._event([{"index": 0, "delta": {"content": piece} if isinstance(piece, str) else piece}])
        if script.cut_after is not None:
            return
        # In one write: a client that leaves once it has the reason to end has not hung up.
        if script.finish is not None:
            end = self._chunk([{"index": 0, "delta": {}, "finish_reason": script.finish}])
            self._part(end, self._chunk([]), "data: [DONE]\n\n", "")
        else:
            self._part("")

    def _event(self, choices: list[dict[str, Any]]) -> None:
        self._part(self._chunk(choices))

    @staticmethod
    def _chunk(choices: list[dict[str, Any]]) -> str:
        return f"data: {json.dumps({'object': 'chat.completion.chunk', 'choices': choices})}\n\n"

    def _part(self, *texts: str) -> None:
        parts = (text.encode() for text in texts)
        self.wfile.write(b"".join(b"%x\r\n%s\r\n" % (len(data), data) for data in parts))

    def _wait(self, seconds: float) -> None:
        """Let the client wait, and look whether it does."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            readable, _, _ = select.select([self.connection], [], [], min(left, _TICK))
            if self.server.script.is_over or (readable and not self.connection.recv(1, socket.MSG_PEEK)):
                raise _Gone
            if self.server.script.is_pinging:
                self._part(": still busy\n\n")

    def _send_error(self, status: int, words: str) -> None:
        self._send_json(status, {"error": {"message": words, "type": "error"}})

    def _send_json(self, status: int, body: dict[str, Any]) -> None:
        self._send(status, "application/json", json.dumps(body))

    def _send(self, status: int, kind: str, body: str) -> None:
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

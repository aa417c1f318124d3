"""`python -m exercises preview FILE`: one variant on a page of this machine, answers graded.

Listens on the loopback address alone and refuses requests made for another name, so that no page
elsewhere can speak through the author's browser. The file is read anew for each request. Ends with
Ctrl-C, or by itself when nobody has asked for anything for a while.
"""

from __future__ import annotations

import html
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from exercises import desk
from exercises.errors import ExerciseError
from exercises.previewing import page
from exercises.source import read_exercise
from exercises.variant import Variant
from grader.sandbox import Sandbox

IDLE_SECONDS = 30 * 60
_LONGEST = 200_000  # bytes of one request


class Preview(HTTPServer):
    """Serves one file and seed until nobody asks any more."""

    def __init__(self, file: Path, seed: int, box: Sandbox, idle: float = IDLE_SECONDS) -> None:
        super().__init__(("127.0.0.1", 0), _Request)
        self.timeout = idle
        self._file, self._seed, self._box = file, seed, box
        self._over = False

    @property
    def name(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    def serve(self) -> None:
        """Answer requests, one after the other, until the time between two is too long."""
        while not self._over:
            self.handle_request()

    def handle_timeout(self) -> None:
        self._over = True

    def answer(self, answers: dict[str, str]) -> str:
        """The page after these answers; the author's error as a page, if there is one."""
        try:
            exercise = read_exercise(self._file)
        except ExerciseError as wrong:
            return _complaint(str(wrong))
        asked = (str(self._file), exercise.text, self._seed, answers or None, self._box)
        found = desk.preview(*asked)
        if "variant" not in found:
            fault = found.get("finding") or found["fault"]
            return _complaint(f"{self._file}:{fault.get('line', 1)}: {fault['message']}")
        variant = Variant.from_json(found["variant"])
        return page(exercise.title, variant, answers, found["report"])


class _Request(BaseHTTPRequestHandler):
    server: Preview
    timeout = 2  # browsers open connections ahead and say nothing on them

    def do_GET(self) -> None:
        self._send({}) if self.path == "/" else self.send_error(404)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > _LONGEST:
            self.send_error(413)
            return
        fields = parse_qs(self.rfile.read(length).decode(), keep_blank_values=True)
        self._send({n: ",".join(v).replace("\r\n", "\n") for n, v in fields.items()})

    def _send(self, answers: dict[str, str]) -> None:
        if self.headers.get("Host") != self.server.name:
            self.send_error(421)
            return
        body = self.server.answer(answers).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing: the terminal is for the author's own work."""


def _complaint(sentence: str) -> str:
    return f"<!doctype html><title>Preview</title><p><code>{html.escape(sentence)}</code></p>"

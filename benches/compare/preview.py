"""The preview server, as a browser meets it."""

import re
import socket
import subprocess
import time
from pathlib import Path
from typing import Self

from measure import Failed

STREAM = "/_warraq/reload"
"""Where it tells of changes: `STREAM_PATH` in `src/serve/overlay.rs`."""
PATIENCE = 120
"""How many seconds an answer may take before something is wrong."""


class Preview:
    """A running `warraq build --serve`; it ends with the `with` block."""

    def __init__(self, program: Path, site: Path, log: Path):
        self._said = b""
        start = time.perf_counter()
        command = [str(program), "build", "--serve"]
        with log.open("wb") as faults:
            self._process = subprocess.Popen(
                command, cwd=site, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=faults
            )
        try:
            self._port = self._find_port()
            self.get("/")
            self.ready = time.perf_counter() - start
            """How many seconds passed from its start to its first page."""
            self._stream = self._ask(STREAM)
            self._next()
        except BaseException:
            self._end()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._end()

    def published(self) -> None:
        """Waits until the site is put in place, which goes on while pages are shown."""
        assert self._process.stdout
        while not re.search(rb"\d+ files? written, ", self._said):
            if not (line := self._process.stdout.readline()):
                raise Failed("the preview does not publish")
            self._said += line

    def told(self) -> float:
        """Waits until it tells browsers to reload: when that was."""
        self._next()
        return time.perf_counter()

    def settle(self) -> None:
        """Waits until it has nothing more to tell."""
        self._stream.settimeout(0.5)
        try:
            while self._stream.recv(4096):
                pass
        except TimeoutError:
            self._stream.settimeout(PATIENCE)

    def get(self, path: str) -> bytes:
        """A page of the site, with its head."""
        answer = b""
        with self._ask(path) as connection:
            while part := connection.recv(1 << 16):
                answer += part
        if b" 200 " not in answer[:20]:
            raise Failed(f"{path}: {answer[:100]!r}")
        return answer

    def _find_port(self) -> int:
        assert self._process.stdout
        for line in self._process.stdout:
            self._said += line
            if found := re.search(rb"serving http://127\.0\.0\.1:(\d+)/", line):
                return int(found[1])
        raise Failed("the preview does not start")

    def _ask(self, path: str) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self._port), timeout=PATIENCE)
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode())
        return connection

    def _next(self) -> None:
        """Waits for the next event of the stream."""
        heard = b""
        while not re.search(rb"data: ?\d+\n", heard):
            part = self._stream.recv(4096)
            if not part:
                raise Failed("the preview has ended its stream")
            heard += part

    def _end(self) -> None:
        self._process.terminate()
        self._process.communicate()

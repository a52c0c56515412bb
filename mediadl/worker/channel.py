"""The worker's end of the protocol: stdout is its alone; stdin's end means that the engine is gone."""

import contextlib
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from typing import BinaryIO

import psutil

from mediadl import wire
from mediadl.domain.failures import FailureKind, failure


class Channel:
    """Writes messages from any thread; reads requests on one of its own."""

    def __init__(self, output: BinaryIO) -> None:
        self._output = output
        self._lock = threading.Lock()
        self.requests: queue.Queue[wire.Work] = queue.Queue()
        self.on_control: Callable[[wire.Control], None] = lambda _control: None
        """Called on the reader's thread as soon as a control line comes; set it before `listen`."""
        self.on_work: Callable[[wire.Work], None] = lambda _work: None
        """Called there too, before the request is put into `requests`, so in order with control lines."""

    @classmethod
    def take_over_stdout(cls) -> "Channel":
        """Keep the real stdout for messages and send everything else that prints, ffmpeg too, to stderr."""
        private = os.dup(1)
        os.dup2(2, 1)
        return cls(os.fdopen(private, "wb", buffering=0))

    def send(self, message: wire.Message) -> None:
        """Write one line, whole: yt-dlp's fragment threads speak at the same time."""
        line = wire.encode(message)
        with self._lock:
            self._output.write(line)

    def listen(self) -> None:
        """Start reading requests; when stdin ends, so does this process with everything it started."""
        threading.Thread(target=self._read, name="stdin", daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin.buffer:
            if line.strip():
                self._take(line)
        end_process_group()

    def _take(self, line: bytes) -> None:
        try:
            request = wire.decode_request(line)
        except ValueError as error:
            # Whoever wrote this waits for an answer; the line itself may hold what is secret.
            self.send(wire.Failed(failure=failure(FailureKind.BUG, detail=wire.what_is_wrong(error))))
            return
        if isinstance(request, wire.Control):
            self.on_control(request)
        else:
            self.on_work(request)
            self.requests.put(request)


def end_process_group() -> None:
    """End this worker and its children, such as an ffmpeg in the middle of its work, at once."""
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGKILL)
    # Windows has no groups to signal, and a worker that leads none may not end others: children one by one.
    with contextlib.suppress(psutil.Error):
        for child in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.Error):
                child.kill()
    os._exit(1)

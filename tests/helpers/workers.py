"""One real worker process and what it says, line by line with the time of each; no engine in between."""

import contextlib
import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import psutil

from mediadl import wire
from mediadl.domain.media import Entry, Media, Playlist
from mediadl.domain.options import DownloadOptions
from mediadl.domain.presets import preset
from mediadl.domain.progress import Progress
from mediadl.engine.worker_process import worker_command
from tests.helpers.media_site import PLUGIN_DIR

TIMEOUT_S = 180.0
_SWITCHES = {
    "no_proxy": "127.0.0.1,localhost",
    "MEDIADL_TEST_PLUGINS": str(PLUGIN_DIR),
}


_OF_REQUEST = ("fixed_title", "start_fraction", "bytes_per_s", "template", "in_list", "batch_id", "secrets")
"""Fields of a download that are no options of the user's."""


class Said(NamedTuple):
    """A message and when it came, in seconds of the monotonic clock."""

    at_s: float
    message: wire.Message


class Answer:
    """Everything a worker said to one request."""

    def __init__(self, said: list[Said]) -> None:
        self.said = said

    def of(self, kind: type[Any]) -> list[Any]:
        """The messages of one type, in order."""
        return [line.message for line in self.said if isinstance(line.message, kind)]

    @property
    def progress(self) -> list[Progress]:
        """Every progress, in order."""
        return [message.progress for message in self.of(wire.ProgressMade)]

    @property
    def media(self) -> Media:
        """The one media that was found."""
        (found,) = [message.found for message in self.of(wire.Probed)]
        assert isinstance(found, Media)
        return found

    @property
    def playlist(self) -> Playlist:
        """The one list that was found."""
        (found,) = [message.found for message in self.of(wire.Probed)]
        assert isinstance(found, Playlist)
        return found

    @property
    def entries(self) -> list[Entry]:
        """The entries of a list, in order."""
        return [entry for message in self.of(wire.EntryFound) for entry in message.entries]

    @property
    def failed(self) -> wire.Failed:
        """The failure that ended the request; anything else is a failed test."""
        last = self.said[-1].message
        assert isinstance(last, wire.Failed), f"no failure: {last}"
        return last

    @property
    def finished(self) -> wire.Finished:
        """The end of a request that went well; anything else is a failed test."""
        last = self.said[-1].message
        assert isinstance(last, wire.Finished), f"not finished: {last}"
        return last

    @property
    def file(self) -> Path:
        """The one file that was made."""
        (name,) = self.finished.files
        return Path(name)


class WorkerChild:
    """A worker as the engine starts it, in its own process group; `environment` is laid over the tests'."""

    def __init__(self, environment: Mapping[str, str] | None = None, cwd: Path | None = None) -> None:
        self.process = subprocess.Popen(
            worker_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            cwd=cwd or Path(__file__).parents[2],
            env={**os.environ, **_SWITCHES, **(environment or {})},
        )
        self._lines: queue.Queue[Said | None] = queue.Queue()
        self.stderr: list[str] = []
        self._threads = [threading.Thread(target=target, daemon=True) for target in (self._read, self._hear)]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """Process id, and that of its group."""
        return self.process.pid

    def hello(self) -> wire.Hello:
        """Wait for the first line."""
        message = self.next().message
        assert isinstance(message, wire.Hello)
        return message

    def ask(self, request: wire.Work, timeout_s: float = TIMEOUT_S) -> Answer:
        """Send a request and wait for its end."""
        return Answer(list(self.stream(request, timeout_s)))

    def stream(self, request: wire.Work, timeout_s: float = TIMEOUT_S) -> Iterator[Said]:
        """Send a request and give its messages as they come."""
        self.write(wire.encode(request))
        yield from self.until_end(timeout_s)

    def until_end(self, timeout_s: float = TIMEOUT_S) -> Iterator[Said]:
        """Give messages up to and with the one that ends a request."""
        end_s = time.monotonic() + timeout_s
        while True:
            said = self.next(end_s - time.monotonic())
            if isinstance(said.message, wire.Hello):
                continue
            yield said
            if isinstance(said.message, wire.Finished | wire.Failed):
                return

    def write(self, line: bytes) -> None:
        """Send any bytes."""
        assert self.process.stdin is not None
        self.process.stdin.write(line)
        self.process.stdin.flush()

    def next(self, timeout_s: float = TIMEOUT_S) -> Said:
        """The next message; EOFError when the worker has ended, TimeoutError when it is silent."""
        try:
            said = self._lines.get(timeout=max(0.01, timeout_s))
        except queue.Empty:
            raise TimeoutError("the worker is silent:\n" + "\n".join(self.stderr)) from None
        if said is None:
            raise EOFError("the worker has ended:\n" + "\n".join(self.stderr))
        return said

    def close_stdin(self) -> None:
        """Do what the engine's end does."""
        assert self.process.stdin is not None
        self.process.stdin.close()

    def kill(self) -> None:
        """End the worker's group with SIGKILL and wait; doing it twice is fine."""
        if self.process.poll() is None:
            os.killpg(self.pid, signal.SIGKILL)
        self.process.wait()
        for thread in self._threads:
            thread.join(5)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue  # what was not flushed goes nowhere

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(Said(time.monotonic(), wire.decode_message(line)))
        self._lines.put(None)

    def _hear(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.stderr.append(line.decode(errors="replace").rstrip())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()


def fork_servers(engine: int | None = None) -> list[int]:
    """The ids of the fork servers that a process, by default this one, has started."""
    return [child.pid for child in psutil.Process(engine).children() if _is_of(child, "--worker-forks")]


def living_workers(engine: int | None = None) -> list[int]:
    """The ids of the workers that a process, by default this one, has started or had forked."""
    servers = fork_servers(engine)
    below = psutil.Process(engine).children(recursive=True)
    return [child.pid for child in below if child.pid not in servers and _is_of(child, "--worker")]


def _is_of(process: psutil.Process, switch: str) -> bool:
    with contextlib.suppress(psutil.Error):
        is_there = process.status() != psutil.STATUS_ZOMBIE
        return is_there and any(word.startswith(switch) for word in process.cmdline())
    return False


def download(url: str, folder: Path, *, job: str = "job", **options: Any) -> wire.Download:
    """A request as the engine makes it; `preset=` names a preset, other options lie over it."""
    base = preset(options.pop("preset", "best")).options
    extra = {name: options.pop(name) for name in _OF_REQUEST if name in options}
    return wire.Download(
        url=url,
        options=DownloadOptions.model_validate({**base.model_dump(), **options}),
        folder=str(folder),
        temp_folder=str(folder / ".mediadl" / job),
        **extra,
    )

"""One local file end to end through this very installation: engine, worker, yt-dlp, disk. No more network."""

import asyncio
import io
import math
import os
import struct
import tempfile
import threading
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TextIO

from mediadl import __version__
from mediadl.domain.events import JobChanged
from mediadl.domain.job import FINAL_STATES, Job, JobState
from mediadl.domain.options import DownloadOptions
from mediadl.engine.engine import Engine

_TIMEOUT_S = 60.0


async def self_test(engine: Engine, output: TextIO) -> int:
    """Download a short sound from a server of our own and compare it; write how it went; 0 is well."""
    sound = _sound()
    with (
        tempfile.TemporaryDirectory(prefix="mediadl-self-test-") as folder,
        _serve(sound) as url,
        _no_proxy(),
    ):
        job = await _download(engine, url, folder)
        content = await asyncio.to_thread(Path(job.files[0]).read_bytes) if job.files else b""
    output.write(f"MediaDL {__version__}, yt-dlp {engine.engine_version or 'did not start'}\n")
    if job.state is JobState.COMPLETED and content == sound:
        output.write("self-test passed: a file was downloaded and is the same byte for byte\n")
        return 0
    output.write(f"self-test failed: {_reason(job)}\n")
    if job.failure and job.failure.detail:
        output.write(f"{job.failure.detail}\n")
    return 1


def _reason(job: Job) -> str:
    if job.failure:
        return job.failure.message
    return "the file differs" if job.state in FINAL_STATES else f"no end after {_TIMEOUT_S:g} s"


async def _download(engine: Engine, url: str, folder: str) -> Job:
    ended: asyncio.Future[Job] = asyncio.get_running_loop().create_future()

    def on_job_changed(event: JobChanged) -> None:
        if event.job.state in FINAL_STATES and not ended.done():
            ended.set_result(event.job)

    unsubscribe = engine.bus.subscribe(JobChanged, on_job_changed)
    try:
        job = await engine.add(url, DownloadOptions(folder=folder))
        return await asyncio.wait_for(ended, _TIMEOUT_S)
    except TimeoutError:
        return engine.job(job.id)
    finally:
        unsubscribe()


def _sound() -> bytes:
    """A second of a 440 Hz tone as WAV."""
    rate = 8000
    samples = (round(8000 * math.sin(2 * math.pi * 440 * index / rate)) for index in range(rate))
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return buffer.getvalue()


@contextmanager
def _no_proxy() -> Iterator[None]:
    """Keep a proxy of the environment from standing between two ends of one machine; workers inherit this."""
    name = "no_proxy"
    before = os.environ.get(name)
    os.environ[name] = "127.0.0.1"
    try:
        yield
    finally:
        del os.environ[name]
        if before is not None:
            os.environ[name] = before


@contextmanager
def _serve(content: bytes) -> Iterator[str]:
    """Serve the bytes on loopback and yield their address."""

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self._answer(b"")

        def do_GET(self) -> None:
            self._answer(content)

        def _answer(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "audio/wav")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing: stderr is the user's."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/self-test.wav"
        finally:
            server.shutdown()
            thread.join()

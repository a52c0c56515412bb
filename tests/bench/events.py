"""How many of a worker's lines the engine takes in a second, against reading the same lines bare."""

import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path

from mediadl import wire
from mediadl.domain.events import JobProgressed
from mediadl.domain.media import Media
from mediadl.domain.progress import Progress, Stage
from mediadl.engine.bus import Bus
from mediadl.engine.engine import Engine
from mediadl.engine.pool import WorkerPool
from mediadl.engine.tasks import Tasks
from mediadl.store.store import Store
from tests.bench.contest import in_turns
from tests.bench.site import Site
from tests.bench.table import Row

LINES = 20_000
_TALKER = (
    "import sys; lines = open(sys.argv[1], 'rb').read().split(b'\\n', 1); out = sys.stdout.buffer; "
    "out.write(lines[0] + b'\\n'); out.flush(); sys.stdin.readline(); out.write(lines[1]); out.flush(); "
    "sys.stdin.read()"
)


async def events(_site: Site, scratch: Path, rounds: int) -> list[Row]:
    """A worker that does nothing but tell progress, in the engine and bare."""
    said = scratch / "said.jsonl"
    said.write_bytes(b"".join(wire.encode(message) for message in _messages()))
    talker = (sys.executable, "-c", _TALKER, str(said))
    sides = {"ours": lambda: _engine(talker, scratch), "peer": lambda: _bare(talker)}
    figures = await in_turns(sides, rounds)
    command = "the same lines read from the same process by asyncio and json.loads"
    return [Row("engine takes in progress", "lines/s", figures["ours"], figures["peer"], command)]


def _messages() -> list[wire.Message]:
    hello = wire.Hello(version="", engine_version="", pid=0)
    found = wire.Probed(found=Media(id="a", extractor="bench", url="http://127.0.0.1/", title="Bench"))
    progress = [
        wire.ProgressMade(
            progress=Progress(
                stage=Stage.DOWNLOADING,
                fraction=number / LINES,
                done_bytes=number * 65536,
                total_bytes=LINES * 65536,
                speed_bps=1e6 + number,
                eta_s=float(LINES - number),
            )
        )
        for number in range(LINES)
    ]
    return [hello, found, *progress]


async def _engine(talker: tuple[str, ...], scratch: Path) -> float:
    times: list[float] = []
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        store, tasks, bus = await Store.open(Path(folder, "queue.db")), Tasks(), Bus()
        engine = Engine(store, WorkerPool(talker, Path(folder), store.workers, tasks), bus, tasks)
        bus.subscribe(JobProgressed, lambda _event: times.append(time.perf_counter()))
        await engine.start()
        await engine.change_settings(download_folder=folder)
        try:
            await engine.add("http://127.0.0.1/bench")
            while len(times) < LINES:
                await asyncio.sleep(0.01)
        finally:
            await engine.stop()
            await tasks.cancel_all()
            await store.close()
    return (LINES - 1) / (times[-1] - times[0])


async def _bare(talker: tuple[str, ...]) -> float:
    pipe = asyncio.subprocess.PIPE
    most = wire.MAX_LINE_BYTES
    process = await asyncio.create_subprocess_exec(*talker, stdin=pipe, stdout=pipe, limit=most)
    assert process.stdin is not None
    assert process.stdout is not None
    await process.stdout.readline()
    process.stdin.write(b"\n")
    await process.stdout.readline()
    began_s = time.perf_counter()
    for _ in range(LINES):
        json.loads(await process.stdout.readline())
    took_s = time.perf_counter() - began_s
    process.stdin.close()
    await process.wait()
    return LINES / took_s

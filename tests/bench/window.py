"""What the window costs while it downloads: memory of the whole tree, and how long its loop stands still."""

import asyncio
import json
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.bench.contest import in_turns
from tests.bench.peers import YT_DLP, environment, words
from tests.bench.site import Site
from tests.bench.table import Row
from tests.bench.tree import peak_of
from tests.helpers.media_site import PLUGIN_DIR, MediaSiteProcess
from tests.helpers.mixed_jobs import mixed_jobs

_ROOT = Path(__file__).parents[2]
MB = 1_000_000
MEDIUM_RATE = 15_000_000
SMOOTH_JOBS = 50
SMOOTH_AT_ONCE = 10
SLICES = 5
FRAME_MS = 16.0


async def memory(site: Site, scratch: Path, rounds: int) -> list[Row]:
    """Two files and two streams at once: the window and all it starts; four commands and a window."""
    links = [site.url(f"medium.mp4?{number}", rate=MEDIUM_RATE) for number in range(2)]
    links += [site.url(f"late.m3u8?{number}", late_ms=80) for number in range(2)]
    resident: dict[str, list[float]] = {"ours": [], "peer": []}

    async def ours() -> float:
        async with _window(scratch, [(link, "best") for link in links], len(links)) as (process, begin):
            with peak_of([process.pid]) as peak:
                await begin()
        resident["ours"].append(peak.rss / MB)
        return peak.pss / MB

    async def peer() -> float:
        async with _module("tests.bench.bare_window") as window:
            await asyncio.sleep(2)
            with tempfile.TemporaryDirectory(dir=scratch) as folder:
                commands = [await _yt_dlp(link, Path(folder, str(n))) for n, link in enumerate(links)]
                with peak_of([window.pid, *(command.pid for command in commands)]) as peak:
                    codes = await asyncio.gather(*(command.wait() for command in commands))
        assert not any(codes), codes
        resident["peer"].append(peak.rss / MB)
        return peak.pss / MB

    figures = await in_turns({"ours": ours, "peer": peer}, rounds)
    command = f"{words((YT_DLP, links[0]))}, four such, beside a bare PySide6 window"
    return [
        Row("peak memory, 4 downloads, PSS", "MB", figures["ours"], figures["peer"], command, 1.2),
        Row("the same, RSS", "MB", resident["ours"], resident["peer"], command),
    ]


async def smoothness(_site: Site, scratch: Path, _rounds: int) -> list[Row]:
    """Fifty mixed downloads, ten at a time; the figures are those of five slices of one run."""
    site = await asyncio.to_thread(MediaSiteProcess)
    try:
        links = [(job.link, job.preset) for job in mixed_jobs(site, SMOOTH_JOBS)]
        async with (
            _window(scratch, links, SMOOTH_AT_ONCE) as (_process, begin),
            _module("tests.bench.ticker") as idle,
        ):
            told = await begin()
            theirs, _ = await idle.communicate(b"")
    finally:
        await asyncio.to_thread(site.stop)
    if told["failed"]:
        print(f"  {len(told['failed'])} of {told['jobs']} failed: {told['failed'][0]}", file=sys.stderr)
    reference = json.loads(theirs)
    ours, peer = _slices(told["ticks"]["late_ms"]), _slices(reference["late_ms"])
    own, its_own = _slices(told["ticks"]["own_ms"]), _slices(reference["own_ms"])
    command = "a process at the same time whose loop does nothing but tick"
    name = f"window stands still, {SMOOTH_AT_ONCE} downloads"
    return [
        Row(f"{name}, p50", "ms", _at(ours, 0.5), _at(peer, 0.5), command),
        Row(f"{name}, p99", "ms", _at(ours, 0.99), _at(peer, 0.99), command, FRAME_MS, absolute=True),
        Row(f"{name}, longest", "ms", _at(ours, 1.0), _at(peer, 1.0), command),
        Row("its own work between two ticks, p99", "ms", _at(own, 0.99), _at(its_own, 0.99), command),
        Row("its own work between two ticks, longest", "ms", _at(own, 1.0), _at(its_own, 1.0), command),
    ]


def _slices(late_ms: Sequence[float]) -> list[list[float]]:
    size = len(late_ms) // SLICES
    return [sorted(late_ms[start : start + size]) for start in range(0, size * SLICES, size)]


def _at(slices: Sequence[Sequence[float]], share: float) -> list[float]:
    return [part[min(len(part) - 1, int(len(part) * share))] for part in slices]


@asynccontextmanager
async def _window(scratch: Path, links: Sequence[tuple[str, str]], at_once: int) -> AsyncIterator[Any]:
    """The window's process, ready, and what lets it download to the end and returns what it says then."""
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        async with _module("tests.bench.window_scene") as process:
            scene = {"folder": folder, "at_once": at_once, "links": links}
            await _tell(process, json.dumps(scene))
            assert json.loads(await process.stdout.readline())["ready"]

            async def begin() -> dict[str, Any]:
                await _tell(process, "begin")
                told: dict[str, Any] = json.loads(await process.stdout.readline())
                return told

            yield process, begin
            await _tell(process, "end")
            await process.wait()


@asynccontextmanager
async def _module(name: str) -> AsyncIterator[Any]:
    variables = {**environment(), "MEDIADL_TEST_PLUGINS": str(PLUGIN_DIR), "MEDIADL_ALLOW_LOOPBACK_URLS": "1"}
    command = (sys.executable, "-m", name)
    process = await asyncio.create_subprocess_exec(
        *command, cwd=_ROOT, env=variables, stdin=PIPE, stdout=PIPE, limit=64 * MB
    )
    try:
        yield process
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


async def _tell(process: Process, line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(line.encode() + b"\n")
    await process.stdin.drain()


async def _yt_dlp(link: str, folder: Path) -> Process:
    folder.mkdir()
    null = asyncio.subprocess.DEVNULL
    return await asyncio.create_subprocess_exec(
        YT_DLP, link, cwd=folder, env=environment(), stdin=null, stdout=null, stderr=null
    )

"""The API under load, beside four downloads and in the window: how fast it answers, what the window feels."""

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psutil

from tests.bench.site import Site
from tests.bench.table import Row
from tests.bench.window import FRAME_MS, MB, _at, _module, _slices, _tell

DOWNLOADS = 4
DOWNLOAD_RATE = 1_500_000
WAITING_JOBS = 46
"""With those that download they fill a page."""
RATE = 200
STREAMS = 50
SUBMITS = 1000
SECONDS, QUICK_SECONDS = 60, 15
ANSWER_MS = 20.0
WORK_MS = 1.0
_IDLE = "a process at the same time whose loop does nothing but tick"
_ALONE = "the same window and downloads, before the load"


async def api_load(site: Site, scratch: Path, rounds: int) -> list[Row]:
    """Requests at a steady rate, then streams, then more submits at once than are let through."""
    seconds = SECONDS if rounds > 2 else QUICK_SECONDS
    async with _scene(site, scratch, is_limited=False) as scene:
        rows = await _steady(scene, seconds)
        rows += await _streams(scene, site, seconds)
    async with _scene(site, scratch, is_limited=True) as scene:
        return rows + await _burst(scene, site)


class _Scene:
    """The window's process, ready."""

    def __init__(self, process: Any, told: dict[str, Any]) -> None:
        self.process = process
        self._told = told

    async def order(self, word: str) -> dict[str, Any]:
        """Give an order and return what it says."""
        await _tell(self.process, word)
        told: dict[str, Any] = json.loads(await self.process.stdout.readline())
        return told

    async def loaded(self, **wanted: Any) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """Let the client do something; what it saw, what the window felt, and an idle process beside it."""
        order = json.dumps({**self._told, **wanted})
        async with _module("tests.bench.ticker") as idle, _module("tests.bench.api_client") as client:
            await self.order("begin")
            saw, _ = await client.communicate(order.encode() + b"\n")
            felt = await self.order("stop")
            reference, _ = await idle.communicate(b"")
        assert felt["running"] == DOWNLOADS, "the downloads ended before the measurement did"
        return json.loads(saw), felt, json.loads(reference)

    @property
    def rss_mb(self) -> float:
        """Resident memory of the window's process alone."""
        return float(psutil.Process(self.process.pid).memory_info().rss / MB)


async def _steady(scene: _Scene, seconds: int) -> list[Row]:
    await scene.order("begin")
    await asyncio.sleep(min(10, seconds))
    alone = await scene.order("stop")
    saw, felt, idle = await scene.loaded(do="load", rate=RATE, seconds=seconds)
    _complain(saw["errors"])
    took = sorted(ms for _what, ms in saw["took_ms"])
    print(*_by_kind(saw["took_ms"]), sep="\n", file=sys.stderr)
    name = f"API, {RATE} requests/s for {seconds} s"
    alone_own = _slices(alone["ticks"]["own_ms"])
    work_ms = 1000 * (felt["cpu_share"] - alone["cpu_share"]) / saw["rate"]
    return [
        Row(f"{name}: answered", "1/s", [saw["rate"]], [RATE], "what was sent", 0.99, more_is_better=True),
        Row(f"{name}: errors", "n", [len(saw["errors"])], [0], "none", 0, absolute=True),
        Row(f"{name}: p50", "ms", [_share(took, 0.5)], [ANSWER_MS], "the limit"),
        Row(f"{name}: p95", "ms", [_share(took, 0.95)], [ANSWER_MS], "the limit", ANSWER_MS, absolute=True),
        Row(f"{name}: p99", "ms", [_share(took, 0.99)], [ANSWER_MS], "the limit"),
        Row(f"{name}: work a request", "ms", [work_ms], [WORK_MS], "the limit", WORK_MS, absolute=True),
        *_stalls(name, felt, idle),
        Row(f"{name}: own work, p99", "ms", _at(_own(felt), 0.99), _at(alone_own, 0.99), _ALONE),
    ]


async def _streams(scene: _Scene, site: Site, seconds: int) -> list[Row]:
    before_mb = scene.rss_mb
    saw, felt, idle = await scene.loaded(
        do="streams", streams=STREAMS, seconds=seconds, link=site.url("medium.mp4")
    )
    _complain([f"stream {number} was cut" for number in saw["cut"]])
    _complain([f"a submit was answered with {status}" for status in saw["added"] if status != 201])
    whole = max(saw["got"], key=len)
    missed = [len(set(whole) - set(one)) for one in saw["got"]]
    name = f"API, {STREAMS} streams for {seconds} s"
    progress = sorted(saw["progress"])
    return [
        Row(f"{name}: numbered events", "n", [len(whole)], [len(saw["added"])], "jobs added", 1, True),
        Row(f"{name}: missed or cut", "n", [sum(missed) + len(saw["cut"])], [0], "none", 0, absolute=True),
        Row(
            f"{name}: progress, least", "n", [progress[0]], [progress[-1]], "most", 0.99, more_is_better=True
        ),
        Row(f"{name}: memory", "MB", [scene.rss_mb], [before_mb], "before the streams", 1.2),
        *_stalls(name, felt, idle),
    ]


async def _burst(scene: _Scene, site: Site) -> list[Row]:
    saw, felt, idle = await scene.loaded(do="burst", count=SUBMITS, link=site.url("medium.mp4"))
    queue = set((await scene.order("jobs"))["jobs"])
    taken = [job for status, job, _when in saw["told"] if status == 201]
    refused = [status for status, _job, says_when in saw["told"] if status == 429 and says_when]
    lost = len(set(taken) - queue) + len(taken) - len(set(taken))
    unasked = len(queue) - DOWNLOADS - WAITING_JOBS - len(taken)
    other = len(saw["told"]) - len(taken) - len(refused)
    name = f"API, {SUBMITS} submits at once"
    _complain(
        [f"neither 201 nor 429 with Retry-After: {one}" for one in saw["told"] if one[0] not in {201, 429}]
    )
    return [
        Row(f"{name}: taken", "n", [len(taken)], [SUBMITS], "sent"),
        Row(f"{name}: refused with 429", "n", [len(refused)], [SUBMITS], "sent"),
        Row(f"{name}: answered otherwise", "n", [other], [0], "none", 0, absolute=True),
        Row(f"{name}: lost or unasked", "n", [lost + abs(unasked)], [0], "none", 0, absolute=True),
        *_stalls(name, felt, idle, None),  # it is over in a second: too few ticks for a limit
    ]


def _stalls(
    name: str, felt: dict[str, Any], idle: dict[str, Any], limit_ms: float | None = FRAME_MS
) -> list[Row]:
    ours, peer = _slices(felt["ticks"]["late_ms"]), _slices(idle["late_ms"])
    p99 = Row(f"{name}: stall p99", "ms", _at(ours, 0.99), _at(peer, 0.99), _IDLE, limit_ms, absolute=True)
    return [p99, Row(f"{name}: stall, longest", "ms", _at(ours, 1.0), _at(peer, 1.0), _IDLE)]


def _own(felt: dict[str, Any]) -> list[list[float]]:
    return _slices(felt["ticks"]["own_ms"])


def _share(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _by_kind(took: list[tuple[str, float]]) -> list[str]:
    lines = []
    for kind in sorted({what for what, _ms in took}):
        ordered = sorted(ms for what, ms in took if what == kind)
        figures = "  ".join(f"p{share:.0%} {_share(ordered, share):7.2f}" for share in (0.5, 0.95, 0.99))
        lines.append(f"  {kind:<8}{len(ordered):>6}  {figures} ms")
    return lines


def _complain(errors: list[str]) -> None:
    for error in errors[:5]:
        print(f"  {error}", file=sys.stderr)


@asynccontextmanager
async def _scene(site: Site, scratch: Path, *, is_limited: bool) -> AsyncIterator[_Scene]:
    links = [site.url(f"big.mp4?{number}", rate=DOWNLOAD_RATE) for number in range(DOWNLOADS)]
    paused = [site.url(f"medium.mp4?waits-{number}") for number in range(WAITING_JOBS)]
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        async with _module("tests.bench.api_scene") as process:
            wanted = {"folder": folder, "links": links, "paused": paused, "is_limited": is_limited}
            await _tell(process, json.dumps(wanted))
            yield _Scene(process, json.loads(await process.stdout.readline()))
            await _tell(process, "end")
            await process.wait()

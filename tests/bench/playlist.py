"""A list of 10,000 entries in the real window: how soon it is there, how smooth it stays, what it takes."""

import asyncio
import json
import sys
import tempfile
import time
from asyncio.subprocess import PIPE
from pathlib import Path
from typing import Any

from tests.bench.peers import NICE, YT_DLP, words
from tests.bench.site import Site
from tests.bench.table import Row
from tests.helpers.media_site import MediaSiteProcess

ENTRIES = 10_000
PHASES = ("arriving", "scrolling", "typing", "sorting and checking")
FRAME_MS = 16.0
LONGEST_MS = 50.0
_ROOT = Path(__file__).parents[2]


async def playlist(_site: Site, scratch: Path, _rounds: int) -> list[Row]:
    """The window and a loop that does nothing but tick at the same time; then yt-dlp with the same list."""
    site = await asyncio.to_thread(MediaSiteProcess, ["small.mp4"])
    try:
        link = site.url(f"feed.rss?n={ENTRIES}")
        told, idle = await _play(link, scratch)
        peer = (*NICE, YT_DLP, "--flat-playlist", "--print", "title", link)
        theirs_s = await _first_line_s(peer)
    finally:
        await asyncio.to_thread(site.stop)
    command, first_s = words(peer), [told["first_rows_s"]]
    rows = [
        Row(
            f"{ENTRIES} entries: first rows after adding",
            "s",
            first_s,
            [theirs_s],
            command,
            1.0,
            absolute=True,
        ),
        Row(f"{ENTRIES} entries: all rows", "s", [told["all_rows_s"]], [theirs_s], command),
        Row("window's memory a 1,000 entries", "MB", [told["bytes_per_1000"] / 1e6], [0.0], "nothing"),
    ]
    for phase in PHASES:
        rows += _smoothness(phase, told[phase], idle)
    return rows


def _smoothness(phase: str, ours: dict[str, list[float]], idle: dict[str, list[float]]) -> list[Row]:
    command = "a process at the same time whose loop does nothing but tick"
    name = f"{ENTRIES} entries, {phase}"
    late, theirs = sorted(ours["late_ms"]), sorted(idle["late_ms"])
    own, its_own = sorted(ours["own_ms"]), sorted(idle["own_ms"])
    limits: dict[str, Any] = {"absolute": True}
    return [
        Row(f"{name}: stands still, p99", "ms", [_at(late)], [_at(theirs)], command, FRAME_MS, **limits),
        Row(f"{name}: longest", "ms", [late[-1]], [theirs[-1]], command, LONGEST_MS, **limits),
        Row(f"{name}: own work, p99", "ms", [_at(own)], [_at(its_own)], command, FRAME_MS, **limits),
        Row(f"{name}: own work, longest", "ms", [own[-1]], [its_own[-1]], command, LONGEST_MS, **limits),
    ]


def _at(sorted_ms: list[float], share: float = 0.99) -> float:
    return sorted_ms[min(len(sorted_ms) - 1, int(len(sorted_ms) * share))]


async def _play(link: str, scratch: Path) -> tuple[dict[str, Any], dict[str, list[float]]]:
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        scene = json.dumps({"folder": folder, "link": link, "entries": ENTRIES})
        window, idle = await _module("tests.bench.playlist_scene"), await _module("tests.bench.ticker")
        output, _ = await window.communicate(f"{scene}\n".encode())
        reference, _ = await idle.communicate(b"")
    return json.loads(output), json.loads(reference)


async def _module(name: str) -> asyncio.subprocess.Process:
    command = (sys.executable, "-m", name)
    return await asyncio.create_subprocess_exec(*command, cwd=_ROOT, stdin=PIPE, stdout=PIPE)


async def _first_line_s(command: tuple[str, ...]) -> float:
    began_s = time.monotonic()
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE)
    assert process.stdout is not None
    await process.stdout.readline()
    took_s = time.monotonic() - began_s
    process.terminate()
    await process.wait()
    return took_s

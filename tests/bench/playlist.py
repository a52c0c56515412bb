"""A list of 10,000 entries in the real window: how soon it is there, how smooth it stays, what it takes."""

import asyncio
import tempfile
import time
from asyncio.subprocess import PIPE
from pathlib import Path

from tests.bench.peers import NICE, YT_DLP, words
from tests.bench.site import Site
from tests.bench.smooth import played, smoothness
from tests.bench.table import Row
from tests.helpers.media_site import MediaSiteProcess

ENTRIES = 10_000
PHASES = ("arriving", "scrolling", "typing", "sorting and checking")


async def playlist(_site: Site, scratch: Path, _rounds: int) -> list[Row]:
    """The window and a loop that does nothing but tick at the same time; then yt-dlp with the same list."""
    site = await asyncio.to_thread(MediaSiteProcess, ["small.mp4"])
    try:
        link = site.url(f"feed.rss?n={ENTRIES}")
        with tempfile.TemporaryDirectory(dir=scratch) as folder:
            scene = {"folder": folder, "link": link, "entries": ENTRIES}
            told, idle = await played("tests.bench.playlist_scene", scene)
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
        rows += smoothness(f"{ENTRIES} entries, {phase}", told[phase], idle)
    return rows


async def _first_line_s(command: tuple[str, ...]) -> float:
    began_s = time.monotonic()
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE)
    assert process.stdout is not None
    await process.stdout.readline()
    took_s = time.monotonic() - began_s
    process.terminate()
    await process.wait()
    return took_s

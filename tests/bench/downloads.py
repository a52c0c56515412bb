"""The app's own engine, warm as the window has it, against cold commands: downloads, lists, first bytes."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from mediadl.domain.job import JobState
from tests.bench.contest import in_turns
from tests.bench.peers import MEDIADL, NICE, YT_DLP, timed, words
from tests.bench.site import ENTRIES, FRAGMENTS, LATE_FRAGMENTS, SMALL_FILES, Site
from tests.bench.table import Row
from tests.helpers.engines import Watched, running_engine

AT_ONCE = 4
SMALL_FILES_QUICK = 40
SMALL_FILES_ROUNDS = 3
"""With fewer rounds than this it is the quick form."""


@asynccontextmanager
async def warm_engine(scratch: Path) -> AsyncIterator[Watched]:
    """An engine with a worker that has nothing left to warm up."""
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        async with running_engine(Path(folder)) as watched:
            await watched.engine.prewarm()
            await asyncio.sleep(3)
            yield watched


async def completed_s(watched: Watched, url: str) -> float:
    """Add a link and wait until its file is checked and in place; returns the seconds that took."""
    began_s = time.monotonic()
    job = await watched.until_ended((await watched.engine.add(url)).id)
    took_s = time.monotonic() - began_s
    if job.state is not JobState.COMPLETED:
        raise RuntimeError(f"{url}: {job.state}, {job.failure}, {job.differences}")
    for file in job.files:
        Path(file).unlink()
    return took_s


async def _against(
    site: Site, scratch: Path, url: str, peers: Sequence[Sequence[str]], rounds: int
) -> list[list[float]]:
    """Ours, ours cold, and the peers, each with its seconds."""
    cold = (MEDIADL, "get", url, "--to", ".")
    async with warm_engine(scratch) as watched:
        await completed_s(watched, site.url("small.mp4"))
        sides = {"ours": lambda: completed_s(watched, url), "cold": lambda: timed(cold, scratch)}
        for peer in peers:
            sides[words(peer)] = lambda peer=peer: timed(peer, scratch)
        return list((await in_turns(sides, rounds)).values())


async def one_file(site: Site, scratch: Path, rounds: int) -> list[Row]:
    """One file of a gigabyte."""
    url = site.url("big.mp4")
    yt_dlp, curl = (*NICE, YT_DLP, url), (*NICE, "curl", "-sSO", url)
    ours, cold, theirs, curls = await _against(site, scratch, url, [yt_dlp, curl], rounds)
    name = "1 GB file"
    return [
        Row(f"{name}, yt-dlp", "s", ours, theirs, words(yt_dlp), 1 / 0.9),
        Row(f"{name}, curl", "s", ours, curls, words(curl), 1 / 0.9),
        Row(f"{name}, cold `mediadl get`", "s", cold, theirs, words(yt_dlp)),
    ]


async def hls(site: Site, scratch: Path, rounds: int) -> list[Row]:
    """Many fragments without latency."""
    url = site.url("long.m3u8")
    plain, eight = (*NICE, YT_DLP, url), (*NICE, YT_DLP, "-N", "8", url)
    ours, cold, plains, eights = await _against(site, scratch, url, [plain, eight], rounds)
    name = f"HLS, {FRAGMENTS} fragments"
    return [
        Row(f"{name}, yt-dlp", "s", ours, plains, words(plain)),
        Row(f"{name}, yt-dlp -N 8", "s", ours, eights, words(eight), 0.4),
        Row(f"{name}, cold `mediadl get`", "s", cold, eights, words(eight)),
    ]


async def latency(site: Site, scratch: Path, rounds: int) -> list[Row]:
    """Fragments whose first byte takes 80 ms."""
    url = site.url("late.m3u8", late_ms=80)
    eight = (*NICE, YT_DLP, "-N", "8", url)
    ours, cold, eights = await _against(site, scratch, url, [eight], rounds)
    name = f"HLS, {LATE_FRAGMENTS} fragments, 80 ms each"
    return [
        Row(f"{name}, yt-dlp -N 8", "s", ours, eights, words(eight), 1.05),
        Row(f"{name}, cold `mediadl get`", "s", cold, eights, words(eight)),
    ]


async def small_files(site: Site, scratch: Path, rounds: int) -> list[Row]:
    """A hundred small files, four at a time, both from a cold start."""
    count = SMALL_FILES if rounds >= SMALL_FILES_ROUNDS else SMALL_FILES_QUICK
    links = [site.url(f"small-{number:03}.mp4") for number in range(count)]
    listed = scratch / "links.txt"
    listed.write_text("\n".join(links))
    ours = (MEDIADL, "get", "--jobs", str(AT_ONCE), "--from-file", str(listed), "--to", ".")
    peer = (*NICE, "xargs", f"-P{AT_ONCE}", "-n1", YT_DLP)
    lines = "\n".join(links).encode()
    sides = {
        "ours": lambda: timed(ours, scratch, files=count),
        "peer": lambda: timed(peer, scratch, stdin=lines, files=count),
    }
    figures = await in_turns(sides, rounds)
    name = f"{count} small files, `mediadl get --jobs {AT_ONCE}`"
    command = f"nice -n 10 xargs -P{AT_ONCE} -n1 yt-dlp < links.txt"
    return [Row(name, "s", figures["ours"], figures["peer"], command, 0.25)]


async def feed(site: Site, scratch: Path, rounds: int) -> list[Row]:
    """A long list, until its last entry is there."""
    url = site.url("feed.rss")
    peer = (*NICE, YT_DLP, "--flat-playlist", "-J", url)
    async with warm_engine(scratch) as watched:
        sides = {"ours": lambda: _listed_s(watched, url), "peer": lambda: timed(peer, scratch, files=0)}
        figures = await in_turns(sides, rounds)
    name = f"feed of {ENTRIES} entries listed"
    return [Row(name, "s", figures["ours"], figures["peer"], words(peer))]


async def _listed_s(watched: Watched, url: str) -> float:
    began_s = time.monotonic()
    job = await watched.engine.add(url)
    await watched.until(lambda: watched.engine.finding(job.id).listing_finished)
    took_s = time.monotonic() - began_s
    assert len(watched.engine.finding(job.id).entries) == ENTRIES
    return took_s


async def first_request(site: Site, scratch: Path, rounds: int) -> list[Row]:
    """From adding to the first request that reaches the server."""
    numbers = iter(range(1_000_000))

    async def ours() -> float:
        marker, began_s = f"ours-{next(numbers)}", time.monotonic()
        await completed_s(watched, site.url(f"small.mp4?{marker}"))
        return (site.first_request_s(marker) or 0.0) - began_s

    async def peer() -> float:
        marker, began_s = f"peer-{next(numbers)}", time.monotonic()
        await timed((*NICE, YT_DLP, site.url(f"small.mp4?{marker}")), scratch)
        return (site.first_request_s(marker) or 0.0) - began_s

    async with warm_engine(scratch) as watched:
        await ours()
        figures = await in_turns({"ours": ours, "peer": peer}, rounds)
    command = words((*NICE, YT_DLP, site.url("small.mp4")))
    return [Row("add until the first request, warm", "s", figures["ours"], figures["peer"], command, 0.15)]

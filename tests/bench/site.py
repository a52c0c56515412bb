"""What the bench downloads, made once a run in memory, and the server process that gives it out."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.helpers.media_site.ffmpeg import run_ffmpeg

_ROOT = Path(__file__).parents[2]
_IN_MEMORY = Path("/dev/shm")
BIG_BYTES = 1_000_000_000
MEDIUM_BYTES = 100_000_000
SMALL_FILES = 100
FRAGMENTS = 500
LATE_FRAGMENTS = 200
ENTRIES = 2000


class Site:
    """The address of everything, and the log of requests."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self._base = f"http://127.0.0.1:{port}"

    def url(self, path: str, *, late_ms: int = 0, rate: int = 0) -> str:
        """The address of a file; `late_ms` before each answer's first byte, `rate` bytes a second each."""
        trouble = f"/late-{late_ms}" if late_ms else f"/rate-{rate}" if rate else ""
        return f"{self._base}{trouble}/{path}"

    @property
    def log(self) -> Path:
        """File with a line a request: seconds of the monotonic clock, and the path."""
        return self.folder / "requests.log"

    def first_request_s(self, marker: str) -> float | None:
        """When the first request for an address that holds `marker` came, on the monotonic clock."""
        for line in self.log.read_text().splitlines():
            when_s, path = line.split(" ", 1)
            if marker in path:
                return float(when_s)
        return None


@contextmanager
def bench_site() -> Iterator[Site]:
    """Make the media (about 1.2 GB in memory where the system has a place for that), and serve them."""
    parent = _IN_MEMORY if _IN_MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="mediadl-bench-", dir=parent) as name:
        folder = Path(name)
        _make(folder)
        command = [sys.executable, "-m", "tests.bench.server", name, str(folder / "requests.log")]
        server = subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert server.stdin is not None
        assert server.stdout is not None
        try:
            yield Site(folder, int(server.stdout.readline()))
        finally:
            server.stdin.close()
            server.wait()
            server.stdout.close()


def _make(folder: Path) -> None:
    began_s = time.monotonic()
    small = folder / "small.mp4"
    coded = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "10", "-c:a", "aac", "-shortest")
    source = ("-f", "lavfi", "-i", "testsrc2=size=256x144:rate=10", "-f", "lavfi", "-i", "sine=frequency=300")
    run_ffmpeg(*source, "-t", "10", *coded, "-movflags", "+faststart", small)
    for number in range(SMALL_FILES):
        (folder / f"small-{number:03}.mp4").hardlink_to(small)
    _pad(small, folder / "big.mp4", BIG_BYTES)
    _pad(small, folder / "medium.mp4", MEDIUM_BYTES)
    fragments = ("-c", "copy", "-f", "hls", "-hls_time", "1", "-hls_list_size", "0")
    named = ("-hls_segment_filename", folder / "part-%03d.ts")
    run_ffmpeg("-stream_loop", "-1", "-i", small, "-t", FRAGMENTS, *fragments, *named, folder / "long.m3u8")
    _shorten(folder / "long.m3u8", folder / "late.m3u8", LATE_FRAGMENTS)
    (folder / "feed.rss").write_text(_feed(), encoding="utf-8")
    print(f"media made in {time.monotonic() - began_s:.0f} s", file=sys.stderr, flush=True)


def _pad(source: Path, target: Path, size_bytes: int) -> None:
    """A valid MP4 of that size: behind the media one `free` box, which players skip (ISO/IEC 14496-12)."""
    media = source.read_bytes()
    left = size_bytes - len(media)
    block = bytes(range(256)) * 4096
    with target.open("wb") as file:
        file.write(media + left.to_bytes(4, "big") + b"free")
        while (missing := size_bytes - file.tell()) > 0:
            file.write(block[:missing])


def _shorten(source: Path, target: Path, fragments: int) -> None:
    lines = source.read_text().splitlines()
    ends = [number for number, line in enumerate(lines) if line.endswith(".ts")]
    target.write_text("\n".join([*lines[: ends[fragments - 1] + 1], "#EXT-X-ENDLIST", ""]))


def _feed() -> str:
    items = "".join(
        f"<item><title>Episode {number}</title><link>http://127.0.0.1:9/episode/{number}</link></item>"
        for number in range(1, ENTRIES + 1)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>{items}</channel></rss>'

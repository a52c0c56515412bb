"""What the formats page and the playlist page show in tests: media, lists, and a stage to show them on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mediadl.domain.job import Job, JobState
from mediadl.domain.media import Entry, Format, FormatKind, Media, Playlist
from mediadl.engine.bus import Bus
from mediadl.engine.engine import Engine
from mediadl.engine.pool import WorkerPool
from mediadl.engine.tasks import Tasks
from mediadl.store.store import Store
from tests.helpers.jobs import a_job


def a_format(name: str, kind: str = "video_only", ext: str = "mp4", **facts: Any) -> Format:
    """A format; what is not said is not known."""
    return Format(id=name, kind=FormatKind(kind), ext=ext, **facts)


def a_video(height: int, codec: str = "avc1.64001f", ext: str = "mp4", **facts: Any) -> Format:
    """A 16:9 video-only format of about `height` kbit/s."""
    known: dict[str, Any] = {"width": height * 16 // 9, "height": height, "bitrate_kbps": float(height)}
    return a_format(f"v{height}-{codec[:3]}", ext=ext, vcodec=codec, **{**known, **facts})


def an_audio(name: str, codec: str = "mp4a.40.2", ext: str = "m4a", **facts: Any) -> Format:
    """An audio-only format."""
    return a_format(name, "audio_only", ext, acodec=codec, **{"size_bytes": 1_000_000, **facts})


def a_combined(height: int = 360, **facts: Any) -> Format:
    """A format with picture and sound."""
    known: dict[str, Any] = {"width": height * 16 // 9, "height": height, "vcodec": "avc1", "acodec": "mp4a"}
    return a_format(f"c{height}", "combined", **{**known, **facts})


FORMATS = (
    a_combined(),
    an_audio("dub", language="de", is_original_language=False),
    an_audio("original", language="en", is_original_language=True),
    an_audio("opus", "opus", "webm", language="en", is_original_language=True),
    a_video(480, size_bytes=33_000_000),
    a_video(720, size_bytes=80_000_000),
    a_video(1080, "vp09.00.40", "webm", size_bytes=150_000_000),
)


def a_media(formats: tuple[Format, ...] = FORMATS, **facts: Any) -> Media:
    """A media of ten minutes; formats from worst to best."""
    known: dict[str, Any] = {"id": "m", "extractor": "Example", "url": "https://example.com/m", "title": "M"}
    return Media(formats=formats, **{**known, "duration_s": 600.0, **facts})


def an_entry(index: int, **facts: Any) -> Entry:
    """One row of a list, a minute long."""
    known: dict[str, Any] = {"url": f"https://example.com/{index}", "title": f"Title {index}"}
    return Entry(index=index, **{**known, "duration_s": 60.0, **facts})


def some_entries(count: int, first: int = 1) -> tuple[Entry, ...]:
    """Rows of a list, counted from `first`."""
    return tuple(an_entry(index) for index in range(first, first + count))


@dataclass
class Stage:
    """An engine that starts nothing by itself, for the pages to read and to command."""

    engine: Engine
    tasks: Tasks

    async def add_media(self, media: Media, **changes: Any) -> Job:
        """A job that waits for a format."""
        job = a_job(JobState.CHOOSING, title=media.title, **changes)
        self.engine._findings[job.id].media = media
        await self.engine._queue.add([job])
        return job

    async def add_list(
        self, entries: tuple[Entry, ...] = (), announced: int | None = None, **changes: Any
    ) -> Job:
        """A job that waits for a choice of entries, more of which may come."""
        job = a_job(JobState.CHOOSING, title="A list", **changes)
        finding = self.engine._findings[job.id]
        finding.playlist = Playlist(
            id="p", extractor="Example", url=job.url, title="A list", entry_count=announced
        )
        finding.entries = list(entries)
        await self.engine._queue.add([job])
        return job


@asynccontextmanager
async def a_stage(folder: Path) -> AsyncIterator[Stage]:
    """A real engine over a real database; jobs that may start stay where they are."""
    store, tasks, bus = await Store.open(folder / "jobs.db"), Tasks(), Bus()
    pool = WorkerPool(["never started"], folder, store.workers, tasks)
    engine = Engine(store, pool, bus, tasks)
    engine._scheduler._closed = True
    try:
        yield Stage(engine, tasks)
    finally:
        await tasks.cancel_all()
        await store.database.close()

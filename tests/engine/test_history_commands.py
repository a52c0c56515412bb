"""History and archive through the engine."""

from pathlib import Path

import pytest

from mediadl.domain.errors import InvalidArchive
from mediadl.domain.job import JobState
from mediadl.domain.options import DownloadOptions
from tests.helpers.choices import a_stage
from tests.helpers.engines import Watched, running_engine
from tests.helpers.jobs import a_job

ID = "dQw4w9WgXcQ"


@pytest.fixture
async def watched(tmp_path: Path):
    async with running_engine(tmp_path) as opened:
        yield opened


async def test_an_archive_goes_in_and_comes_out(watched: Watched):
    assert await watched.engine.import_archive(f"youtube {ID}\nvimeo 12\n") == 2
    assert await watched.engine.import_archive(f"youtube {ID}\n") == 0
    assert await watched.engine.archive_text() == f"youtube {ID}\nvimeo 12\n"


async def test_nothing_is_taken_of_a_file_that_is_no_archive(watched: Watched):
    with pytest.raises(InvalidArchive, match="Line 2"):
        await watched.engine.import_archive(f"youtube {ID}\nnonsense\n")
    assert await watched.engine.archive_text() == ""


async def test_a_folder_tells_where_the_files_of_an_archive_are(watched: Watched, tmp_path: Path):
    await watched.engine.import_archive("vimeo 77001\n")
    folder = tmp_path / "films"
    folder.mkdir()
    (folder / "Film [77001].mp4").write_bytes(b"media")
    (folder / f"Other [{ID}].mp4").write_bytes(b"media")
    assert await watched.engine.import_folder(folder) == 2
    skipped = await watched.engine.add(f"https://youtube.invalid/{ID}", DownloadOptions(skip_downloaded=True))
    assert not skipped.is_had, "the link says nothing before the site was asked"
    assert set((await watched.engine.archive_text()).splitlines()) == {f"youtube {ID}", "vimeo 77001"}


async def test_the_trash_gets_an_episode_and_nothing_that_its_show_or_another_download_shares(tmp_path):
    async with a_stage(tmp_path) as stage:
        show = tmp_path / "Films"
        shared = [
            show / "tvshow.nfo",
            show / "poster.jpg",
            show / "fanart.jpg",
            show / "season2026-poster.jpg",
        ]
        season = show / "Season 2026"
        own = [season / f"Films - S2026E061501 - A day [x]{tail}" for tail in (".mp4", ".nfo", "-thumb.jpg")]
        first = a_job(JobState.RUNNING, files=tuple(map(str, (*own, *shared, season / "both.srt"))))
        second = a_job(JobState.RUNNING, files=(str(season / "second.mp4"), str(season / "both.srt")))
        await stage.engine._queue.add([first, second])
        for job in (first, second):
            await stage.engine._queue.move_to(job.id, JobState.COMPLETED)
        assert await stage.engine.files_of_alone([first]) == own
        assert len(await stage.engine.files_of_alone([first, second])) == 5

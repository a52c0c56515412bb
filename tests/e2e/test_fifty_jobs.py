"""Fifty different downloads, four at a time: all arrive, and no bar falls or stops short."""

from collections import Counter
from pathlib import Path

from mediadl.domain.job import JobState
from tests.helpers.engines import running_engine
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.mixed_jobs import mixed_jobs


async def test_fifty_mixed_jobs(media_site: MediaSiteProcess, tmp_path: Path) -> None:
    most = 0
    async with running_engine(tmp_path, max_downloads=4) as watched:
        for job in mixed_jobs(media_site, 50):
            await watched.engine.add(job.link, job.options)

        def ended() -> bool:
            nonlocal most
            most = max(most, sum(job.state is JobState.RUNNING for job in watched.engine.jobs))
            return all(job.state is JobState.COMPLETED for job in watched.engine.jobs)

        await watched.until(ended, timeout_s=240)
        assert most <= 4
        for job in watched.engine.jobs:
            fractions = [progress.fraction or 0.0 for progress in watched.progress_of(job.id)]
            assert fractions == sorted(fractions), job.url
            assert fractions[-1] == 1.0, job.url
        files = Counter(file for job in watched.engine.jobs for file in job.files)
    assert len(files) == 50
    assert all(Path(file).stat().st_size for file in files)

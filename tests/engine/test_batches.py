"""A batch that is to stop at its first failure does, also for those that come later."""

from pathlib import Path

from mediadl.domain.clients import ForClient
from mediadl.domain.job import JobState
from mediadl.domain.options import DownloadOptions
from mediadl.domain.resolving import Asked
from tests.helpers.engines import running_engine
from tests.helpers.media_site import MediaSiteProcess

S = JobState


async def test_one_that_comes_after_a_failure_is_cancelled(
    tmp_path: Path, media_site: MediaSiteProcess
) -> None:
    asked, client = Asked(None, DownloadOptions()), ForClient(None, batch_id="b", stops_batch=True)
    async with running_engine(tmp_path) as watched:
        first = await watched.engine.add_for(client, media_site.url("media/small.mp4", status=404), asked)
        await watched.until_state(first.id, S.FAILED)
        later = await watched.engine.add_for(client, media_site.url("media/av480.mp4", rate=20_000), asked)
        await watched.until_state(later.id, S.CANCELLED)
        assert watched.engine.job(first.id).state is S.FAILED

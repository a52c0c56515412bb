"""How subtitles begin, asked of the engine."""

from pathlib import Path

import pytest

from mediadl.app import open_engine
from mediadl.domain.errors import UserError
from mediadl.domain.job import StartMode
from mediadl.domain.media import SubtitleTrack
from mediadl.engine.tasks import Tasks
from tests.helpers.engines import paths_in
from tests.helpers.media_site import MediaSiteProcess


async def test_a_track_is_peeked_at_beside_the_jobs(tmp_path: Path, media_site: MediaSiteProcess) -> None:
    async with open_engine(paths_in(tmp_path), Tasks()) as (engine, _prober):
        job = await engine.add(media_site.url("lab/v/peek"), start=StartMode.PAUSED)
        text = await engine.peek_subtitles(job.id, SubtitleTrack(key="de"))
        assert text.startswith("0:00  Die Balken laufen.")
        with pytest.raises(UserError, match="not"):
            await engine.peek_subtitles(job.id, SubtitleTrack(key="nl"))

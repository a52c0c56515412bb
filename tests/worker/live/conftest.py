"""Tracks of the site's live streams, recorded into a test's own folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from yt_dlp import YoutubeDL

from mediadl.worker.live.fetching import Fetcher
from mediadl.worker.live.parts import Parts
from mediadl.worker.live.track import Track

MakeTrack = Callable[..., Track]


@pytest.fixture
def make_track(tmp_path: Path) -> Iterator[MakeTrack]:
    """Makes the track of a playlist, as a new attempt would; `number` tells tracks of one stream apart."""
    with YoutubeDL({"quiet": True, "socket_timeout": 5}) as ydl:

        def make(url: str, number: int = 0) -> Track:
            fetcher = Fetcher(ydl.urlopen, {}, lambda _count: None, lambda: False)
            return Track(url, fetcher, Parts(tmp_path, number))

        yield make

"""Which segments of a playlist are fetched, and into which part they go."""

import dataclasses

import pytest
from yt_dlp.networking.exceptions import HTTPError

from mediadl.worker.live.playlist import Snapshot
from mediadl.worker.live.track import Track
from tests.helpers.media_site import MediaSiteProcess, media_path
from tests.worker.live.conftest import MakeTrack

WHOLE = "live/track/60;speed=60/live.m3u8"


def _cut(snapshot: Snapshot, start: int, stop: int) -> Snapshot:
    """The playlist as it was when only these segments were listed."""
    return dataclasses.replace(snapshot, segments=snapshot.segments[start:stop], has_ended=False)


@pytest.fixture
def snapshot(site: MediaSiteProcess, make_track: MakeTrack) -> Snapshot:
    track = make_track(site.url(WHOLE))
    while len(whole := track.load().segments) < 12:
        continue
    return dataclasses.replace(track.load(), segments=whole)


def _taken(track: Track, *snapshots: Snapshot) -> bytes:
    for one in snapshots:
        track.take(one, lambda: None)
    return b"".join(path.read_bytes() for path in track.parts.files.values())


def _files(*numbers: int) -> bytes:
    return b"".join(media_path(f"live/seg_{number:03d}.ts").read_bytes() for number in numbers)


@pytest.mark.parametrize(("from_start", "numbers"), [(False, (3, 4)), (True, (0, 1, 2, 3, 4))])
def test_a_recording_begins_with_the_newest_or_the_oldest(
    from_start: bool, numbers: tuple[int, ...], snapshot: Snapshot, make_track: MakeTrack
):
    track = make_track("unused")
    track.start(_cut(snapshot, 0, 4), 1, from_start=from_start)
    assert _taken(track, _cut(snapshot, 0, 4), _cut(snapshot, 2, 5)) == _files(*numbers)


@pytest.mark.parametrize(
    ("window", "follows", "numbers"),
    [((2, 7), True, (4, 5, 6)), ((4, 7), True, (4, 5, 6)), ((6, 8), False, (6, 7)), ((1, 4), True, ())],
)
def test_another_attempt_goes_on_with_the_next_that_is_there(
    window: tuple[int, int],
    follows: bool,
    numbers: tuple[int, ...],
    snapshot: Snapshot,
    make_track: MakeTrack,
):
    first = make_track("unused")
    first.start(_cut(snapshot, 0, 4), 1, from_start=False)
    before = _taken(first, _cut(snapshot, 0, 4))
    again, now = make_track("unused"), _cut(snapshot, *window)
    assert again.follows_on(now) is follows
    again.start(now, 1 if follows else 2, from_start=False)
    assert _taken(again, now) == before + _files(*numbers)


def test_a_break_begins_a_new_part(site: MediaSiteProcess, make_track: MakeTrack):
    track = make_track(site.url("live/break/60;speed=60;loop=2/live.m3u8"))
    snapshot = _cut(track.load(), 0, 3)
    track.start(snapshot, 1, from_start=True)
    _taken(track, snapshot)
    assert [path.read_bytes() for path in track.parts.files.values()] == [_files(0, 1), _files(0)]


def test_a_server_that_counts_from_the_beginning_again_is_followed(snapshot: Snapshot, make_track: MakeTrack):
    late = [dataclasses.replace(one, sequence=one.sequence + 900) for one in snapshot.segments[:2]]
    track, restarted = make_track("unused"), _cut(snapshot, 3, 5)
    track.start(dataclasses.replace(snapshot, segments=tuple(late)), 1, from_start=True)
    _taken(track, dataclasses.replace(snapshot, segments=tuple(late)))
    assert _taken(track, restarted, restarted) == _files(0, 1, 3, 4)
    assert list(track.parts.files) == [1, 2]


def test_a_segment_that_is_listed_but_gone_is_left_out_after_some_tries(
    site: MediaSiteProcess, make_track: MakeTrack
):
    track = make_track(site.url("live/gone/60;speed=60/live.m3u8", only="seg_001", status=404))
    snapshot = _cut(track.load(), 0, 3)
    track.start(snapshot, 1, from_start=True)
    for _try in range(2):
        with pytest.raises(HTTPError):
            track.take(snapshot, lambda: None)
    assert _taken(track, snapshot) == _files(0, 2)

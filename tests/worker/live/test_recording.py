"""A recording goes on through trouble, ends when it should, and keeps what it has."""

import threading
from pathlib import Path

import pytest
from yt_dlp.networking.exceptions import RequestError

from mediadl.worker.live.patience import Air, Limits
from mediadl.worker.live.recording import Recording, Standing
from mediadl.worker.live.track import Track
from tests.helpers.media_site import MediaSiteProcess, media_path
from tests.worker.live.conftest import MakeTrack

QUICK = Limits(0.3, 1.5, begin_within_s=1.0, first_pause_s=0.1, longest_pause_s=0.3)
CALM = Limits(first_pause_s=0.1, longest_pause_s=0.3)


def _record(
    *tracks: Track, limits: Limits = CALM, air: Air = Air.LIVE, stop_at_s: float | None = None
) -> list[Standing]:
    told: list[Standing] = []
    stop = threading.Event()

    def tell(standing: Standing) -> None:
        told.append(standing)
        if stop_at_s is not None and standing.recorded_s >= stop_at_s:
            stop.set()

    Recording(tracks, stop, lambda: air, limits).run(tell, from_start=True)
    return told


def _is_whole(path: Path, count: int) -> bool:
    """Whether the file holds just the stream's first segments."""
    wanted = b"".join(media_path(f"live/seg_{number:03d}.ts").read_bytes() for number in range(count))
    return path.read_bytes() == wanted


@pytest.mark.parametrize(
    "trouble",
    [
        {},
        {"only": "seg_", "drop": 9000, "times": 1},
        {"only": "seg_", "status": 503, "times": 2},
        {"only": "live.m3u8", "status": 500, "skip": 1, "times": 3},
        {"only": "live.m3u8", "drop": 60, "times": 2},
    ],
)
def test_trouble_in_the_middle_costs_no_byte(
    trouble: dict[str, int], site: MediaSiteProcess, make_track: MakeTrack
):
    site.reset()
    track = make_track(site.url("live/trouble/16;speed=8/live.m3u8", **trouble))
    told = _record(track)
    assert _is_whole(track.parts.files[1], 8)
    assert told[-1].recorded_s == 16.0


def test_a_stop_ends_it_soon_and_keeps_whole_segments(site: MediaSiteProcess, make_track: MakeTrack):
    site.reset()
    track = make_track(site.url("live/stop/60;speed=4/live.m3u8"))
    told = _record(track, stop_at_s=8.0)
    assert 8.0 <= told[-1].recorded_s < 16.0
    assert _is_whole(track.parts.files[1], int(told[-1].recorded_s) // 2)


def test_a_stop_before_anything_came_records_nothing(site: MediaSiteProcess, make_track: MakeTrack):
    track = make_track(site.url("live/early/60/live.m3u8"))
    assert _record(track, stop_at_s=0.0)[-1].recorded_s <= 6.0


def test_two_tracks_are_recorded_side_by_side_into_the_same_part(
    site: MediaSiteProcess, make_track: MakeTrack
):
    site.reset()
    tracks = [
        make_track(site.url(f"live/two/12;speed=8;kind={kind}/live.m3u8"), n) for n, kind in enumerate("va")
    ]
    _record(*tracks)
    assert [track.parts.recorded_s for track in tracks] == [12.0, 12.0]
    assert [list(track.parts.files) for track in tracks] == [[1], [1]]


def test_a_stream_that_the_page_calls_over_ends_with_what_is_there(
    site: MediaSiteProcess, make_track: MakeTrack
):
    site.reset()
    track = make_track(site.url("live/over/60/live.m3u8", only="live.m3u8", status=404, skip=1))
    told = _record(track, limits=QUICK, air=Air.OVER)
    assert told[-1].recorded_s == 6.0
    assert any(one.is_interrupted for one in told)


def test_silence_for_too_long_ends_it_with_what_is_there(site: MediaSiteProcess, make_track: MakeTrack):
    site.reset()
    track = make_track(site.url("live/silence/60/live.m3u8", only="live.m3u8", status=500, skip=1))
    assert _record(track, limits=QUICK)[-1].recorded_s == 6.0


def test_nothing_at_all_for_too_long_is_the_servers_error(site: MediaSiteProcess, make_track: MakeTrack):
    track = make_track(site.url("live/never/60/live.m3u8", status=500))
    with pytest.raises(RequestError, match="500"):
        _record(track, limits=QUICK)


def test_a_full_disk_ends_it_with_its_error(site: MediaSiteProcess, make_track: MakeTrack, tmp_path: Path):
    track = make_track(site.url("live/disk/60/live.m3u8"))
    (tmp_path / "live-0.journal").mkdir()  # as little to be written as on a full disk
    with pytest.raises(OSError, match="journal"):
        _record(track)

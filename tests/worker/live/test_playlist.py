"""What a live playlist says, as the recorder needs it."""

import pytest

from mediadl.worker.live.playlist import Resource, read_playlist

URL = "https://example.com/live/index.m3u8"
HEAD = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-MEDIA-SEQUENCE:17\n"


def test_segments_carry_the_numbers_that_later_playlists_repeat():
    snapshot = read_playlist(f"{HEAD}#EXTINF:4,\na.ts\n#EXTINF:3.5,\nb.ts\n", URL)
    assert [(one.sequence, one.duration_s) for one in snapshot.segments] == [(17, 4.0), (18, 3.5)]
    assert snapshot.segments[0].resource == Resource("https://example.com/live/a.ts")
    assert (snapshot.target_s, snapshot.has_ended, snapshot.is_recordable) == (4.0, False, True)


def test_a_range_without_a_start_follows_the_one_before():
    lines = "#EXTINF:4,\n#EXT-X-BYTERANGE:100@50\na.ts\n#EXTINF:4,\n#EXT-X-BYTERANGE:30\na.ts\n"
    spans = [one.resource.span for one in read_playlist(HEAD + lines, URL).segments]
    assert spans == [(50, 150), (150, 180)]


def test_keys_maps_breaks_and_gaps_are_read():
    lines = (
        '#EXT-X-KEY:METHOD=AES-128,URI="k",IV=0x01\n'
        '#EXT-X-MAP:URI="init.mp4",BYTERANGE="9@0"\n#EXTINF:4,\na\n'
        "#EXT-X-KEY:METHOD=NONE\n#EXT-X-DISCONTINUITY\n#EXT-X-GAP\n#EXTINF:4,\nb\n#EXT-X-ENDLIST\n"
    )
    snapshot = read_playlist(HEAD + lines, URL)
    first, second = snapshot.segments
    assert (first.key_url, first.iv) == ("https://example.com/live/k", bytes(15) + b"\x01")
    assert first.init == Resource("https://example.com/live/init.mp4", (0, 9))
    assert (second.key_url, second.is_break, second.is_missing) == (None, True, True)
    assert snapshot.has_ended


@pytest.mark.parametrize(
    "lines",
    ['#EXT-X-KEY:METHOD=SAMPLE-AES,URI="k"\n#EXTINF:4,\na\n', "#EXT-X-STREAM-INF:BANDWIDTH=1\nv.m3u8\n"],
)
def test_what_cannot_be_recorded_here_says_so(lines: str):
    assert not read_playlist(HEAD + lines, URL).is_recordable


def test_a_page_of_words_is_no_playlist():
    with pytest.raises(ValueError, match="not a playlist"):
        read_playlist("<html>busy</html>", URL)

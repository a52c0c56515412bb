"""From options or picked rows to yt-dlp's selector, and to the words for what will be delivered."""

import pytest

from mediadl.domain.errors import UserError
from mediadl.domain.options import DownloadOptions
from mediadl.domain.selection import (
    chosen_formats,
    codec_name,
    container_of,
    delivery,
    is_silent,
    nearest,
    resolution,
    selector,
    selector_for,
    sort_keys,
)
from tests.helpers.choices import a_combined, a_format, a_media, a_video, an_audio

AAC, OPUS = an_audio("aac"), an_audio("opus", "opus", "webm")
GERMAN, ENGLISH = an_audio("de", language="de"), an_audio("en", language="en")
H264, VP9 = a_video(480), a_video(1080, "vp09.00.40", "webm")


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("avc1.64001f", "H.264"),
        ("hev1.1.6", "H.265"),
        ("vp09.00.50.08", "VP9"),
        ("av01.0.08M.08", "AV1"),
        ("mp4a.40.2", "AAC"),
        ("mp4a.40.34", "MP3"),
        ("opus", "Opus"),
        ("ec-3", "E-AC-3"),
        ("xyz1.2", "xyz1"),
        ("none", ""),
        (None, ""),
    ],
)
def test_a_codec_has_the_name_on_the_box(codec, name):
    assert codec_name(codec) == name


@pytest.mark.parametrize(
    ("options", "wanted", "keys"),
    [
        ({}, "bv*+ba/b/bv*/ba", ()),
        ({"quality": "720p"}, "bv*+ba/b/bv*/ba", ("res:720",)),
        ({"audio_codec": "aac"}, "bv+ba/bv*+ba/b/bv*/ba", ("lang", "acodec:aac")),
        ({"quality": "audio_only"}, "ba/b", ()),
        ({"quality": "audio_only", "audio_format": "m4a"}, "ba/b", ("lang", "acodec:aac")),
        ({"quality": "720p", "custom_format": "22"}, "22", ("res:720",)),
    ],
)
def test_options_become_a_selector_and_an_order(options, wanted, keys):
    built = DownloadOptions(**options)
    assert (selector(built), sort_keys(built)) == (wanted, keys)


def test_what_plays_everywhere_prefers_its_codecs_and_limits_the_height():
    keys = sort_keys(DownloadOptions(plays_everywhere=True))
    assert (keys[0], "res:1080" in keys, keys[-1]) == ("vcodec:h264", True, "acodec:aac")


@pytest.mark.parametrize(
    ("video", "audios", "wanted"),
    [
        (H264, (AAC,), "v480-avc+aac/bv*[height<=480]+ba/b[height<=480]/bv*+ba/b"),
        (H264, (AAC, OPUS), "v480-avc+aac+opus/bv*[height<=480]+ba/b[height<=480]/bv*+ba/b"),
        (H264, (), "v480-avc/bv[height<=480]/bv"),
        (a_combined(360), (), "c360/bv*[height<=360]+ba/b[height<=360]/bv*+ba/b"),
        (a_format("0", "combined"), (), "0/bv*+ba/b/bv*+ba/b"),
        (None, (AAC,), "aac/ba/b"),
        (None, (GERMAN,), "de/ba[language=de]/ba/b"),
        (
            H264,
            (GERMAN, ENGLISH),
            (
                "v480-avc+de+en/bv[height<=480]+ba[language=de]+ba[language=en]"
                "/bv*[height<=480]+ba/b[height<=480]/bv*+ba/b"
            ),
        ),
        (H264, (GERMAN, AAC), "v480-avc+de+aac/bv*[height<=480]+ba/b[height<=480]/bv*+ba/b"),
    ],
)
def test_picked_rows_ask_for_these_ids_and_fall_back_to_the_same_intent(video, audios, wanted):
    assert selector_for(video, audios) == wanted


@pytest.mark.parametrize(
    ("video", "audios", "said"),
    [
        (None, (), "Pick a video row"),
        (a_combined(), (AAC,), "own sound"),
        (None, (AAC, OPUS), "need a picture"),
    ],
)
def test_rows_that_do_not_go_together_are_refused_with_a_sentence(video, audios, said):
    with pytest.raises(UserError, match=said):
        selector_for(video, audios)


@pytest.mark.parametrize(
    ("formats", "options", "suffix"),
    [
        ((H264, AAC), {}, "mp4"),
        ((VP9, OPUS), {}, "webm"),
        ((VP9, AAC), {}, "mkv"),
        ((VP9, AAC), {"video_format": "mp4"}, "mp4"),
        ((OPUS,), {}, "webm"),
        ((OPUS,), {"quality": "audio_only", "audio_format": "mp3"}, "mp3"),
        ((), {}, ""),
    ],
)
def test_streams_have_the_container_that_fits_them(formats, options, suffix):
    assert container_of(formats, DownloadOptions(**options)) == suffix


@pytest.mark.parametrize(
    ("formats", "options", "words"),
    [
        ((H264, AAC), {}, "480p · MP4 · H.264 + AAC"),
        ((VP9, OPUS), {}, "1080p · WEBM · VP9 + Opus"),
        ((VP9, AAC), {}, "1080p · MKV · VP9 + AAC"),
        ((a_format("0", "combined"),), {}, "MP4"),
        ((AAC,), {"quality": "audio_only", "audio_format": "mp3"}, "MP3"),
        ((a_format("up", width=1080, height=1920, vcodec="avc1"),), {}, "1080p · MP4 · H.264"),
        ((), {}, ""),
    ],
)
def test_a_delivery_is_said_for_people(formats, options, words):
    assert delivery(formats, DownloadOptions(**options)) == words


@pytest.mark.parametrize(
    ("facts", "lines"),
    [
        ({"width": 1920, "height": 1080}, 1080),
        ({"width": 1080, "height": 1920}, 1080),
        ({"height": 720}, 720),
        ({}, None),
    ],
)
def test_a_picture_is_counted_by_its_smaller_side(facts, lines):
    assert resolution(a_format("x", **facts)) == lines


@pytest.mark.parametrize(
    ("formats", "silent"),
    [
        ((), False),
        ((a_video(480),), True),
        ((a_video(480), an_audio("a")), False),
        ((a_combined(),), False),
        ((an_audio("a"),), False),
    ],
)
def test_only_a_picture_without_a_sound_is_silent(formats, silent):
    assert is_silent(formats) is silent


def test_chosen_formats_are_those_that_the_probe_named():
    media = a_media(chosen_ids=("v480-avc", "original", "gone"))
    assert [one.id for one in chosen_formats(media)] == ["v480-avc", "original"]


@pytest.mark.parametrize(
    ("options", "quality"),
    [
        (DownloadOptions(custom_format="137+140"), "best"),
        (DownloadOptions(custom_format="137/bv*[height<=1080]+ba/b[height<=1080]"), "1080p"),
        (DownloadOptions(custom_format="x/bv[height<=576]"), "720p"),
        (DownloadOptions(custom_format="x/bv[height<=4320]"), "best"),
        (DownloadOptions(custom_format="140", quality="audio_only"), "audio_only"),
    ],
)
def test_the_nearest_to_a_pick_keeps_its_height(options: DownloadOptions, quality: str):
    near = nearest(options)
    assert near is not None
    assert (near.custom_format, near.quality) == (None, quality)


def test_the_nearest_to_several_sounds_keeps_their_languages():
    near = nearest(DownloadOptions(custom_format=selector_for(H264, (GERMAN, ENGLISH))))
    assert near is not None
    assert (near.quality, near.audio_language, near.more_audio_languages) == ("480p", "de", ("en",))


@pytest.mark.parametrize(
    "selector", [None, "b[height>9000]", "bv*[vcodec^=av01]+ba/b", "(bestvideo.2+worstaudio)/mp4", "all"]
)
def test_what_names_no_format_has_nothing_nearer(selector: str | None):
    assert nearest(DownloadOptions(quality="720p", custom_format=selector)) is None

"""yt-dlp's dictionaries become our media, formats and entries, whatever is missing in them."""

import math

import pytest

from mediadl.domain.media import FormatKind
from mediadl.worker.found import chosen_infos, entry_from, media_from, playlist_from, size_of, title_of


def test_an_empty_dictionary_is_a_media_without_anything():
    media = media_from({})
    assert (media.title, media.formats, media.chosen_ids) == ("Untitled", (), ())


@pytest.mark.parametrize(
    ("codecs", "kind"),
    [
        ({"vcodec": "avc1", "acodec": "none"}, FormatKind.VIDEO_ONLY),
        ({"vcodec": "none", "acodec": "mp4a"}, FormatKind.AUDIO_ONLY),
        ({"vcodec": "avc1", "acodec": "mp4a"}, FormatKind.COMBINED),
        ({"vcodec": None, "acodec": None}, FormatKind.COMBINED),
        ({}, FormatKind.COMBINED),
    ],
)
def test_only_an_explicit_none_means_that_a_stream_is_missing(codecs: dict[str, str], kind: FormatKind):
    media = media_from({"formats": [{"format_id": "1", "ext": "mp4", **codecs}]})
    assert media.formats[0].kind is kind


@pytest.mark.parametrize(
    ("info", "size"),
    [
        ({"filesize": 1000, "filesize_approx": 5}, (1000, False)),
        ({"filesize_approx": 5.4}, (5, True)),
        ({"tbr": 8, "duration": 10}, (10_000, True)),
        ({"tbr": 8}, (None, False)),
        ({"filesize": math.inf}, (None, False)),
        ({"filesize": "big"}, (None, False)),
        ({}, (None, False)),
    ],
)
def test_a_size_is_exact_or_an_estimate_or_unknown(info: dict[str, object], size: tuple[int | None, bool]):
    assert size_of(info) == size


@pytest.mark.parametrize(
    ("preference", "is_original"), [(10, True), (5, True), (-10, False), (-1, None), (None, None)]
)
def test_the_original_language_is_told_from_a_dub(preference: int | None, is_original: bool | None):
    info = {"formats": [{"format_id": "1", "language": "en", "language_preference": preference}]}
    assert media_from(info).formats[0].is_original_language is is_original


def test_beside_an_original_all_other_languages_are_dubs():
    ranked = {"en": 10, "de": -1, "fr": 5, "": -1}
    formats = [
        {"format_id": name, "language": name, "language_preference": rank} for name, rank in ranked.items()
    ]
    found = media_from({"formats": formats}).formats
    assert [one.is_original_language for one in found] == [True, False, False, None]


def test_subtitles_are_told_with_their_formats_and_whether_a_machine_wrote_them():
    info = {
        "subtitles": {"en": [{"ext": "vtt", "name": "English"}, {"ext": "srt"}], "live_chat": [{}]},
        "automatic_captions": {"fr": [{"ext": "vtt"}], "it": None},
    }
    tracks = media_from(info).tracks
    assert [(one.key, one.is_automatic, one.formats) for one in tracks] == [
        ("en", False, ("vtt", "srt")),
        ("fr", True, ("vtt",)),
        ("it", True, ()),
    ]
    assert tracks[0].name == "English"


def test_formats_that_will_be_joined_are_the_chosen_ones():
    info = {"format_id": "1+2", "requested_formats": [{"format_id": "1"}, {"format_id": "2"}]}
    assert [chosen["format_id"] for chosen in chosen_infos(info)] == ["1", "2"]
    assert media_from(info).chosen_ids == ("1", "2")


@pytest.mark.parametrize(
    "info",
    [
        {"_type": "url", "url": "file:///etc/passwd"},
        {"_type": "url", "url": "javascript:alert(1)"},
        {"_type": "url", "url": None},
        {},
    ],
)
def test_an_entry_that_names_no_page_is_none(info: dict[str, object]):
    assert entry_from(info, 1) is None


def test_an_entry_without_a_title_shows_its_link():
    entry = entry_from({"_type": "url", "url": "https://x/1", "availability": "private"}, 7)
    assert entry is not None
    assert (entry.index, entry.title, entry.availability) == (7, "https://x/1", "private")


def test_a_list_tells_how_many_it_announces():
    playlist = playlist_from({"id": "l", "title": "List", "playlist_count": 3, "channel": "C"})
    assert (playlist.entry_count, playlist.uploader) == (3, "C")


def test_the_site_of_a_generic_page_is_its_host():
    info = {"extractor_key": "Generic", "webpage_url_domain": "example.com"}
    assert media_from(info).extractor == "example.com"
    assert media_from({"extractor_key": "Youtube"}).extractor == "Youtube"


def test_the_last_thumbnail_is_the_best():
    assert media_from({"thumbnails": [{"url": "small"}, {"url": "large"}]}).thumbnail_url == "large"


def test_live_chat_is_no_subtitle():
    assert media_from({"subtitles": {"en": [], "live_chat": []}}).subtitles == ("en",)


def test_the_title_falls_back_to_the_id():
    assert title_of({"id": "abc"}) == "abc"


def test_an_entry_says_its_day_what_is_live_and_what_is_a_list():
    info = {"_type": "url", "url": "https://x/1", "timestamp": 86_400 * 2, "live_status": "is_live"}
    entry = entry_from(info, 1, is_list=True)
    assert entry is not None
    assert (entry.upload_date, entry.live_status, entry.is_list) == ("19700103", "is_live", True)
    plain = entry_from({**info, "live_status": "not_live", "timestamp": 1e300}, 1)
    assert plain is not None
    assert (plain.upload_date, plain.live_status, plain.is_list) == (None, None, False)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"ie_key": "Youtube", "id": "abc"}, "youtube abc"),
        ({"ie_key": "Generic", "id": "abc"}, None),
        ({"id": "abc"}, None),
        ({"ie_key": "Youtube"}, None),
    ],
)
def test_an_entry_is_named_as_in_an_archive_where_the_list_tells_enough(facts, expected):
    entry = entry_from({"_type": "url", "url": "https://x/1", **facts}, 1)
    assert entry is not None
    assert entry.archive_id == expected

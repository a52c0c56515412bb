"""Requests for MeTube as options: fields of every version, and what is refused instead of done otherwise."""

import pytest

from mediadl.domain.job import StartMode
from mediadl.domain.layers import said_by
from mediadl.domain.settings import Settings
from mediadl.server.metube_bodies import MetubeRequest
from mediadl.server.metube_wishes import Meant, meant
from mediadl.server.problems import Problem

BEST = {"quality": "best"}
APPLE = {**BEST, "video_format": "mp4", "video_codec": "h264", "audio_codec": "aac", "recode": True}
SOUND = {"quality": "audio_only"}
MP3 = {**SOUND, "audio_format": "mp3", "embed_thumbnail": True}
CAPTIONS = {
    "only_subtitles": True, "subtitle_format": "srt", "subtitle_languages": ["en"], "auto_subtitles": True,
}  # fmt: skip


def _meant(**said: object) -> Meant:
    return meant(MetubeRequest.model_validate({"url": "https://example.invalid/", **said}), Settings())


@pytest.mark.parametrize(
    ("said", "options"),
    [
        ({}, BEST),
        ({"quality": "1080", "format": "any"}, {"quality": "1080p"}),
        ({"quality": 720, "codec": "av1"}, {"quality": "720p", "video_codec": "av1"}),
        ({"video_codec": "vp9"}, {**BEST, "video_codec": "vp9"}),
        ({"quality": "240"}, {"custom_format": "bv*[height<=240]+ba/b[height<=240]"}),
        ({"quality": "worst"}, {"custom_format": "wv*+wa/w"}),
        ({"format": "mp4"}, {**BEST, "video_format": "mp4", "require": ["container"]}),
        ({"download_type": "video", "format": "ios"}, APPLE),
        ({"quality": "best_ios"}, APPLE),
        ({"quality": "audio"}, SOUND),
        ({"format": "mp3"}, MP3),
        ({"format": "mp3", "quality": "192"}, {**MP3, "audio_quality_kbps": 192}),
        ({"download_type": "audio", "format": "wav", "quality": "best"}, {**SOUND, "audio_format": "wav"}),
        ({"download_type": "captions", "format": "any"}, CAPTIONS),
        ({"format": "captions", "subtitle_format": "vtt", "subtitle_language": " de "},
         {**CAPTIONS, "subtitle_format": "vtt", "subtitle_languages": ["de"]}),
        ({"format": "captions", "subtitle_mode": "manual_only"}, {**CAPTIONS, "auto_subtitles": False}),
        ({"download_type": "thumbnail"}, {"only_thumbnail": True, "thumbnail_format": "jpg"}),
        ({"format": "thumbnail"}, {"only_thumbnail": True, "thumbnail_format": "jpg"}),
        ({"split_by_chapters": True, "chapter_template": "x"}, {**BEST, "split_chapters": True}),
        ({"clip_start": 5}, {**BEST, "clips": [{"start_s": 5.0, "end_s": None}]}),
        ({"clip_start": 0, "clip_end": 9.5}, {**BEST, "clips": [{"start_s": 0.0, "end_s": 9.5}]}),
        ({"folder": "Music/50 % {x}/"}, {**BEST, "path_template": "Music/50 %% {{x}}/{title}"}),
        ({"custom_name_prefix": "Live"}, {**BEST, "path_template": "Live.{title}"}),
        ({"folder": "", "custom_name_prefix": "", "subtitle_mode": "auto_only", "unheard": False}, BEST),
    ],
)  # fmt: skip
def test_fields_are_options(said: dict[str, object], options: dict[str, object]) -> None:
    assert said_by(_meant(**said).options) == options


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"download_type": "thumbnail", "format": "gif"}, "format", "not as “gif”"),
        ({"download_type": "book"}, "download_type", "no “book”"),
        ({"format": "ogv"}, "format", "no video format “ogv”"),
        ({"codec": "theora"}, "codec", "no codec “theora”"),
        ({"format": "ios", "codec": "av1"}, "codec", "Apple"),
        ({"quality": "huge"}, "quality", "no quality “huge”"),
        ({"quality": "worst", "codec": "h264"}, "quality", "together"),
        ({"download_type": "audio", "format": "mp4"}, "format", "no audio format “mp4”"),
        ({"format": "mp3", "quality": "64"}, "quality", "96 to 320"),
        ({"format": "flac", "quality": "192"}, "quality", "no bitrate"),
        ({"download_type": "audio", "quality": "192"}, "quality", "no bitrate"),
        ({"download_type": "captions", "format": "txt"}, "format", "not as “txt”"),
        ({"download_type": "captions", "subtitle_mode": "auto_only"}, "subtitle_mode", "prefer_manual"),
        ({"clip_start": 9, "clip_end": 3}, "clip_end", "after it starts"),
        ({"custom_name_prefix": "a/b"}, "custom_name_prefix", "no “/”"),
        ({"ytdl_options_overrides": {"exec": "x"}}, "ytdl_options_overrides", "cannot do this"),
    ],
)
def test_what_cannot_be_had_is_refused_with_its_field(
    said: dict[str, object], field: str, words: str
) -> None:
    with pytest.raises(Problem) as refused:
        _meant(**said)
    (wrong,) = refused.value.errors
    assert (wrong.field, wrong.message) == (field, refused.value.detail)
    assert words in wrong.message


@pytest.mark.parametrize(
    "folder", ["..", "a/../b", "a\\..\\b", "/etc", "\\\\host\\x", "C:\\x", "~/x", " /etc", "a/ .. /b"]
)
def test_no_folder_leads_out_of_the_download_folder(folder: str) -> None:
    with pytest.raises(Problem, match="cannot lead out"):
        _meant(folder=folder)


def test_where_it_goes_is_the_users_unless_it_is_said() -> None:
    settings = Settings(video_template="{uploader}/{title}", audio_template="Sound/{title}")
    asked = MetubeRequest(url="https://example.invalid/", folder="Talks")
    assert meant(asked, settings).options.path_template == "Talks/{uploader}/{title}"
    sound = asked.model_copy(update={"format": "mp3"})
    assert meant(sound, settings, "/srv").options.path_template == "Talks/Sound/{title}"
    assert meant(sound, settings, "/srv").options.folder == "/srv"


def test_lists_are_taken_whole_unless_it_is_said() -> None:
    whole, some = _meant(), _meant(playlist_strict_mode=True, playlist_item_limit=3, auto_start=False)
    assert (whole.items, whole.part, whole.start) == (":", "list", StartMode.NOW)
    assert (some.items, some.part, some.start) == ("1-3", "video", StartMode.PAUSED)

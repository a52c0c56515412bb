"""Options become yt-dlp's parameters; what is dangerous is locked whatever the options are."""

from pathlib import Path
from typing import Any

import pytest
import yt_dlp

from mediadl.domain.options import DownloadOptions
from mediadl.domain.presets import BUILT_IN
from mediadl.worker.options import REPORT, STEM, download_params, probe_params

CACHE, TEMP = Path("/cache"), Path("/home/me/.mediadl/job")


def _params(**options: Any) -> dict[str, Any]:
    return download_params(DownloadOptions(**options), "/usr/bin", CACHE, TEMP)


@pytest.mark.parametrize("preset", BUILT_IN, ids=lambda preset: preset.name)
def test_every_preset_is_accepted_by_yt_dlp_and_keeps_the_locks(preset: Any):
    params = download_params(preset.options, "/usr/bin", CACHE, TEMP)
    with yt_dlp.YoutubeDL({**params, "cachedir": False}) as ydl:
        assert ydl.params["enable_file_urls"] is False
    assert params["ignoreerrors"] is False
    assert params["skip_unavailable_fragments"] is False
    assert params["keep_fragments"] is True
    assert params["usenetrc"] is False
    assert params["allow_unplayable_formats"] is False
    assert not list(params["remote_components"])
    assert params["noplaylist"] is True
    assert params["retries"] == 10


def test_all_files_of_a_job_lie_in_its_folder_under_one_name():
    params = _params()
    assert params["outtmpl"] == {"default": f"{STEM}.%(ext)s"}
    assert params["paths"] == {"home": str(TEMP)}
    assert str(TEMP / REPORT) in params["postprocessor_args"]["ffmpeg"]


def test_a_missing_ffmpeg_is_not_named():
    assert download_params(DownloadOptions(), None, CACHE, TEMP).get("ffmpeg_location") is None


def test_a_probe_finds_formats_even_when_nothing_fits():
    assert probe_params(DownloadOptions(custom_format="x"), None, CACHE)["format"] == "x/b*"


@pytest.mark.parametrize(("asked", "given"), [(None, 8), (1, 1), (16, 16)])
def test_fragments_are_fetched_as_many_at_once_as_asked(asked: int | None, given: int):
    assert _params(concurrent_fragments=asked)["concurrent_fragment_downloads"] == given


def test_a_selector_that_reads_like_an_option_stays_a_selector():
    params = _params(custom_format="--exec=id")
    assert params["format"] == "--exec=id"
    assert not [step for step in params["postprocessors"] if step["key"] == "Exec"]


@pytest.mark.parametrize(
    ("selector", "is_allowed"), [("137+140+140-de/bv*+ba/b", True), ("137+140/a+b+c", False), (None, False)]
)
def test_several_sounds_are_kept_when_they_were_picked(selector: str | None, is_allowed: bool):
    assert _params(custom_format=selector)["allow_multiple_audio_streams"] is is_allowed


@pytest.mark.parametrize(
    ("options", "step"),
    [
        ({"quality": "audio_only", "audio_format": "mp3", "audio_quality_kbps": 320}, ("mp3", "320")),
        ({"quality": "audio_only", "audio_format": "opus"}, ("opus", "0")),
        ({"quality": "audio_only"}, ("best", "0")),
    ],
)
def test_sound_is_extracted_in_the_quality_wanted(options: dict[str, Any], step: tuple[str, str]):
    (extract,) = [s for s in _params(**options)["postprocessors"] if s["key"] == "FFmpegExtractAudio"]
    assert (extract["preferredcodec"], extract["preferredquality"]) == step


@pytest.mark.parametrize(
    ("source", "wanted", "becomes"),
    [
        ("mkv", "mp4", "mp4"),
        ("webm", "mp4", None),
        ("mp3", "mp4", None),
        ("webm", "mkv", "mkv"),
        ("mp3", "mkv", None),
    ],
)
def test_only_what_fits_is_put_into_another_container(source: str, wanted: str, becomes: str | None):
    (remux,) = [
        step for step in _params(video_format=wanted)["postprocessors"] if step["key"] == "FFmpegVideoRemuxer"
    ]
    rules = dict(rule.split(">") for rule in remux["preferedformat"].split("/"))
    assert rules.get(source) == becomes


def test_what_does_not_fit_into_webm_is_joined_as_mkv():
    assert _params(video_format="webm")["merge_output_format"] == "webm/mkv"


def test_wishes_reach_the_selection():
    params = _params(video_codec="av1", audio_codec="aac", audio_language="de", quality="720p")
    assert params["format_sort"] == ["vcodec:av1", "res:720", "lang", "acodec:aac"]
    assert params["format"].startswith("bv+ba[language=de]/b[language=de]/")

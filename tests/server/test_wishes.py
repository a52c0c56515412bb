"""Wishes of a client become a layer of options that says only what was said."""

import pytest

from mediadl.contract.downloads import DownloadWishes
from mediadl.domain.job import StartMode
from mediadl.domain.layers import said_by
from mediadl.server.problems import Problem
from mediadl.server.wishes import for_client, layer_of, start_of


@pytest.mark.parametrize(
    ("said", "options"),
    [
        ({}, {}),
        ({"quality": "720p", "video_format": "mp4"}, {"quality": "720p", "video_format": "mp4"}),
        ({"audio_only": True, "audio_format": "mp3", "audio_quality": 192},
         {"quality": "audio_only", "audio_format": "mp3", "audio_quality_kbps": 192}),
        ({"audio_quality": "best", "custom_format": None}, {}),
        ({"subtitle_languages": ["en"], "embed_subtitles": True},
         {"subtitle_languages": ["en"], "embed_subtitles": True}),
        ({"referer": "https://a.example/x", "user_agent": "Browser/1"},
         {"headers": [["Referer", "https://a.example/x"], ["User-Agent", "Browser/1"]]}),
        ({"path_template": "{uploader}/{title}"}, {"path_template": "{uploader}/{title}"}),
    ],
)  # fmt: skip
def test_only_what_was_said_is_in_the_layer(said: dict[str, object], options: dict[str, object]) -> None:
    assert said_by(layer_of(DownloadWishes.model_validate(said))) == options


def test_the_folder_is_the_program_s_and_never_the_client_s() -> None:
    assert layer_of(DownloadWishes(), "/srv").folder == "/srv"
    assert (
        not {"folder", "temp_folder", "extra_arguments", "headers", "proxy"}
        & DownloadWishes.model_fields.keys()
    )


def test_what_does_not_go_together_is_named() -> None:
    with pytest.raises(Problem) as caught:
        layer_of(DownloadWishes(custom_format="bv[height<=720"))
    assert [one.field for one in caught.value.errors] == ["custom_format"]


def test_what_goes_beside_the_options_goes_to_the_job() -> None:
    wishes = DownloadWishes(timeout_sec=60, retention_hours=1, priority=2, start="paused")
    made = for_client("c", wishes)
    assert (made.client_id, made.timeout_s, made.retention_hours, made.priority) == ("c", 60, 1, 2)
    assert start_of(wishes) is StartMode.PAUSED

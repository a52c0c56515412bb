"""What the user asked for, as one object."""

import pydantic
import pytest

from mediadl.domain.options import Clip, DownloadOptions


@pytest.mark.parametrize(
    ("quality", "height"), [("best", None), ("2160p", 2160), ("360p", 360), ("audio_only", None)]
)
def test_a_quality_stands_for_a_height_or_none(quality: str, height: int | None) -> None:
    assert DownloadOptions.model_validate({"quality": quality}).max_height == height


def test_only_audio_only_is_audio_only() -> None:
    assert DownloadOptions(quality="audio_only").is_audio_only
    assert not DownloadOptions(quality="720p").is_audio_only


def test_an_unknown_field_is_an_error_that_names_it() -> None:
    with pytest.raises(pydantic.ValidationError, match="qualitty"):
        DownloadOptions.model_validate({"qualitty": "best"})


@pytest.mark.parametrize("number", [0, 17])
def test_fragments_at_once_have_bounds(number: int) -> None:
    with pytest.raises(pydantic.ValidationError, match="concurrent_fragments"):
        DownloadOptions(concurrent_fragments=number)


def test_options_survive_the_way_through_json() -> None:
    options = DownloadOptions(quality="audio_only", audio_format="mp3", audio_quality_kbps=320, folder="/x")
    assert DownloadOptions.model_validate_json(options.model_dump_json()) == options


def test_options_cannot_be_changed() -> None:
    with pytest.raises(pydantic.ValidationError):
        setattr(DownloadOptions(), "quality", "720p")  # noqa: B010 - what mypy would refuse is the point


def test_partial_files_beside_a_download_go_along_to_another_folder():
    assert DownloadOptions(folder="/a", temp_folder="/a").placed_in("/b").temp_folder == "/b"
    assert DownloadOptions(folder="/a").placed_in("/b").temp_folder == "/b"
    assert DownloadOptions(folder="/a", temp_folder="/t").placed_in("/b").temp_folder == "/t"


def test_a_clip_ends_after_it_starts() -> None:
    assert Clip(start_s=10).end_s is None
    with pytest.raises(pydantic.ValidationError, match="ends after it starts"):
        Clip(start_s=10, end_s=10)

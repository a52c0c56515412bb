"""The built-in presets."""

import pytest

from mediadl.domain.errors import UnknownPreset
from mediadl.domain.presets import BUILT_IN, preset


def test_every_preset_is_found_by_its_name() -> None:
    assert [preset(candidate.name) for candidate in BUILT_IN] == list(BUILT_IN)


def test_names_and_titles_are_unique_and_names_fit_a_command_line() -> None:
    names = [candidate.name for candidate in BUILT_IN]
    assert len(set(names)) == len({candidate.title for candidate in BUILT_IN}) == len(names)
    assert all(name == name.lower() and " " not in name for name in names)


def test_an_unknown_preset_is_answered_with_those_that_exist() -> None:
    with pytest.raises(UnknownPreset, match=r"“huge”.*best.*plays-everywhere.*audio-original"):
        preset("huge")


def test_plays_everywhere_means_h264_in_mp4_at_1080p() -> None:
    options = preset("plays-everywhere").options
    assert (options.plays_everywhere, options.video_format, options.max_height) == (True, "mp4", 1080)


@pytest.mark.parametrize("name", ["audio-mp3", "audio-m4a", "audio-original"])
def test_audio_presets_want_no_picture(name: str) -> None:
    assert preset(name).options.is_audio_only


def test_only_the_mp3_preset_sets_a_bitrate() -> None:
    rates = {candidate.name: candidate.options.audio_quality_kbps for candidate in BUILT_IN}
    assert {name: rate for name, rate in rates.items() if rate} == {"audio-mp3": 320}

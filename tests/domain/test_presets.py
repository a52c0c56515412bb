"""The built-in presets."""

import pytest

from mediadl.domain.errors import UnknownPreset
from mediadl.domain.options import DownloadOptions
from mediadl.domain.presets import (
    BUILT_IN,
    Preset,
    is_built_in,
    name_for,
    named,
    preset,
    problem_of_own,
    problem_of_title,
    with_own,
)

TRAIN = Preset(name="train", title="On the train", options=DownloadOptions(quality="360p"))


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


def test_own_presets_follow_the_built_in_ones_and_never_take_their_names() -> None:
    thief = Preset(name="best", title="Mine")
    assert with_own([TRAIN, thief, TRAIN]) == (*BUILT_IN, TRAIN)
    assert named(with_own([TRAIN]), "train") is TRAIN
    assert (is_built_in("best"), is_built_in("train")) == (True, False)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("On the train", "on-the-train"),
        ("Für Oma!", "f-r-oma"),
        ("Best", "best-2"),
        ("日本", "preset"),
        ("Train", "train-2"),
    ],
)
def test_a_name_for_the_command_line_is_made_of_the_title(title: str, name: str) -> None:
    assert name_for(title, ["train"]) == name
    assert not problem_of_own([Preset(name=name_for(title, []), title=title)])


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        ((TRAIN,), ""),
        ((TRAIN, TRAIN), "two presets named “train”"),
        ((Preset(name="best", title="B"),), "two presets named “best”"),
        ((Preset(name="--to", title="B"),), "“--to” is no name"),
        ((Preset(name="a b", title="B"),), "“a b” is no name"),
    ],
)
def test_what_is_wrong_with_own_presets_is_said(own: tuple[Preset, ...], sentence: str) -> None:
    assert sentence in problem_of_own(own)
    assert bool(sentence) == bool(problem_of_own(own))


@pytest.mark.parametrize(
    ("title", "sentence"), [(" ", "a name"), ("x" * 61, "60"), ("on the TRAIN ", "already"), ("Bus", "")]
)
def test_what_is_wrong_with_a_title_is_said(title: str, sentence: str) -> None:
    assert sentence in problem_of_title(title, [TRAIN])
    assert bool(sentence) == bool(problem_of_title(title, [TRAIN]))

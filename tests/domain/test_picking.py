"""Picking formats by hand, and which presets a media can serve."""

import pytest

from mediadl.domain.errors import UserError
from mediadl.domain.options import DownloadOptions
from mediadl.domain.picking import (
    Picks,
    options_for,
    picks_of,
    preset_of,
    preset_options,
    presets_for,
    size_of,
    total_size,
)
from mediadl.domain.presets import BUILT_IN, preset
from tests.helpers.choices import a_combined, a_format, a_media, a_video, an_audio

AAC, DUB = an_audio("aac"), an_audio("dub")
SMALL, LARGE = a_video(480), a_video(720)


def test_another_picture_takes_the_place_of_the_first_and_sounds_add_up():
    picks = Picks().toggled(SMALL).toggled(AAC).toggled(LARGE).toggled(DUB)
    assert picks.formats == (LARGE, AAC, DUB)


def test_picking_a_row_again_lets_go_of_it():
    picks = picks_of((SMALL, AAC))
    assert picks.toggled(SMALL).formats == (AAC,)
    assert picks.toggled(AAC).formats == (SMALL,)
    assert SMALL in picks
    assert LARGE not in picks


def test_picked_rows_replace_what_the_preset_wanted_but_not_where_it_goes():
    base = preset("plays-everywhere").options.model_copy(update={"folder": "/here", "embed_metadata": False})
    wanted = options_for(picks_of((SMALL, AAC)), base)
    assert wanted.custom_format is not None
    assert wanted.custom_format.startswith("v480-avc+aac/")
    assert (wanted.quality, wanted.video_format, wanted.plays_everywhere) == ("best", None, False)
    assert (wanted.folder, wanted.embed_metadata) == ("/here", False)


def test_a_picked_sound_is_still_converted_when_no_picture_was_wanted():
    mp3 = preset("audio-mp3").options
    assert options_for(picks_of((AAC,)), mp3).audio_format == "mp3"
    assert options_for(picks_of((SMALL, AAC)), mp3).audio_format is None


def test_rows_that_do_not_go_together_have_no_options():
    with pytest.raises(UserError, match="own sound"):
        options_for(picks_of((a_combined(), AAC)), DownloadOptions())


@pytest.mark.parametrize("known", BUILT_IN, ids=lambda known: known.name)
def test_a_preset_is_known_again_wherever_its_file_goes(known):
    assert preset_of(preset_options(known, DownloadOptions(folder="/here"))) is known
    assert preset_of(DownloadOptions(custom_format="22")) is None


@pytest.mark.parametrize(
    ("formats", "names"),
    [
        ((), []),
        ((a_video(480), a_video(1080)), ["best", "plays-everywhere", "1080p", "480p"]),
        ((AAC,), ["best", "audio-mp3", "audio-m4a", "audio-original"]),
        (
            (a_format("0", "combined"),),
            ["best", "plays-everywhere", "audio-mp3", "audio-m4a", "audio-original"],
        ),
        ((a_video(240),), ["best", "plays-everywhere", "360p"]),
        ((a_format("up", width=1080, height=1920),), ["best", "plays-everywhere", "1080p"]),
        ((a_format("wide", width=1920, height=800),), ["best", "plays-everywhere", "1080p"]),
    ],
)
def test_only_presets_that_make_a_difference_are_offered(formats, names):
    assert [known.name for known in presets_for(a_media(formats))] == names


@pytest.mark.parametrize(
    ("facts", "size"),
    [
        ({"size_bytes": 5}, (5, False)),
        ({"size_bytes": 5, "size_is_estimate": True}, (5, True)),
        ({"bitrate_kbps": 8.0}, (10_000, True)),
        ({}, None),
    ],
)
def test_a_size_is_estimated_where_the_site_is_silent(facts, size):
    assert size_of(a_format("x", **facts), 10.0) == size


def test_a_total_is_known_only_when_every_part_is():
    assert total_size((AAC, DUB), None) == (2_000_000, True)
    assert total_size((AAC,), None) == (1_000_000, False)
    assert total_size((AAC, a_format("x")), None) is None
    assert total_size((), None) is None

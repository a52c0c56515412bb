"""On what a format plays: the narrowest of codecs, size and container."""

import pytest

from mediadl.domain.plays_on import WORDS, PlaysOn, plays_on
from tests.helpers.choices import a_combined, a_format, a_video, an_audio

P = PlaysOn


@pytest.mark.parametrize(
    ("one", "devices"),
    [
        (a_video(1080), P.EVERYTHING),
        (a_combined(), P.EVERYTHING),
        (an_audio("aac"), P.EVERYTHING),
        (a_video(2160), P.RECENT),
        (a_video(1080, dynamic_range="HDR10"), P.RECENT),
        (a_video(1080, dynamic_range="SDR"), P.EVERYTHING),
        (a_video(720, "vp9", "webm"), P.BROWSERS),
        (an_audio("opus", "opus", "webm"), P.BROWSERS),
        (a_video(720, "av01.0.05M.08"), P.RECENT),
        (a_video(720, "hvc1.1.6"), P.RECENT),
        (a_video(720, ext="mkv"), P.COMPUTERS),
        (a_combined(vcodec="mpeg4", ext="avi"), P.COMPUTERS),
        (a_format("unknown"), None),
    ],
    ids=lambda value: getattr(value, "id", None),
)
def test_a_format_plays_on_the_narrowest_of_what_is_in_it(one, devices):
    assert plays_on(one) is devices


def test_every_kind_of_device_has_words():
    assert set(WORDS) == set(PlaysOn)

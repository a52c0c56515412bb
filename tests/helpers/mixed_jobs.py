"""Links of every kind that the media site serves, for runs that want many different jobs."""

from itertools import cycle, islice
from typing import NamedTuple

from mediadl.domain.presets import preset
from tests.helpers.media_site import MediaSiteProcess


class MixedJob(NamedTuple):
    """A link and the name of the preset to take it with."""

    link: str
    preset: str

    @property
    def options(self):
        """The preset's options."""
        return preset(self.preset).options


def mixed_jobs(site: MediaSiteProcess, count: int) -> list[MixedJob]:
    """The first `count` of an endless mix; about half of them are slowed down to keep several running.

    Each link is another one, and leads to another media: what is here already is not downloaded again.
    """
    kinds = (
        ("media/av480.mp4", "best", 1_500_000),
        ("page/walk?media=av480.mp4", "plays-everywhere", None),
        ("hls/master.m3u8", "480p", 2_000_000),
        ("media/song.mp3", "audio-original", None),
        ("dash/manifest.mpd", "720p", None),
        ("hls-fmp4/master.m3u8", "best", 2_500_000),
        ("page/sounds?media=small.mp4", "audio-mp3", None),
        ("media/clip.webm", "best", 800_000),
        ("lab/v/mixed", "1080p", None),
        ("hls-muxed/master.m3u8", "audio-m4a", 3_000_000),
    )
    mix = enumerate(islice(cycle(kinds), count))
    return [
        MixedJob(site.url(_numbered(path, number), **({"rate": rate} if rate else {})), name)
        for number, (path, name, rate) in mix
    ]


def _numbered(path: str, number: int) -> str:
    if path.startswith("lab/"):
        return f"{path}-{number}"
    return f"{path}{'&' if '?' in path else '?'}number={number}"

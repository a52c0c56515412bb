"""On what a format plays without being converted, by its codecs and container. Facts only, in few words."""

from enum import IntEnum

from mediadl.domain.media import Format
from mediadl.domain.selection import codec_name, resolution


class PlaysOn(IntEnum):
    """The wider the larger."""

    COMPUTERS = 1
    RECENT = 2
    BROWSERS = 3
    EVERYTHING = 4


WORDS = {
    PlaysOn.COMPUTERS: "Computers",
    PlaysOn.RECENT: "Recent devices",
    PlaysOn.BROWSERS: "Browsers, newer TVs",
    PlaysOn.EVERYTHING: "Everything",
}

# H.264 up to 1080p and AAC or MP3 are in the hardware of anything sold since about 2010; VP9, Opus and
# Vorbis in all browsers, phones and televisions of the last years, but in few players and cars; H.265 and
# AV1 need hardware of about 2016 and 2021.
_CODECS = {
    "H.264": PlaysOn.EVERYTHING, "AAC": PlaysOn.EVERYTHING, "MP3": PlaysOn.EVERYTHING,
    "VP8": PlaysOn.BROWSERS, "VP9": PlaysOn.BROWSERS, "Opus": PlaysOn.BROWSERS, "Vorbis": PlaysOn.BROWSERS,
    "FLAC": PlaysOn.BROWSERS, "PCM": PlaysOn.BROWSERS,
    "H.265": PlaysOn.RECENT, "AV1": PlaysOn.RECENT, "AC-3": PlaysOn.RECENT, "E-AC-3": PlaysOn.RECENT,
}  # fmt: skip
_CONTAINERS = {
    **dict.fromkeys(("mp4", "m4a", "m4v", "mp3"), PlaysOn.EVERYTHING),
    **dict.fromkeys(("webm", "weba", "mov", "ogg", "opus", "aac", "wav", "flac"), PlaysOn.BROWSERS),
}
_LARGEST_LINES = 1080


def plays_on(one: Format) -> PlaysOn | None:
    """The narrowest of what its codecs, size and container allow; None when no codec is known."""
    names = [name for name in (codec_name(one.vcodec), codec_name(one.acodec)) if name]
    if not names:
        return None
    limits = [_CODECS.get(name, PlaysOn.COMPUTERS) for name in names]
    # A stream of a manifest has no container of its own yet; it is put into one that fits.
    limits += [_CONTAINERS.get(one.ext, PlaysOn.COMPUTERS)]
    if (resolution(one) or 0) > _LARGEST_LINES or one.dynamic_range not in {None, "", "SDR"}:
        limits.append(PlaysOn.RECENT)
    return min(limits)

"""About how large what is chosen will be: length times the bitrate that is usual; nothing is exact here."""

from collections.abc import Mapping

from mediadl.domain.options import DownloadOptions
from mediadl.domain.picking import bytes_at

_USUAL_KBPS: Mapping[int, float] = {360: 700, 480: 1_200, 720: 2_300, 1080: 4_200, 1440: 9_000, 2160: 17_000}
"""Picture and sound of web video at 30 frames a second, as H.264 or VP9; sites differ by a factor of two."""
_BEST_LINES = 1080
"""What "best" mostly is: few lists consist of larger videos."""
_SOUND_KBPS = 128.0
_LOSSLESS_KBPS = 900.0


def usual_kbps(options: DownloadOptions) -> float:
    """The bitrate that a file with these options usually has."""
    if options.takes_no_media:
        return 0.0
    if options.is_audio_only:
        lossless = options.audio_format in {"flac", "wav"}
        return float(options.audio_quality_kbps or (_LOSSLESS_KBPS if lossless else _SOUND_KBPS))
    lines = options.max_height or _BEST_LINES
    lines = min(lines, _BEST_LINES) if options.plays_everywhere else lines
    return _USUAL_KBPS.get(lines, _USUAL_KBPS[_BEST_LINES])


def usual_bytes(options: DownloadOptions, duration_s: float) -> int:
    """About how many bytes a file of this length with these options has."""
    return bytes_at(usual_kbps(options), duration_s)

"""Choosing formats by hand: which rows go together, what they weigh, which presets a media can serve."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from mediadl.domain.layers import layered
from mediadl.domain.media import Format, FormatKind, Media
from mediadl.domain.options import DownloadOptions
from mediadl.domain.presets import BUILT_IN, Preset, is_built_in
from mediadl.domain.resolving import all_presets, below_item
from mediadl.domain.selection import resolution, selector_for
from mediadl.domain.settings import Settings

_PLAIN = Settings()
_UNASKED = DownloadOptions()
_ANY_STREAMS: dict[str, Any] = {
    name: DownloadOptions.model_fields[name].get_default()
    for name in (
        "quality", "video_format", "plays_everywhere", "audio_format", "audio_quality_kbps", "video_codec",
        "audio_codec", "audio_language", "more_audio_languages", "require",
    )
}  # fmt: skip
_PLACES = ("folder", "temp_folder")


@dataclass(frozen=True)
class Picks:
    """Rows picked by hand: at most one with a picture, and any number of sounds in the order picked."""

    video: Format | None = None
    audios: tuple[Format, ...] = ()

    @property
    def formats(self) -> tuple[Format, ...]:
        """All picked rows, the picture first."""
        return (*([self.video] if self.video else []), *self.audios)

    def __contains__(self, row: Format) -> bool:
        return any(picked.id == row.id for picked in self.formats)

    def toggled(self, row: Format) -> "Picks":
        """With the row picked, or no longer; another picture takes the place of the first."""
        if row.kind is not FormatKind.AUDIO_ONLY:
            return Picks(None if row in self else row, self.audios)
        if row in self:
            return Picks(self.video, tuple(audio for audio in self.audios if audio.id != row.id))
        return Picks(self.video, (*self.audios, row))


def picks_of(formats: Iterable[Format]) -> Picks:
    """The picks that these formats are."""
    picks = Picks()
    for one in formats:
        picks = picks if one in picks else picks.toggled(one)
    return picks


def options_for(picks: Picks, base: DownloadOptions) -> DownloadOptions:
    """`base` with these very rows asked for, in the container that fits them.

    A conversion of the sound is kept when `base` wants no picture and none is picked.

    Raises:
        UserError: the rows do not go together.
    """
    wanted = selector_for(picks.video, picks.audios)
    if base.is_audio_only and picks.video is None:
        return base.model_copy(update={"custom_format": wanted})
    return written_options(wanted, base)


def written_options(selector: str, base: DownloadOptions) -> DownloadOptions:
    """`base` with this selector, and none of the wishes for streams that it takes the place of."""
    return base.model_copy(update={**_ANY_STREAMS, "custom_format": selector})


def preset_options(
    preset: Preset, base: DownloadOptions, settings: Settings = _PLAIN, asked: DownloadOptions = _UNASKED
) -> DownloadOptions:
    """The preset over the global options, with the folders of `base`; `asked` was set for this very item."""
    options = layered(below_item(settings, preset), asked)
    return options.model_copy(update={name: getattr(base, name) for name in _PLACES})


def preset_of(
    options: DownloadOptions, settings: Settings = _PLAIN, asked: DownloadOptions = _UNASKED
) -> Preset | None:
    """The preset that these options are, wherever the file goes; None for options of one's own."""
    presets = all_presets(settings)
    return next((one for one in presets if preset_options(one, options, settings, asked) == options), None)


def presets_for(media: Media, settings: Settings = _PLAIN) -> tuple[Preset, ...]:
    """The presets that make a difference for this media: only heights and streams that it has.

    The user's own are always among them.
    """
    pictures = [one for one in media.formats if one.kind is not FormatKind.AUDIO_ONLY]
    has_sound = any(one.kind is not FormatKind.VIDEO_ONLY for one in media.formats)
    lines = {height for one in pictures if (height := resolution(one))}
    served = _served_heights(lines)

    def fits(preset: Preset) -> bool:
        if not is_built_in(preset.name):
            return True
        if preset.options.layout != "plain":
            return False  # it is about where files go, and offers nothing else to choose
        if preset.options.is_audio_only:
            return has_sound
        if preset.options.plays_everywhere:
            return bool(pictures)
        return preset.options.max_height is None or preset.options.max_height in served

    return tuple(preset for preset in all_presets(settings) if fits(preset)) if media.formats else ()


def total_size(formats: Sequence[Format], duration_s: float | None) -> tuple[int, bool] | None:
    """Bytes of all together and whether that is an estimate; None when one of them is not known."""
    sizes = [size_of(one, duration_s) for one in formats]
    known = [one for one in sizes if one is not None]
    if not known or len(known) < len(sizes):
        return None
    return sum(size for size, _ in known), len(known) > 1 or any(estimate for _, estimate in known)


def size_of(one: Format, duration_s: float | None) -> tuple[int, bool] | None:
    """Bytes of a format and whether that is an estimate: bitrate times duration where the site is silent."""
    if one.size_bytes is not None:
        return one.size_bytes, one.size_is_estimate
    if one.bitrate_kbps and duration_s:
        return bytes_at(one.bitrate_kbps, duration_s), True
    return None


def bytes_at(bitrate_kbps: float, duration_s: float) -> int:
    """Bytes of so many seconds at this bitrate."""
    return round(bitrate_kbps * 125 * duration_s)


def _served_heights(lines: set[int]) -> set[int]:
    """Heights of presets that have a format of their own: the largest that is not above them."""
    heights = sorted(preset.options.max_height or 0 for preset in BUILT_IN if preset.name[:1].isdigit())
    lower = [0, *heights]
    return {
        height
        for below, height in zip(lower, heights, strict=False)
        if any(below < line <= height for line in lines)
    }

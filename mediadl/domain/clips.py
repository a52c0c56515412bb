"""Clip ranges as people write them, "1:23-2:10, 5:00-": read, written, and checked against the media."""

import re
from collections.abc import Sequence

from mediadl.domain import units
from mediadl.domain.errors import UserError
from mediadl.domain.media import Chapter
from mediadl.domain.options import Clip

_TIME = r"(?:(?:\d{1,3}:)?\d{1,4}:)?\d{1,6}(?:\.\d{1,3})?"
_CLIP = re.compile(rf"(?P<start>{_TIME})?\s*[-\N{{EN DASH}}]\s*(?P<end>{_TIME})?")
_SLACK_S = 0.5
"""Lengths are announced in whole seconds; a clip that ends with the media may seem to end after it."""


def parse_clips(text: str) -> tuple[Clip, ...]:
    """Read clips in the order written; no text is no clip, which is the whole media.

    Raises:
        UserError: a part cannot be read, or ends before it starts.
    """
    parts = [part.strip() for part in re.split(r"[,;]", text)]
    return tuple(_clip(part) for part in parts if part)


def clips_text(clips: Sequence[Clip]) -> str:
    """The clips as `parse_clips` reads them."""
    return ", ".join(clip_text(clip) for clip in clips)


def clip_text(clip: Clip) -> str:
    """One clip, "1:23-2:10"; without an end it goes on to that of the media: "1:23-"."""
    return f"{clock(clip.start_s)}-{clock(clip.end_s) if clip.end_s is not None else ''}"


def clip_words(clip: Clip) -> str:
    """One clip for people: "1:23 to 2:10", "from 1:23 on"."""
    if clip.end_s is None:
        return f"from {clock(clip.start_s)} on"
    return f"{clock(clip.start_s)} to {clock(clip.end_s)}"


def clock(seconds: float) -> str:
    """A time as a clock shows it, to the millisecond where it is not a whole second: "1:23", "1:23.5"."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    fraction = f".{thousandths:03}".rstrip("0") if thousandths else ""
    return units.duration(whole) + fraction


def clip_problem(clips: Sequence[Clip], duration_s: float | None) -> str:
    """What is wrong with the clips of a media of this length, in a sentence; empty when nothing is."""
    if duration_s is None:
        return ""
    for clip in clips:
        if clip.start_s >= duration_s:
            return f"The clip {clip_words(clip)} begins after the end, which is at {clock(duration_s)}."
        if clip.end_s is not None and clip.end_s > duration_s + _SLACK_S:
            return f"The clip {clip_words(clip)} goes beyond the end, which is at {clock(duration_s)}."
    return ""


def length_s(clips: Sequence[Clip], duration_s: float | None) -> float | None:
    """Seconds of all clips together, of the media without any; None where that is not known."""
    if not clips:
        return duration_s
    ends = [clip.end_s if clip.end_s is not None else duration_s for clip in clips]
    known = [end for end in ends if end is not None]
    if len(known) < len(ends):
        return None
    return sum(max(0.0, end - clip.start_s) for clip, end in zip(clips, known, strict=True))


def clip_of(chapter: Chapter) -> Clip | None:
    """The clip that a chapter is; None for one that the site gives no length."""
    return Clip(start_s=chapter.start_s, end_s=chapter.end_s) if chapter.end_s > chapter.start_s else None


def _clip(part: str) -> Clip:
    match = _CLIP.fullmatch(part)
    if not match or not (match["start"] or match["end"]):
        raise UserError(f"“{part}” is no clip. Write for example 1:23-2:10, or 5:00- up to the end.")
    start_s = _seconds(match["start"] or "0")
    end_s = _seconds(match["end"]) if match["end"] else None
    if end_s is not None and end_s <= start_s:
        raise UserError(f"The clip “{part}” ends before it starts. Write the earlier time first.")
    return Clip(start_s=start_s, end_s=end_s)


def _seconds(text: str) -> float:
    seconds = 0.0
    for part in text.split(":"):
        seconds = seconds * 60 + float(part)
    return seconds

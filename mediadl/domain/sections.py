"""Cuts of a media: their names, their lengths, and which chapters they hold. No file is cut here."""

from collections.abc import Sequence
from dataclasses import dataclass

from mediadl.domain.media import Chapter
from mediadl.domain.naming import legal_stem
from mediadl.domain.verification import Length

KEY_FRAME_S = 10.0
"""Without encoding anew a cut ends on a key frame, and few videos have less than one in so many seconds."""
_TITLE_BYTES = 80


@dataclass(frozen=True)
class Section:
    """A part of a media, in seconds from its start."""

    start_s: float
    end_s: float | None = None
    """None is the end of the media."""

    @property
    def tail(self) -> str:
        """What its file has behind the title: " - 0m05s-1m10s"."""
        end = "end" if self.end_s is None else _clock(self.end_s)
        return f" - {_clock(self.start_s)}-{end}"

    def length(self, whole_s: float | None, *, is_exact: bool) -> Length | None:
        """How long its file should be; None when nobody knows where the media ends."""
        end_s = self.end_s if self.end_s is not None else whole_s
        if end_s is None:
            return None
        return Length(
            max(0.0, end_s - self.start_s), longer_s=0.0 if is_exact else min(KEY_FRAME_S, self.start_s)
        )

    def chapters(self, whole: Sequence[Chapter]) -> tuple[Chapter, ...]:
        """The chapters that lie in it, as far as they do, counted from its start."""
        end_s = float("inf") if self.end_s is None else self.end_s
        return tuple(
            Chapter(
                title=one.title,
                start_s=max(one.start_s, self.start_s) - self.start_s,
                end_s=min(one.end_s, end_s) - self.start_s,
            )
            for one in whole
            if one.start_s < end_s and one.end_s > self.start_s
        )


def chapter_tail(number: int, title: str) -> str:
    """What the file of a chapter has behind the title of the whole: " - 02 Main part"."""
    named = legal_stem(title, suffix_bytes=240 - _TITLE_BYTES) if title else ""
    return f" - {number:02} {named}".rstrip()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds, 3), 60)
    hours, minutes = divmod(int(minutes), 60)
    second = f"{rest:06.3f}".rstrip("0").rstrip(".")
    return f"{hours}h{minutes:02}m{second}s" if hours else f"{minutes}m{second}s"

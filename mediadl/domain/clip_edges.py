"""Clips as edges that are moved along a timeline, one of them at a time; nothing is drawn here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mediadl.domain.options import Clip

SHORTEST_S = 0.5
"""An edge comes no nearer to the other one of its clip."""


@dataclass(frozen=True)
class ClipEdges:
    """The clips of a media of `duration_s` seconds, and the edge that keys and mouse move.

    Edges are numbered: 0 and 1 are the start and the end of the first clip, 2 and 3 those of the second.
    Without a clip there are two edges all the same, those of the whole media.
    """

    duration_s: float
    clips: tuple[Clip, ...] = ()
    active: int = 0

    @property
    def spans(self) -> tuple[tuple[float, float], ...]:
        """Start and end of every clip in seconds, within the media."""
        return tuple(self._span(clip) for clip in self.clips or (Clip(),))

    @property
    def edges(self) -> tuple[float, ...]:
        """The edges in seconds, by their number."""
        return tuple(edge for span in self.spans for edge in span)

    @property
    def position_s(self) -> float:
        """Where the active edge is."""
        return self.edges[self.active]

    def with_clips(self, clips: Sequence[Clip]) -> "ClipEdges":
        """With these clips; the active edge stays, if there still is one of that number."""
        changed = replace(self, clips=tuple(clips), active=0)
        return replace(changed, active=min(self.active, len(changed.edges) - 1))

    def selected(self, edge: int) -> "ClipEdges":
        """With this edge active; beyond the last comes the first again."""
        return replace(self, active=edge % len(self.edges))

    def moved_to(self, seconds: float) -> "ClipEdges":
        """With the active edge there, or as near as the other edge of its clip and the media allow."""
        index, is_end = divmod(self.active, 2)
        start, end = self.spans[index]
        shortest = min(SHORTEST_S, self.duration_s / 2)
        if is_end:
            end = min(self.duration_s, max(seconds, start + shortest))
        else:
            start = max(0.0, min(seconds, end - shortest))
        clips = list(self.clips or (Clip(),))
        clips[index] = self._clip(start, end)
        return replace(self, clips=tuple(clips))

    def moved_by(self, seconds: float) -> "ClipEdges":
        """With the active edge so much later, or earlier."""
        return self.moved_to(self.position_s + seconds)

    def moved_to_next(self, marks: Sequence[float], *, forward: bool) -> "ClipEdges":
        """With the active edge at the next of these times, or at the media's end or start beyond them."""
        here = self.position_s
        ahead = [mark for mark in marks if (mark > here + 0.001 if forward else mark < here - 0.001)]
        limit = self.duration_s if forward else 0.0
        return self.moved_to((min(ahead) if forward else max(ahead)) if ahead else limit)

    def added(self, start_s: float, end_s: float) -> "ClipEdges":
        """With another clip between these two, whose end is active; either may be the earlier one."""
        start, end = sorted((max(0.0, start_s), min(self.duration_s, end_s)))
        end = min(self.duration_s, max(end, start + SHORTEST_S))
        clips = (*self.clips, self._clip(start, end))
        return replace(self, clips=clips, active=2 * len(clips) - 1)

    def removed(self) -> "ClipEdges":
        """Without the clip of the active edge."""
        index = self.active // 2
        return self.with_clips((*self.clips[:index], *self.clips[index + 1 :]))

    def nearest(self, seconds: float) -> int:
        """Number of the edge that is nearest to a time."""
        return min(range(len(self.edges)), key=lambda edge: abs(self.edges[edge] - seconds))

    def _span(self, clip: Clip) -> tuple[float, float]:
        end = self.duration_s if clip.end_s is None else min(clip.end_s, self.duration_s)
        return min(clip.start_s, self.duration_s), end

    def _clip(self, start: float, end: float) -> Clip:
        """A clip that ends with the media has no end of its own: a length is not known to the frame."""
        start, end = round(start, 2), round(end, 2)
        return Clip(start_s=start, end_s=None if end >= round(self.duration_s, 2) else end)

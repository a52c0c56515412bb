"""Live HLS (RFC 8216, 6.2.1, EVENT): a playlist that grows by the clock and ends after its seconds."""

import time

from .streams import LIVE_SEGMENTS, SEGMENT_S

_HEAD_START_SEGMENTS = 3


class LiveClock:
    """When each stream was first asked for; a stream begins with that request."""

    def __init__(self) -> None:
        self._begun_s: dict[str, float] = {}

    def elapsed_s(self, stream: str) -> float:
        """Return the stream's age in seconds, beginning it now if it is new."""
        return time.monotonic() - self._begun_s.setdefault(stream, time.monotonic())

    def clear(self) -> None:
        """Let all streams begin anew."""
        self._begun_s.clear()


def segments_out(elapsed_s: float, length_s: int) -> int:
    """Return how many segments are out; three are there at the start, so that players begin at once."""
    total = min(LIVE_SEGMENTS, max(_HEAD_START_SEGMENTS, length_s // SEGMENT_S))
    return min(total, _HEAD_START_SEGMENTS + int(elapsed_s // SEGMENT_S))


def live_playlist(elapsed_s: float, length_s: int) -> str:
    """Return the playlist at this age; it ends with ENDLIST once `length_s` (60 at most) have gone by."""
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:3",
        f"#EXT-X-TARGETDURATION:{SEGMENT_S}",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:EVENT",
    ]
    for index in range(segments_out(elapsed_s, length_s)):
        lines += [f"#EXTINF:{SEGMENT_S}.000,", f"seg_{index:03d}.ts"]
    if elapsed_s >= min(length_s, LIVE_SEGMENTS * SEGMENT_S):
        lines.append("#EXT-X-ENDLIST")
    return "\n".join([*lines, ""])

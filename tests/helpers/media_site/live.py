"""Live HLS (RFC 8216, 6.2): playlists that grow or slide by the clock and end after their seconds.

`/live/<id>/<shape>/<name>`: a shape is the length in seconds (60 at most), and after it `;key=value` pairs
as in `LiveShape`, for instance `/live/one/60;window=5;aes=1/live.m3u8`. A master playlist with picture and
sound apart is `master.m3u8`.
"""

import re
import time
from dataclasses import dataclass, fields

from Cryptodome.Cipher import AES
from Cryptodome.Util.Padding import pad

from .media import media_path
from .streams import LIVE_SEGMENTS, SEGMENT_S

KEY = bytes(range(16, 32))
_HEAD_START_SEGMENTS = 3
_TREES = {"ts": "live", "fmp4": "live-fmp4", "range": "live-range", "v": "live-apart/v", "a": "live-apart/a"}


@dataclass(frozen=True)
class LiveShape:
    """How a stream looks."""

    length_s: int
    kind: str = "ts"
    """`ts`, `fmp4`, `range` hold picture and sound together; `v` and `a` are one of them."""
    window: int = 0
    """So many segments are listed, then the oldest go; 0 keeps all."""
    aes: int = 0
    """1: encrypted, with the sequence number as vector."""
    loop: int = 0
    """After so many segments the same come again, behind a discontinuity; 0 is never."""
    speed: int = 1
    """So many times faster than the clock."""
    first: int = 0
    """Number of the first segment."""

    @classmethod
    def parse(cls, text: str) -> "LiveShape":
        """Read it; raises KeyError for an unknown key."""
        length, *pairs = text.split(";")
        known = {field.name: str(field.type) for field in fields(cls)}
        values: dict[str, int | str] = {}
        for pair in pairs:
            key, _, value = pair.partition("=")
            values[key] = value if "str" in known[key] else int(value)
        return cls(int(length), **values)  # type: ignore[arg-type]  # the loop above has checked the types

    @property
    def total(self) -> int:
        """How many segments there will be."""
        return min(LIVE_SEGMENTS, max(_HEAD_START_SEGMENTS, self.length_s // SEGMENT_S))


class LiveClock:
    """When each stream was first asked for; a stream begins with that request."""

    def __init__(self) -> None:
        self._begun_s: dict[str, float] = {}

    def elapsed_s(self, stream: str) -> float:
        """Return the stream's age in seconds, beginning it now if it is new."""
        begun_s = self._begun_s.setdefault(stream, time.monotonic())
        return time.monotonic() - begun_s

    def clear(self) -> None:
        """Let all streams begin anew."""
        self._begun_s.clear()


def segments_out(elapsed_s: float, shape: LiveShape) -> int:
    """Return how many segments are out; three are there at the start, so that players begin at once."""
    return min(shape.total, _HEAD_START_SEGMENTS + int(elapsed_s * shape.speed // SEGMENT_S))


def live_playlist(elapsed_s: float, shape: LiveShape) -> str:
    """Return the playlist at this age; it ends with ENDLIST once its seconds have gone by."""
    out = segments_out(elapsed_s, shape)
    oldest = max(0, out - shape.window) if shape.window else 0
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:6",
        f"#EXT-X-TARGETDURATION:{SEGMENT_S}",
        f"#EXT-X-MEDIA-SEQUENCE:{shape.first + oldest}",
    ]
    lines += [] if shape.window else ["#EXT-X-PLAYLIST-TYPE:EVENT"]
    lines += ['#EXT-X-KEY:METHOD=AES-128,URI="key.bin"'] if shape.aes else []
    lines += ['#EXT-X-MAP:URI="init.mp4"'] if shape.kind in ("fmp4", "v", "a") else []
    for index in range(oldest, out):
        if shape.loop and index and index % shape.loop == 0:
            lines.append("#EXT-X-DISCONTINUITY")
        lines += _entry(index, shape)
    if elapsed_s * shape.speed >= min(shape.length_s, LIVE_SEGMENTS * SEGMENT_S):
        lines.append("#EXT-X-ENDLIST")
    return "\n".join([*lines, ""])


def master_playlist(shape_text: str) -> str:
    """Return the list of a picture and its sound, as tracks apart."""
    sound = f'URI="../{shape_text};kind=a/live.m3u8"'
    lines = [
        "#EXTM3U",
        f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Sound",DEFAULT=YES,AUTOSELECT=YES,{sound}',
        '#EXT-X-STREAM-INF:BANDWIDTH=320000,CODECS="avc1.42c01f,mp4a.40.2",RESOLUTION=426x240,AUDIO="sound"',
        f"../{shape_text};kind=v/live.m3u8",
    ]
    return "\n".join([*lines, ""])


def live_segment(name: str, shape: LiveShape, elapsed_s: float) -> bytes | str:
    """Return the bytes of a segment, encrypted if need be, or the name of its file; KeyError: not out yet."""
    if name == "key.bin":
        return KEY
    tree = _TREES[shape.kind]
    if name in ("init.mp4", "all.ts"):
        return f"{tree}/{name}"
    number = int(name[4:7])
    if number - shape.first >= segments_out(elapsed_s, shape):
        raise KeyError(name)
    index = number - shape.first
    inner = f"{tree}/seg_{index % shape.loop if shape.loop else index:03d}.{name.rpartition('.')[2]}"
    if not shape.aes:
        return inner
    cipher = AES.new(KEY, AES.MODE_CBC, number.to_bytes(16, "big"))
    return bytes(cipher.encrypt(pad(media_path(inner).read_bytes(), 16)))


def _entry(index: int, shape: LiveShape) -> list[str]:
    """The lines of one segment."""
    if shape.kind == "range":
        made = media_path("live-range/index.m3u8").read_text(encoding="utf-8")
        span = re.findall(r"#EXT-X-BYTERANGE:\S+", made)[index]
        return [f"#EXTINF:{SEGMENT_S}.000,", span, "all.ts"]
    suffix = "ts" if shape.kind == "ts" else "m4s"
    return [f"#EXTINF:{SEGMENT_S}.000,", f"seg_{shape.first + index:03d}.{suffix}"]

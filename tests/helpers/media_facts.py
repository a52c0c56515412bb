"""What ffprobe and ffmpeg say about a file: streams, length, tags, and a hash of what it plays."""

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any, NamedTuple


class Facts(NamedTuple):
    """A media file as ffprobe sees it."""

    video: str | None
    """Codec of the picture, as ffmpeg names it; None without one."""
    audio: str | None
    height: int | None
    duration_s: float
    container: str
    tags: dict[str, str]
    bitrate_bps: int


def facts_of(path: Path) -> Facts:
    """Ask ffprobe; raises CalledProcessError when it is no media file."""
    command = ["ffprobe", "-v", "error", "-show_format", "-show_streams", "-of", "json", str(path)]
    info: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    by_kind = {stream["codec_type"]: stream for stream in info["streams"]}
    video, audio, whole = by_kind.get("video", {}), by_kind.get("audio", {}), info["format"]
    return Facts(
        video=video.get("codec_name"),
        audio=audio.get("codec_name"),
        height=video.get("height"),
        duration_s=float(whole["duration"]),
        container=whole["format_name"],
        tags={name.lower(): value for name, value in whole.get("tags", {}).items()},
        bitrate_bps=int(whole.get("bit_rate", 0)),
    )


def stream_hash(path: Path) -> str:
    """A hash of all streams' packets, whatever the container says around them."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-map", "0", "-c", "copy", "-f", "streamhash", "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def sha256(path: Path) -> str:
    """The hash of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def pictures_hash(path: Path) -> str:
    """A hash of the decoded pictures: the same in whatever container, cut, encrypted and joined again."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-map", "0:v", "-f", "streamhash", "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout

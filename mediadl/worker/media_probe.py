"""Looks into a finished file with ffprobe, or with ffmpeg where there is none. Nothing is judged here."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from yt_dlp.utils import ISO639Utils

from mediadl.domain.verification import Found, Picture, Sound

TIMEOUT_S = 60.0

_ENTRIES = (
    "format=format_name,duration:stream=codec_type,codec_name,width,height,duration"
    ":stream_disposition=attached_pic:stream_tags=language"
)
_STILLS = frozenset(
    {"image2", "png_pipe", "jpeg_pipe", "webp_pipe", "bmp_pipe", "tiff_pipe", "svg_pipe", "tty"}
)
"""ffprobe's names for what has a "video stream" and is a picture or a text."""
_NO_MEDIA = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"<", b"%PDF", b"PK\x03\x04", b"{")
_INPUT = re.compile(r"^Input #0, (\S+), from ", re.MULTILINE)
_DURATION = re.compile(r"^  Duration: (\d+):(\d+):([\d.]+)", re.MULTILINE)
_STREAM = re.compile(
    r"^  Stream #0:\d+(?:\[\w+\])?(?:\((?P<language>\w+)\))?: "
    r"(?P<kind>Video|Audio): (?P<codec>\w+)(?P<rest>.*)$",
    re.MULTILINE,
)
_SIZE = re.compile(r", (\d{2,5})x(\d{2,5})")


def is_no_media(path: Path) -> bool:
    """Whether the first bytes are those of a still picture, a page or a document; costs no process.

    ffmpeg would make a video of a picture, and then nobody could tell any more.
    """
    with path.open("rb") as file:
        head = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(_NO_MEDIA) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")


def look_into(path: Path, ffmpeg: str | None) -> Found | None:
    """What is in the file; nothing playable gives a `Found` without streams. None when no tool can tell.

    `ffmpeg` is what `find_ffmpeg` gives: a folder, or the program itself.
    """
    if ffmpeg is None:
        return None
    folder = Path(ffmpeg) if Path(ffmpeg).is_dir() else Path(ffmpeg).parent
    if program := shutil.which("ffprobe", path=str(folder)):
        return _from_ffprobe(path, program)
    program = shutil.which("ffmpeg", path=ffmpeg) if Path(ffmpeg).is_dir() else ffmpeg
    return _from_ffmpeg(path, program) if program else None


def _from_ffprobe(path: Path, program: str) -> Found | None:
    command = [program, "-v", "error", "-show_entries", _ENTRIES, "-of", "json", _as_input(path)]
    done = _run(command)
    if done is None:
        return None
    suffix = path.suffix.removeprefix(".")
    if done.returncode:
        return Found(suffix)
    info: dict[str, Any] = json.loads(done.stdout)
    names = frozenset(str(info.get("format", {}).get("format_name", "")).split(","))
    if names & _STILLS:
        return Found(suffix, names)
    streams = [one for one in info.get("streams", ()) if not one.get("disposition", {}).get("attached_pic")]
    return Found(
        suffix,
        names,
        _number(info.get("format", {}).get("duration")),
        tuple(
            Picture(str(one.get("codec_name", "")), one.get("width"), one.get("height"))
            for one in streams
            if one.get("codec_type") == "video"
        ),
        tuple(
            Sound(str(one.get("codec_name", "")), _language(one.get("tags", {}).get("language")))
            for one in streams
            if one.get("codec_type") == "audio"
        ),
    )


def _from_ffmpeg(path: Path, program: str) -> Found | None:
    """Read what ffmpeg says: without an output it tells what it sees, and then that an output is missing."""
    done = _run([program, "-hide_banner", "-i", _as_input(path)])
    if done is None:
        return None
    suffix = path.suffix.removeprefix(".")
    begin = _INPUT.search(done.stderr)
    names = frozenset(begin[1].split(",")) if begin else frozenset[str]()
    if not names or names & _STILLS:
        return Found(suffix, names)
    length = _DURATION.search(done.stderr)
    seconds = int(length[1]) * 3600 + int(length[2]) * 60 + float(length[3]) if length else None
    streams = [one for one in _STREAM.finditer(done.stderr) if "(attached pic)" not in one["rest"]]
    return Found(
        suffix,
        names,
        seconds,
        tuple(_picture(one) for one in streams if one["kind"] == "Video"),
        tuple(Sound(one["codec"], _language(one["language"])) for one in streams if one["kind"] == "Audio"),
    )


def _run(command: list[str]) -> "subprocess.CompletedProcess[str] | None":
    try:
        return subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TIMEOUT_S,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def _as_input(path: Path) -> str:
    """Never read as an option or as another protocol."""
    return f"file:{path}"


def _picture(stream: "re.Match[str]") -> Picture:
    size = _SIZE.search(stream["rest"])
    return Picture(stream["codec"], int(size[1]) if size else None, int(size[2]) if size else None)


def _language(code: object) -> str | None:
    """The short code where there is one; "und" says nothing."""
    if not isinstance(code, str) or code in {"", "und"}:
        return None
    return str(ISO639Utils.long2short(code) or code)


def _number(text: object) -> float | None:
    try:
        return float(str(text))
    except ValueError:
        return None

"""Where ffmpeg is: what the user names, the system's own, or the one that came with pip."""

import os
import shutil
import sys
from pathlib import Path

import imageio_ffmpeg

OVERRIDE = "MEDIADL_FFMPEG"
"""Environment variable with the path of an ffmpeg, or of the folder that holds ffmpeg and ffprobe."""


def find_ffmpeg() -> str | None:
    """Absolute path for yt-dlp's `ffmpeg_location`, or None when there is none.

    A pair of ffmpeg and ffprobe in one folder comes first; the one from pip has no ffprobe.
    """
    if override := os.environ.get(OVERRIDE):
        return override if Path(override).exists() else None
    if getattr(sys, "frozen", False):
        beside = shutil.which("ffmpeg", path=str(Path(sys.executable).parent))
        if beside:
            return str(Path(beside).parent)
    if on_path := shutil.which("ffmpeg"):
        return str(Path(on_path).parent.resolve())
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError:
        return None

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

    Only what `OVERRIDE` names, when it names something. Else the first folder, beside a packaged program and
    then of PATH, that holds ffmpeg and ffprobe; else the first ffmpeg alone; else pip's, without ffprobe too.
    """
    if override := os.environ.get(OVERRIDE):
        return None if override_problem() else override
    folders = [folder for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    if getattr(sys, "frozen", False):
        folders.insert(0, str(Path(sys.executable).parent))
    holding = [folder for folder in folders if shutil.which("ffmpeg", path=folder)]
    pairs = [folder for folder in holding if shutil.which("ffprobe", path=folder)]
    if found := pairs or holding:
        return str(Path(found[0]).resolve())
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError:
        return None


def override_problem() -> str:
    """A sentence for the details when `OVERRIDE` names no ffmpeg; empty when all is well."""
    override = os.environ.get(OVERRIDE)
    if not override or Path(override).is_file() or shutil.which("ffmpeg", path=override):
        return ""
    what = "is a folder without an ffmpeg" if Path(override).is_dir() else "does not exist"
    return f"{OVERRIDE} is set to “{override}”, which {what}."

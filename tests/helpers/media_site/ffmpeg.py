"""Runs ffmpeg to make test media; which media there are is said in `recipes.py`, not here."""

import functools
import importlib
import shutil
import subprocess
from pathlib import Path


class FfmpegError(RuntimeError):
    """Ffmpeg is missing or ended with an error; the message holds its last lines."""


@functools.cache
def ffmpeg_exe() -> str:
    """Return ffmpeg's path: the one on PATH, else the one that imageio-ffmpeg brings along."""
    found = shutil.which("ffmpeg")
    if found:
        return found
    return str(importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe())


@functools.cache
def has_encoder(name: str) -> bool:
    """Return whether this build of ffmpeg has the encoder `name`."""
    listed = subprocess.run(
        [ffmpeg_exe(), "-hide_banner", "-encoders"],
        capture_output=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    return name.encode() in listed.stdout.split()


def run_ffmpeg(*arguments: str | Path, cwd: Path | None = None) -> None:
    """Run ffmpeg quietly; bitexact, so that two runs of one build give the same bytes."""
    command = [ffmpeg_exe(), "-v", "error", "-y", "-nostdin", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL, cwd=cwd)
    if done.returncode:
        tail = done.stderr.decode(errors="replace")[-2000:]
        raise FfmpegError(f"{' '.join(command)}\n{tail}")

"""A web site on loopback with media of every kind and with faults on demand; nothing in it knows MediaDL."""

from pathlib import Path

from .body import PaddedBody
from .feed import entry_title
from .media import media_path, prepare
from .process import MediaSiteProcess
from .serve import Hit
from .site import MediaSite
from .titles import title_of

PLUGIN_DIR = Path(__file__).parent / "plugins"
"""For `yt_dlp.globals.plugin_dirs.value = [str(PLUGIN_DIR)]` or `--plugin-dirs`: the extractor of `/lab/`."""


def is_big_file(path: Path, mebibytes: int) -> bool:
    """Return whether a file has exactly the bytes of `/media/big-<mebibytes>.mp4`."""
    return PaddedBody(media_path("av480.mp4"), mebibytes).is_same_as(path)


__all__ = [
    "PLUGIN_DIR",
    "Hit",
    "MediaSite",
    "MediaSiteProcess",
    "entry_title",
    "is_big_file",
    "media_path",
    "prepare",
    "title_of",
]

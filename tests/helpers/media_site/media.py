"""The cache of made media: makes a file or a tree of files once and says where it is.

What goes into each is in `recipes.py`; how it is served is in `site.py`.
"""

import os
import shutil
import tempfile
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

import platformdirs

from .recipes import RECIPES

# Part of the folder name: raise it whenever a recipe changes what it makes.
CACHE_VERSION = 1

_locks = {asset: threading.Lock() for asset in RECIPES}


def cache_dir() -> Path:
    """Return the folder of the made media, `$MEDIADL_TEST_CACHE` before the user's cache folder."""
    chosen = os.environ.get("MEDIADL_TEST_CACHE")
    root = Path(chosen) if chosen else platformdirs.user_cache_path("mediadl-media-site")
    return root.absolute() / f"v{CACHE_VERSION}"


def media_path(name: str) -> Path:
    """Return the file behind a name such as `av480.mp4` or `hls/v480/seg_000.ts`, made first if need be.

    Raises FileNotFoundError for what is in no recipe, FfmpegError when it cannot be made.
    """
    asset, _, inner = name.partition("/")
    if asset not in RECIPES or ".." in PurePosixPath(name).parts:
        raise FileNotFoundError(name)
    path = ensure_asset(asset) / (inner or asset)
    if not path.is_file():
        raise FileNotFoundError(name)
    return path


def ensure_asset(asset: str) -> Path:
    """Make the asset unless it is there, and return its folder. Safe in threads and in several processes."""
    final = cache_dir() / asset
    if final.is_dir():
        return final
    with _locks[asset]:
        if final.is_dir():
            return final
        final.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{asset}-", dir=final.parent))
        try:
            RECIPES[asset](work, media_path)
            _publish(work, final)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return final


def _publish(work: Path, final: Path) -> None:
    """Rename the finished folder into place; whoever comes second keeps what the first has published."""
    try:
        work.rename(final)
    except OSError:
        if not final.is_dir():
            raise


def prepare(assets: Iterable[str] | None = None) -> None:
    """Make these assets, or all there are, two at a time."""
    wanted = list(RECIPES) if assets is None else [name.partition("/")[0] for name in assets]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(ensure_asset, wanted))

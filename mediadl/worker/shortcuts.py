"""What of yt-dlp's work a worker leaves out or does in larger steps; nothing here changes what is downloaded.

Each of these was measured with yt-dlp 2026.10.26; `dev.py bench` does it again.
"""

from collections import ChainMap
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import yt_dlp
from yt_dlp.downloader.common import FileDownloader
from yt_dlp.extractor import gen_extractor_classes
from yt_dlp.networking import common
from yt_dlp.networking._helper import make_ssl_context

from mediadl.worker.transport_stream import without_repair

FIRST_BLOCK_BYTES = 64 * 1024
SMALLEST_BLOCK_BYTES = 16 * 1024
LARGEST_BLOCK_BYTES = 1024 * 1024
"""A block costs the same whatever its size: with 64 KiB a byte costs three times as much as with this."""
BLOCK_S = 0.1
"""How long a block should take: nothing is heard of the download meanwhile."""


def take() -> None:
    """Take the shortcuts that concern all downloads, in this process, for good."""
    FileDownloader.report_progress = _say_nothing
    FileDownloader.best_block_size = staticmethod(best_block_size)
    # Equal ones are equal for good, and reading the authorities' certificates costs 2 MB and 50 ms each time.
    common.make_ssl_context = cache(make_ssl_context)


def best_block_size(elapsed_s: float, size_bytes: int) -> int:
    """How much to read next, from how long the last read took; yt-dlp's own aims at a second a block.

    It at most doubles: what lay in the network's buffers at first says little of how fast the rest comes.
    """
    fitting = size_bytes * BLOCK_S / elapsed_s if elapsed_s > 0 else LARGEST_BLOCK_BYTES
    return round(max(SMALLEST_BLOCK_BYTES, min(LARGEST_BLOCK_BYTES, 2 * size_bytes, fitting)))


class QuickYoutubeDL(yt_dlp.YoutubeDL):  # type: ignore[misc]  # yt-dlp is untyped
    """yt-dlp that is ready in 5 ms rather than 80."""

    is_written_anew = False
    """Whether a step of ours writes the file anew in any case, so that yt-dlp need not do it before."""
    kept: ClassVar[dict[str, Any] | None] = None
    """All extractors by key in yt-dlp's order, when they are found once for all; no instances."""
    key_of: ClassVar[Callable[[str], str | None]] = staticmethod(lambda _link: None)
    """What may know the extractor of a link, the first suitable one, without trying them all here."""

    def extract_info(self, url: str, download: bool = True, ie_key: str | None = None, **wishes: Any) -> Any:
        """As yt-dlp does; the parameters are its own."""
        if not ie_key and not wishes.get("force_generic_extractor"):
            ie_key = type(self).key_of(url)
        return super().extract_info(url, download, ie_key, **wishes)

    def add_default_info_extractors(self) -> None:
        """As yt-dlp does, without comparing each of 1,800 names with all the others."""
        if self.kept is not None:
            self._ies = ChainMap({}, self.kept)  # what yt-dlp adds are instances of this object's own
            return
        by_name = {extractor.IE_NAME.lower(): extractor for extractor in gen_extractor_classes()}
        for extractor in by_name.values():
            if extractor._ENABLED:  # noqa: SLF001 - no public way
                self.add_info_extractor(extractor)

    def post_process(
        self, filename: str, info: dict[str, Any], files_to_move: dict[str, str] | None = None
    ) -> Any:
        """As yt-dlp does, without copying HLS into an MP4 only for its tags to be written in another copy."""
        if self.is_written_anew:
            steps = info.get("__postprocessors") or ()
            info["__postprocessors"] = without_repair(steps, Path(filename))
        return super().post_process(filename, info, files_to_move)


def _say_nothing(_downloader: FileDownloader, _status: dict[str, Any]) -> None:
    """In place of yt-dlp's own progress lines, a millisecond each, which go nowhere; hooks are not these."""

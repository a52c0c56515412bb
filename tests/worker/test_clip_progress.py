"""The bar of clips goes on while ffmpeg fetches them."""

import threading
from pathlib import Path

from mediadl.domain.sections import Section
from mediadl.worker.clip_progress import REPORT, ClipProgress


def test_clips_are_added_up_by_their_seconds(tmp_path: Path):
    told: list[tuple[float, float, int]] = []
    heard = threading.Event()

    def tell(*news: float) -> None:
        told.append(news)
        heard.set()

    first, second = Section(0, 4), Section(6)
    progress = ClipProgress(tmp_path, tell)
    progress.plan([first, second], 12)
    (tmp_path / "media-0-4.mp4").write_bytes(b"four")
    try:
        for section, written_s, expected in ((first, 3, (3.0, 10.0, 4)), (second, 5, (9.0, 10.0, 4))):
            progress.begin(section, 12)
            (tmp_path / REPORT).write_text(f"out_time_us={written_s}000000\nprogress=continue\n")
            while expected not in told:
                assert heard.wait(30), told
                heard.clear()
    finally:
        progress.stop()

"""Shortcuts save work; what yt-dlp would download and which extractors it has stay the same."""

from pathlib import Path

import pytest
import yt_dlp
from yt_dlp.downloader.common import FileDownloader
from yt_dlp.networking import common

from mediadl.worker import shortcuts
from mediadl.worker.shortcuts import (
    LARGEST_BLOCK_BYTES,
    SMALLEST_BLOCK_BYTES,
    QuickYoutubeDL,
    best_block_size,
)
from tests.helpers.folder_server import serving


def test_the_extractors_and_their_order_are_yt_dlps():
    ours, theirs = QuickYoutubeDL({"quiet": True}), yt_dlp.YoutubeDL({"quiet": True})
    assert list(ours._ies) == list(theirs._ies)


@pytest.mark.parametrize(
    ("elapsed_s", "size_bytes", "expected"),
    [
        (0.0, 1, SMALLEST_BLOCK_BYTES),
        (0.0, 1024 * 1024, LARGEST_BLOCK_BYTES),
        (0.001, 256 * 1024, 512 * 1024),
        (0.001, 900 * 1024, LARGEST_BLOCK_BYTES),
        (0.2, 400_000, 200_000),
        (10.0, 1024 * 1024, SMALLEST_BLOCK_BYTES),
    ],
)
def test_a_block_takes_about_a_tenth_of_a_second_and_at_most_doubles(
    elapsed_s: float, size_bytes: int, expected: int
):
    assert best_block_size(elapsed_s, size_bytes) == expected


def test_a_download_with_shortcuts_is_the_same_and_calls_its_hooks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for name in ("report_progress", "best_block_size"):
        monkeypatch.setattr(FileDownloader, name, vars(FileDownloader)[name])  # puts them back at the end
    monkeypatch.setattr(common, "make_ssl_context", common.make_ssl_context)
    shortcuts.take()
    content = bytes(range(256)) * 20_000
    (tmp_path / "a.mp4").write_bytes(content)
    told: list[str] = []
    with serving(tmp_path) as base:
        params = {"quiet": True, "outtmpl": str(tmp_path / "got.mp4")}
        with QuickYoutubeDL({**params, "progress_hooks": [lambda hook: told.append(hook["status"])]}) as ydl:
            ydl.download([f"{base}/a.mp4"])
    assert (tmp_path / "got.mp4").read_bytes() == content
    assert told[-1] == "finished"
    assert common.make_ssl_context(verify=True) is common.make_ssl_context(verify=True)
    assert common.make_ssl_context(verify=True) is not common.make_ssl_context(verify=False)

"""Every tree of fragments can be put together again, and then shows what it was cut from."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.media_facts import pictures_hash
from tests.helpers.media_site import PLUGIN_DIR, MediaSiteProcess, media_path

TREES = ("frag-hls", "frag-fmp4", "frag-range", "frag-aes", "frag-iv", "frag-dash")


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fragments")
    command = [sys.executable, "-m", "yt_dlp", "--ignore-config", "--plugin-dirs", str(PLUGIN_DIR), "--quiet"]
    with MediaSiteProcess(["frag.mp4", *TREES]) as site:
        links = [site.url(f"lab/stream/{tree}") for tree in TREES]
        subprocess.run([*command, "-o", str(folder / "%(id)s.%(ext)s"), *links], check=True)
    return folder


@pytest.mark.parametrize("tree", TREES)
def test_a_tree_holds_the_pictures_it_was_cut_from(downloads: Path, tree: str) -> None:
    assert pictures_hash(downloads / f"{tree}-0.mp4") == pictures_hash(media_path("frag.mp4"))


@pytest.mark.parametrize(("tree", "attribute"), [("frag-aes", True), ("frag-iv", False)])
def test_the_vector_is_given_or_left_out(tree: str, attribute: bool) -> None:
    playlist = media_path(f"{tree}/video/index.m3u8").read_text()
    assert "METHOD=AES-128" in playlist
    assert ("IV=" in playlist) is attribute


def test_ranges_leave_their_offset_out() -> None:
    playlist = media_path("frag-range/video/index.m3u8").read_text()
    assert playlist.count("#EXT-X-BYTERANGE:") == 24
    assert "@" not in playlist

"""A partial file is continued only with bytes of the same file, whatever the server says of it."""

from pathlib import Path

import pytest

from tests.helpers.media_site import MediaSiteProcess, media_path
from tests.helpers.media_site.body import turned
from tests.helpers.workers import WorkerChild, download

RATE_BPS = 150_000


def _begun(folder: Path, link: str) -> int:
    """An attempt that is killed once it has a good part; how many bytes that is."""
    with WorkerChild() as child:
        stream = child.stream(download(link, folder))
        while _part_bytes(folder) < 120_000:
            next(stream)
    return _part_bytes(folder)


def _part_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob(".mediadl/job/*.part"))


@pytest.mark.parametrize("said", [{"etag": 1}, {}], ids=["with an ETag", "without a word"])
def test_a_file_that_was_replaced_meanwhile_is_begun_anew(
    said: dict[str, int], site: MediaSiteProcess, tmp_path: Path
):
    link = site.url("lab/stream/frag.mp4", rate=RATE_BPS, only="/media/", changes=1, **said)
    _begun(tmp_path, link)
    with WorkerChild() as child:
        file = child.ask(download(link, tmp_path)).file
    assert file.read_bytes() == turned(media_path("frag.mp4").read_bytes())


@pytest.mark.parametrize("said", [{"etag": 1}, {}], ids=["with an ETag", "without a word"])
def test_the_same_file_is_continued(said: dict[str, int], site: MediaSiteProcess, tmp_path: Path):
    link = site.url("lab/stream/frag.mp4", rate=RATE_BPS + 1, only="/media/", changes=99, **said)
    held = _begun(tmp_path, link)
    with WorkerChild() as child:
        file = child.ask(download(link, tmp_path)).file
    assert file.read_bytes() == media_path("frag.mp4").read_bytes()
    *_, last = [hit for hit in site.hits() if hit.path.endswith("/media/frag.mp4")]
    assert last.range == f"bytes={held}-"


def test_a_file_that_changes_between_two_tries_of_one_attempt_is_begun_anew(
    site: MediaSiteProcess, tmp_path: Path
):
    link = site.url("lab/stream/frag.mp4", drop=200_000, times=1, only="/media/", changes=1, etag=1)
    with WorkerChild() as child:
        file = child.ask(download(link, tmp_path)).file
    assert file.read_bytes() == turned(media_path("frag.mp4").read_bytes())

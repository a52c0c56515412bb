"""A file comes whole onto the volume of its folder."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mediadl.worker.volumes import bring
from tests.helpers.media_facts import sha256
from tests.helpers.media_site import MediaSiteProcess, media_path
from tests.helpers.workers import WorkerChild, download

CONTENT = os.urandom(3_000_000)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder on another volume: in memory, or beside the media when the tests themselves are in memory."""
    own_volume = tmp_path.stat().st_dev
    places = [place for place in (Path("/dev/shm"), media_path("small.mp4").parent) if place.is_dir()]
    others = [place for place in places if place.stat().st_dev != own_volume]
    if not others:
        pytest.skip("this system has no second volume for tests")
    folder = Path(tempfile.mkdtemp(dir=others[0]))
    yield folder
    shutil.rmtree(folder)


def test_a_file_below_the_folder_stays_where_it_is(tmp_path: Path):
    source = tmp_path / ".mediadl" / "one" / "media.mp4"
    assert bring(source, tmp_path, tmp_path / "staging") == source
    assert not (tmp_path / "staging").exists()


def test_a_file_of_the_same_volume_is_moved(tmp_path: Path):
    source = tmp_path / "temp.mp4"
    source.write_bytes(CONTENT)
    inode = source.stat().st_ino
    assert bring(source, tmp_path / "downloads", tmp_path / "downloads" / "staging").stat().st_ino == inode


def test_a_file_of_another_volume_is_copied_with_its_time(tmp_path: Path, elsewhere: Path):
    source = elsewhere / "media.mp4"
    source.write_bytes(CONTENT)
    os.utime(source, (1_000_000, 1_000_000))
    arrived = bring(source, tmp_path, tmp_path / "staging")
    assert arrived.read_bytes() == CONTENT
    assert arrived.stat().st_mtime == 1_000_000
    assert arrived.stat().st_dev == tmp_path.stat().st_dev


def test_a_download_by_way_of_another_volume_arrives_whole_and_replaces_nothing(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path, elsewhere: Path
):
    (tmp_path / "small.mp4").write_text("mine")
    request = download(site.url("media/small.mp4"), tmp_path)
    temp = elsewhere / ".mediadl" / "job"
    answer = worker.ask(request.model_copy(update={"temp_folder": str(temp)}))
    assert answer.file == tmp_path / "small (2).mp4"
    assert sha256(answer.file) == sha256(media_path("small.mp4"))
    assert (tmp_path / "small.mp4").read_text() == "mine"

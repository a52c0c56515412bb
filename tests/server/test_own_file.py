"""A job's file is opened, and nothing that somebody puts in its place; ranges are those of RFC 9110."""

from pathlib import Path

import pytest

from mediadl.domain.job import Job, JobState
from mediadl.domain.options import DownloadOptions
from mediadl.server.own_file import BadRange, NotThere, Part, open_own, part_of
from tests.helpers.jobs import a_job


def _job(folder: Path, file: Path) -> Job:
    options = DownloadOptions(folder=str(folder))
    return a_job(JobState.COMPLETED, options=options, files=(str(file),))


def test_the_file_of_a_job_is_opened(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"media")
    opened, size = open_own(_job(tmp_path, tmp_path / "a.mp4"))
    with opened:
        assert (opened.read(), size) == (b"media", 5)


def test_links_other_places_folders_and_what_is_gone_are_refused(tmp_path: Path) -> None:
    folder, outside = tmp_path / "in", tmp_path / "secret"
    (folder / "dir").mkdir(parents=True)
    outside.write_text("secret")
    (folder / "link").symlink_to(outside)
    (folder / "inner").symlink_to(tmp_path)
    (folder / "loop").symlink_to(folder / "loop")
    places = (folder / "link", folder / "inner" / "secret", outside, folder / "dir", folder / "gone", folder)
    for place in (*places, folder / "loop", folder / ".." / "secret"):
        with pytest.raises(NotThere):
            open_own(_job(folder, place))
    with pytest.raises(NotThere):
        open_own(a_job(JobState.COMPLETED))


@pytest.mark.parametrize(
    ("header", "part"),
    [
        (None, Part(0, 10)),
        ("bytes=0-3", Part(0, 4, is_whole=False)),
        ("bytes=4-", Part(4, 10, is_whole=False)),
        ("bytes=-3", Part(7, 10, is_whole=False)),
        ("bytes=-30", Part(0, 10, is_whole=False)),
        ("bytes=8-100", Part(8, 10, is_whole=False)),
        ("bytes=0-1,3-4", Part(0, 10)),
        ("lines=0-1", Part(0, 10)),
        ("bytes=-", Part(0, 10)),
    ],
)
def test_a_range_is_a_part_and_what_is_none_is_the_whole(header: str | None, part: Part) -> None:
    assert part_of(header, 10) == part


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=5-4", "bytes=-0", "bytes=99-100"])
def test_a_part_that_is_not_there_is_none(header: str) -> None:
    with pytest.raises(BadRange):
        part_of(header, 10)

"""A file of each chapter, in the job's own folder."""

import shutil
from pathlib import Path

import pytest
import yt_dlp

from mediadl.domain.options import DownloadOptions
from mediadl.worker.ffmpeg import find_ffmpeg
from mediadl.worker.splitting import split
from mediadl.worker.steps import StepProblem, StepSkipped
from tests.helpers.media_facts import facts_of
from tests.helpers.media_site import media_path


def _split(folder: Path, *ends: float, **options: object) -> list[tuple[Path, str]]:
    file = folder / "media.mp4"
    shutil.copyfile(media_path("small.mp4"), file)
    starts = (0.0, *ends[:-1])
    chapters = [
        {"title": f"Part {end:g}", "start_time": start, "end_time": end}
        for start, end in zip(starts, ends, strict=True)
    ]
    info = {"filepath": str(file), "ext": "mp4", "chapters": chapters}
    with yt_dlp.YoutubeDL({"quiet": True, "cachedir": False, "ffmpeg_location": find_ffmpeg()}) as ydl:
        return split(ydl, info, DownloadOptions(split_chapters=True, **options), folder / "chapters")


def test_each_chapter_has_its_length_its_title_and_its_number(tmp_path: Path):
    (first, tail), (second, _) = _split(tmp_path, 1.5, 3.0, exact_cut=True)
    assert tail == " - 01 Part 1.5"
    assert facts_of(first).tags["title"] == "Part 1.5"
    assert [facts_of(path).duration_s for path in (first, second)] == pytest.approx([1.5, 1.5], abs=0.2)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["media.mp4"]


def test_without_chapters_there_is_nothing_to_split(tmp_path: Path):
    with pytest.raises(StepSkipped, match="no chapters"):
        _split(tmp_path, 3.0)


def test_a_part_that_is_too_short_is_told(tmp_path: Path):
    with pytest.raises(StepProblem, match="“Part 60”"):
        _split(tmp_path, 1.0, 60.0)

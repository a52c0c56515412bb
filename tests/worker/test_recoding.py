"""A file that is not what was asked for is encoded anew, and only then."""

import shutil
from pathlib import Path

import pytest
import yt_dlp

from mediadl.domain.options import DownloadOptions
from mediadl.worker.ffmpeg import find_ffmpeg
from mediadl.worker.recoding import recode, wants_recoding
from mediadl.worker.steps import StepSkipped
from tests.helpers.media_facts import facts_of
from tests.helpers.media_site import media_path


def _recode(folder: Path, **options: object) -> Path:
    file = folder / "media.mp4"
    shutil.copyfile(media_path("small.mp4"), file)
    info = {"filepath": str(file), "ext": "mp4"}
    with yt_dlp.YoutubeDL({"quiet": True, "cachedir": False, "ffmpeg_location": find_ffmpeg()}) as ydl:
        recode(ydl, info, DownloadOptions(recode=True, **options))
    return Path(info["filepath"])


def test_the_old_file_goes_when_the_new_one_is_there(tmp_path: Path):
    facts = facts_of(_recode(tmp_path, video_format="avi"))
    assert (facts.container, facts.video, facts.audio) == ("avi", "mpeg4", "mp3")
    assert [path.name for path in tmp_path.iterdir()] == ["media.avi"]


def test_a_file_that_fits_is_left_alone(tmp_path: Path):
    with pytest.raises(StepSkipped, match="already"):
        _recode(tmp_path, plays_everywhere=True)
    assert [path.name for path in tmp_path.iterdir()] == ["media.mp4"]


def test_a_sound_alone_is_converted_elsewhere():
    assert not wants_recoding(DownloadOptions(recode=True, quality="audio_only"))

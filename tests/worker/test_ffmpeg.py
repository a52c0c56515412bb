"""Which ffmpeg is taken: the named one, the system's, the one from pip."""

import os
import shutil
from pathlib import Path

import imageio_ffmpeg
import pytest

from mediadl.worker.ffmpeg import OVERRIDE, find_ffmpeg, override_problem
from tests.helpers.media_facts import facts_of
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import WorkerChild, download


def _programs(folder: Path, *names: str) -> str:
    """A folder with these programs in it."""
    folder.mkdir(exist_ok=True)
    for name in names:
        program = folder / (f"{name}.exe" if os.name == "nt" else name)
        program.touch(mode=0o755)
    return str(folder)


def test_the_named_one_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    _programs(tmp_path, "ffmpeg")
    monkeypatch.setenv(OVERRIDE, str(tmp_path))
    assert find_ffmpeg() == str(tmp_path)


def test_a_named_one_that_is_missing_is_not_replaced_in_silence(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(OVERRIDE, "/nonexistent/ffmpeg")
    assert find_ffmpeg() is None
    assert override_problem() == f"{OVERRIDE} is set to “/nonexistent/ffmpeg”, which does not exist."


def test_a_named_folder_without_one_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(OVERRIDE, str(tmp_path))
    assert find_ffmpeg() is None
    assert override_problem().endswith("which is a folder without an ffmpeg.")


def test_a_folder_with_both_comes_before_one_with_ffmpeg_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    lone, pair = _programs(tmp_path / "1", "ffmpeg"), _programs(tmp_path / "2", "ffmpeg", "ffprobe")
    monkeypatch.delenv(OVERRIDE, raising=False)
    monkeypatch.setenv("PATH", os.pathsep.join(("", lone, pair)))
    assert find_ffmpeg() == pair


def test_one_alone_comes_before_pips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(OVERRIDE, raising=False)
    monkeypatch.setenv("PATH", lone := _programs(tmp_path / "1", "ffmpeg"))
    assert find_ffmpeg() == lone


def test_the_systems_one_is_given_as_a_folder_with_its_ffprobe(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(OVERRIDE, raising=False)
    found = find_ffmpeg()
    assert found is not None
    assert shutil.which("ffprobe", path=found)


def test_without_one_on_the_path_pips_is_taken(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(OVERRIDE, raising=False)
    monkeypatch.setenv("PATH", "/nonexistent")
    assert find_ffmpeg() == imageio_ffmpeg.get_ffmpeg_exe()


def test_pips_one_joins_and_converts_without_ffprobe(site: MediaSiteProcess, tmp_path: Path):
    with WorkerChild({"PATH": "/nonexistent"}) as child:
        joined = child.ask(download(site.url("hls/master.m3u8"), tmp_path, preset="480p"))
        sound = child.ask(download(site.url("page/harbour"), tmp_path, preset="audio-mp3"))
    assert facts_of(joined.file)[:3] == ("h264", "aac", 480)
    assert facts_of(sound.file).audio == "mp3"

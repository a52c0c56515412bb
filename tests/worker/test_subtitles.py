"""Subtitles through a real worker: beside the media, converted, and never at its cost."""

from pathlib import Path
from typing import Any

import pytest

from mediadl import wire
from mediadl.domain.options import DownloadOptions
from mediadl.domain.steps import StepName, StepState
from mediadl.worker.subtitles import wants_subtitles
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import Answer, WorkerChild, download

SMALL = {"custom_format": "18", "download_subtitles": True}


def _ended(answer: Answer) -> wire.StepReported:
    return [said for said in answer.of(wire.StepReported) if said.report.name is StepName.SUBTITLES][-1]


@pytest.mark.parametrize(
    ("options", "suffixes"),
    [
        ({}, [".de.vtt", ".en.vtt"]),
        ({"subtitle_languages": ["de"], "subtitle_format": "srt"}, [".de.srt"]),
        ({"subtitle_languages": ["de"], "subtitle_format": "ass"}, [".de.ass"]),
        ({"subtitle_languages": ["fr"], "auto_subtitles": True}, [".fr.vtt"]),
    ],
)
def test_subtitles_lie_beside_the_media(
    options: dict[str, Any], suffixes: list[str], site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    answer = worker.ask(download(site.url("lab/v/x"), tmp_path, **SMALL, **options))
    media, *beside = [Path(name) for name in answer.finished.files]
    assert sorted(path.name.removeprefix(media.stem) for path in beside) == suffixes
    assert all(path.stat().st_size for path in beside)
    assert answer.finished.differences == ()
    assert {path for path in tmp_path.iterdir() if path.is_file()} == {media, *beside}


def test_subtitles_of_a_stream_are_put_together(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    options = {"quality": "360p", "download_subtitles": True, "subtitle_languages": ["de"]}
    answer = worker.ask(download(site.url("hls/master.m3u8"), tmp_path, **options))
    assert "Ein Ton klingt." in Path(answer.finished.files[1]).read_text(encoding="utf-8")


def test_a_refusal_costs_a_sentence_and_not_the_video(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    url = site.url("lab/v/x", status=429, retry_after=0, only="subs/de")
    answer = worker.ask(download(url, tmp_path, **SMALL))
    assert [Path(name).suffix for name in answer.finished.files] == [".mp4", ".vtt"]
    (sentence,) = answer.finished.differences
    assert sentence.startswith("The subtitles “de” could not be fetched: ")
    assert "429" in sentence
    assert _ended(answer).report.state is StepState.FAILED


def test_a_passing_refusal_is_waited_out(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    site.reset()
    url = site.url("lab/v/x", status=429, retry_after=1, times=1, only="subs/")
    answer = worker.ask(download(url, tmp_path, **SMALL))
    assert len(answer.finished.files) == 3
    assert answer.finished.differences == ()


def test_a_language_that_is_not_there_is_no_difference(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    answer = worker.ask(download(site.url("lab/v/x"), tmp_path, **SMALL, subtitle_languages=["it"]))
    assert _ended(answer).report.state is StepState.SKIPPED
    assert "“it”" in _ended(answer).report.message
    assert answer.finished.differences == ()


def test_a_foreign_file_is_never_replaced(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    (tmp_path / "Mine.de.vtt").write_text("mine")
    options = {**SMALL, "subtitle_languages": ["de"], "fixed_title": "Mine"}
    answer = worker.ask(download(site.url("lab/v/x"), tmp_path, **options))
    assert (tmp_path / "Mine.de.vtt").read_text() == "mine"
    assert Path(answer.finished.files[1]).name == "Mine.de (2).vtt"


def test_embedding_alone_needs_them_too():
    assert wants_subtitles(DownloadOptions(embed_subtitles=True))
    assert not wants_subtitles(DownloadOptions())

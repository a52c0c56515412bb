"""What differs from the request is said, what was required stops, and what is no media fails."""

from pathlib import Path
from typing import Any

import pytest

from mediadl import wire
from mediadl.domain.failures import FailureKind
from mediadl.domain.steps import StepName, StepState
from tests.helpers.media_facts import facts_of
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import Answer, WorkerChild, download

SMALL = {"custom_format": "18"}


def _step(answer: Answer, name: StepName) -> tuple[StepState, str]:
    reports = [said.report for said in answer.of(wire.StepReported) if said.report.name is name]
    return reports[-1].state, reports[-1].message


@pytest.mark.parametrize(
    ("query", "options", "words"),
    [
        ("duration=30", SMALL, "0:12 long; 0:30 was expected"),
        ("swap=18:media/av240.mp4", SMALL, "240 lines high; 360 were announced"),
        ("swap=18:media/video-avc1-360.mp4", SMALL, "no sound in the file"),
        ("swap=134:media/video-vp9-360.webm", {"custom_format": "134"}, "VP9; H.264 was announced"),
        ("", {"quality": "360p", "video_codec": "h265"}, "The picture is H.264; H.265 was asked for"),
        ("", {"custom_format": "gone/b[height<=360]"}, "no longer offered; the nearest one was taken"),
    ],
)
def test_a_file_that_differs_arrives_with_the_difference_in_words(
    query: str,
    options: dict[str, Any],
    words: str,
    site: MediaSiteProcess,
    worker: WorkerChild,
    tmp_path: Path,
):
    answer = worker.ask(download(site.url(f"lab/v/x?{query}"), tmp_path, **options))
    assert answer.file.is_file()
    assert words in " ".join(answer.finished.differences)
    assert _step(answer, StepName.CHECK)[0] is StepState.FAILED


@pytest.mark.parametrize("path", ["thumb/x.jpg", "page/nothing"])
def test_what_is_called_a_video_and_is_none_fails_and_is_asked_for_again(
    path: str, site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    request = download(site.url(f"lab/v/x?swap=18:{path}"), tmp_path, custom_format="18")
    for _attempt in range(2):
        site.reset()
        assert worker.ask(request).failed.failure.kind is FailureKind.NOT_MEDIA
        assert [hit for hit in site.hits() if path in hit.path]
    assert not [found for found in tmp_path.rglob("*") if found.is_file()]


@pytest.mark.parametrize(
    ("codec", "found"), [("h264", ("h264", 360)), ("vp9", ("vp9", 360)), ("av1", ("av1", 360))]
)
@pytest.mark.parametrize("require", [(), ("video_codec", "height")])
def test_a_codec_that_is_there_is_taken(
    codec: str,
    found: tuple[str, int],
    require: tuple[str, ...],
    site: MediaSiteProcess,
    worker: WorkerChild,
    tmp_path: Path,
):
    request = download(site.url("lab/v/x"), tmp_path, quality="360p", video_codec=codec, require=require)
    answer = worker.ask(request)
    facts = facts_of(answer.file)
    assert (facts.video, facts.height) == found
    assert answer.finished.differences == ()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"video_codec": "h265", "require": ["video_codec"]}, "not in H.265"),
        ({"audio_codec": "flac", "require": ["audio_codec"]}, "not in FLAC"),
        ({"audio_language": "fr", "require": ["language"]}, "no sound in “fr”"),
        ({"quality": "1080p", "video_codec": "av1", "require": ["height"]}, "1080p, and the nearest"),
    ],
)
def test_what_is_required_and_not_offered_stops_before_the_download(
    options: dict[str, Any], words: str, site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    site.reset()
    failure = worker.ask(download(site.url("lab/v/x"), tmp_path, **options)).failed.failure
    assert failure.kind is FailureKind.REQUIREMENT_UNMET
    assert words in failure.message
    assert not [hit for hit in site.hits() if "/media/" in hit.path]


def test_a_container_that_is_required_and_not_made_stops(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    options = {"video_format": "mp4", "require": ["container"]}
    failure = worker.ask(download(site.url("media/clip.webm"), tmp_path, **options)).failed.failure
    assert failure.kind is FailureKind.REQUIREMENT_UNMET
    assert "WEBM; MP4 was asked for" in failure.message


def test_the_language_wished_for_is_taken(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    options = {"quality": "360p", "audio_language": "de", "audio_codec": "aac"}
    answer = worker.ask(download(site.url("lab/v/x"), tmp_path, **options))
    assert answer.media.chosen_ids[-1] == "140-de"
    assert answer.finished.differences == ()


def test_a_file_as_it_should_be_is_looked_at_once(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    answer = worker.ask(download(site.url("media/small.mp4"), tmp_path))
    assert _step(answer, StepName.CHECK) == (StepState.DONE, "")
    assert [said.report.name for said in answer.of(wire.StepReported)] == [StepName.CHECK, StepName.MOVE]

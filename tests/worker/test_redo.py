"""Steps are done again on a delivered file; it is whole at any moment, and never lost."""

from pathlib import Path
from typing import Any

import pytest

from mediadl import wire
from mediadl.domain.failures import FailureKind
from mediadl.domain.options import Clip, DownloadOptions
from mediadl.domain.steps import StepName
from mediadl.worker.clips import as_section
from mediadl.worker.redo import clips_in, steps_for
from mediadl.worker.sponsorblock import API_SWITCH
from tests.helpers.media_facts import facts_of, sha256, stream_hash
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import Answer, WorkerChild, download

N = StepName
SUBS = {"custom_format": "18", "download_subtitles": True, "subtitle_languages": ["de"]}


def _redo(request: wire.Download, answer: Answer, *steps: StepName, **options: Any) -> wire.Redo:
    return wire.Redo(
        url=request.url,
        options=request.options.model_copy(update=options),
        files=answer.finished.files,
        steps=steps,
        temp_folder=request.temp_folder,
    )


def test_subtitles_that_were_refused_come_later(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    site.reset()
    url = site.url("lab/v/x", status=429, retry_after=0, times=3, only="subs/")
    request = download(url, tmp_path, **SUBS)
    first = worker.ask(request)
    before = sha256(first.file)
    second = worker.ask(_redo(request, first, N.SUBTITLES))
    assert second.finished.differences == ()
    film, subtitles = (Path(name) for name in second.finished.files)
    assert (sha256(film), subtitles.name) == (before, f"{film.stem}.de.vtt")
    assert sorted(tmp_path.iterdir()) == sorted([film, subtitles])


def test_a_redoing_whose_answer_was_not_heard_doubles_nothing(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    site.reset()
    url = site.url("lab/v/x", status=429, retry_after=0, times=3, only="subs/")
    request = download(url, tmp_path, **SUBS)
    asked = _redo(request, worker.ask(request), N.SUBTITLES)
    unheard, heard = worker.ask(asked), worker.ask(asked)
    assert heard.finished.files == unheard.finished.files
    assert sorted(map(str, tmp_path.iterdir())) == sorted(heard.finished.files)


def test_what_fails_again_is_said_again_and_the_file_stays(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    request = download(site.url("lab/v/x", status=404, only="subs/"), tmp_path, **SUBS)
    first = worker.ask(request)
    second = worker.ask(_redo(request, first, N.SUBTITLES))
    assert second.finished.differences == first.finished.differences != ()
    assert second.finished.files == first.finished.files


@pytest.mark.parametrize(("selector", "suffix"), [("18", ".mp4"), ("243+251", ".mkv")])
def test_a_picture_is_put_into_the_file_that_is_there(
    selector: str, suffix: str, site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    request = download(site.url("lab/v/x"), tmp_path, custom_format=selector)
    first = worker.ask(request)
    second = worker.ask(_redo(request, first, N.EMBED, embed_thumbnail=True))
    assert second.finished.differences == ()
    assert second.file.suffix == suffix
    assert list(tmp_path.iterdir()) == [second.file]


def test_a_segment_is_cut_out_of_a_delivered_file(site: MediaSiteProcess, tmp_path: Path):
    request = download(site.url("lab/v/sb"), tmp_path, custom_format="18", sponsorblock_remove=["sponsor"])
    with WorkerChild({API_SWITCH: site.url("sponsor/sb", status=400, times=4)}) as child:
        first = child.ask(request)
        assert facts_of(first.file).duration_s == pytest.approx(12.0, abs=0.3)
        second = child.ask(_redo(request, first, N.SPONSORBLOCK))
    assert facts_of(second.file).duration_s == pytest.approx(8.0, abs=0.3)
    assert second.finished.differences == ()


def test_a_file_that_is_gone_is_named(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    request = download(site.url("media/small.mp4"), tmp_path)
    first = worker.ask(request)
    first.file.unlink()
    failure = worker.ask(_redo(request, first, N.METADATA)).failed.failure
    assert failure.kind is FailureKind.FILE_GONE
    assert "small.mp4" in failure.message


@pytest.mark.parametrize(
    ("asked", "options", "steps"),
    [
        ((N.SUBTITLES,), {}, {N.SUBTITLES}),
        ((N.SUBTITLES,), {"embed_subtitles": True}, {N.SUBTITLES, N.EMBED}),
        ((N.THUMBNAIL,), {"embed_thumbnail": True}, {N.THUMBNAIL, N.EMBED}),
        ((N.METADATA,), {}, {N.METADATA}),
        ((N.SPONSORBLOCK,), {}, {N.SPONSORBLOCK, N.SUBTITLES, N.METADATA}),
    ],
)
def test_what_belongs_together_is_done_together(asked, options, steps):
    assert steps_for(asked, DownloadOptions(**options)) == steps


def test_a_step_is_done_again_on_every_clip(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    clips = ({"start_s": 0, "end_s": 3}, {"start_s": 4, "end_s": 8})
    request = download(site.url("lab/v/x"), tmp_path, custom_format="18", clips=clips)
    first = worker.ask(request)
    assert len(first.finished.files) == 2
    second = worker.ask(_redo(request, first, N.EMBED, embed_thumbnail=True))
    assert (second.finished.differences, second.finished.files) == ((), first.finished.files)
    assert [stream_hash(Path(name)).count(",v,") for name in second.finished.files] == [2, 2]


def test_clips_are_found_by_their_names_among_what_was_delivered():
    clips = (Clip(start_s=0, end_s=3), Clip(start_s=4, end_s=8))
    assert clips_in(("/v/A.mp4", "/v/A.srt"), ()) == [(Path("/v/A.mp4"), None)]
    one, two = "/v/A" + as_section(clips[0]).tail + ".mp4", "/v/A" + as_section(clips[1]).tail + ".mp4"
    assert clips_in((one, two, "/v/A.srt"), clips) == [(Path(one), clips[0]), (Path(two), clips[1])]
    assert clips_in((one,), clips) == [(Path(one), clips[0])]

"""Where a file will go is looked at before a byte of it is written; templates and clashes, end to end."""

import queue
from pathlib import Path

import pytest

from mediadl import wire
from mediadl.domain.failures import FailureKind
from mediadl.domain.media import ListPlace
from mediadl.domain.steps import StepName, StepState
from mediadl.worker.already_there import AlreadyThere, refuse_what_is_there
from mediadl.worker.placing import Placing
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import WorkerChild, download

URL = "https://example.org/v"
INFO = {"title": "Film", "ext": "webm", "id": "x"}


def _look(request: wire.Download) -> None:
    refuse_what_is_there(request, INFO, Placing(request, lambda _message: None, queue.Queue()))


@pytest.mark.parametrize(
    ("there", "quality", "is_skipped"),
    [
        ("Film.mkv", "best", True),
        ("Film.mp4", "best", True),
        ("Film.mp3", "best", False),
        ("Film.mp3", "audio_only", True),
        ("Film.en.srt", "best", False),
        ("Film (2).mp4", "best", False),
    ],
)
def test_any_container_of_that_name_counts(there: str, quality: str, is_skipped: bool, tmp_path: Path):
    (tmp_path / there).write_bytes(b"old")
    request = download(URL, tmp_path, clash="skip", quality=quality)
    if not is_skipped:
        _look(request)
        return
    with pytest.raises(AlreadyThere, match="was there already") as raised:
        _look(request)
    assert raised.value.answer.files == (str(tmp_path / there),)


def test_the_other_policies_let_the_download_begin(tmp_path: Path):
    (tmp_path / "Film.mkv").write_bytes(b"old")
    for clash in ("number", "replace"):
        _look(download(URL, tmp_path, clash=clash))


TEMPLATE = "{playlist}/{upload_date>%Y|undated}/%(playlist_index)03d {title} [{id}]"


def test_a_template_holds_for_the_file_and_what_goes_with_it_and_each_clash_policy_does_what_it_says(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    def ask(clash: str, job: str):
        request = download(
            site.url("lab/v/harbour-1?title=Dawn"),
            tmp_path,
            job=job,
            preset="360p",
            path_template=TEMPLATE,
            in_list=ListPlace(title="../Harbours", index=7),
            clash=clash,
            download_subtitles=True,
            subtitle_languages=("en",),
            write_thumbnail=True,
        )
        return worker.ask(request)

    first = ask("number", "1").finished
    names = [str(Path(name).relative_to(tmp_path)) for name in first.files]
    [folder] = {Path(name).parent for name in names}
    assert (folder.parts[0], folder.parts[1].isdigit()) == ("\u29f8Harbours", True)
    assert [Path(name).name for name in names] == [
        f"007 Dawn [harbour-1]{tail}" for tail in (".webm", ".en.vtt", ".jpg")
    ]
    media = Path(first.files[0])
    media.write_bytes(b"old")
    skipped = ask("skip", "2")
    assert (skipped.finished.files, skipped.finished.delivery) == ((str(media),), "Already there")
    assert media.read_bytes() == b"old"
    [move] = [said.report for said in skipped.of(wire.StepReported) if said.report.name is StepName.MOVE]
    assert (move.state, "nothing was downloaded" in move.message) == (StepState.SKIPPED, True)
    assert ask("number", "3").finished.files[0].endswith("[harbour-1] (2).webm")
    assert media.read_bytes() == b"old"
    assert ask("replace", "4").finished.files == first.files
    assert media.stat().st_size > 1000


def test_a_place_outside_fails_before_a_byte_is_written(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    root = tmp_path / "root"
    root.mkdir()
    (root / "Lab Films").symlink_to(tmp_path)
    request = download(site.url("lab/v/harbour-1"), root, path_template="{uploader}/{title}")
    failure = worker.ask(request).failed.failure
    assert failure.kind is FailureKind.PATH_UNUSABLE
    assert sorted(path.name for path in tmp_path.iterdir()) == ["root"]
    assert not list(root.glob(".mediadl/job/*.part"))

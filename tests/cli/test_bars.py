"""Live bars on a terminal."""

import io
from datetime import UTC, datetime, timedelta

import pytest

from mediadl.cli.bars import LiveFace, numbers
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import JobState
from mediadl.domain.progress import Progress, Stage
from mediadl.domain.waiting import Wait, WaitReason
from tests.helpers.jobs import a_job

SHOWN, HIDDEN = "\x1b[?25h", "\x1b[?25l"


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("NO_COLOR", raising=False)


def test_a_running_job_has_a_bar_and_a_finished_one_a_line() -> None:
    screen = Screen()
    job = a_job(JobState.RUNNING, title="Film")
    with LiveFace(screen, screen) as face:
        face.added(job)
        face.progressed(job, Progress(stage=Stage.DOWNLOADING, fraction=0.42, done_bytes=42, total_bytes=100))
        face.refresh()
        assert "Film" in screen.getvalue()
        assert "42 % · 42 B of 100 B" in screen.getvalue()
        face.changed(a_job(JobState.COMPLETED, id=job.id, title="Film", files=("/d/Film.mp4",)), None)
        face.summary([], interrupted=False)
    assert "✓" in screen.getvalue()
    assert "Film → /d/Film.mp4" in screen.getvalue()


def test_the_cursor_comes_back_whatever_happens() -> None:
    screen = Screen()
    with pytest.raises(RuntimeError), LiveFace(screen, screen):
        raise RuntimeError
    text = screen.getvalue()
    assert text.rindex(SHOWN) > text.rindex(HIDDEN)


def test_a_hostile_title_is_shown_as_it_is() -> None:
    screen = Screen()
    job = a_job(JobState.RUNNING, title="[red]x[/red] :smile: \x1b]0;owned\x07")
    with LiveFace(screen, screen) as face:
        face.added(job)
        face.changed(job, None)
        face.refresh()
        face.changed(a_job(JobState.COMPLETED, id=job.id, title=job.title, files=("/d/x",)), None)
    assert "[red]x[/red] :smile: ]0;owned → /d/x" in screen.getvalue()
    assert "\x1b]0" not in screen.getvalue()


def test_a_list_that_is_read_says_how_far_it_is() -> None:
    screen = Screen()
    job = a_job(JobState.CHOOSING, title="List", items=":")
    with LiveFace(screen, screen) as face:
        face.added(job)
        face.listed(job, 150)
        face.refresh()
        face.removed(job)
    assert "reading the list, 150 entries" in screen.getvalue()


@pytest.mark.parametrize("same_terminal", [True, False])
def test_bad_news_goes_above_the_bars_or_to_the_file(same_terminal: bool) -> None:
    screen, file = Screen(), io.StringIO()
    problem = failure(FailureKind.NOT_FOUND, host="a.example")
    with LiveFace(screen, screen if same_terminal else file) as face:
        face.changed(a_job(JobState.FAILED, failure=problem), None)
    assert (problem.message in screen.getvalue()) is same_terminal
    assert (problem.message in file.getvalue()) is not same_terminal


@pytest.mark.parametrize(
    ("progress", "text"),
    [
        (Progress(fraction=0.0), "0 % · preparing"),
        (Progress(stage=Stage.DOWNLOADING, fraction=0.999), "99 %"),
        (
            Progress(
                stage=Stage.DOWNLOADING,
                fraction=0.5,
                done_bytes=5_000_000,
                total_bytes=10_000_000,
                total_is_estimate=True,
                speed_bps=1_000_000,
                eta_s=5,
            ),
            "50 % · 5.0 MB of ~10 MB · 1.0 MB/s · 5 s left",
        ),
        (Progress(stage=Stage.DOWNLOADING, fraction=None, done_bytes=7_000), "7.0 kB"),
        (Progress(stage=Stage.PROCESSING, fraction=0.96), "96 % · processing"),
    ],
)
def test_only_what_is_known_is_said(progress: Progress, text: str) -> None:
    assert numbers(progress) == text


def test_a_recording_shows_its_length_while_it_lasts() -> None:
    progress = Progress(stage=Stage.DOWNLOADING, recorded_s=83.0, done_bytes=2_000_000)
    assert numbers(progress) == "recording 1:23 · 2.0 MB"
    assert "recording" not in numbers(progress.model_copy(update={"stage": Stage.PROCESSING}))


def test_a_note_stands_above_the_bars() -> None:
    screen = Screen()
    with LiveFace(screen, screen) as face:
        face.note("Recording.")
    assert "Recording." in screen.getvalue()


def test_a_waiting_job_keeps_its_bar_and_counts_down() -> None:
    screen = Screen()
    wait = Wait(
        reason=WaitReason.RATE_LIMIT,
        until=datetime.now(UTC) + timedelta(seconds=90),
        attempt=1,
        most_attempts=5,
    )
    with LiveFace(screen, screen) as face:
        face.changed(a_job(JobState.WAITING, title="Film", fraction=0.5, wait=wait), None)
        face.refresh()
    assert "slow down; goes on in 1:" in screen.getvalue()

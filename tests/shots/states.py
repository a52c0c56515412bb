"""Jobs in every state that a good connection does not bring about, put into the queue as they are."""

import asyncio
import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from mediadl.domain.events import JobProgressed
from mediadl.domain.failures import Failure, FailureKind, failure
from mediadl.domain.job import Job, JobState
from mediadl.domain.options import DownloadOptions
from mediadl.domain.progress import Progress, Stage
from mediadl.domain.steps import StepName, StepReport, StepState
from mediadl.domain.timetable import Window
from mediadl.domain.waiting import Wait, WaitReason
from mediadl.ui.rail import Place
from tests.shots.looks import LOOKS

if TYPE_CHECKING:
    from tests.shots.__main__ import Photographer

_LESS = ("The picture is 480p, and 1080p was asked for.", "The sound is English, and German was asked for.")
_STEPS = (
    StepReport(
        name=StepName.SUBTITLES,
        state=StepState.FAILED,
        message="example.org asks to slow down (429). Wait a few minutes, then retry.",
        kind=FailureKind.RATE_LIMITED,
    ),
    StepReport(name=StepName.THUMBNAIL, state=StepState.DONE),
    StepReport(name=StepName.EMBED, state=StepState.SKIPPED, message="There were no subtitles to put in."),
    StepReport(name=StepName.CHECK, state=StepState.DONE),
)


def _job(state: JobState, title: str, **changes: Any) -> Job:
    return Job(
        id=str(uuid.uuid4()),
        url="https://example.org/watch",
        options=DownloadOptions(folder="/home/me/Videos"),
        created_at=datetime.now(UTC),
        state=state,
        **{
            "title": title,
            "site": "Example",
            "delivery": "1080p · MP4 · H.264",
            "duration_s": 754,
            **changes,
        },
    )


def _waits(title: str, reason: WaitReason, after_s: float | None, **changes: Any) -> Job:
    until = None if after_s is None else datetime.now(UTC) + timedelta(seconds=after_s)
    wait = Wait(reason=reason, until=until, failure=_busy(), **changes)
    return _job(JobState.WAITING, title, wait=wait, fraction=0.37)


def _asks(title: str) -> Job:
    problem = failure(FailureKind.ADDRESS_PRIVATE, subject="nas.home (192.168.1.20)")
    problem = problem.model_copy(update={"addresses": ("192.168.1.20",)})
    wait = Wait(reason=WaitReason.APPROVAL, failure=problem)
    return _job(JobState.WAITING, title, wait=wait, client_id="c", client_name="Chromium on this laptop")


def _busy() -> Failure:
    return failure(FailureKind.SERVER_ERROR, host="example.org", subject="HTTP 503", detail="HTTP Error 503")


def _jobs() -> list[Job]:
    full = failure(
        FailureKind.NO_SPACE, folder="/home/me/Videos", detail="[Errno 28] No space left on device"
    )
    return [
        _job(JobState.RUNNING, "Harbour at dawn, live", is_live=True, duration_s=None, urgent=True),
        _job(JobState.RUNNING, "How bridges are built", steps=(_STEPS[1], _step(StepName.CHECK))),
        _waits("A talk about rivers", WaitReason.RETRY, 754, attempt=2, most_attempts=5),
        _waits("Night train to the coast", WaitReason.RATE_LIMIT, 95),
        _waits("The long way home", WaitReason.NETWORK, None),
        _waits("Concert from the town hall", WaitReason.PREMIERE, 3723),
        _asks("Holiday film on the NAS"),
        _job(JobState.DIFFERS, "Mountains in winter", differences=_LESS, steps=_STEPS, size_bytes=48_000_000),
        _job(JobState.COMPLETED, "Bees", steps=_STEPS[:1], size_bytes=12_000_000),
        _job(JobState.FAILED, "A film that is larger than the disk", failure=full),
        _job(JobState.QUEUED, "First things first", priority=1),
        _job(JobState.QUEUED, "Some other day", priority=-1),
    ]


def _step(name: StepName) -> StepReport:
    return StepReport(name=name, state=StepState.RUNNING)


async def states_view(photographer: "Photographer") -> None:
    """Rows that wait, differ, record, run a step or stand out of turn, and their details."""
    engine, window, jobs = photographer.engine, photographer.window, _jobs()
    await engine.remove_many([job.id for job in engine.jobs])
    await engine._queue.add(jobs)
    live = Progress(stage=Stage.DOWNLOADING, done_bytes=8_400_000, speed_bps=350_000)
    engine.bus.publish(JobProgressed(jobs[0].id, live))
    engine.bus.publish(JobProgressed(jobs[1].id, Progress(stage=Stage.PROCESSING, fraction=0.97)))
    for look in LOOKS:
        await photographer.wear(look)
        window.show_place(Place.QUEUE)
        window.queue_view.jobs.clearSelection()
        for name, row in (("states", 0), ("states-asks", 6), ("states-below", len(jobs) - 1)):
            window.queue_view.jobs.scrollTo(window.queue_view.model.index(row))
            await photographer.take(name, look)
        for name, job in (("waits", jobs[2]), ("asks", jobs[6]), ("differs", jobs[7]), ("fails", jobs[9])):
            window.queue_view.actions_.details_requested.emit(job.id)
            await asyncio.sleep(0.3)
            for dialog in [each for each in QApplication.topLevelWidgets() if _is_dialog(each, window)]:
                await photographer.take(f"details-{name}", look, dialog)
                dialog.close()
    await engine.remove_many([job.id for job in jobs])


async def settings_cards(photographer: "Photographer") -> None:
    """Every card of the settings, with something to show on it."""
    engine, window = photographer.engine, photographer.window
    night = Window(days=(0, 1, 2, 3, 4))
    weekend = Window(days=(5, 6), start=night.end.replace(hour=8), end=night.start)
    await engine.change_settings(
        windows=(night, weekend),
        outside_windows="slow_down",
        outside_speed_limit_bps=500_000,
        speed_limit_bps=5_000_000,
        when_done="run_command",
        site_pause_s=2,
        video_template="{uploader}/{upload_date>%Y}/{title} [{id}]",
    )
    for look in LOOKS:
        await photographer.wear(look)
        window.show_place(Place.SETTINGS)
        for card in window.settings_view.cards:
            window.settings_view.show_card(card)
            await photographer.take(f"settings-{card.accessibleName().split()[0].lower()}", look)
    await engine.change_settings(
        windows=(),
        outside_windows="wait",
        when_done="nothing",
        speed_limit_bps=None,
        video_template="{title}",
    )


async def speed_menu(photographer: "Photographer") -> None:
    """The menu of the status line, its dialog, and the countdown at the end."""
    window = photographer.window
    await photographer.engine.change_settings(speed_limit_bps=2_000_000)
    for look in LOOKS:
        await photographer.wear(look)
        window.show_place(Place.QUEUE)
        button = window.status_line.limit
        window.speed_menu.popup(button.mapToGlobal(button.rect().topLeft()))
        await photographer.take("speed-menu", look, window.speed_menu)
        window.speed_menu.close()
        window.speed_menu.custom.trigger()
        await asyncio.sleep(0.2)
        for dialog in [each for each in QApplication.topLevelWidgets() if _is_dialog(each, window)]:
            await photographer.take("speed-dialog", look, dialog)
            dialog.close()
        notice = _countdown()
        window.notify(notice)
        await photographer.take("countdown", look)
        window.withdraw(notice)


def _countdown() -> Any:
    from mediadl.ui.operations import Notice
    from mediadl.ui.when_done import COUNTDOWN_S

    words = "All downloads are done. The computer goes to sleep in {seconds} s."
    return Notice("warning", words, action="Cancel", on_action=list, counts_from_s=COUNTDOWN_S)


def _is_dialog(widget: Any, window: Any) -> bool:
    return widget is not window and widget.isVisible()

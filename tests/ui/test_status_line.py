"""The status line adds up what the events tell, and reads the free space without waiting for it."""

from datetime import datetime, timedelta

from mediadl.domain.events import JobProgressed, TimetableChanged
from mediadl.domain.job import JobState
from mediadl.domain.progress import Progress
from mediadl.ui.speed_menu import SpeedMenu
from mediadl.ui.status_line import StatusLine, free_bytes
from tests.helpers.shell import until, with_shell


def made(shell):
    menu = SpeedMenu(shell.engine, shell.operations, shell.theme)
    line = StatusLine(shell.engine, shell.operations, shell.theme, menu)
    menu.setParent(line)
    return line


def test_it_counts_by_state_and_adds_up_speeds(qt_app, tmp_path):
    async def scenario(shell):
        await shell.job("early", state=JobState.FAILED)
        line = made(shell)
        assert line.text == "1 failed"
        for job_id in ("one", "two"):
            await shell.job(job_id, state=JobState.RUNNING)
            shell.engine.bus.publish(JobProgressed(job_id, Progress(speed_bps=1_500_000.0)))
        await shell.job("three", state=JobState.CHOOSING)
        line._refresh()
        assert line.text == "2 active · 1 waiting · 1 failed, 3.0 MB/s in all"
        await shell.engine._queue.move_to("one", JobState.COMPLETED)
        await shell.engine.remove_many(["three"])
        line._refresh()
        assert line.text == "1 active · 1 failed, 1.5 MB/s in all"

    with_shell(tmp_path, qt_app, scenario)


def test_an_idle_line_says_so(qt_app, tmp_path):
    async def scenario(shell):
        assert made(shell).text == "Nothing is downloading"

    with_shell(tmp_path, qt_app, scenario)


def test_a_burst_is_shown_once(qt_app, tmp_path):
    async def scenario(shell):
        line = made(shell)
        for _ in range(100):
            shell.engine.bus.publish(JobProgressed("one", Progress(speed_bps=1_000_000.0)))
        assert line.text == "Nothing is downloading"
        await until(lambda: "1.0 MB/s" in line.text)

    with_shell(tmp_path, qt_app, scenario)


def test_free_space_and_engine_version_are_shown(qt_app, tmp_path):
    async def scenario(shell):
        shell.engine._pool.engine_version = "2026.10.26"
        line = made(shell)
        line.start()
        await until(lambda: "free" in line.text)
        assert line.text.endswith(" free, yt-dlp 2026.10.26")

    with_shell(tmp_path, qt_app, scenario)


def test_after_stop_nothing_is_heard(qt_app, tmp_path):
    async def scenario(shell):
        line = made(shell)
        line.stop()
        await shell.job("one", state=JobState.RUNNING)
        line._refresh()
        assert line.text == "Nothing is downloading"

    with_shell(tmp_path, qt_app, scenario)


def test_free_space_of_a_folder_that_is_not_there_yet(tmp_path):
    assert free_bytes(tmp_path / "a" / "b") > 0


def test_the_limit_that_holds_is_shown(qt_app, tmp_path):
    async def scenario(shell):
        line = made(shell)
        assert line.limit.text() == "No limit"
        await shell.engine.change_settings(
            speed_limit_bps=5_000_000, outside_windows="slow_down", outside_speed_limit_bps=500_000
        )
        assert line.limit.text() == "Limit 5.0 MB/s"
        shell.engine.bus.publish(TimetableChanged(is_open=False, until=None))
        assert line.limit.text() == "Limit 500 kB/s · outside the hours"

    with_shell(tmp_path, qt_app, scenario)


def test_the_limit_stands_still_whatever_the_words_say(qt_app, tmp_path):
    async def scenario(shell):
        line = made(shell)
        line.resize(1000, 40)
        line.show()
        before = line.limit.geometry()
        for job_id in ("one", "two"):
            await shell.job(job_id, state=JobState.RUNNING)
            shell.engine.bus.publish(JobProgressed(job_id, Progress(speed_bps=1_500_000.0)))
        shell.engine._pool.engine_version = "2026.10.26"
        line._refresh()
        line._layout.activate()
        assert ("3.0 MB/s" in line.text, line.limit.geometry()) == (True, before)

    with_shell(tmp_path, qt_app, scenario)


def test_it_says_when_the_schedule_holds_everything_back(qt_app, tmp_path):
    async def scenario(shell):
        line, soon = made(shell), datetime.now().astimezone() + timedelta(hours=1)
        shell.engine.bus.publish(TimetableChanged(is_open=False, until=soon))
        assert line.text == f"Nothing is downloading, Waiting until {soon:%H:%M}"
        shell.engine.bus.publish(TimetableChanged(is_open=True, until=None))
        assert line.text == "Nothing is downloading"

    with_shell(tmp_path, qt_app, scenario)

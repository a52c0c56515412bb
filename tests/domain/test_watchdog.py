"""The watchdog barks at what is quiet for too long, and at nothing else. Seconds are said, not waited for."""

import pytest

from mediadl.domain.progress import Progress, Stage
from mediadl.domain.watchdog import Patience, Watchdog, slowest_block_s

STEP_S = 5.0


def _downloading(done_bytes: int) -> Progress:
    return Progress(stage=Stage.DOWNLOADING, done_bytes=done_bytes)


def _first_bark(dog: Watchdog, until_s: float, block_s: float = 0.0) -> tuple[float, str] | None:
    """When a look each five seconds first finds something, counted from 0."""
    now_s = 0.0
    while now_s < until_s:
        now_s += STEP_S
        if part := dog.quiet_part(now_s, block_s):
            return now_s, part
    return None


def test_a_worker_that_says_nothing_is_stuck_in_its_page():
    assert _first_bark(Watchdog(Patience(), 0.0), 600) == (60.0, "extraction")


def test_each_line_is_a_sign_while_a_page_is_read():
    dog = Watchdog(Patience(), 0.0)
    for now in range(0, 300, 50):
        dog.hear_line(now)
        assert dog.quiet_part(now) is None


def test_progress_without_a_new_byte_is_no_sign():
    dog = Watchdog(Patience(), 0.0)
    barks = []
    for now in range(100):
        dog.hear_line(now)
        dog.hear_progress(_downloading(7_000 if now > 10 else now), now)
        barks.append(dog.quiet_part(now))
    assert barks.index("download") == 11 + 60


def test_slow_bytes_are_bytes():
    dog = Watchdog(Patience(), 0.0)
    for now in range(0, 1000, 5):
        dog.hear_progress(_downloading(now), now)
        assert dog.quiet_part(now) is None


def test_a_speed_limit_gives_a_block_the_time_it_takes():
    dog = Watchdog(Patience(), 0.0)
    dog.hear_progress(_downloading(1), 0.0)
    block_s = slowest_block_s(2_000, streams=10)
    assert block_s == pytest.approx(327.68)
    assert _first_bark(dog, 900, block_s) is None
    assert slowest_block_s(None, 3) == 0
    assert slowest_block_s(64 * 1024, 0) == 1


def test_a_live_stream_may_pause_for_longer():
    dog = Watchdog(Patience(), 0.0)
    dog.hear_live()
    dog.hear_progress(_downloading(1), 0.0)
    assert _first_bark(dog, 1200) == (900.0, "download")


def test_ffmpeg_s_progress_is_a_sign():
    dog = Watchdog(Patience(), 0.0)
    for now in range(0, 2000, 100):
        dog.hear_progress(Progress(stage=Stage.PROCESSING, fraction=now / 4000), now)
        assert dog.quiet_part(now) is None
    dog.hear_progress(Progress(stage=Stage.PROCESSING, fraction=1900 / 4000), 2000)
    assert [dog.quiet_part(at) for at in range(1905, 2300, 5)][-1] == "processing"


def test_files_that_grow_are_a_sign_too():
    dog = Watchdog(Patience(), 0.0)
    assert dog.files_live(100, 60.0)
    assert dog.files_live(101, 65.0)
    assert dog.quiet_part(70.0) is None
    assert dog.files_live(101, 130.0)
    assert not dog.files_live(101, 135.0)


def test_a_computer_that_slept_starts_counting_again():
    dog = Watchdog(Patience(), 0.0)
    assert dog.quiet_part(5.0) is None
    assert dog.quiet_part(3600.0) is None
    assert dog.quiet_part(3605.0) is None


def test_it_looks_often_enough_for_the_shortest_patience():
    assert Patience().look_every_s == 5.0
    assert Patience(download_s=3.0).look_every_s == 0.5

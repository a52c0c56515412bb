"""One number for the whole job: it never falls, never reaches 1 early, and invents nothing."""

import random
from itertools import pairwise

import pytest

from mediadl.domain.progress import (
    SHARE_WHEN_CONVERTING,
    SHARE_WHEN_JOINING,
    ProgressMeter,
    Stage,
    StreamPlan,
    StreamReport,
)


def _meter(*weights: float | None, share: float = SHARE_WHEN_JOINING, start: float = 0.0) -> ProgressMeter:
    plans = [StreamPlan(id=str(number), weight_bytes=weight) for number, weight in enumerate(weights)]
    return ProgressMeter(plans, share, start=start)


def _report(stream: int, done: int, total: int | None = None, **more: object) -> StreamReport:
    return StreamReport(stream_id=str(stream), done_bytes=done, total_bytes=total, **more)


def test_before_anything_nothing_is_done():
    progress = _meter(100).snapshot()
    assert (progress.fraction, progress.done_bytes, progress.total_bytes) == (0.0, 0, 100)
    assert progress.stage is Stage.PREPARING


@pytest.mark.parametrize(
    ("weights", "done", "fraction"),
    [
        ((900, 100), (450, 0), 0.45),
        ((900, 100), (900, 50), 0.95),
        ((100, None), (50, 0), 0.25),  # an unknown weight counts like the others
        ((None, None), (50, 100), 0.75),
        ((0, 100), (0, 50), 0.25),
    ],
)
def test_streams_count_by_their_size(
    weights: tuple[float | None, ...], done: tuple[int, ...], fraction: float
):
    meter = _meter(*weights, share=1.0)
    for stream, (weight, part) in enumerate(zip(weights, done, strict=True)):
        meter.report(_report(stream, part, int(weight or 100)), now_s=stream)
    assert meter.snapshot().fraction == pytest.approx(fraction)


def test_an_unknown_size_has_no_fraction_no_total_and_no_time_left():
    meter = _meter(None)
    meter.report(_report(0, 1000), 0.0)
    meter.report(_report(0, 3000), 1.0)
    progress = meter.snapshot()
    assert (progress.fraction, progress.total_bytes, progress.eta_s) == (None, None, None)
    assert progress.speed_bps == 2000


def test_an_unknown_size_is_known_when_the_stream_is_there():
    meter = _meter(None)
    meter.report(_report(0, 3000, finished=True), 0.0)
    progress = meter.snapshot()
    assert (progress.fraction, progress.total_bytes) == (SHARE_WHEN_JOINING, 3000)


def test_before_the_first_fragment_is_complete_the_planned_size_tells():
    meter = _meter(1000, share=1.0)
    meter.report(_report(0, 500, 4000, total_is_estimate=True, fragment_index=0, fragment_count=8), 0.0)
    assert meter.snapshot().fraction == pytest.approx(0.45)
    meter.report(_report(0, 5000, total_is_estimate=True, fragment_index=0, fragment_count=8), 1.0)
    assert meter.snapshot().fraction == pytest.approx(0.9)


def test_fragments_count_when_bytes_are_estimates():
    meter = _meter(1000, share=1.0)
    meter.report(_report(0, 900, 1200, total_is_estimate=True, fragment_index=2, fragment_count=8), 0.0)
    assert meter.snapshot().fraction == 0.25


def test_an_init_segment_more_than_counted_does_not_overshoot():
    meter = _meter(1000, share=1.0)
    meter.report(_report(0, 1100, 1000, fragment_index=9, fragment_count=8), 0.0)
    assert meter.snapshot().fraction == 0.999


def test_an_estimate_that_grows_does_not_move_the_bar_back():
    meter = _meter(1000, share=1.0)
    meter.report(_report(0, 500, 1000, total_is_estimate=True), 0.0)
    before = meter.snapshot().fraction
    meter.report(_report(0, 510, 4000, total_is_estimate=True), 1.0)
    assert meter.snapshot().fraction == before


def test_more_bytes_than_announced_are_not_more_than_all():
    meter = _meter(1000, share=1.0)
    meter.report(_report(0, 1500, 1000), 0.0)
    progress = meter.snapshot()
    assert progress.fraction == 0.999
    assert progress.total_bytes == 1500


def test_a_resumed_job_waits_where_its_bar_was():
    meter = _meter(1000, share=1.0, start=0.6)
    assert meter.snapshot().fraction == 0.6
    meter.report(_report(0, 300, 1000), 0.0)
    assert meter.snapshot().fraction == 0.6
    meter.report(_report(0, 700, 1000), 1.0)
    assert meter.snapshot().fraction == 0.7


def test_steps_share_what_downloading_left():
    meter = _meter(100, share=SHARE_WHEN_CONVERTING)
    meter.report(_report(0, 100, 100, finished=True), 0.0)
    seen = []
    for done in (0, 0.5, 1, 1.5, 2, 5):
        meter.processing(done, 2)
        seen.append(meter.snapshot().fraction)
    assert seen == pytest.approx([0.85, 0.8875, 0.925, 0.9625, 0.999, 0.999])
    assert meter.snapshot().speed_bps is None


def test_moving_is_nearly_all_but_not_all():
    meter = _meter(None)
    meter.moving()
    assert meter.snapshot().fraction == 0.999


def test_no_steps_are_no_division_by_zero():
    meter = _meter(100)
    meter.processing(0, 0)
    assert meter.snapshot().fraction == SHARE_WHEN_JOINING


def test_a_stream_that_nobody_planned_is_taken_in():
    meter = _meter()
    meter.report(_report(7, 50, 100), 0.0)
    assert meter.snapshot().fraction == pytest.approx(0.5 * SHARE_WHEN_JOINING)


def test_speed_is_that_of_the_last_seconds():
    meter = _meter(1_000_000)
    for second in range(10):
        meter.report(_report(0, second * 1000, 1_000_000), float(second))
    for second in range(10, 20):
        meter.report(_report(0, 9000 + (second - 9) * 50_000, 1_000_000), float(second))
    assert meter.snapshot().speed_bps == pytest.approx(50_000)
    assert meter.snapshot().eta_s == pytest.approx((1_000_000 - 509_000) / 50_000)


def test_a_retry_from_zero_is_no_negative_speed():
    meter = _meter(1000)
    meter.report(_report(0, 800, 1000), 0.0)
    meter.report(_report(0, 0, 1000), 1.0)
    meter.report(_report(0, 100, 1000), 2.0)
    assert (meter.snapshot().speed_bps or 0) > 0


def test_time_left_of_fragments_comes_from_their_count():
    meter = _meter(None)
    for index in range(1, 5):
        meter.report(_report(0, index * 1000, fragment_index=index, fragment_count=8), float(index))
    assert meter.snapshot().eta_s == pytest.approx(4.0)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_happens_the_bar_only_rises(seed: int):
    chance = random.Random(seed)
    weights = [chance.choice([None, 0, 10, 1000, 10**9]) for _ in range(chance.randint(1, 4))]
    meter = _meter(*weights, share=chance.choice([0.85, 0.95, 0.99]), start=chance.choice([0.0, 0.3, 0.999]))
    seen = []
    for step in range(200):
        total = chance.choice([None, 0, 10, 1000, 10**9])
        report = _report(
            chance.randrange(len(weights)),
            chance.randint(0, 2 * 10**9),
            total,
            total_is_estimate=chance.random() < 0.5,
            fragment_index=chance.choice([None, 0, 1, 5, 50]),
            fragment_count=chance.choice([None, 0, 5, 10]),
            finished=chance.random() < 0.1,
        )
        meter.report(report, step * chance.random())
        if chance.random() < 0.05:
            meter.processing(chance.randint(0, 5), chance.randint(0, 4))
        seen.append(meter.snapshot())
    known = [progress.fraction for progress in seen if progress.fraction is not None]
    assert all(before <= after for before, after in pairwise(known))
    assert all(0 <= fraction <= 0.999 for fraction in known)
    assert all((progress.speed_bps or 0) >= 0 and (progress.eta_s or 0) >= 0 for progress in seen)


def test_a_recording_has_a_length_and_no_percentage():
    meter = _meter(None)
    meter.recording(4.0, 1000, 0.0)
    meter.recording(6.0, 3000, 1.0, is_interrupted=True)
    progress = meter.snapshot()
    assert (progress.recorded_s, progress.done_bytes, progress.fraction) == (6.0, 3000, None)
    assert progress.is_interrupted
    assert progress.speed_bps == 2000.0
    meter.processing(0, 1)
    assert not meter.snapshot().is_interrupted

"""yt-dlp's hooks become progress lines: few, in order, and about the whole job."""

import threading
from typing import Any

from mediadl import wire
from mediadl.domain.progress import Stage
from mediadl.worker.reporter import Reporter

TWO = {
    "duration": 10,
    "requested_formats": [{"format_id": "v", "filesize": 900}, {"format_id": "a", "filesize": 100}],
}


def _reporter(info: dict[str, Any] | None = None, **plan: Any) -> tuple[Reporter, list[wire.Message]]:
    said: list[wire.Message] = []
    reporter = Reporter(said.append, 0.0)
    reporter.plan(info or TWO, converts=plan.get("converts", False), steps=plan.get("steps", 1))
    return reporter, said


def _hook(stream: str | None, done: int, total: int, status: str = "downloading") -> dict[str, Any]:
    return {
        "info_dict": {"format_id": stream},
        "status": status,
        "downloaded_bytes": done,
        "total_bytes": total,
    }


def _fractions(said: list[wire.Message]) -> list[float | None]:
    return [message.progress.fraction for message in said if isinstance(message, wire.ProgressMade)]


def test_a_thousand_blocks_in_an_instant_are_one_line():
    reporter, said = _reporter()
    for done in range(900):
        reporter.on_download(_hook("v", done, 900))
    assert len(_fractions(said)) <= 2
    assert [m.stage for m in said if isinstance(m, wire.StageChanged)] == [Stage.DOWNLOADING]


def test_subtitles_and_strange_states_are_not_part_of_the_plan():
    reporter, said = _reporter()
    reporter.on_download(_hook(None, 5, 10))
    reporter.on_download(_hook("v", 5, 10, status="error"))
    assert said == []


def test_post_processing_is_told_once_a_step_and_only_when_it_begins():
    reporter, said = _reporter()
    for status in ("started", "started", "finished", "finished"):
        reporter.on_postprocess({"postprocessor": "Merger", "status": status})
    reporter.on_postprocess({"postprocessor": "MoveFiles", "status": "started"})
    stages = [message for message in said if isinstance(message, wire.StageChanged)]
    assert [(message.stage, message.detail) for message in stages] == [(Stage.PROCESSING, "Merger")]


def test_steps_before_the_plan_are_none_of_ours():
    said: list[wire.Message] = []
    assert not Reporter(said.append, 0.0).on_postprocess({"postprocessor": "X", "status": "started"})
    assert said == []


def test_a_conversion_moves_the_bar():
    info = {"duration": 10, "format_id": "a", "filesize": 100}
    reporter, said = _reporter(info, converts=True, steps=1)
    reporter.on_download(_hook("a", 100, 100, "finished"))
    reporter.on_postprocess({"postprocessor": "ExtractAudio", "status": "started"})
    begun = _fractions(said)[-1]
    reporter._told_at = 0.0
    reporter.on_conversion(5.0)
    half = _fractions(said)[-1]
    reporter._told_at = 0.0
    reporter.on_conversion(999.0)
    assert (begun, half, _fractions(said)[-1]) == (0.85, 0.925, 0.999)


def test_a_conversion_of_unknown_length_stands_still():
    reporter, said = _reporter({"format_id": "a"}, converts=True)
    reporter.on_conversion(5.0)
    assert said == []


def test_hooks_from_many_threads_do_not_quarrel():
    reporter, said = _reporter()
    hooks = [_hook("v", done, 900) for done in range(0, 900, 3)]
    threads = [threading.Thread(target=lambda: [*map(reporter.on_download, hooks)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    reporter.moving()
    fractions = [fraction for fraction in _fractions(said) if fraction is not None]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 0.999


def test_a_resumed_job_starts_where_its_bar_was():
    said: list[wire.Message] = []
    reporter = Reporter(said.append, 0.6)
    reporter.plan(TWO, converts=False, steps=1)
    reporter.on_download(_hook("v", 10, 900))
    assert _fractions(said) == [0.6]


def test_a_block_that_comes_right_after_another_is_not_listened_to_but_the_last_one_is():
    reporter, said = _reporter()
    for done in (100, 500):
        reporter.on_download(_hook("v", done, 900))
    reporter.moving()
    assert said[-1].progress.done_bytes == 100
    reporter.on_download(_hook("v", 900, 900, "finished"))
    reporter.moving()
    assert said[-1].progress.done_bytes == 900


def test_a_recording_tells_its_length():
    reporter, said = _reporter()
    reporter.on_recording(4.0, 1000, is_interrupted=False)
    assert [m.stage for m in said if isinstance(m, wire.StageChanged)] == [Stage.DOWNLOADING]
    assert [m.progress.recorded_s for m in said if isinstance(m, wire.ProgressMade)] == [4.0]

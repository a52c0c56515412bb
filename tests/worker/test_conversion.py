"""ffmpeg's own report is read while it works."""

import subprocess
import threading
from pathlib import Path

from mediadl.worker.conversion import ConversionWatch, converted_s, report_arguments


def test_a_real_ffmpeg_writes_what_is_read(tmp_path: Path):
    report = tmp_path / "report.txt"
    source = ["-f", "lavfi", "-i", "sine=duration=5"]
    command = ["ffmpeg", "-v", "error", "-y", *source, *report_arguments(report), str(tmp_path / "out.wav")]
    subprocess.run(command, check=True)
    assert converted_s(report) is not None
    assert abs((converted_s(report) or 0) - 5) < 0.1


def test_no_report_or_one_without_a_time_says_nothing(tmp_path: Path):
    report = tmp_path / "report.txt"
    assert converted_s(report) is None
    report.write_text("out_time_us=N/A\nprogress=continue\n")
    assert converted_s(report) is None


def test_the_last_block_counts(tmp_path: Path):
    report = tmp_path / "report.txt"
    report.write_text("".join(f"frame=1\nout_time_us={n}000000\nprogress=continue\n" for n in range(500)))
    assert converted_s(report) == 499


def test_the_watch_tells_until_it_is_stopped(tmp_path: Path):
    report, told, heard = tmp_path / "report.txt", [], threading.Event()
    watch = ConversionWatch(report, lambda seconds: (told.append(seconds), heard.set()))
    watch.step()
    report.write_text("out_time_us=1500000\n")
    assert heard.wait(5)
    watch.stop()
    count = len(told)
    report.write_text("out_time_us=9000000\n")
    assert set(told) == {1.5}
    assert len(told) == count


def test_a_new_step_forgets_the_report_of_the_one_before(tmp_path: Path):
    report = tmp_path / "report.txt"
    report.write_text("out_time_us=1500000\n")
    watch = ConversionWatch(report, lambda _seconds: None)
    watch.step()
    watch.stop()
    assert not report.exists()


def test_a_watch_that_never_began_can_be_stopped(tmp_path: Path):
    watch = ConversionWatch(tmp_path / "report.txt", print)
    watch.stop()
    assert watch._thread is None

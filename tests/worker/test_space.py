"""What a job needs at its peak is compared with what is free, on both volumes."""

from pathlib import Path
from typing import Any

import pytest

from mediadl.domain.failures import FailureKind
from mediadl.worker.problem import DownloadProblem
from mediadl.worker.space import check_space, peak_bytes

FILE = {"filesize": 100, "protocol": "https"}
HLS = {"filesize": 100, "protocol": "m3u8_native"}
GUESS = {"tbr": 8, "duration": 100, "protocol": "https"}
HUGE = {"filesize": 1 << 60}


@pytest.mark.parametrize(
    ("chosen", "rewrites", "peak"),
    [
        ([FILE], False, 100),
        ([FILE], True, 200),
        ([FILE, FILE], True, 400),
        ([HLS], False, 200),
        ([HLS, HLS], False, 600),
        ([GUESS], False, 110_000),
        ([{"protocol": "https"}], True, 0),
    ],
)
def test_the_peak_counts_fragments_and_rewriting(chosen: list[dict[str, Any]], rewrites: bool, peak: int):
    assert peak_bytes(chosen, rewrites=rewrites) == peak


def test_what_is_there_already_is_not_needed_again(tmp_path: Path):
    (tmp_path / "part").write_bytes(b"x" * 100)
    check_space([FILE], tmp_path, tmp_path, rewrites=False)


def test_a_disk_that_is_too_full_is_named(tmp_path: Path):
    with pytest.raises(DownloadProblem) as caught:
        check_space([HUGE], tmp_path, tmp_path, rewrites=False)
    failure = caught.value.as_failure("example.com", "/elsewhere")
    assert failure.kind is FailureKind.NO_SPACE
    assert str(tmp_path) in failure.message
    assert "are free" in failure.detail

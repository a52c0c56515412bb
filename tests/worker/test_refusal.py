"""A site that asks to slow down in the middle of a download is not asked again for every fragment."""

from pathlib import Path

import pytest

from mediadl.domain.failures import FailureKind
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import WorkerChild, download


@pytest.mark.parametrize("status", [429, 503])
def test_the_first_refusal_of_a_fragment_ends_the_attempt(
    status: int, site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
) -> None:
    site.reset()
    url = site.url("hls/master.m3u8", status=status, retry_after=7, only="seg_")
    failure = worker.ask(download(url, tmp_path)).failed.failure
    kind = FailureKind.RATE_LIMITED if status == 429 else FailureKind.SERVER_ERROR
    assert (failure.kind, failure.retry_after_s) == (kind, 7.0)
    asked = [hit.path for hit in site.hits() if "/seg_" in hit.path]
    assert len(asked) == len(set(asked))  # no fragment twice


def test_a_passing_fault_of_a_fragment_is_still_tried_again(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
) -> None:
    url = site.url("hls/master.m3u8", status=503, times=1, only="seg_002")
    assert worker.ask(download(url, tmp_path)).file.stat().st_size

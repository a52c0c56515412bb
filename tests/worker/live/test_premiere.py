"""A stream that has not begun says when it will; every other failure stays what it is."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mediadl import wire
from mediadl.domain.failures import FailureKind
from mediadl.worker.live.premiere import _moment
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import WorkerChild, download


def test_a_stream_to_come_tells_its_title_and_its_beginning(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    site.reset()
    answer = worker.ask(download(site.url("lab/soon/show?in=900"), tmp_path))
    problem = answer.failed.failure
    assert (answer.media.title, problem.kind) == ("Soon", FailureKind.NOT_LIVE_YET)
    assert problem.begins_at is not None
    assert 800 < (problem.begins_at - datetime.now(UTC)).total_seconds() <= 901


def test_a_probe_says_so_too_and_announces_nothing(site: MediaSiteProcess, worker: WorkerChild):
    answer = worker.ask(wire.Probe(url=site.url("lab/soon/probe?in=900")))
    assert answer.failed.failure.begins_at is not None
    assert not answer.of(wire.Probed)


def test_a_page_that_cannot_be_watched_is_not_waited_for(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    problem = worker.ask(download(site.url("lab/private/x"), tmp_path)).failed.failure
    assert (problem.kind, problem.begins_at) == (FailureKind.PRIVATE, None)


@pytest.mark.parametrize("stamp", [None, "soon", float("nan"), float("inf"), 1e30])
def test_a_time_that_is_none_is_not_believed(stamp: object):
    assert _moment(stamp) is None

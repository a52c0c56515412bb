"""A look at how subtitles begin, through a real worker."""

import pytest

from mediadl import wire
from mediadl.domain.failures import FailureKind
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import WorkerChild


@pytest.mark.parametrize(
    ("path", "key", "is_automatic", "first"),
    [
        ("lab/v/x", "de", False, "0:00  Die Balken laufen."),
        ("lab/v/x", "fr", True, "0:00  Les barres bougent."),
        ("hls/master.m3u8", "en", False, "0:00  The bars move."),
    ],
)
def test_the_first_lines_come_with_their_times_and_no_media_is_asked_for(
    path: str, key: str, is_automatic: bool, first: str, site: MediaSiteProcess, worker: WorkerChild
):
    site.reset()
    answer = worker.ask(wire.Peek(url=site.url(path), key=key, is_automatic=is_automatic))
    (peeked,) = answer.of(wire.Peeked)
    assert peeked.text.splitlines()[0] == first
    assert len(peeked.text.splitlines()) == 6
    assert answer.finished.files == ()
    assert not [hit for hit in site.hits() if hit.path.endswith((".mp4", ".webm", ".m4a", ".ts"))]


def test_what_is_not_offered_or_refused_is_said(site: MediaSiteProcess, worker: WorkerChild):
    gone = worker.ask(wire.Peek(url=site.url("lab/v/x"), key="nl")).failed.failure
    assert (gone.kind, "“nl” are not offered" in gone.detail) == (FailureKind.GONE, True)
    refused = site.url("lab/v/x", status=404, only="subs/de")
    failed = worker.ask(wire.Peek(url=refused, key="de")).failed.failure
    assert (failed.kind, "could not be fetched" in failed.detail) == (FailureKind.NOT_FOUND, True)
    a_list = worker.ask(wire.Peek(url=site.url("feed.rss?n=2"), key="de")).failed.failure
    assert a_list.kind is FailureKind.NOT_FOUND

"""Real words of yt-dlp, its extractors and ffmpeg, and real errors from the site, each with its kind."""

import errno
import io
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import yt_dlp
from yt_dlp.networking import Response
from yt_dlp.networking.exceptions import HTTPError
from yt_dlp.utils import DownloadError, ExtractorError, GeoRestrictedError, UnsupportedError, UserNotLive

from mediadl import wire
from mediadl.domain.failure_table import ROWS
from mediadl.domain.failures import FailureKind
from mediadl.worker.delivery import UnsafeName
from mediadl.worker.failures import failure_from, is_stale_part
from tests.helpers.failure_words import WORDS
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import WorkerChild, download

K = FailureKind
URL = "https://www.example.com/watch?v=1"

CLASSES: list[tuple[FailureKind, Exception]] = [
    (K.GEO_BLOCKED, GeoRestrictedError("elsewhere", countries=["DE"])),
    (K.NOT_LIVE_YET, UserNotLive()),
    (K.UNSUPPORTED, UnsupportedError("https://x/private-video-captcha")),
    (K.UNSAFE_PATH, UnsafeName("no")),
    (K.NO_SPACE, OSError(errno.ENOSPC, "x")),
    (K.FOLDER_UNUSABLE, PermissionError(errno.EACCES, "x")),
    (K.FOLDER_UNUSABLE, OSError(errno.EROFS, "x")),
    (K.FOLDER_UNUSABLE, OSError(errno.EFBIG, "x")),
    (K.FOLDER_UNUSABLE, OSError(errno.ENAMETOOLONG, "x")),
    (K.SITE_CHANGED, ExtractorError("Unable to extract title")),
    (K.UNSUPPORTED, ExtractorError("Nothing here", expected=True)),
    (K.NETWORK_DOWN, OSError(errno.ENETUNREACH, "Network is unreachable")),
    (K.BUG, KeyError("ours")),
]

# Found by MediaDL itself, without an error of yt-dlp: the tests of the parts that find them say how.
OURS = {
    K.ADDRESS_REFUSED,
    K.ADDRESS_PRIVATE,
    K.WINDOW_ONLY,
    K.ACCOUNT_UNUSABLE,
    K.PATH_UNUSABLE,
    K.OPTIONS_IMPOSSIBLE,
    K.REQUIREMENT_UNMET,
    K.NOT_MEDIA,
    K.FILE_GONE,
    K.INVALID_LINK,
    K.EMPTY_LIST,
    K.WORKER_LOST,
    K.STALLED,
    K.NOTHING_RECORDED,
    K.LOGIN_AT_RISK,
    K.BROWSER_UNREADABLE,
}


@pytest.mark.parametrize(("kind", "words"), WORDS, ids=[words[:60] for _kind, words in WORDS])
def test_the_words_of_yt_dlp_have_their_kind(kind: FailureKind, words: str):
    failure = failure_from(DownloadError(f"\x1b[0;31mERROR:\x1b[0m {words}"), URL, "/home/me/Videos")
    assert failure.kind is kind
    assert "\x1b" not in failure.detail
    assert "{" not in failure.message


@pytest.mark.parametrize(("kind", "error"), CLASSES)
def test_the_class_of_an_error_has_its_kind(kind: FailureKind, error: Exception):
    assert failure_from(error, URL).kind is kind


@pytest.mark.parametrize(
    "words",
    [
        "[generic] captcha-explained: Unable to download webpage: HTTP Error 404: Not Found",
        "[generic] sign-in: Unable to download https://x/drm/timeout: HTTP Error 404: Not Found",
        "[generic] x: HTTPSConnection(host='private-video.com', port=443): HTTP Error 404: Not Found",
    ],
)
def test_a_name_that_somebody_chose_is_no_cause(words: str):
    assert failure_from(DownloadError(words), URL).kind is K.NOT_FOUND


def test_the_cause_is_found_inside_the_wrapping():
    error = DownloadError("unable to do it")
    error.__cause__ = OSError(errno.ENOSPC, "?")
    assert failure_from(error, URL).kind is K.NO_SPACE


def test_a_bug_comes_with_its_traceback_and_without_secrets():
    try:
        raise KeyError("token=SECRET")
    except KeyError as error:
        failure = failure_from(error, URL)
    assert "Traceback" in failure.detail
    assert "test_failures.py" in failure.detail
    assert "SECRET" not in failure.detail.replace('KeyError("token=SECRET")', "")


def test_the_detail_is_short_of_noise_and_secrets():
    words = (
        "ERROR: [x] 1: no https://x/v?sig=SECRET (caused by <HTTPError 500>); please report this issue on …"
    )
    failure = failure_from(DownloadError(words), URL)
    assert failure.detail == "[x] 1: no https://x/v?sig=•••"


def test_only_a_416_means_that_the_part_is_complete():
    assert is_stale_part(
        DownloadError("unable to download video data: HTTP Error 416: Range Not Satisfiable")
    )
    assert not is_stale_part(DownloadError("HTTP Error 404: Not Found"))


@pytest.mark.parametrize(
    ("path", "trouble", "kind", "words"),
    [
        ("media/av480.mp4", {"status": 404}, K.NOT_FOUND, "404"),
        ("page/harbour", {"status": 403}, K.FORBIDDEN, "403"),
        ("page/harbour", {"status": 410}, K.GONE, "removed"),
        ("page/harbour", {"status": 429}, K.RATE_LIMITED, "Wait"),
        ("page/harbour", {"status": 503}, K.SERVER_ERROR, "HTTP 503"),
        ("page/harbour", {"login": "redirect"}, K.LOGIN_NEEDED, "logged in"),
        ("page/nothing", {}, K.UNSUPPORTED, "Nothing to download"),
        ("no/such/page", {}, K.NOT_FOUND, "404"),
        ("lab/login", {}, K.LOGIN_NEEDED, "logged in"),
        ("lab/private", {}, K.PRIVATE, "private"),
        ("lab/drm", {}, K.DRM, "DRM"),
        ("lab/geo", {}, K.GEO_BLOCKED, "country"),
        ("lab/429", {}, K.RATE_LIMITED, "429"),
        ("lab/gone", {}, K.GONE, "removed"),
        ("lab/soon", {}, K.NOT_LIVE_YET, "not started"),
    ],
)
def test_the_site_in_trouble(
    path: str,
    trouble: dict[str, int | str],
    kind: FailureKind,
    words: str,
    site: MediaSiteProcess,
    worker: WorkerChild,
    tmp_path: Path,
):
    failure = worker.ask(download(site.url(path, **trouble), tmp_path)).failed.failure
    assert failure.kind is kind
    assert words in failure.message
    assert failure.detail


@pytest.mark.parametrize(
    ("host", "port", "kind"), [("nosuch.invalid", 80, K.HOST_NOT_FOUND), ("127.0.0.1", 9, K.UNREACHABLE)]
)
def test_a_host_that_does_not_answer(host: str, port: int, kind: FailureKind, worker: WorkerChild):
    failure = worker.ask(wire.Probe(url=f"http://{host}:{port}/x")).failed.failure
    assert failure.kind is kind
    assert host in failure.message


def test_a_host_that_never_answers_timed_out(site: MediaSiteProcess):
    with (
        yt_dlp.YoutubeDL({"quiet": True, "logger": _Silent(), "socket_timeout": 0.3, "proxy": ""}) as ydl,
        pytest.raises(DownloadError) as raised,
    ):
        ydl.extract_info(site.url("media/small.mp4", delay=3000), download=False)
    assert failure_from(raised.value, URL).kind is K.TIMED_OUT


class _Silent:
    def debug(self, message: str) -> None:
        """Nothing."""

    warning = error = debug


def test_every_row_of_the_table_has_a_real_message():
    told = {kind for kind, _words in WORDS} | {kind for kind, _error in CLASSES}
    assert {row.kind for row in ROWS} - told == OURS


def _refusal(status: int, **headers: str) -> DownloadError:
    answer = Response(io.BytesIO(), URL, headers, status=status)
    refused = HTTPError(answer)
    return DownloadError(f"[x] 1: Unable to download webpage: {refused}", (HTTPError, refused, None))


@pytest.mark.parametrize(
    ("status", "value", "seconds"),
    [(429, "7", 7.0), (503, "30", 30.0), (429, "soon", None), (404, "7", None)],
)
def test_how_long_the_site_wants_to_be_left_alone_comes_along(status: int, value: str, seconds: float | None):
    assert failure_from(_refusal(status, **{"Retry-After": value}), URL).retry_after_s == seconds


def test_a_date_to_come_back_at_becomes_seconds():
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    waits_s = failure_from(_refusal(429, **{"Retry-After": soon}), URL).retry_after_s
    assert waits_s is not None
    assert 30 < waits_s <= 90


def test_the_real_header_of_a_real_site_arrives(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    url = site.url("page/harbour", status=429, retry_after=5)
    assert worker.ask(download(url, tmp_path)).failed.failure.retry_after_s == 5.0

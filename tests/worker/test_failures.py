"""Real words of yt-dlp, its extractors and ffmpeg, and real errors from the site, each with its kind."""

import errno
from pathlib import Path

import pytest
import yt_dlp
from yt_dlp.utils import DownloadError, ExtractorError, GeoRestrictedError, UnsupportedError, UserNotLive

from mediadl import wire
from mediadl.domain.failures import SENTENCES, FailureKind
from mediadl.worker.delivery import UnsafeName
from mediadl.worker.failures import failure_from, is_stale_part
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import WorkerChild, download

K = FailureKind
URL = "https://www.example.com/watch?v=1"

WORDS = [
    (K.NO_SPACE, "unable to write data: [Errno 28] No space left on device"),
    (K.NO_SPACE, "Postprocessing: Error writing trailer of media.mp4: No space left on device"),
    (K.NO_SPACE, "unable to write data: [Errno 122] Disk quota exceeded"),
    (
        K.FFMPEG_MISSING,
        "You have requested merging of multiple formats but ffmpeg is not installed. Aborting due to …",
    ),
    (
        K.FFMPEG_MISSING,
        "Postprocessing: ffprobe and ffmpeg not found. Please install or provide the path using …",
    ),
    (
        K.FORMAT_GONE,
        "[youtube] abc: Requested format is not available. Use --list-formats for a list of …",
    ),
    (K.FORMAT_GONE, "[x] 1: No video formats found!; please report this issue on  https://github.com/…"),
    (K.DRM, "[Lab] drm: This video is DRM protected"),
    (
        K.BOT_CHECK,
        "[youtube] abc: Sign in to confirm you're not a bot. Use --cookies-from-browser or --cookies",
    ),
    (K.BOT_CHECK, "[generic] Got HTTP Error 403 caused by Cloudflare anti-bot challenge; try again"),
    (K.PRIVATE, "[youtube] abc: Private video. Sign in if you've been granted access to this video"),
    (K.PRIVATE, "[instagram] abc: This account is private"),
    (
        K.LOGIN_NEEDED,
        "[Lab] This video is only available for registered users. Use --cookies-from-browser or --cookies",
    ),
    (K.LOGIN_NEEDED, "[youtube] abc: Join this channel to get access to members-only content like this"),
    (K.LOGIN_NEEDED, "[vimeo] 1: The web client only works when logged-in. Use --cookies"),
    (K.LOGIN_NEEDED, "[x] 1: Unable to download webpage: HTTP Error 401: Unauthorized"),
    (K.LOGIN_NEEDED, "[floatplane] This video is only available to subscribers"),
    (
        K.GEO_BLOCKED,
        "[youtube] abc: The uploader has not made this video available in your country",
    ),
    (K.GEO_BLOCKED, "[bbc] abc: This video is not available from your location due to geo restriction"),
    (K.RATE_LIMITED, "[x] 1: Unable to download JSON metadata: HTTP Error 429: Too Many Requests"),
    (K.NOT_LIVE_YET, "[youtube] abc: This live event will begin in 20 minutes."),
    (K.NOT_LIVE_YET, "[youtube] abc: Premieres in 3 hours"),
    (K.NOT_LIVE_YET, "[twitch] abc: The channel is not currently live"),
    (K.GONE, "[youtube] abc: Video unavailable. This video has been removed by the uploader"),
    (K.GONE, "[x] 1: Unable to download webpage: HTTP Error 410: Gone"),
    (K.GONE, "[youtube] abc: This video is no longer available because the account has been terminated"),
    (K.NOT_FOUND, "[generic] 1: Unable to download webpage: HTTP Error 404: Not Found"),
    (K.FORBIDDEN, "unable to download video data: HTTP Error 403: Forbidden"),
    (K.SERVER_ERROR, "[x] 1: Unable to download webpage: HTTP Error 503: Service Unavailable"),
    (K.HOST_NOT_FOUND, "[generic] x: Failed to resolve 'x.invalid' ([Errno -2] Name or service not known)"),
    (K.HOST_NOT_FOUND, "[generic] x: <urlopen error [Errno 11001] getaddrinfo failed>"),
    (K.HOST_NOT_FOUND, "[generic] x: [Errno 8] nodename nor servname provided, or not known"),
    (K.TIMED_OUT, "[generic] x: Unable to download webpage: The read operation timed out"),
    (
        K.TIMED_OUT,
        "[generic] x: HTTPSConnection(host='x.com', port=443): Read timed out. (read timeout=20.0)",
    ),
    (K.UNREACHABLE, "[generic] x: Failed to establish a new connection: [Errno 111] Connection refused"),
    (K.UNREACHABLE, "[generic] x: [WinError 10061] No connection… the target machine actively refused it"),
    (K.UNREACHABLE, "[generic] x: [Errno 101] Network is unreachable"),
    (K.UNREACHABLE, "[generic] x: ('Connection aborted.', RemoteDisconnected('Remote end closed…'))"),
    (K.INCOMPLETE, "fragment 4 not found, unable to continue"),
    (K.INCOMPLETE, "[download] Got error: HTTP Error 404: Not Found. Giving up after 6 retries"),
    (
        K.INCOMPLETE,
        "[download] Got error: 900000 bytes read, 2248118 more expected. Giving up after 10 retries",
    ),
    (K.INCOMPLETE, "unable to download video data: HTTP Error 404: Not Found"),
    (K.INCOMPLETE, "The downloaded file is empty"),
    (K.INCOMPLETE, "Did not get any data blocks"),
    (K.INCOMPLETE, "write to closed file"),
    (K.SERVER_ERROR, "[download] Got error: HTTP Error 503: Service Unavailable. Giving up after 10 retries"),
    (K.UNSUPPORTED, "Unsupported URL: https://www.example.com/about"),
    (
        K.UNSUPPORTED,
        "[generic] 'hello' is not a valid URL. Set --default-search \"ytsearch\" to search YouTube",
    ),
    (K.LOGIN_NEEDED, "Unsupported URL: https://www.example.com/login?next=%2Fwatch"),
    (K.FFMPEG_FAILED, "Postprocessing: audio conversion failed: Invalid data found when processing input"),
    (K.FFMPEG_FAILED, "ffmpeg exited with code 1"),
]


@pytest.mark.parametrize(("kind", "words"), WORDS, ids=[words[:60] for _kind, words in WORDS])
def test_the_words_of_yt_dlp_have_their_kind(kind: FailureKind, words: str):
    failure = failure_from(DownloadError(f"\x1b[0;31mERROR:\x1b[0m {words}"), URL, "/home/me/Videos")
    assert failure.kind is kind
    assert "\x1b" not in failure.detail
    assert "{" not in failure.message


@pytest.mark.parametrize(
    ("kind", "error"),
    [
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
        (K.BUG, KeyError("ours")),
    ],
)
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


def test_every_kind_has_a_sentence_that_says_what_to_do():
    assert set(SENTENCES) == set(FailureKind)
    for kind, sentence in SENTENCES.items():
        assert sentence.count(".") >= 2 or ", and MediaDL cannot" in sentence, kind

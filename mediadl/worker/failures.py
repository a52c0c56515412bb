"""The one door where yt-dlp's errors come in: every exception becomes a `Failure` with kind and sentence."""

import errno
import re
import traceback
from collections.abc import Iterator

from yt_dlp.networking.exceptions import HTTPError, SSLError, TransportError
from yt_dlp.utils import (
    ContentTooShortError,
    ExtractorError,
    GeoRestrictedError,
    PostProcessingError,
    UnsupportedError,
    UserNotLive,
    YoutubeDLError,
)

from mediadl.domain.failures import Failure, FailureKind, failure
from mediadl.domain.links import host_of
from mediadl.log import masked
from mediadl.worker.delivery import UnsafeName
from mediadl.worker.ffmpeg import override_problem

K = FailureKind

# Words of yt-dlp and its extractors, most telling first. Sites have no error codes, so text is all there is.
_PATTERNS: tuple[tuple[FailureKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile("|".join(patterns), re.IGNORECASE))
    for kind, *patterns in (
        (K.NO_SPACE, r"No space left on device", r"disk quota exceeded", r"Errno 28\b"),
        (K.FOLDER_UNUSABLE, r"Unable to rename file", r"unable to open for writing"),
        (K.FFMPEG_MISSING, r"ffmpeg (?:is )?not (?:installed|found)", r"ffprobe and ffmpeg not found"),
        (K.FORMAT_GONE, r"Requested format is not available", r"no video formats", r"Invalid format spec"),
        (K.DRM, r"\bDRM\b"),
        (K.BOT_CHECK, r"not a bot", r"captcha", r"Cloudflare anti-bot"),
        (K.PRIVATE, r"\bprivate (?:video|playlist|account)", r"(?:video|this|post|account) is private"),
        (K.LOGIN_NEEDED, r"log ?in", r"sign(?:ed)? ?in", r"registered users", r"members.only"),
        (K.LOGIN_NEEDED, r"cookies(?:-from-browser)? (?:are|is) required", r"use --cookies"),
        (K.LOGIN_NEEDED, r"subscri(?:ber|ption)", r"account credentials"),
        (K.GEO_BLOCKED, r"not (?:made this video )?available (?:in|from) your", r"geo.?restrict"),
        (K.RATE_LIMITED, r"HTTP Error 429", r"Too Many Requests", r"rate.?limit"),
        (K.NOT_LIVE_YET, r"will begin in", r"premieres? in", r"not (?:currently|yet) live", r"is offline"),
        (K.NOT_LIVE_YET, r"has not started"),
        # The page was there, its media is not.
        (K.INCOMPLETE, r"HTTP Error 4(?:04|10)\b.*Giving up after", r"video data: HTTP Error 4(?:04|10)"),
        (K.GONE, r"HTTP Error 410", r"has been (?:removed|deleted|terminated)"),
        (K.GONE, r"no longer (?:exists|available)", r"video unavailable"),
        (K.NOT_FOUND, r"HTTP Error 404"),
        (K.LOGIN_NEEDED, r"HTTP Error 401"),
        (K.FORBIDDEN, r"HTTP Error 403"),
        (K.SERVER_ERROR, r"HTTP Error 5\d\d"),
        (K.HOST_NOT_FOUND, r"Name or service not known", r"getaddrinfo", r"nodename nor servname"),
        (K.HOST_NOT_FOUND, r"name resolution", r"Failed to resolve", r"No address associated"),
        (K.TIMED_OUT, r"timed out", r"timeout"),
        (K.UNREACHABLE, r"refused", r"unreachable", r"No route to host", r"Network is down"),
        (K.UNREACHABLE, r"Connection (?:reset|aborted)", r"Remote end"),
        (K.INCOMPLETE, r"fragment \d+ not found", r"Unable to continue", r"more expected", r"bytes missing"),
        (K.INCOMPLETE, r"content too short", r"downloaded file is empty", r"Did not get any data blocks"),
        (K.INCOMPLETE, r"write to closed file"),
        (K.UNSUPPORTED, r"Unsupported URL", r"is not a valid URL"),
        (K.FFMPEG_FAILED, r"Postprocessing:", r"Preprocessing:", r"ffmpeg exited", r"Conversion failed"),
    )
)

_BY_STATUS = {
    401: K.LOGIN_NEEDED, 403: K.FORBIDDEN, 404: K.NOT_FOUND,
    410: K.GONE, 416: K.INCOMPLETE, 429: K.RATE_LIMITED,
}  # fmt: skip

_BY_TYPE: tuple[tuple[type[BaseException], FailureKind], ...] = (
    (UnsafeName, K.UNSAFE_PATH),
    (GeoRestrictedError, K.GEO_BLOCKED),
    (UserNotLive, K.NOT_LIVE_YET),
    (UnsupportedError, K.UNSUPPORTED),
)

_BY_ERRNO = {
    errno.ENOSPC: K.NO_SPACE,
    errno.EDQUOT: K.NO_SPACE,
    errno.EROFS: K.FOLDER_UNUSABLE,
    errno.EACCES: K.FOLDER_UNUSABLE,
    errno.EPERM: K.FOLDER_UNUSABLE,
    errno.ENOTDIR: K.FOLDER_UNUSABLE,
    errno.EISDIR: K.FOLDER_UNUSABLE,
    errno.ENAMETOOLONG: K.FOLDER_UNUSABLE,
    errno.EFBIG: K.FOLDER_UNUSABLE,  # FAT32 ends at 4 GiB
    errno.EIO: K.FOLDER_UNUSABLE,
}

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_NOISE = re.compile(r"^ERROR: |; please report this issue on .*$|\(caused by .*\)", re.DOTALL)
# Names that somebody chose say nothing about the cause: addresses, hosts, and the id in front of the words.
_NAMES = re.compile(r"^\[[\w:.-]+\] \S+: |\b[a-z]+://\S+|host='[^']*'|resolve '[^']*'", re.IGNORECASE)
_LOGIN_PAGE = re.compile(r"/(?:log|sign)[-_]?in/?(?:[?#]|$)", re.IGNORECASE)
_UNSUPPORTED_PAGE = re.compile(r"Unsupported URL: (\S+)")


def failure_from(error: BaseException, url: str, folder: str = "") -> Failure:
    """The failure for whatever ended a request on `url` that wrote to `folder`."""
    chain = list(_chain(error))
    text = masked(_text(error))
    kind = _kind(chain, _NAMES.sub("", text))
    if kind is K.UNSUPPORTED and _led_to_login(text, url):
        kind = K.LOGIN_NEEDED
    detail = text if kind is not K.BUG else masked("".join(traceback.format_exception(error)))
    if kind is K.FFMPEG_MISSING:
        detail = "\n".join(line for line in (override_problem(), detail) if line)
    status = next((link.status for link in chain if isinstance(link, HTTPError)), None)
    subject = f"HTTP {status}" if status else url
    return failure(kind, detail=detail, host=host_of(url), folder=folder, subject=subject)


def _led_to_login(text: str, url: str) -> bool:
    """Whether the site sent us to its login page instead of what was asked for."""
    page = _UNSUPPORTED_PAGE.search(text)
    return bool(page and _LOGIN_PAGE.search(page[1]) and not _LOGIN_PAGE.search(url))


def is_stale_part(error: BaseException) -> bool:
    """Whether the server refused to go on because the partial file is complete already."""
    statuses = [link.status for link in _chain(error) if isinstance(link, HTTPError)]
    return 416 in statuses or "HTTP Error 416" in str(error)


def _kind(chain: list[BaseException], text: str) -> FailureKind:
    for error in chain:
        if (kind := _kind_of_type(error)) is not None:
            return kind
    for kind, pattern in _PATTERNS:
        if pattern.search(text):
            return kind
    return _kind_of_last_resort(chain)


def _kind_of_type(error: BaseException) -> FailureKind | None:
    """What the class alone says for sure."""
    for types, kind in _BY_TYPE:
        if isinstance(error, types):
            return kind
    return _BY_ERRNO.get(error.errno or 0) if isinstance(error, OSError) else None


def _kind_of_last_resort(chain: list[BaseException]) -> FailureKind:
    """What a class suggests when the words said nothing."""
    for error in chain:
        match error:
            case HTTPError(status=status):
                return _BY_STATUS.get(status, K.SERVER_ERROR if status >= 500 else K.FORBIDDEN)
            case PostProcessingError():
                return K.FFMPEG_FAILED
            case ContentTooShortError():
                return K.INCOMPLETE
            case SSLError() | TransportError():
                return K.UNREACHABLE
    extraction = next((error for error in chain if isinstance(error, ExtractorError)), None)
    if extraction is not None and not extraction.expected:
        return K.SITE_CHANGED
    known = any(isinstance(error, YoutubeDLError) for error in chain)
    return K.UNSUPPORTED if known else K.BUG


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, what yt-dlp wrapped in it, and what each was raised for; each once."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        link = waiting.pop(0)
        if link is None or id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        wrapped = getattr(link, "exc_info", None)
        waiting += [wrapped[1] if wrapped else None, link.__cause__, link.__context__]
        cause = getattr(link, "cause", None)
        waiting.append(cause if isinstance(cause, BaseException) else None)


def _text(error: BaseException) -> str:
    return _NOISE.sub("", _COLOUR.sub("", str(error))).strip()

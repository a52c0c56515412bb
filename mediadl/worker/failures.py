"""The one door where yt-dlp's errors come in: every exception becomes a `Failure` of some kind."""

import errno
import re
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime

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

from mediadl.domain.failure_table import kind_of_words
from mediadl.domain.failures import Failure, FailureKind, failure
from mediadl.domain.links import host_of
from mediadl.domain.retry_after import retry_after_s
from mediadl.log import masked
from mediadl.worker.delivery import UnsafeName
from mediadl.worker.ffmpeg import override_problem
from mediadl.worker.guard import AddressRefused

K = FailureKind

_BY_STATUS = {
    401: K.LOGIN_NEEDED, 403: K.FORBIDDEN, 404: K.NOT_FOUND,
    410: K.GONE, 416: K.INCOMPLETE, 429: K.RATE_LIMITED,
}  # fmt: skip

_MAY_ASK_TO_WAIT = frozenset({429, 503})

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
    errno.ENETUNREACH: K.NETWORK_DOWN,
    errno.ENETDOWN: K.NETWORK_DOWN,
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
    if refusal := next((link for link in chain if isinstance(link, AddressRefused)), None):
        return refusal.as_failure()
    text = masked(_text(error))
    kind = _kind(chain, _NAMES.sub("", text))
    if kind is K.UNSUPPORTED and _led_to_login(text, url):
        kind = K.LOGIN_NEEDED
    detail = text if kind is not K.BUG else masked("".join(traceback.format_exception(error)))
    if kind is K.FFMPEG_MISSING:
        detail = "\n".join(line for line in (override_problem(), detail) if line)
    answer = next((link for link in chain if isinstance(link, HTTPError)), None)
    subject = f"HTTP {answer.status}" if answer else url
    told = failure(kind, detail=detail, host=host_of(url), folder=folder, subject=subject)
    return told.model_copy(update={"retry_after_s": _retry_after_s(answer)})


def _retry_after_s(answer: HTTPError | None) -> float | None:
    """How long the site asked to be left alone; yt-dlp never looks at it."""
    if answer is None or answer.status not in _MAY_ASK_TO_WAIT:
        return None
    return retry_after_s(answer.response.headers.get("Retry-After"), datetime.now(UTC))


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
    return kind_of_words(text) or _kind_of_last_resort(chain)


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

"""Keeps secrets off ffmpeg's command line and environment: fetches natively what it would fetch itself.

yt-dlp hands ffmpeg cookies and headers as arguments, which every program on the computer can read.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yt_dlp
from yt_dlp.downloader import get_suitable_downloader
from yt_dlp.downloader.external import ExternalFD, FFmpegFD

from mediadl.domain.failures import FailureKind
from mediadl.domain.option_checks import is_secret_header
from mediadl.worker.problem import DownloadProblem

Info = dict[str, Any]
Dl = Callable[[str, Info], Any]

_NATIVE = {"default": "native"}
_OF_SECTIONS = ("section_start", "section_end", "section_title", "section_number")


def refuse_to_tell() -> None:
    """Have every start of an ffmpeg that would show a secret fail in this process, for good.

    What gets so far could not be fetched natively: yt-dlp's own downloaders turn to ffmpeg by themselves.
    """
    plain = FFmpegFD._call_downloader  # noqa: SLF001 - the one place where its arguments are made

    def call(downloader: FFmpegFD, name: str, info: Info) -> Any:
        if getattr(downloader.ydl, "is_discreet", False) and _tells(downloader.ydl, info):
            raise DownloadProblem(FailureKind.LOGIN_AT_RISK, "ffmpeg would have to be told what is secret")
        return plain(downloader, name, info)

    FFmpegFD._call_downloader = call  # noqa: SLF001 - as above


def download_discreetly(ydl: yt_dlp.YoutubeDL, plain: Dl, name: str, info: Info) -> Any:
    """As `plain`, which is yt-dlp's `dl`: fetch natively what ffmpeg would have to be told secrets for.

    Of a clip the whole media is fetched then, once for all clips, and cut here.
    """
    fetcher = get_suitable_downloader(dict(info), ydl.params)
    if not (fetcher and issubclass(fetcher, ExternalFD) and _tells(ydl, info)):
        return plain(name, info)
    with _natively(ydl.params):
        if not any(info.get(key) is not None for key in _OF_SECTIONS[:2]):
            return plain(name, info)
        streams = info.get("requested_formats") or [info]
        local = [_fetched(plain, Path(name), info, stream) for stream in streams]
    found = [stream for stream in local if stream is not None]
    if len(found) < len(local):
        return False, True
    cut = {**info, **(found[0] if len(found) == 1 else {"requested_formats": found})}
    return plain(name, {**cut, "protocol": "https", "http_headers": {}})


def _tells(ydl: yt_dlp.YoutubeDL, info: Mapping[str, Any]) -> bool:
    """Whether ffmpeg would be told anything secret of this."""
    streams = info.get("requested_formats") or [info]
    remote = [one for one in streams if str(one.get("url") or "").startswith(("http://", "https://"))]
    if remote and "@" in str(ydl.params.get("proxy") or "") and not ydl.is_metered:
        return True  # it stands in its environment; the word for our own proxy is of no use to others
    return any(_tells_of(ydl, stream, info) for stream in remote)


def _tells_of(ydl: yt_dlp.YoutubeDL, stream: Mapping[str, Any], info: Mapping[str, Any]) -> bool:
    headers = stream.get("http_headers") or info.get("http_headers") or {}
    is_named = "@" in urlsplit(stream["url"]).netloc or any(map(is_secret_header, headers))
    return is_named or bool(ydl.cookiejar.get_cookies_for_url(stream["url"]))


def _fetched(plain: Dl, target: Path, info: Info, stream: Info) -> Info | None:
    """Fetch a stream whole into a file beside the target, if it is not there yet."""
    known = re.sub(r"[^\w-]", "_", str(stream.get("format_id") or "0"))
    file = target.with_name(f"whole-{known}.{stream.get('ext') or 'mp4'}")
    whole = {key: value for key, value in {**info, **stream}.items() if key not in _OF_SECTIONS}
    whole.pop("requested_formats", None)
    if not file.exists() and not plain(str(file), whole)[0]:
        return None
    return {**stream, "url": str(file), "http_headers": {}, "protocol": "https"}


@contextmanager
def _natively(params: dict[str, Any]) -> Iterator[None]:
    before = params.get("external_downloader")
    params["external_downloader"] = _NATIVE
    try:
        yield
    finally:
        params["external_downloader"] = before

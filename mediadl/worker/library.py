"""Puts one media into a media library: its place, its NFO and pictures, and those of its show."""

import contextlib
import queue
import shutil
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yt_dlp
from yt_dlp.utils import YoutubeDLError

from mediadl import wire
from mediadl.domain.errors import InvalidTemplate
from mediadl.domain.failures import FailureKind
from mediadl.domain.file_place import FilePlace, limits_of
from mediadl.domain.media_library import Facts, Show, episode_place, film_place, numbers_in, show_of
from mediadl.domain.naming import printable
from mediadl.domain.nfo import episode_nfo, film_nfo, show_nfo
from mediadl.worker.delivery import STAGING
from mediadl.worker.found import media_from
from mediadl.worker.problem import DownloadProblem
from mediadl.worker.steps import StepProblem, StepSkipped
from mediadl.worker.thumbnail import fetch_thumbnail

Info = Mapping[str, Any]
Sidecar = tuple[Path, str]

_ANSWER_WITHIN_S = 60.0
_NFO = "library.nfo"


def completed(request: wire.Download) -> wire.Download:
    """The request with the picture that the layout is illustrated with, always as JPEG."""
    if request.options.layout != "media_library":
        return request
    options = request.options.model_copy(update={"write_thumbnail": True, "thumbnail_format": "jpg"})
    return request.model_copy(update={"options": options})


class Library:
    """The place of one media. Its number is asked for once, and is the same whenever it is asked for."""

    def __init__(
        self,
        request: wire.Download,
        send: Callable[[wire.Message], None],
        numbers: "queue.Queue[wire.SetNumber]",
    ) -> None:
        self._request = request
        self._root = Path(request.folder)
        self._temp = Path(request.temp_folder)
        self._send = send
        self._numbers = numbers
        self._number: wire.SetNumber | None = None

    def place(self, info: Info) -> FilePlace:
        """Where the media goes.

        Raises:
            DownloadProblem: the folder's path is too long, or the engine gives no number.
        """
        facts = facts_from(info)
        show = show_of(facts, self._request.in_list)
        try:
            if show is None:
                return film_place(facts, self._request.folder, limits_of(sys.platform))
            given = self._numbered(show, facts)
            code = (given.season, given.number)
            return episode_place(show, code, facts, self._request.folder, limits_of(sys.platform))
        except InvalidTemplate as error:
            raise DownloadProblem(FailureKind.PATH_UNUSABLE, subject=str(error)) from error

    def sidecars(self, info: Info, beside: list[Sidecar]) -> list[Sidecar]:
        """What goes beside the media: the NFO, and for a film its picture under the names that Kodi takes."""
        facts = facts_from(info)
        show = show_of(facts, self._request.in_list)
        nfo = self._temp / _NFO
        if show is not None:
            given = self._numbered(show, facts)
            nfo.write_bytes(episode_nfo(show, (given.season, given.number), facts))
            return [(nfo, ""), *beside]
        nfo.write_bytes(film_nfo(facts))
        files: list[Sidecar] = [(nfo, "")]
        for path, tail in beside:
            if tail != "-thumb":
                files.append((path, tail))
                continue
            fanart = path.with_name(f"fanart{path.suffix}")
            shutil.copyfile(path, fanart)
            files += [(path, "-poster"), (fanart, "-fanart")]
        return files

    def complete_show(self, ydl: yt_dlp.YoutubeDL, info: Info, folder: Path, beside: list[Sidecar]) -> None:
        """Write what the show's folder lacks; `folder` is that of the season. What is there stays."""
        facts = facts_from(info)
        show = show_of(facts, self._request.in_list)
        if show is None:
            return
        home = folder.parent
        self._write_new(home / "tvshow.nfo", lambda: show_nfo(show, facts))
        pictures = (home / "poster.jpg", home / "fanart.jpg")
        if all(picture.exists() for picture in pictures):
            return
        thumbnail = next((path for path, tail in beside if tail == "-thumb" and path.is_file()), None)
        if data := self._picture_of_list(ydl) or (thumbnail and thumbnail.read_bytes()):
            for picture in pictures:
                self._write_new(picture, lambda: data)

    def _numbered(self, show: Show, facts: Facts) -> wire.SetNumber:
        if self._number is None:
            season, first = show.season(facts, self._request.in_list)
            folder = self._root.joinpath(*show.season_folder(season))
            names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
            taken, own = numbers_in(names, season, facts.id)
            self._send(
                wire.NumberWanted(
                    show=show.key, media=f"{facts.extractor}:{facts.id}", season=season, first=first,
                    own=own, taken=tuple(sorted(taken)),
                )
            )  # fmt: skip
            try:
                self._number = self._numbers.get(timeout=_ANSWER_WITHIN_S)
            except queue.Empty:
                raise DownloadProblem(FailureKind.WORKER_LOST, "no number was given") from None
        return self._number

    def _picture_of_list(self, ydl: yt_dlp.YoutubeDL) -> bytes | None:
        in_list = self._request.in_list
        if in_list is None or in_list.thumbnail_url is None:
            return None
        folder = self._temp / "show"
        folder.mkdir(exist_ok=True)
        with contextlib.suppress(StepProblem, StepSkipped, YoutubeDLError, OSError):
            picture = {"thumbnails": [{"url": in_list.thumbnail_url}]}
            return fetch_thumbnail(ydl, picture, self._request.options, folder).read_bytes()
        return None

    def _write_new(self, target: Path, content: Callable[[], bytes]) -> None:
        """Write a file that is not there yet, whole from the first moment on."""
        if target.exists():
            return
        staging = self._root / STAGING / self._temp.name
        staging.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = staging / f"show-{target.name}"
        fresh.write_bytes(content())
        fresh.replace(target)


def facts_from(info: Info) -> Facts:
    """What the site says of one media."""
    media = media_from(info)
    day = media.upload_date or ""
    is_dated = len(day) == 8 and day.isdigit()
    categories = info.get("categories") or info.get("genres") or ()
    return Facts(
        id=media.id,
        extractor=media.extractor,
        title=media.title,
        channel=media.channel or media.uploader,
        channel_id=media.channel_id,
        channel_url=_url(info.get("channel_url")) or _url(info.get("uploader_url")),
        upload_date=day if is_dated else datetime.now(UTC).strftime("%Y%m%d"),
        is_dated=is_dated,
        plot=str(info.get("description") or "").strip(),
        duration_s=media.duration_s,
        genres=tuple(printable(genre) for genre in categories if isinstance(genre, str)),
    )


def _url(value: object) -> str | None:
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else None

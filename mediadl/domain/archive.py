"""What is here already: how a media is known again, and yt-dlp's archive file. Nothing is looked up here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Literal

from mediadl.domain.errors import InvalidArchive
from mediadl.domain.links import public
from mediadl.domain.options import DownloadOptions

Intent = Literal["video", "audio", "subtitles", "thumbnail"]
Source = Literal["download", "import", "scan"]

_LINE = re.compile(r"(?P<site>[a-z0-9][a-z0-9_:.+-]*) (?P<id>\S(?:.*\S)?)")


@dataclass(frozen=True)
class Archived:
    """One media that was downloaded, here or elsewhere."""

    identity: str
    intent: Intent
    added_at: datetime
    """Aware, UTC."""
    source: Source = "download"
    url: str | None = None
    title: str | None = None
    path: str | None = None
    """The media file; None when only an archive file says that it is here."""
    job_id: str | None = None
    """The line of the history, None for what was imported."""


def identity(site: str | None, media_id: str | None, url: str) -> str:
    """What stays the same whatever link leads to the media: yt-dlp's archive id, such as "youtube abc".

    `site` is yt-dlp's extractor key; the host of a page that no extractor is made for gives ids of its
    files, which are not the only ones of their name. There it is the link.
    """
    if site and media_id and "." not in site:
        return f"{site.lower()} {media_id}"
    return public(url)


def intent_of(options: DownloadOptions) -> Intent:
    """What kind of file is wanted: a film is not "here" because its sound is."""
    if options.only_subtitles:
        return "subtitles"
    if options.only_thumbnail:
        return "thumbnail"
    return "audio" if options.is_audio_only else "video"


def had_words(line: Archived) -> str:
    """What is said when a link is added whose media is here already."""
    if line.path is None:
        return "Your archive says that you already have this, so nothing was downloaded."
    day = line.added_at.astimezone().date().isoformat()
    name = PurePath(line.path).name
    return f"You already have this: “{name}” of {day}. Nothing was downloaded."


def read_archive(text: str) -> tuple[str, ...]:
    """The identities in a file of yt-dlp's `--download-archive`, each once, in order.

    Raises:
        InvalidArchive: a line is none of that file; it names the line.
    """
    found: dict[str, None] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if (match := _LINE.fullmatch(line.strip())) is None:
            raise InvalidArchive(
                f"Line {number} is not one of a yt-dlp archive: “{line.strip()[:60]}”. "
                "Each line there is a site and an id, such as “youtube dQw4w9WgXcQ”."
            )
        found[f"{match['site']} {match['id']}"] = None
    return tuple(found)


def written(lines: Iterable[Archived]) -> str:
    """The same as yt-dlp's own archive file; what has no id of a site is left out."""
    identities = dict.fromkeys(line.identity for line in lines if _LINE.fullmatch(line.identity))
    return "".join(f"{one}\n" for one in identities)


def id_in_name(stem: str) -> str | None:
    """The id that yt-dlp and we put into file names: the text in the last square brackets, or None."""
    match = re.search(r"\[([^\[\]\s]{3,64})\](?: \(\d+\))?$", stem)
    return match[1] if match else None

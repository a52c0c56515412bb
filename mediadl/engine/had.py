"""Finds out whether a job's media is here already, by its link or by the site's own id of it."""

import asyncio
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from mediadl.domain.archive import Archived, Intent, had_words, identity, intent_of
from mediadl.domain.errors import StoreUnusable
from mediadl.domain.job import Job, StartMode
from mediadl.domain.links import public
from mediadl.store.archive import ArchiveStore

Lookup = Callable[[Iterable[str], Intent], Mapping[str, Archived]]
"""Finds lines by identity or link; it may block."""


class Had(Exception):
    """The media is here already; `line` says since when."""

    def __init__(self, line: Archived) -> None:
        super().__init__(had_words(line))
        self.line = line


class HadMedia:
    """Asks the archive, and the disk whether the file is still where it was."""

    def __init__(self, archive: ArchiveStore) -> None:
        self._archive = archive
        self.elsewhere: Lookup | None = None
        """The archive of another queue, for jobs that are to skip what is there."""

    async def line_of(self, job: Job) -> Archived | None:
        """The file that makes this job superfluous; None when there is none, or the user wants it anyway.

        What an archive file says without a file counts only for jobs that are to skip what is there.
        """
        if job.even_if_had or job.redo or job.is_live or job.start is StartMode.CHOOSE:
            return None
        if job.part != "video":  # a video that is here says nothing of the list that its link names, too
            return None
        for line in await self._lines(job):
            if line.path is None:
                if job.options.skip_downloaded:
                    return line
            elif line.job_id != job.id and await asyncio.to_thread(Path(line.path).exists):
                return line
        return None

    async def all(self, intent: Intent) -> frozenset[str]:
        """Links and identities of all of this kind that is here, or that an archive file names."""
        try:
            lines = await self._archive.known(intent)
        except StoreUnusable:
            return frozenset()
        return await asyncio.to_thread(_present, lines)

    async def _lines(self, job: Job) -> list[Archived]:
        """What either archive says of the job's media."""
        keys = (identity(job.site, job.media_id, job.url), public(job.url))
        intent = intent_of(job.options)
        try:
            found = list((await self._archive.find(keys, intent)).values())
        except StoreUnusable:  # it is downloaded once more, which loses nothing
            return []
        if self.elsewhere is not None and job.options.skip_downloaded:
            found += (await asyncio.to_thread(self.elsewhere, keys, intent)).values()
        return found


def _present(lines: Iterable[tuple[str, str | None, str | None]]) -> frozenset[str]:
    """What of these is not gone from the disk. Folders are read instead of asking for each file."""
    folders: dict[str, frozenset[str]] = {}
    found: set[str] = set()
    for media, url, path in lines:
        if path is not None:
            folder, name = os.path.split(path)
            if folder not in folders:
                folders[folder] = _names_in(folder)
            # What a file system writes in another way than it was asked to is found by asking.
            if name not in folders[folder] and not (folders[folder] and Path(path).exists()):
                continue
        found.update((media, url or media))
    return frozenset(found)


def _names_in(folder: str) -> frozenset[str]:
    try:
        return frozenset(os.listdir(folder))  # noqa: PTH208 - names are all that is wanted
    except OSError:
        return frozenset()


def changes_of(line: Archived) -> dict[str, Any]:
    """What becomes of a job whose media is here already."""
    return {
        "is_had": True,
        "files": (line.path,) if line.path else (),
        "differences": (had_words(line),),
        "delivery": None,
    }

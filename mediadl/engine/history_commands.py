"""What can be asked of the history and of the archive of what is here already."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from mediadl.domain.archive import Archived, read_archive, written
from mediadl.domain.history_query import HistoryQuery
from mediadl.domain.job import Job, JobState, StartMode
from mediadl.domain.media_library import belongs_to_show
from mediadl.engine.folder_scan import scan
from mediadl.engine.had import HadMedia, Lookup
from mediadl.engine.new_jobs import again
from mediadl.engine.queue import JobQueue
from mediadl.engine.scheduler import Scheduler
from mediadl.store.store import Store


class HistoryCommands:
    """A part of `Engine`, which makes what stands here."""

    _store: Store
    _queue: JobQueue
    _scheduler: Scheduler
    _had: HadMedia

    async def history(self, limit: int = 500, search: str = "") -> list[Job]:
        """Finished jobs, newest first."""
        return await self._store.history.newest(limit, search)

    async def find_history(self, query: HistoryQuery, limit: int) -> list[Job]:
        """The first `limit` lines that are asked for, in that order; where files are is not looked at."""
        return await self._store.history.find(query, limit)

    async def files_of_alone(self, jobs: Sequence[Job]) -> list[Path]:
        """The files of these jobs that neither another one has nor a whole show of a media library."""
        others = await self._store.history.files_of_others([job.id for job in jobs])
        files = dict.fromkeys(Path(name) for job in jobs for name in job.files if name not in others)
        return [file for file in files if not belongs_to_show(file.name)]

    async def restore_history(self, jobs: Sequence[Job]) -> None:
        """Bring back lines that were forgotten."""
        await self._store.history.restore(jobs)

    async def forget_history(self, job_ids: Sequence[str]) -> None:
        """Delete lines of the history; files stay, and so does the knowledge that they are here."""
        await self._store.history.delete(job_ids)

    async def add_again(self, job: Job) -> Job:
        """Put a job of the history into the queue once more, with its options."""
        added = again(job, StartMode.NOW)
        await self._queue.add([added])
        self._scheduler.pump()
        return added

    async def replace_had(self, job_id: str) -> None:
        """Download what was here already all the same; the new file takes the place of one of its name.

        Raises:
            NotAllowed: the job is on its way.
        """
        options = self._queue.get(job_id).options.model_copy(update={"clash": "replace"})
        anew = {"is_had": False, "even_if_had": True, "files": (), "differences": (), "steps": ()}
        await self._queue.move_to(job_id, JobState.QUEUED, options=options, fraction=0.0, **anew)
        self._scheduler.pump()

    def ask_elsewhere(self, lookup: Lookup) -> None:
        """Have jobs that are to skip what is there ask this archive of another queue too."""
        self._had.elsewhere = lookup

    async def import_archive(self, text: str) -> int:
        """Take in a file of yt-dlp's `--download-archive`; returns how many media were new.

        Raises:
            InvalidArchive: it is none; nothing was taken in.
        """
        now = datetime.now(UTC)
        lines = [
            Archived(identity, intent, now, "import")
            for identity in read_archive(text)
            for intent in ("video", "audio")
        ]
        return await self._store.archive.add(lines) // 2

    async def import_folder(self, folder: Path) -> int:
        """Take in the media of a folder that can be told by notes or names; returns how many were new.

        Raises:
            UserError: the folder cannot be read.
        """
        known = {one.identity.partition(" ")[2]: one.identity for one in await self._store.archive.all()}
        return await self._store.archive.add(await asyncio.to_thread(scan, folder, known))

    async def archive_text(self) -> str:
        """All that is here already as a file for yt-dlp's `--download-archive`."""
        return written(await self._store.archive.all())

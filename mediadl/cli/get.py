"""`mediadl get`: adds the links, waits until all of them have ended, and says how it went."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from mediadl.cli.arguments import GetArguments
from mediadl.cli.face import Face, JsonFace, PlainFace, count
from mediadl.cli.interruption import INTERRUPTED, Interruption
from mediadl.cli.own_folders import OwnFolders, remove_abandoned
from mediadl.cli.recordings import Recordings
from mediadl.cli.run_settings import from_line
from mediadl.cli.text import CANNOT_WRITE, Lines, visible
from mediadl.domain.account_choice import is_for
from mediadl.domain.cookie_scope import sites_of
from mediadl.domain.errors import FolderUnusable, NotAllowed, UnknownJob, UserError
from mediadl.domain.events import (
    EntriesFound,
    JobAdded,
    JobChanged,
    JobProgressed,
    JobRemoved,
    ListingFinished,
)
from mediadl.domain.items import EVERYTHING
from mediadl.domain.job import FINAL_STATES, Job, JobState
from mediadl.domain.option_checks import stopping
from mediadl.domain.resolving import find_preset
from mediadl.engine.engine import Engine
from mediadl.engine.prober import ProbeFailed
from mediadl.engine.workspace import folders_of

_DONE, _SOME_FAILED, _BAD_USAGE = 0, 1, 2


async def get(arguments: GetArguments, engine: Engine, output: TextIO, errors: TextIO | None = None) -> int:
    """Download everything and return the exit code. The engine is started, and its queue is empty.

    Ctrl+C and SIGTERM stop the engine and delete partial files; so does a reader of `output` that goes away.
    While live streams are recorded, the first Ctrl+C only ends and keeps these.
    """
    errors = errors or sys.stderr
    try:
        if arguments.preset is not None:
            find_preset(engine.settings, arguments.preset)
        await _check(arguments, engine)
        await _check_account(arguments, engine)
        _make_folder(arguments.options.folder)
    except UserError as error:
        Lines(errors).write(f"mediadl get: {visible(str(error))}")
        return _BAD_USAGE
    for note in arguments.notes:
        Lines(errors).write(f"mediadl get: {visible(note)}")
    folder = Path(arguments.options.folder or engine.download_folder)
    for place in {folder, Path(engine.settings.temp_folder or folder)}:
        await asyncio.to_thread(remove_abandoned, place)
    own_folders = OwnFolders()
    with Interruption() as interruption, _face(arguments, output, errors, interruption) as face:
        download = _Download(engine, face, own_folders)
        interruption.instead = download.keep_recordings
        with download.listening():
            try:
                await download.run(arguments)
            except asyncio.CancelledError:
                exit_code = interruption.exit_code()
                if exit_code is None:
                    raise
                await _cancel_all(engine)
            else:
                exit_code = _SOME_FAILED if count(engine.jobs, JobState.FAILED) else _DONE
        own_folders.remove()
        face.summary(engine.jobs, interrupted=exit_code == INTERRUPTED)
    return exit_code


async def _check(arguments: GetArguments, engine: Engine) -> None:
    """See what only yt-dlp's own parser can say of the options.

    Raises:
        UserError: nothing could start with them.
    """
    try:
        found = stopping(await engine.check_options(arguments.options))
    except ProbeFailed:
        return  # the first download will say what is wrong with the worker
    if found:
        raise UserError(found[0].sentence)


async def _check_account(arguments: GetArguments, engine: Engine) -> None:
    """See that the account that was named is there, and of use.

    Raises:
        UserError: it is not.
    """
    wanted = arguments.options.cookies_id
    if wanted is None:
        return
    status = await engine.accounts.opened()
    if status.problem is not None:
        raise UserError(f"Accounts cannot be used now. {status.message}")
    account = engine.accounts.account(wanted)
    if not any(is_for(account, sites_of(link)) for link in arguments.links):
        raise UserError(
            f"“{account.name}” is for {', '.join(account.domains[:3])}, and no link is of that site."
        )


@contextlib.contextmanager
def _face(
    arguments: GetArguments, output: TextIO, errors: TextIO, interruption: Interruption
) -> Iterator[Face]:
    bad_news = Lines(errors)

    def stop(reason: str) -> None:
        interruption.stop(_SOME_FAILED)
        if reason:
            bad_news.write(f"mediadl get: {CANNOT_WRITE.format(reason=reason)}")

    lines = Lines(output, on_lost=stop)
    if arguments.as_json:
        yield JsonFace(lines)
    elif output.isatty() and os.environ.get("TERM") != "dumb":
        from mediadl.cli.bars import LiveFace  # rich takes its time to import, and only this needs it

        with LiveFace(output, errors, is_verbose=arguments.is_verbose) as live:
            yield live
    else:
        yield PlainFace(lines, bad_news, is_verbose=arguments.is_verbose)


class _Download:
    """One run of the command: passes events on to the face, and knows when the last job has ended."""

    def __init__(self, engine: Engine, face: Face, own_folders: OwnFolders) -> None:
        self._engine = engine
        self._own_folders = own_folders
        self._face = face
        self._recordings = Recordings(engine, face.note)
        self._unfinished: set[str] = set()
        self._listings: list[str] = []
        self._news = asyncio.Event()

    async def run(self, arguments: GetArguments) -> None:
        """Add the links and wait until every job has ended."""
        if typed := from_line(arguments):
            await self._engine.change_settings(**typed)
        if arguments.archive:
            await self._engine.import_archive(arguments.archive)
        for link in arguments.links:
            await self._engine.add(
                link, arguments.options, preset=arguments.preset, items=arguments.items or EVERYTHING
            )
        while self._unfinished:
            await self._news.wait()
            self._news.clear()
            await self._take_inner_lists()
            await self._recordings.keep()

    def keep_recordings(self) -> bool:
        """Have the recordings that run end; False when there is none."""
        self._news.set()
        return self._recordings.want_kept()

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Hear the engine's events."""
        subscribe = self._engine.bus.subscribe
        unsubscribers = [
            subscribe(JobAdded, self._on_job_added),
            subscribe(JobChanged, self._on_job_changed),
            subscribe(JobProgressed, self._on_job_progressed),
            subscribe(JobRemoved, self._on_job_removed),
            subscribe(EntriesFound, self._on_entries_found),
            subscribe(ListingFinished, self._on_listing_finished),
        ]
        try:
            yield
        finally:
            for unsubscribe in unsubscribers:
                unsubscribe()

    async def _take_inner_lists(self) -> None:
        """Take everything of a list that was itself an entry of a list, such as a channel's tab."""
        while self._listings:
            job_id = self._listings.pop()
            entries = self._engine.finding(job_id).entries
            await self._engine.choose_entries(job_id, [entry.index for entry in entries])

    def _on_job_added(self, event: JobAdded) -> None:
        self._own_folders.note(event.job)
        self._unfinished.add(event.job.id)
        self._face.added(event.job)

    def _on_job_changed(self, event: JobChanged) -> None:
        job = event.job
        self._face.changed(job, self._engine.finding(job.id).progress)
        self._recordings.on_changed(job)
        if job.state in FINAL_STATES:
            self._end(job.id)

    def _on_job_progressed(self, event: JobProgressed) -> None:
        self._face.progressed(self._engine.job(event.job_id), event.progress)

    def _on_job_removed(self, event: JobRemoved) -> None:
        # The entries that take its place are told of right after this, before anybody else gets a turn.
        self._face.removed(event.job)
        self._end(event.job.id)

    def _on_entries_found(self, event: EntriesFound) -> None:
        entry_count = len(self._engine.finding(event.job_id).entries)
        self._face.listed(self._engine.job(event.job_id), entry_count)

    def _on_listing_finished(self, event: ListingFinished) -> None:
        if event.entry_count and self._engine.job(event.job_id).items is None:
            self._listings.append(event.job_id)
            self._news.set()

    def _end(self, job_id: str) -> None:
        self._unfinished.discard(job_id)
        self._news.set()


async def _cancel_all(engine: Engine) -> None:
    """Cancel what has begun and not ended, with its partial files; what waits is dropped with the queue.

    The engine is stopped first: a cancelled job frees a slot, and the next one would start in it. Each
    cancelling is saved, which for ten thousand waiting entries would take seconds that nobody wants to wait.
    """
    await engine.stop()
    for job in engine.jobs:
        if job.state not in FINAL_STATES and _has_begun(job):
            with contextlib.suppress(NotAllowed, UnknownJob):  # it ended, or became its entries, meanwhile
                await engine.cancel(job.id)


def _has_begun(job: Job) -> bool:
    """Whether it has run. One whose worker was just starting is only given away by its folder."""
    if job.started_at is not None or job.options.folder is None:
        return True
    return any(folder.exists() for folder in folders_of(job))


def _make_folder(folder: str | None) -> None:
    if folder is None:
        return
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderUnusable(
            f"The folder “{folder}” cannot be made: {error.strerror}. Choose another one with --to."
        ) from error

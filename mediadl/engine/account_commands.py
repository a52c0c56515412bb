"""What accounts can do for jobs that failed for want of one: codes and passwords typed, and another try."""

import contextlib
from collections.abc import Sequence
from typing import Any

from mediadl.domain.account_choice import IDENTITIES, is_for, lendable_to
from mediadl.domain.account_names import renamed
from mediadl.domain.accounts import Account, AccountKind
from mediadl.domain.cookie_scope import sites_of
from mediadl.domain.errors import NotAllowed, UnknownJob
from mediadl.domain.failure_kinds import ACCESS, FailureKind
from mediadl.domain.job import Job, JobState
from mediadl.domain.layers import saying
from mediadl.domain.proxies import login_of_proxy
from mediadl.domain.proxy_passwords import job_without, proxies_with_passwords, settings_without
from mediadl.domain.settings import Settings
from mediadl.engine.accounts import Accounts
from mediadl.engine.job_commands import JobCommands
from mediadl.engine.lending import Typed
from mediadl.engine.tasks import Tasks

_HELPS = {AccountKind.VIDEO_PASSWORD: frozenset({FailureKind.VIDEO_PASSWORD})}
"""Failures that an account of a kind is for; of one's own accounts, all that a login may mend."""
_LAYERS = ("options", "asked")
"""What a job has of options: all of them, and those that were asked for it alone."""


class AccountCommands(JobCommands):
    """A part of `Engine`, which makes what stands here."""

    accounts: Accounts
    settings: Settings
    _tasks: Tasks
    _wanting: set[str]
    """Jobs whose owner is about to add an account for them."""

    async def retry_with(
        self, job_id: str, *, two_factor: str | None = None, video_password: str | None = None
    ) -> None:
        """Run a failed job again with what was typed for it, which is never saved.

        Raises:
            UnknownJob: it was removed.
            NotAllowed: nothing was typed, or the job has not failed.
        """
        typed = Typed((two_factor or "").strip() or None, video_password or None)
        job = self._queue.get(job_id)
        if typed == Typed():
            raise NotAllowed("Nothing was typed.")
        if job.state is not JobState.FAILED:
            raise NotAllowed(f"“{job.display_title}” has not failed, so nothing is tried again.")
        self.accounts.type_for(job_id, typed)
        try:
            await self.retry_many([job_id])
        except BaseException:
            self.accounts.forget_typed(job_id)
            raise

    def jobs_wanting(self, account_id: str) -> tuple[Job, ...]:
        """Failed jobs that this account may let in, in the queue's order.

        Raises:
            UnknownAccount: it is gone.
        """
        account = self.accounts.account(account_id)
        return tuple(job for job in self._queue.jobs if _may_help(account, job))

    def retry_when_added(self, job_id: str) -> None:
        """Retry a failed job by itself as soon as an account for its site is added, or gets new secrets."""
        self._wanting.add(job_id)

    async def change_settings(self, **changes: Any) -> None:
        """As `Engine` has it."""
        raise NotImplementedError

    async def _on_renamed(self, before: str, now: str) -> None:
        if changes := renamed(self.settings, before, now):
            await self.change_settings(**changes)

    def _look_for_passwords(self) -> None:
        """Have the vault keep the passwords of proxies that an earlier version kept among options."""
        if urls := proxies_with_passwords(self.settings, self._queue.jobs):
            self._tasks.spawn(self._move_passwords(urls), name="move passwords into the vault")

    async def _move_passwords(self, urls: Sequence[str]) -> None:
        if not (await self.accounts.opened()).is_open:
            return  # at the next start, rather than lose them at the end of this session
        for url in urls:
            username, password = login_of_proxy(url)
            await self.accounts.add_login(AccountKind.PROXY, None, url, username, password)
        if changes := settings_without(self.settings):
            await self.change_settings(**changes)
        for job in self._queue.jobs:
            if found := job_without(job):
                await self._queue.change(job.id, **found)

    def _on_secrets(self, account: Account) -> None:
        """Retry what somebody has added this account for."""
        wanted = [job for job in self.jobs_wanting(account.id) if job.id in self._wanting]
        self._wanting.difference_update(job.id for job in wanted)
        if wanted:
            self._tasks.spawn(self._retry_with(account, wanted), name="retry with the new account")

    async def _retry_with(self, account: Account, jobs: Sequence[Job]) -> None:
        """To add an account for a client's job is to lend it to this job, and to no other."""
        for job in jobs:
            if not lendable_to(job.client_id, [account]) and account.kind in IDENTITIES:
                lent = {name: saying(getattr(job, name), "cookies_id", account.id) for name in _LAYERS}
                with contextlib.suppress(UnknownJob):
                    await self._queue.change(job.id, **lent)
        await self.retry_many([job.id for job in jobs])


def _may_help(account: Account, job: Job) -> bool:
    if job.state is not JobState.FAILED or job.failure is None:
        return False
    if account.client_id not in {None, job.client_id}:
        return False  # what a client has handed over is lent to nobody else, and not to the user either
    kinds = ACCESS if account.kind in IDENTITIES else _HELPS.get(account.kind, frozenset())
    return job.failure.kind in kinds and is_for(account, sites_of(job.url))

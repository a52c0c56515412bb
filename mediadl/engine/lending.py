"""Lends to a request what lets it in, and takes back what the site made of it; no account is added here."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Collection
from contextlib import aclosing
from dataclasses import dataclass, replace

from mediadl import wire
from mediadl.domain.account_choice import identity_for, lendable_to, newest_for
from mediadl.domain.accounts import Account, AccountKind, VaultStatus
from mediadl.domain.cookie_merge import merged
from mediadl.domain.cookie_scope import for_link, registrable, sites_of
from mediadl.domain.errors import FolderUnusable, SecretUnreadable, UnknownAccount
from mediadl.domain.failures import Failure, FailureKind
from mediadl.domain.links import host_of
from mediadl.domain.options import DownloadOptions
from mediadl.domain.proxies import host_of_proxy, login_of_proxy, with_login
from mediadl.domain.sealed_account import SealedAccount
from mediadl.domain.secrets import Secrets
from mediadl.engine.pool import WorkerPool
from mediadl.engine.sealed_accounts import SealedAccounts
from mediadl.engine.worker_process import WorkerProcess

_log = logging.getLogger(__name__)

_REFUSALS = frozenset({FailureKind.LOGIN_NEEDED, FailureKind.WRONG_LOGIN})
"""What a site says to an account that does not let in."""
OPENING_LIMIT_S = 20.0
"""So long a link waits at most for the keyring to answer."""


@dataclass(frozen=True)
class Typed:
    """What was typed for one attempt; it is never saved, and no text that is made of it shows a value."""

    two_factor: str | None = None
    video_password: str | None = None

    def __repr__(self) -> str:
        return "Typed(…)"


Change = Callable[[SealedAccount], SealedAccount]
Lendable = wire.Probe | wire.Download | wire.Redo | wire.Peek


class Lending:
    """A part of `Accounts`, which makes what stands here."""

    pool: WorkerPool
    """The workers that are asked."""
    _sealed: SealedAccounts
    _typed: dict[str, Typed]
    _opened: asyncio.Event

    @property
    def status(self) -> VaultStatus:
        """Whether accounts are saved, and if not, why."""
        raise NotImplementedError

    def _tell(self) -> None:
        raise NotImplementedError

    async def secrets_for(
        self, url: str, options: DownloadOptions, job_id: str = "", client_id: str | None = None
    ) -> Secrets:
        """What a link is asked with: one account of its site, a video's password, the login of the proxy.

        Waits for the keyring only when something is sealed, and not for ever. `job_id` is the job that
        something may have been typed for.

        With `client_id` it is for a client. Unless something was picked for the job, a client is lent only
        what it has handed over itself, and the user only what no client has handed over.

        Raises:
            UnknownAccount: the account that the options pick is gone.
            SecretUnreadable: it cannot be opened.
        """
        await self.until_open()
        if await self._sealed.refresh():
            self._tell()
        # The first link has the list of public suffixes read: too long for a frame of the window.
        sites = await asyncio.to_thread(sites_of, url)
        typed = self._typed.get(job_id, Typed())
        account, sealed = await self._identity(url, options.cookies_id, client_id)
        password = await self._newest(AccountKind.VIDEO_PASSWORD, sites, client_id)
        return Secrets(
            account_id=account.id if account else None,
            account_changed_at=sealed.changed_at if sealed else None,
            cookies=for_link(sealed.cookies, url) if sealed else (),
            username=(sealed.username or None) if sealed else None,
            password=(sealed.password or None) if sealed else None,
            two_factor=typed.two_factor,
            video_password=typed.video_password or (password.password if password else None),
            proxy=await self._proxy(options.proxy),
        )

    async def ask(self, worker: WorkerProcess, request: Lendable) -> AsyncGenerator[wire.Message, None]:
        """As `WorkerProcess.ask`, with the request's secrets: what the site changes of them is kept.

        Raises:
            WorkerLost: as there.
        """
        async with aclosing(worker.ask(request)) as messages:
            async for message in messages:
                match message:
                    case wire.CookiesChanged():
                        await self.take_back(request.secrets, message)
                    case wire.Failed(failure=problem):
                        yield wire.Failed(failure=await self._judged(request, problem))
                    case _:
                        yield message

    async def take_back(self, sent: Secrets, message: wire.CookiesChanged) -> None:
        """Keep what a site made of the cookies that it was sent; an account that is gone stays gone."""
        if sent.account_id is None:
            return

        def change(sealed: SealedAccount) -> SealedAccount:
            if sealed.changed_at != sent.account_changed_at:  # its owner has given new ones meanwhile
                return sealed
            sites = set(sealed.domains)
            news = tuple(one for one in message.set if registrable(one.domain) in sites)
            cookies = merged(sealed.cookies, sent.cookies, news, message.deleted)
            return sealed if cookies == sealed.cookies else sealed.changed(cookies=cookies)

        await self._change_if_there(sent.account_id, change)

    async def mark_stale(self, account_id: str) -> None:
        """A site refused the account; until it gets new secrets, or a test says otherwise."""
        await self._change_if_there(account_id, lambda sealed: sealed.changed(is_stale=True))

    async def until_open(self) -> None:
        """Wait until the keyring has answered, for as long as a link may wait for it."""
        if self.status.is_opening and self._sealed.has_items and not self._opened.is_set():
            try:
                async with asyncio.timeout(OPENING_LIMIT_S):
                    await self._opened.wait()
            except TimeoutError:
                return

    def type_for(self, job_id: str, typed: Typed) -> None:
        """Use this for the job's next attempt, beside what was typed before."""
        before = self._typed.get(job_id, Typed())
        self._typed[job_id] = Typed(
            typed.two_factor or before.two_factor, typed.video_password or before.video_password
        )

    def forget_typed(self, job_id: str, *, keeps_password: bool = False) -> None:
        """The attempt has ended. A code is of no more use; a password is while the job is tried again."""
        typed = self._typed.pop(job_id, None)
        if typed and keeps_password and typed.video_password:
            self._typed[job_id] = replace(typed, two_factor=None)

    # --- inside ---------------------------------------------------------------------------------------------

    async def _identity(
        self, url: str, picked: str | None, client_id: str | None
    ) -> tuple[Account | None, SealedAccount | None]:
        """The account that the link is asked with; one that nobody picked and that is damaged is left out."""
        while True:
            try:
                account = identity_for(self._sealed.accounts, url, picked, client_id)
            except UnknownAccount:
                if self.status.problem is None and not self.status.is_opening:
                    raise
                raise SecretUnreadable(
                    f"The account that was picked cannot be opened. {self.status.message}"
                ) from None
            if account is None:
                return None, None
            try:
                return account, await self._sealed.read(account.id)
            except (UnknownAccount, SecretUnreadable):
                if picked is not None or account in self._sealed.accounts:
                    raise

    async def _newest(
        self, kind: AccountKind, sites: Collection[str], client_id: str | None
    ) -> SealedAccount | None:
        account = newest_for(lendable_to(client_id, self._sealed.accounts), kind, sites)
        if account is None:
            return None
        try:
            return await self._sealed.read(account.id)
        except (UnknownAccount, SecretUnreadable):
            return None  # the list of accounts says so

    async def _proxy(self, url: str | None) -> str | None:
        """The proxy's address with its login; None when the one in the options is all there is to say."""
        if not url:
            return None
        username, password = login_of_proxy(url)
        host = host_of_proxy(url)
        known = [
            one
            for one in self._sealed.accounts
            if one.kind is AccountKind.PROXY and host in one.domains and username in {"", one.username}
        ]
        account = newest_for(known, AccountKind.PROXY, (host,))
        if password or account is None:
            return None
        sealed = await self._sealed.read(account.id)
        return with_login(url, sealed.username, sealed.password)

    async def _judged(self, request: Lendable, problem: Failure) -> Failure:
        """The failure as it is told: an account that was sent and did not let in is stale."""
        account_id = request.secrets.account_id
        if problem.kind not in _REFUSALS or account_id is None:
            return problem
        await self.mark_stale(account_id)
        if problem.kind is FailureKind.WRONG_LOGIN:
            return problem
        name = next((one.name for one in self._sealed.accounts if one.id == account_id), "")
        sentence = (
            f"{host_of(request.url) or 'The site'} did not let the account “{name}” in. "
            "Log in there with a browser, and give MediaDL the new cookies."
        )
        return problem.model_copy(update={"message": sentence})

    async def _change_if_there(self, account_id: str, change: Change) -> None:
        try:
            is_changed = await self._sealed.change(account_id, change)
        except (UnknownAccount, SecretUnreadable):
            return
        except FolderUnusable as error:  # kept in memory, and written with the next change
            _log.warning("%s", error)
            is_changed = True
        if is_changed:
            self._tell()

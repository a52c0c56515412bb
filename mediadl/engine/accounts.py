"""The user's accounts: added, changed, tested and deleted here; values leave only to be used or exported."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

from mediadl.domain.account_choice import IDENTITIES, checked_name, find, free_name, is_for
from mediadl.domain.accounts import Account, AccountKind, AccountSource, VaultStatus
from mediadl.domain.cookie_files import read_cookies, write_cookies
from mediadl.domain.cookie_scope import ascii_host, registrable, sites_of
from mediadl.domain.cookies import Cookie
from mediadl.domain.errors import UserError
from mediadl.domain.events import AccountsChanged, JobChanged, JobRemoved, VaultChanged
from mediadl.domain.job import FINAL_STATES, JobState
from mediadl.domain.links import parse_link
from mediadl.domain.options import DownloadOptions
from mediadl.domain.proxies import host_of_proxy
from mediadl.domain.sealed_account import SealedAccount, name_for
from mediadl.engine.account_trial import try_account
from mediadl.engine.browser_cookies import browser_cookies
from mediadl.engine.bus import Bus
from mediadl.engine.lending import Lending, Typed
from mediadl.engine.pool import WorkerPool
from mediadl.engine.prober import Prober
from mediadl.engine.sealed_accounts import SealedAccounts
from mediadl.engine.sealed_items import SealedItems, SessionItems
from mediadl.engine.tasks import Tasks
from mediadl.engine.webhook_secrets import WebhookSecrets

_LONGEST_SECRET = 4096
_NAMES = {
    AccountKind.LOGIN: "Login",
    AccountKind.VIDEO_PASSWORD: "Password",
    AccountKind.PROXY: "Proxy",
    AccountKind.WEBHOOK: "Webhook",
}


class Accounts(Lending, WebhookSecrets):
    """One for an engine. Everything is called on one loop."""

    def __init__(
        self,
        pool: WorkerPool,
        bus: Bus,
        tasks: Tasks,
        defaults: Callable[[], DownloadOptions] = DownloadOptions,
    ) -> None:
        """`defaults` are the options that a test of an account looks at a link with."""
        self.pool, self._bus, self._tasks = pool, bus, tasks
        self._defaults = defaults
        self._typed: dict[str, Typed] = {}
        self._opened = asyncio.Event()
        self._adding = asyncio.Lock()
        self.on_secrets: Callable[[Account], None] = lambda _account: None
        """Called with an account that was added, or was given new secrets, after that was told."""
        self.on_renamed: Callable[[str, str], Awaitable[None]] = _nothing
        """Called with the old and the new name of an account, after that was told."""
        self.keep_in(SessionItems())
        bus.subscribe(JobChanged, self._on_job_changed)
        bus.subscribe(JobRemoved, lambda event: self.forget_typed(event.job.id))

    def keep_in(self, items: SealedItems) -> None:
        """Keep accounts there, instead of for this session alone; to be called before `start`."""
        self._items = items
        self._sealed = SealedAccounts(items)
        items.on_status = self._on_status

    @property
    def accounts(self) -> tuple[Account, ...]:
        """All that are known so far, by name; none of them before the vault was opened."""
        return self._sealed.accounts

    @property
    def status(self) -> VaultStatus:
        """Whether accounts are saved, and if not, why."""
        return self._items.status

    @property
    def is_empty(self) -> bool:
        """Whether there is no account at all, not even one that cannot be opened now."""
        return not self._sealed.has_items

    async def start(self) -> None:
        """Open the vault in the background; `VaultChanged` and `AccountsChanged` tell when it is."""
        await self._items.look()
        self._tasks.spawn(self._open(), name="open the vault")

    async def opened(self) -> VaultStatus:
        """Wait until the vault is open, or cannot be; for commands that need to know."""
        await self._opened.wait()
        return self.status

    async def try_again(self) -> VaultStatus:
        """Ask the keyring once more; what was kept for this session is saved when it answers now."""
        await self._items.try_again()
        await self._look_anew()
        return self.status

    async def refresh(self) -> None:
        """Take in what another process has added or deleted; `AccountsChanged` tells."""
        if await self._sealed.refresh():
            self._tell()

    async def change_key(self) -> None:
        """Seal all accounts with a new key; the old one opens none of them any more.

        Raises:
            UserError: the keyring did not take the new key, or the disk could not be written.
        """
        await self._items.rotate()

    # --- adding ---------------------------------------------------------------------------------------------

    async def import_cookies(
        self,
        data: bytes,
        *,
        name: str | None = None,
        source: AccountSource = AccountSource.FILE,
        client_id: str | None = None,
    ) -> Account:
        """Keep the cookies of a file or a text as an account. Without a name it gets one that is free.

        Raises:
            InvalidCookies: it holds none that can be read.
            UserError: the name cannot be used.
        """
        cookies = await asyncio.to_thread(read_cookies, data)
        return await self._add_jar(cookies, name, source, client_id)

    async def import_browser(
        self, browser: str, profile: str = "", name: str | None = None, *, client_id: str | None = None
    ) -> Account:
        """Keep the cookies of a browser on this computer as an account.

        Raises:
            InvalidCookies: they cannot be read; the sentence says what to do instead.
            UserError: the name cannot be used.
        """
        cookies = await browser_cookies(self.pool, browser, profile)
        return await self._add_jar(cookies, name, AccountSource.BROWSER, client_id, browser.capitalize())

    async def add_login(
        self, kind: AccountKind, name: str | None, domain: str, username: str, password: str
    ) -> Account:
        """Keep a login, a video's password (no user name), a proxy's login or a webhook's secret.

        `domain` is a host or a link; a webhook needs none.

        Raises:
            UserError: something is missing, or cannot be used.
        """
        if kind is AccountKind.COOKIES:
            raise UserError("Cookies come from a file, a text or a browser.")
        site = _site(kind, domain)
        _check_secret(kind, username, password)
        now = datetime.now(UTC)
        sealed = SealedAccount(
            kind=kind,
            name=name or f"{_NAMES[kind]} {site}".strip(),
            domains=(site,) if site else (),
            created_at=now,
            changed_at=now,
            username=username,
            password=password,
        )
        return await self._add(sealed, is_named=bool(name))

    # --- changing -------------------------------------------------------------------------------------------

    async def update_secret(
        self,
        account_id: str,
        *,
        data: bytes | None = None,
        username: str | None = None,
        password: str | None = None,
    ) -> Account:
        """Give an account new cookies (`data`), or another user name or password; name and id stay.

        Raises:
            UserError: they cannot be used, or the account is gone.
        """
        cookies = await asyncio.to_thread(read_cookies, data) if data is not None else None
        now = datetime.now(UTC)

        def change(sealed: SealedAccount) -> SealedAccount:
            changes = {"changed_at": now, "is_stale": False, "tested_at": None, "test_result": ""}
            if sealed.kind is AccountKind.COOKIES:
                if not cookies:
                    raise UserError("This account needs cookies: import them from a file or a browser.")
                return sealed.changed(**changes, cookies=cookies)
            if cookies:
                raise UserError(f"“{sealed.name}” holds no cookies. Give it another name or password.")
            new_name = sealed.username if username is None else username
            new_password = sealed.password if password is None else password
            _check_secret(sealed.kind, new_name, new_password)
            return sealed.changed(**changes, username=new_name, password=new_password, cookies=())

        await self._sealed.change(account_id, change)
        return self._told(account_id)

    async def rename(self, account_id: str, name: str) -> Account:
        """Give an account another name.

        Raises:
            UserError: it cannot be used, or the account is gone.
        """
        async with self._adding:
            account = self.account(account_id)
            others = [one for one in self.accounts if one.id != account_id]
            checked = checked_name(name, account.kind, others)
            await self._sealed.change(account_id, lambda sealed: sealed.changed(name=checked))
        self._tell()
        await self.on_renamed(account.name, checked)
        return self.account(account_id)

    async def delete(self, account_id: str) -> None:
        """Delete an account for good; one that is gone already is no error."""
        await self._sealed.delete(account_id)
        self._tell()

    async def take_out(self, account_id: str) -> Callable[[], Coroutine[Any, Any, Account]]:
        """Delete an account at once; what is returned brings it back, as long as the program runs.

        Raises:
            UserError: it cannot be opened, and so not be brought back; `delete` deletes it all the same.
        """
        sealed = await self._sealed.read(account_id)
        await self.delete(account_id)

        async def bring_back() -> Account:
            async with self._adding:
                name = free_name(sealed.name, sealed.kind, self.accounts)
                await self._sealed.write(account_id, sealed.changed(name=name))
            self._tell()
            return self.account(account_id)

        return bring_back

    # --- using ----------------------------------------------------------------------------------------------

    def account(self, wanted: str) -> Account:
        """Find an account by its id or its name.

        Raises:
            UnknownAccount: there is none.
        """
        return find(self.accounts, wanted)

    async def export(self, account_id: str) -> str:
        """The cookies of an account as a Netscape file; whoever has it is logged in as its owner.

        Raises:
            UserError: it has none, is gone, or cannot be opened.
        """
        sealed = await self._sealed.read(account_id)
        if sealed.kind is not AccountKind.COOKIES:
            raise UserError(f"“{sealed.name}” has no cookies. Only cookies can be exported.")
        return await asyncio.to_thread(write_cookies, sealed.cookies)

    async def webhook_secret(self, account_id: str) -> str:
        """The secret that a client's webhooks are signed with.

        Raises:
            UserError: there is none of this id, or it cannot be opened.
        """
        sealed = await self._sealed.read(account_id)
        if sealed.kind is not AccountKind.WEBHOOK:
            raise UserError(f"“{sealed.name}” is no secret of a webhook.")
        return sealed.password

    async def test(self, account_id: str, link: str) -> str:
        """Look at a link with and without the account, and say in a sentence what that showed.

        Raises:
            UserError: the link is none, or of another site; the account is gone or cannot be opened.
        """
        url, account = parse_link(link), self.account(account_id)
        if account.kind not in IDENTITIES:
            raise UserError(f"“{account.name}” is no account of a site, and only these can be tested.")
        if not is_for(account, sites_of(url)):
            sites = ", ".join(account.domains[:3]) or "no site"
            raise UserError(f"“{account.name}” is for {sites}. Give a link of that site.")
        options = self._defaults().model_copy(update={"cookies_id": account_id})
        secrets = await self.secrets_for(url, options)
        verdict = await try_account(Prober(self), url, options, secrets)
        now = datetime.now(UTC)

        def change(sealed: SealedAccount) -> SealedAccount:
            is_stale = sealed.is_stale if verdict.lets_in is None else not verdict.lets_in
            return sealed.changed(tested_at=now, test_result=verdict.sentence, is_stale=is_stale)

        await self._sealed.change(account_id, change)
        self._tell()
        return verdict.sentence

    # --- inside ---------------------------------------------------------------------------------------------

    async def _open(self) -> None:
        try:
            await self._items.open()
            await self._look()
        finally:
            self._opened.set()

    async def _look(self) -> None:
        await self._sealed.refresh()
        self._bus.publish(VaultChanged(self.status))
        self._tell()

    async def _look_anew(self) -> None:
        self._sealed.forget()
        await self._look()

    def _on_status(self, status: VaultStatus) -> None:
        self._bus.publish(VaultChanged(status))
        if status.is_open and self._opened.is_set():  # a keyring that has answered after all
            self._tasks.spawn(self._look_anew(), name="look into the vault")

    def _tell(self) -> None:
        self._bus.publish(AccountsChanged(self.accounts))

    def _told(self, account_id: str) -> Account:
        self._tell()
        account = self.account(account_id)
        self.on_secrets(account)
        return account

    async def _add_jar(
        self,
        cookies: tuple[Cookie, ...],
        name: str | None,
        source: AccountSource,
        client_id: str | None,
        usual_name: str = "",
    ) -> Account:
        now = datetime.now(UTC)
        empty = SealedAccount(
            kind=AccountKind.COOKIES,
            name=name or usual_name or name_for(cookies),
            created_at=now,
            changed_at=now,
            source=source,
            client_id=client_id,
        )
        # A client is not to learn from a refusal which names others have given.
        is_named = bool(name) and client_id is None
        return await self._add(empty.changed(cookies=cookies), is_named=is_named)

    async def _add(self, sealed: SealedAccount, *, is_named: bool) -> Account:
        """Keep it under its name, or one like it that is free when nobody gave it this one."""
        await self.until_open()
        async with self._adding:
            await self._sealed.refresh()
            named = checked_name if is_named else free_name
            name = named(sealed.name, sealed.kind, self.accounts)
            account = await self._sealed.write(str(uuid.uuid4()), sealed.changed(name=name))
        return self._told(account.id)

    def _on_job_changed(self, event: JobChanged) -> None:
        if event.job.state in FINAL_STATES:
            self.forget_typed(event.job.id)
        elif event.job.state is JobState.WAITING:
            self.forget_typed(event.job.id, keeps_password=True)


async def _nothing(_before: str, _now: str) -> None:
    """There are no settings to change."""


def _site(kind: AccountKind, domain: str) -> str:
    """What an account of this kind is for, from what was typed."""
    text = domain.strip()
    host = host_of_proxy(text if "://" in text else f"//{text}")
    found = ascii_host(host) if kind is AccountKind.PROXY else registrable(host)
    if not found and not (kind is AccountKind.WEBHOOK and not text):
        raise UserError(f"“{text}” is no site. Write its address, such as example.com.")
    return found


def _check_secret(kind: AccountKind, username: str, password: str) -> None:
    if not password:
        raise UserError(f"The {'secret' if kind is AccountKind.WEBHOOK else 'password'} is empty.")
    if kind in {AccountKind.LOGIN, AccountKind.PROXY} and not username.strip():
        raise UserError("The user name is empty.")
    if max(len(username), len(password)) > _LONGEST_SECRET:
        raise UserError(f"A name or a password has at most {_LONGEST_SECRET} characters.")
    try:
        f"{username}{password}".encode()
    except UnicodeEncodeError:  # what a terminal could not read
        raise UserError("The name or the password has a letter that cannot be read. Type it again.") from None

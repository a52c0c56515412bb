"""The secrets that calls to clients' receivers are signed with, as items of the vault. Nothing is signed."""

import contextlib
import secrets
import uuid
from datetime import UTC, datetime

from mediadl.domain.accounts import AccountKind, VaultStatus
from mediadl.domain.errors import UnknownAccount
from mediadl.domain.sealed_account import SealedAccount
from mediadl.engine.sealed_accounts import SealedAccounts

_SECRET_BYTES = 32


class WebhookSecrets:
    """A part of `Accounts`, which makes what stands here."""

    _sealed: SealedAccounts

    def _tell(self) -> None:
        raise NotImplementedError

    @property
    def status(self) -> VaultStatus:
        """Whether accounts are saved, and if not, why."""
        raise NotImplementedError

    async def until_open(self) -> None:
        """As `Lending` says."""
        raise NotImplementedError

    async def client_secret(self, client_id: str) -> str:
        """The client's secret; one that nobody knows yet when it has none.

        Raises:
            SecretUnreadable: it has one, which cannot be opened now.
        """
        await self.until_open()
        if await self._sealed.refresh():
            self._tell()
        for account_id in self._of_client(client_id):
            with contextlib.suppress(UnknownAccount):
                return (await self._sealed.read(account_id)).password
        if not self.status.is_open and self._sealed.has_items:
            return _new()  # it may have one that is locked up, and another one beside that would stay
        return await self.renew_client_secret(client_id)

    async def renew_client_secret(self, client_id: str, name: str = "") -> str:
        """A new secret for the client, in place of the one it had; this is the only time that it is told."""
        for account_id in self._of_client(client_id):
            await self._sealed.delete(account_id)
        secret, now = _new(), datetime.now(UTC)
        sealed = SealedAccount(
            kind=AccountKind.WEBHOOK,
            name=f"Webhooks of {name or client_id[:8]}",
            created_at=now,
            changed_at=now,
            client_id=client_id,
            password=secret,
        )
        await self._sealed.write(str(uuid.uuid4()), sealed)
        self._tell()
        return secret

    def _of_client(self, client_id: str) -> list[str]:
        return [
            one.id
            for one in self._sealed.accounts
            if one.kind is AccountKind.WEBHOOK and one.client_id == client_id
        ]


def _new() -> str:
    return secrets.token_urlsafe(_SECRET_BYTES)

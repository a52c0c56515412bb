"""A client has one secret, which nobody is told but who asks for a new one."""

from pathlib import Path

from mediadl.domain.accounts import AccountKind
from tests.helpers.engines import running_engine


async def test_a_client_keeps_its_secret_until_it_asks_for_a_new_one(tmp_path: Path) -> None:
    async with running_engine(tmp_path) as scene:
        accounts = scene.engine.accounts
        first = await accounts.client_secret("client")
        assert await accounts.client_secret("client") == first
        assert await accounts.client_secret("other") != first
        second = await accounts.renew_client_secret("client", "Firefox")
        assert second != first
        assert await accounts.client_secret("client") == second
        mine = [one for one in accounts.accounts if one.client_id == "client"]
        assert [(one.kind, one.name) for one in mine] == [(AccountKind.WEBHOOK, "Webhooks of Firefox")]
        assert second not in repr(accounts.accounts)

"""What a client handed over is deleted when its token is taken back, whoever does it and whenever."""

from pathlib import Path

from mediadl.domain.accounts import AccountKind
from mediadl.domain.clients import Scope
from mediadl.engine.tasks import Tasks
from mediadl.server.server import ApiServer
from mediadl.store.clients import revoke_beside
from tests.helpers.api import Running
from tests.helpers.engines import Watched, paths_in, running_engine, until
from tests.helpers.jars import a_local_jar
from tests.helpers.jobs import NOON


async def two_jars(watched: Watched, client_id: str) -> None:
    """One of the client, and one of the user's own, which stays."""
    await watched.engine.accounts.import_cookies(a_local_jar(session="not-real"), name="Kept")
    await watched.engine.accounts.import_cookies(a_local_jar(session="not-real"), client_id=client_id)


async def only_kept(watched: Watched) -> None:
    await until(lambda: [one.name for one in watched.engine.accounts.accounts] == ["Kept"])


async def test_a_revoked_client_leaves_no_cookies_behind(api: Running) -> None:
    client, _token = await api.client(Scope.COOKIES)
    other, _token = await api.client(Scope.COOKIES)
    await two_jars(api.watched, client.id)
    await api.watched.engine.accounts.renew_client_secret(client.id)
    await api.server.clients.revoke(other.id)
    assert len(api.watched.engine.accounts.accounts) == 3
    await api.server.clients.forget(client.id)
    accounts = api.watched.engine.accounts
    await until(lambda: {one.kind for one in accounts.accounts if one.client_id} == {AccountKind.WEBHOOK})
    assert [one.name for one in accounts.accounts if one.client_id is None] == ["Kept"]
    late = await accounts.import_cookies(a_local_jar(session="not-real"), client_id=client.id)
    await until(lambda: late.id not in {one.id for one in accounts.accounts})


async def test_a_token_that_a_terminal_revokes_takes_its_cookies_along(api: Running) -> None:
    client, _token = await api.client(Scope.COOKIES)
    await two_jars(api.watched, client.id)
    revoke_beside(paths_in(api.folder).database, client.id, NOON)
    await only_kept(api.watched)


async def test_what_was_left_is_deleted_once_accounts_are_known_also_with_the_api_off(tmp_path: Path) -> None:
    async with running_engine(tmp_path) as watched:
        tasks = Tasks()
        before = ApiServer(watched.engine, tasks, paths_in(tmp_path))
        client, _token = await before.clients.make("Script", [Scope.COOKIES])
        revoke_beside(paths_in(tmp_path).database, client.id, NOON)
        ApiServer(watched.engine, tasks, paths_in(tmp_path))
        await two_jars(watched, client.id)
        await only_kept(watched)
        await tasks.cancel_all()

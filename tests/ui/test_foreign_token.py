"""A token that is used from elsewhere is said once, with the way to take it back."""

import aiohttp

from mediadl.domain.clients import Scope
from mediadl.ui.foreign_token import ForeignToken
from tests.helpers.api import CHROME, FIREFOX
from tests.helpers.api_shell import switched_on, with_api


async def ask(api, token, origin):
    headers = {"Authorization": f"Bearer {token}", "Origin": origin}
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{api.server.address}/download", headers=headers) as answer,
    ):
        return answer.status


def test_a_token_that_is_used_from_elsewhere_is_said_once(qt_app, tmp_path):
    async def scenario(api, shell):
        shown = []
        follower = ForeignToken(api, shell.operations, shown.append)
        await switched_on(api, shell)
        client, token = await api.server.clients.make("Chromium", [Scope.READ], origin=CHROME)
        assert [await ask(api, token, origin) for origin in (CHROME, FIREFOX, FIREFOX)] == [200, 403, 403]
        (notice,) = shell.notices
        assert notice.text.startswith("The token of “Chromium” was used from elsewhere")
        assert FIREFOX in notice.text
        notice.on_action()
        assert shown == [client.id]
        follower.stop()
        await ask(api, token, "moz-extension://11111111-89ab-4cde-8f01-23456789abcd")
        assert len(shell.notices) == 1

    with_api(tmp_path, qt_app, scenario)

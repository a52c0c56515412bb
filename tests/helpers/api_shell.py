"""The real switch of the API beside a test's shell, and a program that speaks to it over the socket."""

import aiohttp

from mediadl.engine.tasks import Tasks
from mediadl.server.server import ApiServer
from mediadl.server.sockets import listen
from mediadl.server.switch import ApiSwitch
from tests.helpers.api import CHROME
from tests.helpers.engines import paths_in
from tests.helpers.shell import until, with_shell


def a_free_port() -> int:
    """A port that nobody listens at now."""
    found = listen(0)
    for one in found.sockets:
        one.close()
    return found.port


def with_api(tmp_path, app, scenario):
    """Run `await scenario(api, shell)`; the API is off, and its port is a free one."""

    async def opened(shell):
        tasks = Tasks()
        api = ApiSwitch(shell.engine, ApiServer(shell.engine, tasks, paths_in(tmp_path)), tasks)
        await shell.engine.change_settings(api_port=a_free_port())
        try:
            await scenario(api, shell)
        finally:
            await api.close()
            await tasks.cancel_all()

    with_shell(tmp_path, app, opened)


async def switched_on(api, shell):
    """Let it listen."""
    await shell.engine.change_settings(api_enabled=True)
    await until(lambda: api.server.listening)


async def post(api, path, body, origin=CHROME):
    """What an extension sends; the status and the answer as JSON."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{api.server.address}{path}", json=body, headers={"Origin": origin}) as answer,
    ):
        return answer.status, await answer.json(content_type=None)

"""The API follows its setting, and says why it cannot."""

from pathlib import Path

from mediadl.engine.tasks import Tasks
from mediadl.server.server import ApiServer
from mediadl.server.sockets import listen
from mediadl.server.switch import ApiSwitch
from tests.helpers.engines import paths_in, running_engine, until


async def test_the_setting_starts_moves_and_stops_it(tmp_path: Path) -> None:
    free = listen(0)
    tasks, port = Tasks(), free.port
    for one in free.sockets:
        one.close()
    async with running_engine(tmp_path) as watched:
        server = ApiServer(watched.engine, tasks, paths_in(tmp_path))
        switch, told = ApiSwitch(watched.engine, server, tasks), []
        switch.on_change.append(lambda: told.append(server.address))
        await switch.follow()
        await watched.engine.change_settings(api_enabled=True, api_port=port)
        await until(lambda: len(told) == 2)
        assert server.address.startswith("http://127.0.0.1:")
        await watched.engine.change_settings(api_enabled=False)
        await until(lambda: len(told) == 3)
        assert (told[0], told[2], switch.problem) == ("", "", "")
        await switch.close()
        await tasks.cancel_all()


async def test_what_keeps_it_from_starting_is_told(tmp_path: Path) -> None:
    taken = listen(0)
    tasks = Tasks()
    async with running_engine(tmp_path) as watched:
        server = ApiServer(watched.engine, tasks, paths_in(tmp_path / "file"))
        (tmp_path / "file").write_text("in the way")
        switch = ApiSwitch(watched.engine, server, tasks)
        await watched.engine.change_settings(api_enabled=True, api_port=taken.port)
        await until(lambda: switch.problem)
        assert "cannot be used" in switch.problem
        await switch.close()
        await tasks.cancel_all()
    for one in taken.sockets:
        one.close()

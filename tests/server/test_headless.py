"""`mediadl serve` says where it listens, keeps its token, and asks before it lets anybody in."""

import asyncio
import io
from pathlib import Path

from mediadl.engine.tasks import Tasks
from mediadl.server.headless import Doorkeeper, Wanted, serve
from mediadl.server.server import ApiServer
from tests.helpers.engines import paths_in, running_engine, until


async def test_it_serves_until_it_is_interrupted_and_asks_before_it_pairs(tmp_path: Path) -> None:
    tasks, output = Tasks(), io.StringIO()
    async with running_engine(tmp_path) as watched:
        server = ApiServer(watched.engine, tasks, paths_in(tmp_path))
        wanted = Wanted(0, token_file=tmp_path / "token", pairs=True)
        serving = tasks.spawn(serve(server, wanted, output, io.StringIO("")), name="serve")
        await until(lambda: "two minutes" in output.getvalue())
        assert f"MediaDL listens at {server.address}." in output.getvalue()
        assert server.clients.find((tmp_path / "token").read_text().strip()) is not None
        one = server.pairing.ask("Firefox", None, [])
        assert f"the code {one.code}" in output.getvalue()
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        assert server.listening is None
        await tasks.cancel_all()


async def test_a_yes_lets_one_in_and_everything_else_does_not(tmp_path: Path) -> None:
    tasks, output = Tasks(), io.StringIO()
    async with running_engine(tmp_path) as watched:
        server = ApiServer(watched.engine, tasks, paths_in(tmp_path))
        keeper = Doorkeeper(server, output)
        keeper.open(None)
        for name in ("First", "Second"):
            server.pairing.ask(name, None, [])
        keeper.answer("y\n")
        keeper.answer("\n")
        keeper.answer("y\n")
        said = output.getvalue()
        assert "First: allowed." in said
        assert "Second: denied." in said
        await tasks.cancel_all()

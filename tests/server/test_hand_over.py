"""`mediadl serve` takes links of its own user over a socket that nobody else can open."""

import asyncio
from pathlib import Path

import pytest

from mediadl.domain.errors import UserError
from mediadl.domain.options import DownloadOptions
from mediadl.engine.hand_over import MAX_MESSAGE_BYTES, HandedOver, address_of, hand_over, send_by_socket
from mediadl.server.hand_over import taking_links
from tests.helpers.engines import paths_in, running_engine

LINK = "https://example.invalid/a"


async def test_links_are_added_as_they_were_asked_for(tmp_path: Path, home: Path) -> None:
    paths = paths_in(tmp_path)

    async def give(**fields: object) -> bool:
        handed = HandedOver(links=[LINK], **{"is_quiet": True, **fields})
        return await asyncio.to_thread(hand_over, handed, paths, send_by_socket)

    async with running_engine(tmp_path) as watched:
        async with taking_links(watched.engine, paths, str(tmp_path / "to")):
            assert Path(address_of(paths)).stat().st_mode & 0o777 == 0o600
            assert await give(preset="720p")
            assert await give(options=DownloadOptions(folder=str(tmp_path / "other")))
            with pytest.raises(UserError, match="no preset"):
                await give(preset="nonsense")
            with pytest.raises(UserError, match="without a window"):
                await give(is_quiet=False)
            answer = await asyncio.to_thread(send_by_socket, b"nonsense\n", address_of(paths))
            assert answer.startswith(b"no ")
            endless = await asyncio.to_thread(send_by_socket, b"x" * 2 * MAX_MESSAGE_BYTES, address_of(paths))
            assert endless == b""
        folders = [job.options.folder for job in watched.engine.jobs]
        assert folders == [str(tmp_path / "to"), str(tmp_path / "other")]
        assert [job.client_id for job in watched.engine.jobs] == [None, None]
    assert not Path(address_of(paths)).exists()

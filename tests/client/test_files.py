"""A file arrives whole or not at all, never in place of another, and never outside of where it was wanted."""

from pathlib import Path
from urllib.parse import quote

import pytest

from mediadl.client.connection import Connection
from mediadl.client.errors import Unreachable
from mediadl.client.files import save
from tests.helpers.answers import answering


def _file(name: str, length: int) -> bytes:
    disposition = (
        f"Content-Disposition: attachment; filename*=UTF-8''{quote(name, safe='')}\r\n" if name else ""
    )
    return f"HTTP/1.1 200 OK\r\n{disposition}Content-Length: {length}\r\n\r\n12345".encode()


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("a b.mp4", "a b.mp4"),
        ("../../x.mp4", "x.mp4"),
        ("..\\y.mp4", "y.mp4"),
        ("..", "download"),
        ("", "download"),
    ],
)
async def test_a_name_is_a_name_and_no_path(sent: str, name: str, tmp_path: Path) -> None:
    async with answering(_file(sent, 5)) as address, Connection(address, "") as connection:
        place = await save(connection, "/download/1/file", tmp_path)
    assert (place, place.read_bytes()) == (tmp_path / name, b"12345")


async def test_nothing_is_replaced_and_half_a_file_is_none(tmp_path: Path) -> None:
    there = tmp_path / "there.mp4"
    there.write_bytes(b"mine")
    async with answering(_file("x", 6)) as address, Connection(address, "") as connection:
        with pytest.raises(FileExistsError, match="there already"):
            await save(connection, "/download/1/file", there)
        with pytest.raises(Unreachable):
            await save(connection, "/download/1/file", tmp_path / "half.mp4")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("there.mp4", b"mine")]

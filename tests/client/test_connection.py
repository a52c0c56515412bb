"""Addresses, and every way in which there is no answer, told in a sentence that never holds the token."""

import pytest

from mediadl.client.connection import Connection, origin_of
from mediadl.client.errors import Problem, Unreachable
from mediadl.contract.program import VersionResponse
from tests.helpers.answers import answering

TOKEN = "mdl_visibly-fake"
CASES = {
    "another program": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
    "no HTTP": b"SSH-2.0-x\r\n",
    "nothing": b"",
}


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1", "http://127.0.0.1:1/", "http://127.0.0.1:1/api/v1"]
)
def test_an_address_may_name_the_path(address: str) -> None:
    assert origin_of(address) == "http://127.0.0.1:1"


@pytest.mark.parametrize(
    "address", ["127.0.0.1:1", "ftp://x/", "http://me:pw@x/", "http://x/other", "http://x/?q", ""]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"address|path"):
        origin_of(address)


@pytest.mark.parametrize("case", CASES)
async def test_what_is_not_mediadl_is_said_to_be_so(case: str) -> None:
    async with answering(CASES[case]) as address, Connection(address, TOKEN) as connection:
        with pytest.raises(Unreachable, match="MediaDL") as ended:
            await connection.ask(VersionResponse, "GET", "/version")
    assert TOKEN not in repr(ended.value)


async def test_a_redirect_is_not_followed_and_nobody_home_is_said() -> None:
    heard: list[bytes] = []
    moved = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"
    async with answering(moved, heard=heard) as address, Connection(address, TOKEN) as connection:
        with pytest.raises(Problem, match="302"):
            await connection.ask(VersionResponse, "GET", "/version")
    assert [f"Bearer {TOKEN}".encode() in head for head in heard] == [True]
    async with Connection(address, TOKEN) as connection:
        with pytest.raises(Unreachable, match="Is it running"):
            await connection.ask(VersionResponse, "GET", "/version")
    with pytest.raises(RuntimeError, match="open the client first"):
        await connection.ask(VersionResponse, "GET", "/version")

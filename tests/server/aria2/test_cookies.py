"""Cookies of a header belong to the host of the link alone, and are kept in one sealed jar a host."""

import pytest

from mediadl.domain.clients import Scope
from mediadl.server.aria2.cookies import cookies_of
from tests.helpers.api import Running
from tests.helpers.aria2 import Rpc, client

LINK = "https://www.example.com/watch"
HEADER = {"header": ["Cookie: session=fake-secret; theme=dark"]}


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("a=1; b=2", {"a": "1", "b": "2"}),
        ("a=1; a=2; =3; c", {"a": "2"}),
        ("a=x=y; b=", {"a": "x=y", "b": ""}),
        ("a=\t1\t; b=1\x00; bad name=1", {}),
    ],
)
def test_what_is_a_cookie_goes_to_the_host_of_the_link_alone(header: str, names: dict[str, str]) -> None:
    found = cookies_of(LINK, header)
    assert {one.name: one.value for one in found} == names
    assert {(one.domain, one.include_subdomains, one.secure) for one in found} <= {
        ("www.example.com", False, True)
    }


def _jars(api: Running, rpc: Rpc) -> list[str]:
    return [one.id for one in api.watched.engine.accounts.accounts if one.client_id == rpc.client_id]


async def test_cookies_go_into_one_sealed_jar_a_host_and_nowhere_else(api: Running) -> None:
    rpc, other = await client(api), await client(api)
    for each in (rpc, rpc, other):
        await each.call("addUri", [LINK], HEADER)
    for _ in range(2):
        await rpc.call("addUri", [f"https://{'long.' * 20}example.net/"], HEADER)
    assert [len(_jars(api, each)) for each in (rpc, other)] == [2, 1]
    jobs = api.watched.engine.jobs
    assert jobs[0].options.cookies_id == jobs[1].options.cookies_id != jobs[2].options.cookies_id
    await api.server.stop()
    written = [path.read_bytes() for path in api.folder.rglob("*") if path.is_file()]
    assert not [data for data in written if b"fake-secret" in data or rpc.token.encode() in data]


async def test_without_the_scope_cookies_are_left_out(api: Running) -> None:
    rpc = await client(api, Scope.SUBMIT)
    await rpc.call("addUri", [LINK], HEADER)
    assert _jars(api, rpc) == []
    assert api.watched.engine.jobs[0].options.cookies_id is None

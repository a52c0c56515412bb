"""addUri: what is added, in whose name, and what is refused with nothing left of it."""

from typing import Any

import pytest

from mediadl.server.aria2.gids import gid_of
from tests.helpers.api import Running
from tests.helpers.aria2 import client

LINK = "https://example.invalid/a"


async def test_the_first_link_is_added_in_the_client_s_name_with_what_counts(api: Running) -> None:
    rpc = await client(api)
    given = {"out": "../My film.mp4", "referer": "https://r.example/", "dir": "/etc", "pause": "true"}
    gid = await rpc.call("addUri", [LINK, "https://mirror.invalid/"], given)
    [job] = api.watched.engine.jobs
    assert (gid_of(job.id), job.url, job.client_id) == (gid, LINK, rpc.client_id)
    assert job.options.path_template == "My film"
    assert job.options.headers == (("Referer", "https://r.example/"),)
    assert job.options.folder == str(api.folder / "downloads")


async def test_a_position_is_one_among_the_client_s_own_that_wait(api: Running) -> None:
    rpc = await client(api)
    await api.watched.engine.pause_many([(await api.watched.engine.add("https://user.invalid/")).id])
    added = [
        await rpc.call("addUri", [f"{LINK}{number}"], {}, *place)
        for number, place in enumerate([[], [0], [1]])
    ]
    waiting = await rpc.call("tellWaiting", 0, 9, ["gid"])
    assert [one["gid"] for one in waiting] == [added[1], added[2], added[0]]


REFUSED: list[tuple[list[Any], str]] = [
    ([], "required but missing"),
    ([[]], "URI is not provided"),
    ([LINK], "wrong type"),
    ([[5]], "wrong type"),
    ([[LINK], "options"], "wrong type"),
    ([[LINK], {}, "0"], "wrong type"),
    ([["magnet:?xt=urn:btih:0"]], "link"),
    ([["file:///etc/passwd"]], "link"),
    ([["http://169.254.169.254/latest"]], "leads to"),
    ([["http://user:pw@example.com/"]], "link"),
    ([[f"{LINK}{'x' * 5000}"]], "too long"),
    ([[LINK], {"referer": "a\nb"}], "line break"),
]


async def test_what_cannot_be_added_is_refused_in_words_and_leaves_nothing(api: Running) -> None:
    rpc = await client(api)
    for params, said in REFUSED:
        assert said.lower() in (await rpc.refused("addUri", *params)).lower(), params
    assert api.watched.engine.jobs == ()


async def test_loopback_is_refused_as_in_every_job_of_a_client(
    api: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MEDIADL_ALLOW_LOOPBACK_URLS")
    rpc = await client(api)
    for host in ("127.0.0.1", "localhost", "[::1]", "0x7f000001", "2130706433"):
        assert await rpc.refused("addUri", [f"http://{host}:{api.port}/api/v1/health"])
    assert api.watched.engine.jobs == ()

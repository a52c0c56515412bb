"""What a route may know of jobs goes by whose they are."""

from mediadl.domain.clients import Scope
from tests.helpers.api import Running


async def test_two_clients_see_their_own_jobs_and_all_sees_every_job(api: Running) -> None:
    tokens = [(await api.client(Scope.SUBMIT, Scope.READ))[1] for _ in range(2)]
    _client, of_all = await api.client(Scope.ALL)
    made = []
    for token in tokens:
        body = {"url": "https://example.invalid/", "start": "paused"}
        made.append((await api.ask("POST", "/download", token, json=body)).json["request_id"])
    await api.watched.engine.add("https://user.invalid/")
    seen = []
    for token in (*tokens, of_all):
        listed = (await api.ask("GET", "/download", token)).json["items"]
        seen.append([one["request_id"] for one in listed])
    assert seen[:2] == [made[:1], made[1:]]
    assert len(seen[2]) == 3
    assert (await api.ask("GET", f"/download/{made[1]}", tokens[0])).code == "JOB_NOT_FOUND"
    assert (await api.ask("GET", f"/download/{made[1]}", of_all)).status == 200


async def test_a_switch_is_a_setting_that_is_true(api: Running) -> None:
    assert api.server.api is not None
    assert not api.server.api.is_on("api_enabled")
    await api.watched.engine.change_settings(api_enabled=True)
    assert api.server.api.is_on("api_enabled")
    assert not api.server.api.is_on("no_such_setting")

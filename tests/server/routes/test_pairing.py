"""Pairing over a real socket, with the user's answer."""

from tests.helpers.api import CHROME, FIREFOX, Running

ASK = {"name": "Extension", "scopes": ["submit", "read"]}


async def test_a_browser_gets_a_token_that_works_from_there_alone(api: Running) -> None:
    here = {"Origin": CHROME}
    assert (await api.ask("POST", "/pair", json=ASK, headers=here)).code == "PAIRING_CLOSED"
    api.server.pairing.open()
    asked = (await api.ask("POST", "/pair", json=ASK, headers=here)).json
    (waiting,) = api.server.pairing.waiting
    assert (waiting.code, waiting.name, waiting.origin) == (asked["code"], "Extension", CHROME)
    poll = {"pair_id": asked["pair_id"], "secret": asked["secret"]}
    assert (await api.ask("POST", "/pair/poll", json=poll, headers=here)).json["status"] == "pending"
    api.server.pairing.allow(asked["pair_id"])
    assert (await api.ask("POST", "/pair/poll", json=poll)).json == {"status": "expired", "token": None}
    token = (await api.ask("POST", "/pair/poll", json=poll, headers=here)).json["token"]
    assert (await api.ask("GET", "/download", token, headers=here)).status == 200
    assert (await api.ask("GET", "/download", token, headers={"Origin": FIREFOX})).code == "FORBIDDEN_ORIGIN"


async def test_a_fourth_waits_outside(api: Running) -> None:
    api.server.pairing.open()
    statuses = [(await api.ask("POST", "/pair", json=ASK)).status for _ in range(4)]
    assert statuses == [201, 201, 201, 429]

"""A client names accounts that it has handed over itself; what the user has is not there for it."""

import pytest

from mediadl.domain.clients import Scope
from tests.helpers.api import Answered, Running
from tests.helpers.jars import a_local_jar
from tests.helpers.media_site import MediaSiteProcess

LINK = "http://127.0.0.1:9/watch"
PLACES = {
    "/download": {"url": LINK, "start": "paused"},
    "/playlist/download": {"url": LINK, "start": "paused"},
    "/batch/download": {"urls": [LINK, LINK], "start": "paused"},
}


async def asked(api: Running, token: str, name: str, place: str = "/download") -> Answered:
    return await api.ask("POST", place, token, json={**PLACES[place], "cookies_id": name})


@pytest.mark.parametrize("place", PLACES)
async def test_an_account_is_named_by_its_client_with_the_scope_for_it_alone(
    api: Running, place: str
) -> None:
    accounts = api.watched.engine.accounts
    client, token = await api.client(Scope.SUBMIT, Scope.COOKIES)
    one_scope, narrow = await api.client(Scope.SUBMIT)
    own = await accounts.import_cookies(a_local_jar(session="not-real"), name="Own", client_id=client.id)
    kept = await accounts.import_cookies(a_local_jar(session="not-real"), client_id=one_scope.id)
    users = await accounts.import_cookies(a_local_jar(session="not-real"), name="User's")
    others = await accounts.import_cookies(a_local_jar(session="not-real"), name="Other", client_id="other")
    for name in (kept.id, users.id, "nobody"):
        assert (await asked(api, narrow, name, place)).code == "FORBIDDEN"
    for name in (users.id, others.id, "User's", "Other", "nobody"):
        refused = await asked(api, token, name, place)
        assert (refused.status, refused.json["errors"][0]["field"]) == (422, "cookies_id")
    assert api.watched.engine.jobs == ()
    assert (await asked(api, token, "own", place)).status == 201
    assert {job.options.cookies_id for job in api.watched.engine.jobs} == {own.id}


async def test_a_token_for_everything_names_accounts_of_the_user_too(api: Running) -> None:
    _client, token = await api.client(Scope.ALL)
    users = await api.watched.engine.accounts.import_cookies(a_local_jar(session="not-real"), name="Mine")
    job = api.watched.engine.job((await asked(api, token, "mine")).json["request_id"])
    assert job.options.cookies_id == users.id


async def test_a_channel_is_read_with_the_account_that_is_named(
    api: Running, media_site: MediaSiteProcess
) -> None:
    client, token = await api.client(Scope.SUBMIT, Scope.COOKIES)
    accounts, link = api.watched.engine.accounts, media_site.url("feed.rss?n=2", login="1")
    right = await accounts.import_cookies(a_local_jar(session="let-me-in"), client_id=client.id)
    await accounts.import_cookies(a_local_jar(session="newer"), client_id=client.id)
    users = await accounts.import_cookies(a_local_jar(session="let-me-in"))
    wishes = {"url": link, "start": "paused"}
    said = {}
    for name in (None, users.id, right.id):
        answer = await api.ask("POST", "/channel/download", token, json={**wishes, "cookies_id": name})
        said[name] = answer.code or answer.json["total"]
    assert said == {None: "METADATA_EXTRACTION_FAILED", users.id: "VALIDATION_ERROR", right.id: 2}
    assert {job.options.cookies_id for job in api.watched.engine.jobs} == {right.id}

"""Cookies are handed over and used, and neither their values nor their existence gets to anybody else."""

from urllib.parse import quote

import pytest

from mediadl.domain.clients import Scope
from mediadl.domain.job import JobState
from tests.helpers.api import CHROME, Running, every
from tests.helpers.jars import a_jar, a_local_jar
from tests.helpers.media_site import MediaSiteProcess

S = JobState
VALUE = "visibly-not-real"


async def test_cookies_are_told_without_values_and_deleted(api: Running) -> None:
    client, token = await api.client(Scope.COOKIES)
    body = {"cookies": a_jar(session=VALUE).decode(), "name": "Work"}
    added = await api.ask("POST", "/auth/cookies", token, json=body)
    assert (added.status, added.json["domains"], added.json["count"]) == (201, ["example.com"], 1)
    place = f"/auth/cookies/{added.json['cookie_id']}"
    answers = [await api.ask("GET", path, token) for path in ("/auth/cookies", place)]
    assert [answers[0].json["items"], answers[1].json] == [[added.json], added.json]
    assert not [one for one in (added, *answers) if VALUE.encode() in one.body]
    (account,) = api.watched.engine.accounts.accounts
    assert account.client_id == client.id
    assert (await api.ask("DELETE", place, token)).json["status"] == "deleted"
    assert (await api.ask("GET", place, token)).code == "COOKIES_NOT_FOUND"


async def test_nobody_else_sees_deletes_or_guesses_them(api: Running) -> None:
    _client, token = await api.client(Scope.COOKIES, origin=CHROME)
    _other, foreign = await api.client(*every())
    body = {"cookies": a_jar(session=VALUE).decode(), "name": "Work"}
    headers = {"Origin": CHROME}
    cookie_id = (await api.ask("POST", "/auth/cookies", token, json=body, headers=headers)).json["cookie_id"]
    for method in ("GET", "DELETE"):
        assert (await api.ask(method, f"/auth/cookies/{cookie_id}", foreign)).code == "COOKIES_NOT_FOUND"
    assert (await api.ask("GET", "/auth/cookies", foreign)).json["items"] == []
    assert (await api.ask("POST", "/auth/cookies", foreign, json=body)).json["name"] == "Work (2)"


async def test_downloads_of_another_client_are_not_sent_them(
    api: Running, media_site: MediaSiteProcess
) -> None:
    _client, token = await api.client(*every())
    _other, foreign = await api.client(*every())
    jar = {"cookies": a_local_jar(session="let-me-in").decode()}
    cookie_id = (await api.ask("POST", "/auth/cookies", token, json=jar)).json["cookie_id"]
    link = media_site.url("media/small.mp4", login="1")
    body = {"url": link, "quality": "480p"}
    assert (await api.ask("POST", "/download", foreign, json={**body, "cookies_id": cookie_id})).status == 422
    job_id = (await api.ask("POST", "/download", foreign, json=body)).json["request_id"]
    await api.watched.until_ended(job_id)
    assert api.watched.engine.job(job_id).state is S.FAILED
    assert (await api.ask("GET", f"/metadata?url={quote(link, safe='')}", foreign)).status == 422
    own = (await api.ask("POST", "/download", token, json={"url": link})).json["request_id"]
    await api.watched.until_ended(own)
    assert api.watched.engine.job(own).state in {S.COMPLETED, S.DIFFERS}


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"cookies": f"<html>{VALUE}"},
        {"cookies": f"x{VALUE}", "browser": "firefox"},
        {"browser": "firefox", "profile": "../../etc"},
        {"browser": "netscape"},
        {"cookies": f"# {VALUE}", "profile": "a"},
    ],
)
async def test_what_is_no_jar_is_refused_without_repeating_it(api: Running, wrong: dict[str, str]) -> None:
    _client, token = await api.client(Scope.COOKIES)
    answer = await api.ask("POST", "/auth/cookies", token, json=wrong)
    assert (answer.status, answer.code) == (422, "VALIDATION_ERROR")
    assert VALUE.encode() not in answer.body


async def test_a_whole_browser_is_for_a_token_for_everything_alone(api: Running) -> None:
    _client, token = await api.client(*every())
    _other, whole = await api.client(Scope.ALL)
    body = {"browser": "firefox", "profile": "nobody-has-this"}
    refused = await api.ask("POST", "/auth/cookies", token, json=body)
    assert (refused.code, "scope “all”" in refused.json["detail"]) == ("FORBIDDEN", True)
    assert (await api.ask("POST", "/auth/cookies", whole, json=body)).code == "VALIDATION_ERROR"

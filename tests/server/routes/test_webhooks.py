"""A client gets a secret for its webhooks, once, and nobody else's."""

from mediadl.domain.clients import Scope
from tests.helpers.api import Running


async def test_each_answer_is_a_new_secret_of_the_client_that_asks(api: Running) -> None:
    one, token = await api.client(Scope.SUBMIT)
    _other, other_token = await api.client(Scope.SUBMIT)
    told = [
        (await api.ask("POST", "/webhooks/secret", each, json={})).json["secret"] for each in (token, token)
    ]
    foreign = (await api.ask("POST", "/webhooks/secret", other_token, json={})).json["secret"]
    assert len({*told, foreign}) == 3
    assert await api.watched.engine.accounts.client_secret(one.id) == told[1]


async def test_a_client_that_may_not_add_downloads_gets_none(api: Running) -> None:
    _client, token = await api.client(Scope.READ)
    assert (await api.ask("POST", "/webhooks/secret", token, json={})).status == 403

"""The route that gives a client the secret which its webhooks are signed with."""

from mediadl.contract.webhooks import NewSecret, WebhookSecret
from mediadl.domain.clients import Scope
from mediadl.server.call import Call
from mediadl.server.route import BASE, Route


async def new_secret(call: Call) -> WebhookSecret:
    """Make a new secret, in place of an earlier one, and tell it this once."""
    assert call.client is not None
    accounts = call.api.engine.accounts
    return WebhookSecret(secret=await accounts.renew_client_secret(call.client.id, call.client.name))


ROUTES = (
    Route(
        "POST",
        f"{BASE}/webhooks/secret",
        new_secret,
        "A new secret that webhooks are signed with, told this once",
        scopes=frozenset({Scope.SUBMIT}),
        status=201,
        body=NewSecret,
        answer=WebhookSecret,
        tag="webhooks",
    ),
)

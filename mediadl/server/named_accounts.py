"""Which of the accounts a client may name for its downloads; what is lent unnamed is the engine's matter."""

from typing import TypeVar

from mediadl.contract.downloads import MediaWishes
from mediadl.domain.account_choice import IDENTITIES, find
from mediadl.domain.clients import Scope
from mediadl.domain.errors import UnknownAccount
from mediadl.server.call import Call
from mediadl.server.problems import Code, FieldProblem, Problem

Wishes = TypeVar("Wishes", bound=MediaWishes)
_UNKNOWN = "There are no cookies with this id. Hand them over first, or leave the field out."


async def with_account(call: Call, wishes: Wishes) -> Wishes:
    """The wishes with the id of the account that they name, so that nothing else can take its name.

    From now on the request looks with it, too.

    Raises:
        Problem: the client may not use accounts, or there is none that it may know of.
    """
    if wishes.cookies_id is None:
        return wishes
    if call.client is None or not call.client.may(Scope.COOKIES):
        raise Problem(Code.FORBIDDEN, "This token may not use cookies: it lacks the scope “cookies”.")
    accounts = call.api.engine.accounts
    await accounts.until_open()
    await accounts.refresh()
    its = [one for one in accounts.accounts if call.client.sees(one.client_id) and one.kind in IDENTITIES]
    try:
        found = find(its, wishes.cookies_id)
    except UnknownAccount:
        wrong = FieldProblem(field="cookies_id", message=_UNKNOWN)
        raise Problem(Code.VALIDATION_ERROR, _UNKNOWN, (wrong,)) from None
    call.account_id = found.id
    return wishes.model_copy(update={"cookies_id": found.id})

"""Routes by which a client hands cookies over, sees that they are there, and deletes them."""

from mediadl.contract.cookies import (
    CookiesDeleted,
    CookiesList,
    CookiesRequest,
    CookiesResponse,
)
from mediadl.domain.accounts import Account, AccountKind, AccountSource
from mediadl.domain.clients import Scope
from mediadl.server.call import Call
from mediadl.server.problems import Code, Problem
from mediadl.server.route import BASE, RateClass, Route

ONE = f"{BASE}/auth/cookies/{{cookie_id}}"
BODY_BYTES = 2 * 1024 * 1024
_WHOLE_BROWSER = (
    "A browser's cookies are all of the user's accounts, which only a token with the scope “all” may take. "
    "Send the `cookies` of the site instead."
)


async def add(call: Call) -> CookiesResponse:
    """Keep cookies, sealed: for downloads of this client alone, and those that the user picks them for."""
    sent, accounts = call.body(CookiesRequest), call.api.engine.accounts
    if sent.browser is not None:
        if call.client is None or not call.client.may(Scope.ALL):
            raise Problem(Code.FORBIDDEN, _WHOLE_BROWSER)
        account = await accounts.import_browser(
            sent.browser, sent.profile or "", sent.name, client_id=call.owner_id
        )
    else:
        source = AccountSource.EXTENSION if call.origin else AccountSource.PASTED
        data = (sent.cookies or "").encode(errors="replace")
        account = await accounts.import_cookies(data, name=sent.name, source=source, client_id=call.owner_id)
    return _told(account)


async def list_all(call: Call) -> CookiesList:
    """What this client has handed over."""
    await call.api.engine.accounts.until_open()
    return CookiesList(items=[_told(account) for account in _seen(call)])


async def look(call: Call) -> CookiesResponse:
    """One jar, without a value."""
    return _told(await _one(call))


async def delete(call: Call) -> CookiesDeleted:
    """Delete it for good."""
    account = await _one(call)
    await call.api.engine.accounts.delete(account.id)
    return CookiesDeleted(cookie_id=account.id)


def _seen(call: Call) -> list[Account]:
    return [
        account
        for account in call.api.engine.accounts.accounts
        if account.kind is AccountKind.COOKIES
        and call.client is not None
        and call.client.sees(account.client_id)
    ]


async def _one(call: Call) -> Account:
    """The jar that the request names; one of somebody else is not there, as far as it can tell."""
    await call.api.engine.accounts.until_open()
    for account in _seen(call):
        if account.id == call.params["cookie_id"]:
            return account
    raise Problem(Code.COOKIES_NOT_FOUND, "There are no cookies with this id.")


def _told(account: Account) -> CookiesResponse:
    return CookiesResponse(
        cookie_id=account.id,
        name=account.name,
        domains=list(account.domains),
        count=account.cookie_count,
        created_at=account.created_at,
        expires_at=account.expires_at,
        state=account.state.value,
        is_saved=account.is_saved,
    )


_COOKIES = frozenset({Scope.COOKIES})
ROUTES = (
    Route(
        "POST",
        f"{BASE}/auth/cookies",
        add,
        "Hand cookies over",
        _COOKIES,
        rate=RateClass.SUBMIT,
        status=201,
        body=CookiesRequest,
        answer=CookiesResponse,
        errors=(Code.STORAGE_ERROR,),
        body_limit=BODY_BYTES,
        tag="cookies",
    ),
    Route(
        "GET",
        f"{BASE}/auth/cookies",
        list_all,
        "The cookies that the client has handed over, without values",
        _COOKIES,
        answer=CookiesList,
        tag="cookies",
    ),
    Route(
        "GET",
        ONE,
        look,
        "One jar of cookies, without values",
        _COOKIES,
        answer=CookiesResponse,
        errors=(Code.COOKIES_NOT_FOUND,),
        tag="cookies",
    ),
    Route(
        "DELETE",
        ONE,
        delete,
        "Delete cookies",
        _COOKIES,
        answer=CookiesDeleted,
        errors=(Code.COOKIES_NOT_FOUND, Code.STORAGE_ERROR),
        tag="cookies",
    ),
)

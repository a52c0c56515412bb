"""Routes by which a program gets a token, once the user has opened the time for it."""

from mediadl.contract.program import PairRequest, PairResponse, PollRequest, PollResponse
from mediadl.domain.clients import Scope
from mediadl.server.call import Call
from mediadl.server.pairing import Closed, TooMany
from mediadl.server.problems import Code, Problem
from mediadl.server.route import BASE, Auth, RateClass, Route


async def pair(call: Call) -> PairResponse:
    """Ask the user for a token."""
    asked = call.body(PairRequest)
    pairing = call.api.pairing
    try:
        one = pairing.ask(asked.name, call.origin, [Scope(scope) for scope in asked.scopes])
    except Closed:
        sentence = "Open “Connect a browser” in MediaDL's settings first, then try again."
        raise Problem(Code.PAIRING_CLOSED, sentence) from None
    except TooMany:
        sentence = "Three programs are waiting already. Answer one of them in MediaDL."
        raise Problem(Code.RATE_LIMITED, sentence, retry_after_s=5) from None
    expires_in = round(pairing.remaining_s, 1)
    return PairResponse(pair_id=one.pair_id, secret=one.secret, code=one.code, expires_in=expires_in)


async def poll(call: Call) -> PollResponse:
    """Ask whether the user has answered."""
    asked = call.body(PollRequest)
    answer, token = await call.api.pairing.poll(asked.pair_id, asked.secret, call.origin)
    return PollResponse(status=answer.value, token=token)


ROUTES = (
    Route(
        "POST",
        f"{BASE}/pair",
        pair,
        "Ask the user for a token",
        auth=Auth.NONE,
        rate=RateClass.PAIRING,
        status=201,
        body=PairRequest,
        answer=PairResponse,
        errors=(Code.PAIRING_CLOSED,),
        tag="pairing",
    ),
    Route(
        "POST",
        f"{BASE}/pair/poll",
        poll,
        "Ask whether the user has answered; the token is told once",
        auth=Auth.NONE,
        body=PollRequest,
        answer=PollResponse,
        errors=(Code.STORAGE_ERROR,),
        tag="pairing",
    ),
)

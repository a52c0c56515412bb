"""The method that adds a download."""

from typing import Any

from mediadl.domain.client_links import parse_client_link
from mediadl.domain.clients import ForClient, Scope
from mediadl.domain.resolving import Asked
from mediadl.engine.approvals import exceptions_for
from mediadl.server.aria2 import options
from mediadl.server.aria2.cookies import keep
from mediadl.server.aria2.gids import gid_of
from mediadl.server.aria2.messages import RpcError
from mediadl.server.aria2.params import Params, needed, optional, texts
from mediadl.server.aria2.steering import place
from mediadl.server.call import Call

_LONGEST_LINK = 4096


async def add_uri(call: Call, params: Params) -> str:
    """Add the first of the links, which all mean the same file; returns the gid.

    Raises:
        RpcError, UserError, Problem: it cannot be added.
    """
    needed(params, 0, list)
    links = texts(params, 0)
    position = optional(params, 2, int, -1)
    if not links or len(links[0]) > _LONGEST_LINK:
        raise RpcError("URI is not provided." if not links else "The link is too long.")
    call.about(links[0])
    engine = call.api.engine
    link = parse_client_link(links[0], exceptions_for(call.owner_id, engine.settings))
    sent: dict[str, Any] = {}
    given = options.read(optional(params, 1, dict, sent), link)
    given.layer(None, None)  # nothing is kept of what cannot be added
    may = call.client is not None and call.client.may(Scope.COOKIES)
    jar = await keep(call, link, given.cookies) if may and given.cookies else None
    layer = given.layer(call.api.download_folder, jar)
    job = await engine.add_for(ForClient(call.owner_id), link, Asked(None, layer))
    if call.client is not None:
        call.api.clients.note_jobs(call.client.id)
    if position >= 0:
        await place(call, job, position)
    return gid_of(job.id)

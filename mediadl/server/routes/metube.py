"""The one route of MeTube that extensions for it use, so that they work with MediaDL as they are."""

from mediadl.domain.clients import ForClient, Scope
from mediadl.domain.resolving import Asked
from mediadl.server.call import Call
from mediadl.server.metube_bodies import MetubeAnswer, MetubeRefusal, MetubeRequest
from mediadl.server.metube_wishes import meant
from mediadl.server.route import Auth, RateClass, Route


async def add(call: Call) -> MetubeAnswer:
    """Add a link; entries of a list become downloads once it is read."""
    wanted, api = call.body(MetubeRequest), call.api
    call.about(wanted.url)
    what = meant(wanted, api.engine.settings, api.download_folder)
    client = ForClient(call.owner_id, part=what.part)
    await api.engine.add_for(
        client, wanted.url, Asked(None, what.options), start=what.start, items=what.items
    )
    if call.client is not None:
        api.clients.note_jobs(call.client.id)
    return MetubeAnswer()


def _route(path: str, auth: Auth) -> Route:
    return Route(
        "POST",
        path,
        add,
        "Add one link as with MeTube",
        frozenset({Scope.SUBMIT}),
        auth=auth,
        rate=RateClass.SUBMIT,
        body=MetubeRequest,
        answer=MetubeAnswer,
        refusal=MetubeRefusal,
        switch="api_metube",
        tag="compatible",
    )


ROUTES = (_route("/add", Auth.TOKEN), _route("/c/{token}/add", Auth.PATH))

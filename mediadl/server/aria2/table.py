"""The methods there are: what each needs, and what it does; those that are refused on purpose are named."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from mediadl.domain.clients import Scope
from mediadl.server.aria2 import adding, reading, steering
from mediadl.server.aria2.params import Params
from mediadl.server.call import Call
from mediadl.server.route import RateClass

MULTICALL = "system.multicall"
LIST_METHODS = "system.listMethods"
LIST_NOTIFICATIONS = "system.listNotifications"


@dataclass(frozen=True)
class Method:
    """One method of aria2."""

    run: Callable[[Call, Params], Awaitable[Any]]
    scopes: frozenset[Scope]
    """One of them is needed; with none it needs no token, as in aria2."""
    rate: RateClass = RateClass.PLAIN


_READ = frozenset({Scope.READ})
_CONTROL = frozenset({Scope.CONTROL})
_ANY = frozenset({Scope.SUBMIT, Scope.READ, Scope.CONTROL})


async def _names(_call: Call, _params: Params) -> list[str]:
    return [*METHODS, MULTICALL]


async def _notifications(_call: Call, _params: Params) -> list[str]:
    return list(NOTIFICATIONS)


NOTIFICATIONS = tuple(f"aria2.onDownload{what}" for what in ("Start", "Pause", "Stop", "Complete", "Error"))
METHODS: Mapping[str, Method] = MappingProxyType({
    "aria2.addUri": Method(adding.add_uri, frozenset({Scope.SUBMIT}), RateClass.SUBMIT),
    "aria2.tellStatus": Method(reading.tell_status, _READ),
    "aria2.tellActive": Method(reading.tell_active, _READ),
    "aria2.tellWaiting": Method(reading.tell_waiting, _READ),
    "aria2.tellStopped": Method(reading.tell_stopped, _READ),
    "aria2.getFiles": Method(reading.files, _READ),
    "aria2.getUris": Method(reading.uris, _READ),
    "aria2.getGlobalStat": Method(reading.global_stat, _READ),
    "aria2.getVersion": Method(reading.version, _ANY),
    "aria2.getOption": Method(reading.option, _READ),
    "aria2.getGlobalOption": Method(reading.global_option, _READ),
    "aria2.pause": Method(steering.pause, _CONTROL),
    "aria2.forcePause": Method(steering.pause, _CONTROL),
    "aria2.pauseAll": Method(steering.pause_all, _CONTROL),
    "aria2.forcePauseAll": Method(steering.pause_all, _CONTROL),
    "aria2.unpause": Method(steering.unpause, _CONTROL),
    "aria2.unpauseAll": Method(steering.unpause_all, _CONTROL),
    "aria2.remove": Method(steering.remove, _CONTROL),
    "aria2.forceRemove": Method(steering.remove, _CONTROL),
    "aria2.removeDownloadResult": Method(steering.remove_result, _CONTROL),
    "aria2.purgeDownloadResult": Method(steering.purge_results, _CONTROL),
    "aria2.changePosition": Method(steering.change_position, _CONTROL),
    LIST_METHODS: Method(_names, frozenset()),
    LIST_NOTIFICATIONS: Method(_notifications, frozenset()),
})  # fmt: skip
DISABLED = frozenset(
    f"aria2.{name}"
    for name in (
        "addTorrent", "addMetalink", "changeOption", "changeGlobalOption", "changeUri", "getPeers",
        "getServers", "getSessionInfo", "saveSession", "shutdown", "forceShutdown",
    )
)  # fmt: skip
"""What aria2 has and MediaDL lets nobody do."""

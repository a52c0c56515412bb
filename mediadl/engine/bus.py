"""Events from the engine to whoever listens, in order, on the loop's thread. Nothing is queued here."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from mediadl.domain.events import Event

_log = logging.getLogger(__name__)

E = TypeVar("E", bound=Event)


class Bus:
    """Publishes each event to its subscribers; one that fails is logged and does not stop the others."""

    def __init__(self) -> None:
        self._handlers: dict[type[Any], list[Callable[[Any], None]]] = {}

    def subscribe(self, kind: type[E], handler: Callable[[E], None]) -> Callable[[], None]:
        """Call `handler` for every event of exactly this class; the returned function ends that."""
        handlers = self._handlers.setdefault(kind, [])
        handlers.append(handler)

        def unsubscribe() -> None:
            if handler in handlers:
                handlers.remove(handler)

        return unsubscribe

    def publish(self, event: Event) -> None:
        """Tell the subscribers, in the order they came."""
        for handler in tuple(self._handlers.get(type(event), ())):
            try:
                handler(event)
            except Exception:
                _log.exception("a handler of %s failed", type(event).__name__)

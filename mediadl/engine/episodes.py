"""Answers workers that ask for the number of an episode; the numbers lie in the store."""

from mediadl import wire
from mediadl.domain.episodes import number_for
from mediadl.domain.errors import StoreUnusable
from mediadl.domain.events import SaveFailed
from mediadl.engine.bus import Bus
from mediadl.store.episodes import EpisodeStore


class Episodes:
    """Gives each episode its number, which it keeps."""

    def __init__(self, store: EpisodeStore, bus: Bus) -> None:
        self._store = store
        self._bus = bus

    async def number(self, wanted: wire.NumberWanted) -> wire.SetNumber:
        """The answer; when it cannot be saved, that is told, and the number is what the files allow."""
        try:
            season, number = await self._store.number(wanted)
        except StoreUnusable as error:
            self._bus.publish(SaveFailed(str(error)))
            season, number = wanted.season, number_for(wanted.first, wanted.own, wanted.taken)
        return wire.SetNumber(season=season, number=number)

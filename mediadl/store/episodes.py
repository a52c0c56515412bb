"""The table of episodes: the number that each has been given in its show. It is never changed."""

import sqlite3

from mediadl import wire
from mediadl.domain.episodes import number_for
from mediadl.store.database import Database


class EpisodeStore:
    """One row an episode."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def number(self, wanted: wire.NumberWanted) -> tuple[int, int]:
        """Season and number of an episode; given now, and for good, if it has none yet.

        Raises:
            StoreUnusable: it cannot be saved.
        """
        return await self._database.write(lambda connection: _number(connection, wanted))


def _number(connection: sqlite3.Connection, wanted: wire.NumberWanted) -> tuple[int, int]:
    key = f"{wanted.show}\n{wanted.media}"
    row = connection.execute("SELECT season, number FROM episodes WHERE key = ?", (key,)).fetchone()
    if row is not None:
        return int(row[0]), int(row[1])
    others = connection.execute(
        "SELECT number FROM episodes WHERE show = ? AND season = ?", (wanted.show, wanted.season)
    )
    number = number_for(wanted.first, wanted.own, {*wanted.taken, *(number for (number,) in others)})
    connection.execute(
        "INSERT INTO episodes (key, show, season, number) VALUES (?, ?, ?, ?)",
        (key, wanted.show, wanted.season, number),
    )
    return wanted.season, number

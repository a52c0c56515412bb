"""The table of choices: what is checked in each list that waits; rows go when their job goes."""

import logging
import sqlite3

from pydantic import ValidationError

from mediadl.domain.choice import Choice
from mediadl.store.database import Database

_log = logging.getLogger(__name__)


class ChoiceStore:
    """One choice a job."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def load(self) -> dict[str, Choice]:
        """All choices, by job id; one that cannot be read, such as a newer version's, is left out."""
        return await self._database.read(_load)

    async def save(self, job_id: str, choice: Choice) -> None:
        """Save one; a job that is gone is no error, and nothing is saved for it."""
        row = (job_id, choice.model_dump_json(exclude_defaults=True), job_id)
        await self._database.write(
            lambda connection: connection.execute(
                "INSERT OR REPLACE INTO choices (job_id, body) "
                "SELECT ?, ? WHERE EXISTS (SELECT 1 FROM jobs WHERE id = ?)",
                row,
            )
        )


def _load(connection: sqlite3.Connection) -> dict[str, Choice]:
    choices: dict[str, Choice] = {}
    for job_id, body in connection.execute("SELECT job_id, CAST(body AS BLOB) FROM choices"):
        try:
            choices[job_id] = Choice.model_validate_json(body)
        except ValidationError as error:
            _log.warning("a saved choice cannot be read and is left where it is: %s", error)
    return choices

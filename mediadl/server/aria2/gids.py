"""gids, aria2's names of downloads: the first 16 hexadecimal digits of a job's id."""

import re
from collections.abc import Iterable

from mediadl.domain.job import Job
from mediadl.server.aria2.messages import RpcError

_LENGTH = 16
_GID = re.compile(rf"[0-9a-f]{{1,{_LENGTH}}}")


def gid_of(job_id: str) -> str:
    """The gid of a job."""
    return job_id.replace("-", "")[:_LENGTH]


def find(gid: str, jobs: Iterable[Job]) -> Job:
    """The job that a gid, or the beginning of one, names among these.

    Raises:
        RpcError: it names none, or more than one.
    """
    wanted = gid.lower()
    if not _GID.fullmatch(wanted):
        raise RpcError(f"Invalid GID {gid[:_LENGTH]}")
    found = [job for job in jobs if gid_of(job.id).startswith(wanted)]
    if not found:
        raise RpcError(f"GID {wanted} is not found")
    if len(found) > 1:
        raise RpcError(f"GID {wanted} is not unique")
    return found[0]

"""Which waiting jobs may start now: a pure decision over the queue in its order."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from mediadl.domain.job import Job, JobState, StartMode


@dataclass(frozen=True)
class Decision:
    """Ids to start, in order: `download` takes a job all the way, `probe` only looks at its link."""

    download: tuple[str, ...] = ()
    probe: tuple[str, ...] = ()


def decide(
    jobs: Sequence[Job], downloading: Collection[str], probing: Collection[str], limit: int, probe_limit: int
) -> Decision:
    """Choose from `jobs` (queue order) what the free slots take; busy ids are in `downloading`, `probing`.

    A job that nobody has looked at yet is downloaded straight away when a slot is free, which reads its page
    only once; while it waits for one it is probed, so that its row has a title and a picture. What came from
    a list has both already: a thousand pages of one site are not read ahead.
    """
    free = limit - len(downloading)
    free_probes = probe_limit - len(probing)
    download: list[str] = []
    probe: list[str] = []
    for job in jobs:
        if free <= 0 and free_probes <= 0:
            break
        if job.id in downloading or job.id in probing:
            continue
        straight = job.state is JobState.RESOLVING and job.start is StartMode.NOW
        if free > 0 and (straight or job.state is JobState.QUEUED):
            download.append(job.id)
            free -= 1
        elif free_probes > 0 and job.state is JobState.RESOLVING and not (straight and job.title):
            probe.append(job.id)
            free_probes -= 1
    return Decision(tuple(download), tuple(probe))

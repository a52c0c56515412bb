"""Which jobs a queue view shows: a group of states and words to search for; pure, without Qt."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from mediadl.domain.job import Job, JobState


class StateGroup(StrEnum):
    """The states as people group them."""

    ALL = "all"
    ACTIVE = "active"
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


GROUP_STATES: Mapping[StateGroup, frozenset[JobState]] = {
    StateGroup.ALL: frozenset(JobState),
    StateGroup.ACTIVE: frozenset({JobState.RESOLVING, JobState.RUNNING}),
    StateGroup.WAITING: frozenset({JobState.CHOOSING, JobState.QUEUED, JobState.WAITING, JobState.PAUSED}),
    StateGroup.DONE: frozenset({JobState.COMPLETED, JobState.DIFFERS, JobState.CANCELLED}),
    StateGroup.FAILED: frozenset({JobState.FAILED}),
}


@dataclass(frozen=True)
class QueueFilter:
    """Jobs of one group whose title, link, site or list contains every word; case does not matter."""

    group: StateGroup = StateGroup.ALL
    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, group: StateGroup, text: str) -> "QueueFilter":
        """The filter for what was typed into the search field."""
        return cls(group, tuple(text.casefold().split()))

    @property
    def hides_nothing(self) -> bool:
        """Whether every job passes."""
        return self.group is StateGroup.ALL and not self.words

    def accepts(self, job: Job) -> bool:
        """Whether the job is shown."""
        if job.state not in GROUP_STATES[self.group]:
            return False
        if not self.words:
            return True
        text = _searchable(job.display_title, job.url, job.site, job.playlist_title)
        return all(word in text for word in self.words)


@lru_cache(maxsize=32_768)  # every key that is typed asks for all of them again
def _searchable(*parts: str | None) -> str:
    return "\n".join(part for part in parts if part).casefold()

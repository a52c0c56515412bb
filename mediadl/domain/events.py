"""What the engine tells. Every event carries a frozen snapshot and is published after the change is saved."""

from dataclasses import dataclass
from datetime import datetime

from mediadl.domain.accounts import Account, VaultStatus
from mediadl.domain.choice import Choice
from mediadl.domain.job import Job
from mediadl.domain.media import Entry, Media, Playlist
from mediadl.domain.progress import Progress
from mediadl.domain.restoration import Restoration
from mediadl.domain.settings import Settings


@dataclass(frozen=True)
class JobAdded:
    """Fires after a new job was saved; it stands at the end of the queue."""

    job: Job


@dataclass(frozen=True)
class JobChanged:
    """Fires after any change of a job was saved, its state among them."""

    job: Job
    before: Job


@dataclass(frozen=True)
class JobProgressed:
    """Fires at most five times a second for a running job; progress is never saved."""

    job_id: str
    progress: Progress


@dataclass(frozen=True)
class JobLogged:
    """Fires for each line that yt-dlp says of a job, secrets masked; lines are never saved."""

    job_id: str
    level: str
    message: str


@dataclass(frozen=True)
class JobRemoved:
    """Fires after a job was deleted from the queue."""

    job: Job


@dataclass(frozen=True)
class QueueReordered:
    """Fires after a new order was saved; `job_ids` is the whole queue."""

    job_ids: tuple[str, ...]


@dataclass(frozen=True)
class MediaFound:
    """Fires when a probe has found one media, before the job's own change."""

    job_id: str
    media: Media


@dataclass(frozen=True)
class PlaylistFound:
    """Fires when a link turns out to be a list, before its first entry."""

    job_id: str
    playlist: Playlist


@dataclass(frozen=True)
class EntriesFound:
    """Fires for each batch of entries as the list is read, in the list's order."""

    job_id: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class EntriesLearned:
    """Fires when more is known of entries of a list: each with its position, from 0, and what it is now."""

    job_id: str
    entries: tuple[tuple[int, Entry], ...]


@dataclass(frozen=True)
class ListingFinished:
    """Fires when the last entry of a list has been told; a listing that breaks off fails its job instead."""

    job_id: str
    entry_count: int


@dataclass(frozen=True)
class InnerListChanged:
    """Fires when more is known of a list that was opened in another one: head, entries, end, failure."""

    list_id: str
    """As `domain.inner_lists.inner_id` makes it."""


@dataclass(frozen=True)
class ChoiceChanged:
    """Fires after it was saved what is chosen of a list that waits."""

    job_id: str
    choice: Choice


@dataclass(frozen=True)
class QueueRestored:
    """Fires after a database that was damaged while in use was replaced, and the queue saved into it."""

    restoration: Restoration


@dataclass(frozen=True)
class SettingsChanged:
    """Fires after new settings were saved."""

    settings: Settings
    before: Settings


@dataclass(frozen=True)
class QueueFinished:
    """Fires once when the last job under way has ended by itself and at least one was delivered.

    Nothing runs, is queued or waits then; paused jobs and lists to choose from may be left. The numbers count
    from the last time it fired, or from the start. What the user pauses, cancels, removes or gives up on does
    not end the queue.
    """

    delivered: int
    differing: int
    """Those of the delivered whose file is not quite what was asked for."""
    failed: int


@dataclass(frozen=True)
class TimetableChanged:
    """Fires after the start, and after the hours in which downloads run began, ended or were changed."""

    is_open: bool
    """Whether it is one of these hours; in others `Settings.outside_windows` says what holds."""
    until: datetime | None
    """Local time, aware: when that changes; None when it does not."""


@dataclass(frozen=True)
class SaveFailed:
    """Fires when a change could not be saved; it holds in memory and is saved with the next one."""

    message: str


@dataclass(frozen=True)
class AccountsChanged:
    """Fires after an account was added, changed or deleted, and after the vault was opened; all there are."""

    accounts: tuple[Account, ...]


@dataclass(frozen=True)
class VaultChanged:
    """Fires when it is known, or known anew, whether secrets are saved."""

    status: VaultStatus


Event = (
    JobAdded
    | JobChanged
    | JobProgressed
    | JobLogged
    | JobRemoved
    | QueueReordered
    | MediaFound
    | PlaylistFound
    | EntriesFound
    | EntriesLearned
    | ListingFinished
    | InnerListChanged
    | ChoiceChanged
    | QueueRestored
    | SettingsChanged
    | QueueFinished
    | TimetableChanged
    | SaveFailed
    | AccountsChanged
    | VaultChanged
)

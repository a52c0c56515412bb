"""The commands of the queue view as a table: words, icons, keys, and the states they are for; no Qt here."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from mediadl.domain.batch import is_group
from mediadl.domain.job import (
    CANCELLABLE_STATES,
    DELIVERED_STATES,
    PAUSABLE_STATES,
    TRANSITIONS,
    Job,
    JobState,
)
from mediadl.engine.approvals import wanted_addresses
from mediadl.ui.views.step_words import failed, repeatable

_EVERY = frozenset(JobState)
_COMPLETED = DELIVERED_STATES
_EXPLAINED = frozenset({JobState.FAILED, JobState.WAITING, JobState.DIFFERS})
_WAITING = frozenset({JobState.WAITING})
_LATER = frozenset({JobState.RESOLVING, JobState.QUEUED, JobState.WAITING, JobState.PAUSED})
_RECORDS = frozenset({JobState.RUNNING, JobState.PAUSED, JobState.WAITING, JobState.FAILED})
_DIFFERS = frozenset({JobState.DIFFERS})
_CHOICE = frozenset({JobState.CHOOSING})
_CAN_RESOLVE = frozenset(state for state, targets in TRANSITIONS.items() if JobState.RESOLVING in targets)


def _always(_job: Job) -> bool:
    return True


def _is_live(job: Job) -> bool:
    return job.is_live


def _is_patient(job: Job) -> bool:
    return not job.urgent


def _has_repeatable(job: Job) -> bool:
    return bool(repeatable(job.steps))


def _asks(job: Job) -> bool:
    return job.asks_part


def _wants_address(job: Job) -> bool:
    """Whether it waits for a word, as it leads into the user's own network."""
    return bool(wanted_addresses(job))


def _is_tried_again(job: Job) -> bool:
    return not _wants_address(job)


def _has_choice(job: Job) -> bool:
    return not job.asks_part and job.items is None


def _has_list(job: Job) -> bool:
    return job.playlist_url is not None


def _is_less(job: Job) -> bool:
    """Whether a delivered file is not all that was asked for."""
    return _is_own(job) and (job.state is JobState.DIFFERS or bool(failed(job.steps)))


def _is_own(job: Job) -> bool:
    """Whether what is there was downloaded by this very job."""
    return not job.is_had


def _is_had(job: Job) -> bool:
    return job.is_had


def _has_old_file(job: Job) -> bool:
    return job.is_had and bool(job.files)


def _can_open(job: Job) -> bool:
    return bool(job.files) or not job.is_had


def _has_sentence(job: Job) -> bool:
    """Whether its details are about something else than differences."""
    return job.is_had or job.state is not JobState.DIFFERS


def _has_rule(job: Job) -> bool:
    return bool(job.rule)


@dataclass(frozen=True)
class Command:
    """One thing that can be done to the selected jobs, to those that it fits."""

    name: str
    text: str
    icon: str
    keys: tuple[str, ...]
    """In Qt's notation, the one to show first. Two commands may share a key when only one of them applies."""
    states: frozenset[JobState] = _EVERY
    one_only: bool = False
    """Whether it is for one job alone."""

    when: Callable[[Job], bool] = _always
    """Says of a job in one of these states whether there is something to do."""
    is_rare: bool = False
    """Whether it is left out of menus while it cannot be used."""

    @property
    def tip(self) -> str:
        """What it does and its key, for a button without words."""
        return f"{self.text} ({self.keys[0]})"

    def fits(self, job: Job) -> bool:
        """Whether it can do something about this job."""
        return job.state in self.states and self.when(job)

    def applies(self, jobs: Collection[Job]) -> bool:
        """Whether it can do something about a selection."""
        if self.one_only and len(jobs) != 1:
            return False
        return any(self.fits(job) for job in jobs)


def _priority(name: str, priority: int, keys: str) -> Command:
    """The command that gives jobs which have not begun another priority."""
    icon, text = f"priority-{name}", f"{name.capitalize()} priority"
    return Command(f"priority_{name}", text, icon, (keys,), _LATER, when=lambda job: job.priority != priority)


_TABLE = (
    Command("pause", "Pause", "pause", ("Space",), PAUSABLE_STATES),
    Command("resume", "Resume", "resume", ("Space",), frozenset({JobState.PAUSED})),
    Command("start_now", "Start now", "urgent", ("Ctrl+Shift+S",), _LATER, when=_is_patient),
    Command("retry_now", "Retry now", "retry", ("F5",), _WAITING, False, _is_tried_again, True),
    Command("stop_retrying", "Stop retrying", "stop", ("Shift+F5",), _WAITING, False, _is_tried_again, True),
    Command("allow_once", "Allow once", "check", ("Alt+A",), _WAITING, False, _wants_address, True),
    Command(
        "allow_client", "Allow for this program", "check", ("Alt+P",), _WAITING, False, _wants_address, True
    ),
    Command("refuse", "Never", "cancel", ("Alt+N",), _WAITING, False, _wants_address, True),
    Command(
        "stop_and_keep", "Stop and keep", "stop-keep", ("Ctrl+Shift+K",), _RECORDS, False, _is_live, True
    ),
    Command("cancel", "Cancel", "cancel", ("Ctrl+Del",), CANCELLABLE_STATES),
    Command("retry", "Retry", "retry", ("F5", "Ctrl+R"), frozenset({JobState.FAILED, JobState.CANCELLED})),
    Command("remove", "Remove from the queue", "remove", ("Del",)),
    Command("open", "Open file", "open", ("Return", "Enter"), _COMPLETED, True, _can_open),
    Command("folder", "Show in folder", "folder", ("Ctrl+Shift+O",), _COMPLETED, True, _can_open),
    Command("details", "Details…", "info", ("Return", "Enter"), _EXPLAINED, True, _has_sentence),
    Command("differences", "What is different…", "info", ("Ctrl+I",), _COMPLETED, True, _is_less, True),
    Command("this_video", "Only this video", "video", ("Alt+V",), _CHOICE, when=_asks, is_rare=True),
    Command("whole_list", "The whole list", "playlist", ("Alt+L",), _CHOICE, when=_asks, is_rare=True),
    Command("choose", "Choose…", "choose", ("Return", "Enter"), _CHOICE, True, _has_choice),
    Command("rule", "Why these options…", "info", ("Alt+Return",), _EVERY, True, _has_rule, True),
    Command("choose_again", "Choose format…", "formats", ("F2",), _CAN_RESOLVE - _CHOICE, one_only=True),
    Command("again", "Download again", "download", ("Ctrl+Shift+R",), _COMPLETED, when=_is_own),
    Command("replace_had", "Download again", "download", ("Ctrl+Shift+R",), _DIFFERS, False, _is_had, True),
    Command("keep_both", "Keep both", "add", ("Ctrl+Shift+B",), _DIFFERS, False, _has_old_file, True),
    Command("keep", "Keep as it is", "check", ("Ctrl+K",), _DIFFERS, False, _is_own, True),
    Command("retry_steps", "Retry failed steps", "retry", ("F5",), _DIFFERS, False, _has_repeatable, True),
    Command("look_again", "Look for new entries", "search", ("Ctrl+Alt+N",), _EVERY, False, _has_list, True),
    Command("copy", "Copy link", "copy", ("Ctrl+C",)),
    Command("export", "Export details…", "export", ("Ctrl+Shift+E",)),
    _priority("high", 1, "Shift+Alt+Up"),
    _priority("normal", 0, "Shift+Alt+Home"),
    _priority("low", -1, "Shift+Alt+Down"),
    Command("top", "Move to top", "move-top", ("Alt+Home",)),
    Command("up", "Move up", "move-up", ("Alt+Up",)),
    Command("down", "Move down", "move-down", ("Alt+Down",)),
    Command("bottom", "Move to bottom", "move-bottom", ("Alt+End",)),
)
COMMANDS: Mapping[str, Command] = {command.name: command for command in _TABLE}

QUEUE_COMMANDS: Mapping[str, Command] = {
    command.name: command
    for command in (
        Command("select_all", "Select all", "select-all", ("Ctrl+A",)),
        Command("pause_all", "Pause all", "pause", ("Ctrl+Shift+Space",), PAUSABLE_STATES),
        Command("resume_all", "Resume all", "resume", ("Ctrl+Alt+Space",), frozenset({JobState.PAUSED})),
        Command("retry_all", "Retry all failed", "retry", ("Ctrl+F5",), frozenset({JobState.FAILED})),
    )
}
"""What is done to the whole queue, whatever is selected."""

_GROUP_COMMANDS: Mapping[JobState, str] = {
    JobState.PAUSED: "resume",
    JobState.FAILED: "retry",
    JobState.DIFFERS: "look_again",
    JobState.COMPLETED: "look_again",
    JobState.CANCELLED: "retry",
}
ROW_COMMANDS: Mapping[str, Command] = {
    **COMMANDS,
    "toggle_group": Command("toggle_group", "Open or close the list", "chevron-down", ("Return",)),
}
"""What a button of a row may be."""
_ROW_COMMANDS: Mapping[JobState, tuple[str, str]] = {
    JobState.RESOLVING: ("cancel", "pause"),
    JobState.CHOOSING: ("cancel", "choose"),
    JobState.QUEUED: ("cancel", "pause"),
    JobState.RUNNING: ("cancel", "pause"),
    JobState.WAITING: ("pause", "retry_now"),
    JobState.PAUSED: ("cancel", "resume"),
    JobState.DIFFERS: ("differences", "open"),
    JobState.COMPLETED: ("folder", "open"),
    JobState.FAILED: ("details", "retry"),
    JobState.CANCELLED: ("remove", "retry"),
}


def row_commands(job: Job) -> tuple[str, str]:
    """The two buttons of a row, the likelier one last, where it stands at the edge."""
    if is_group(job):
        return _GROUP_COMMANDS.get(job.state, "pause"), "toggle_group"
    if job.asks_part:
        return "this_video", "whole_list"
    if wanted_addresses(job):
        return "refuse", "allow_once"
    if job.is_had:
        return ("replace_had", "open") if job.files else ("details", "replace_had")
    if job.is_live and job.state in {JobState.RUNNING, JobState.PAUSED}:
        return ("resume" if job.state is JobState.PAUSED else "pause"), "stop_and_keep"
    return _ROW_COMMANDS[job.state]

"""What becomes of a job after a failure: it ends, or it waits and for how long. A pure decision."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mediadl.domain.failure_kinds import FailureKind, RetryRule
from mediadl.domain.failure_table import TABLE
from mediadl.domain.failures import Failure
from mediadl.domain.job import Job
from mediadl.domain.options import DownloadOptions
from mediadl.domain.selection import nearest
from mediadl.domain.substitutes import OTHER_FORMAT
from mediadl.domain.waiting import Wait, WaitReason

FIRST_PAUSE_S = 2.0
LONGEST_PAUSE_S = 120.0
LATE_LOOK, LONGEST_LATE_LOOK = timedelta(seconds=5), timedelta(minutes=5)
"""How soon a stream that ought to have begun is looked for again, at first and in the end."""
MOST_LATE = timedelta(hours=24)

_UNTIL_SOMETHING_HAPPENS = {
    RetryRule.NETWORK: WaitReason.NETWORK,
    RetryRule.APPROVAL: WaitReason.APPROVAL,
}
_MAY_MEAN_NO_NETWORK = frozenset(
    {FailureKind.NETWORK_DOWN, FailureKind.HOST_NOT_FOUND, FailureKind.UNREACHABLE, FailureKind.TIMED_OUT}
)


@dataclass(frozen=True)
class Situation:
    """What the decision depends on beside the job and its failure."""

    now: datetime
    """Aware, UTC."""
    most_attempts: int
    """How often a passing fault is tried again, as the settings say."""
    site_pause_s: float = 0.0
    """How long the job's site is left alone from now on."""
    network_is_down: bool = False
    has_moved_on: bool = False
    """Whether this attempt has brought the job forward; then earlier ones are not held against it."""
    chance: float = 1.0
    """A random number from 0 to 1, for pauses that do not all end together."""


@dataclass(frozen=True)
class Verdict:
    """`wait` is None when the job fails; the rest is for the job that waits."""

    wait: Wait | None = None
    attempts: int = 0
    options: DownloadOptions | None = None
    """Other options to go on with, or None for the same."""
    note: str = ""
    """What is different from now on, as a sentence."""


def may_mean_no_network(problem: Failure) -> bool:
    """Whether it is worth finding out if there is any connection at all."""
    return problem.kind in _MAY_MEAN_NO_NETWORK


def asks_to_slow_down(problem: Failure) -> bool:
    """Whether the site wants to be left alone for a while: a 429, or another answer with Retry-After."""
    return problem.retry_after_s is not None or TABLE[problem.kind].retry is RetryRule.SITE_PAUSE


def decide(job: Job, problem: Failure, situation: Situation) -> Verdict:
    """What becomes of the job that has just failed this way."""
    done = 0 if situation.has_moved_on else job.attempts
    if problem.begins_at is not None:
        return _until_it_begins(problem.begins_at, problem, situation.now)
    rule = _rule(problem, situation)
    if (reason := _UNTIL_SOMETHING_HAPPENS.get(rule)) is not None:
        return Verdict(Wait(reason=reason, failure=problem), done)
    if rule is RetryRule.NEAREST_FORMAT:
        return _with_nearest_format(job, problem, situation)
    most = min(1, situation.most_attempts) if rule is RetryRule.ONCE else situation.most_attempts
    if rule is RetryRule.NEVER or done >= most:
        return Verdict()
    if rule is RetryRule.SITE_PAUSE:
        # A little later than asked, and not all at the same moment.
        pause_s = situation.site_pause_s + situation.chance
        return _again(WaitReason.RATE_LIMIT, pause_s, problem, situation, (done, most))
    pause_s = 0.0 if rule is RetryRule.ONCE else situation.chance * _longest_pause_s(done)
    return _again(WaitReason.RETRY, pause_s, problem, situation, (done, most))


def _until_it_begins(begins_at: datetime, problem: Failure, now: datetime) -> Verdict:
    """Streams seldom begin on the second; the later one is, the less often it is looked for."""
    late = now - begins_at
    if late > MOST_LATE:
        return Verdict()
    until = begins_at if late < timedelta() else now + min(max(late / 4, LATE_LOOK), LONGEST_LATE_LOOK)
    return Verdict(Wait(reason=WaitReason.PREMIERE, until=until, failure=problem))


def _rule(problem: Failure, situation: Situation) -> RetryRule:
    if situation.network_is_down and may_mean_no_network(problem):
        return RetryRule.NETWORK
    if asks_to_slow_down(problem):
        return RetryRule.SITE_PAUSE
    rule = TABLE[problem.kind].retry
    # Others are reached, so this one host has a problem.
    return RetryRule.BACKOFF if rule is RetryRule.NETWORK else rule


def _longest_pause_s(done: int) -> float:
    """Full jitter: the pause is anything up to this, which doubles each time."""
    return min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2.0 ** min(done, 20))


def _again(
    reason: WaitReason, pause_s: float, problem: Failure, situation: Situation, attempts: tuple[int, int]
) -> Verdict:
    done, most = attempts
    wait = Wait(
        reason=reason,
        until=situation.now + timedelta(seconds=pause_s),
        length_s=pause_s,
        failure=problem,
        attempt=done + 1,
        most_attempts=most,
    )
    return Verdict(wait, done + 1)


def _with_nearest_format(job: Job, problem: Failure, situation: Situation) -> Verdict:
    """One more time without the very format; its absence afterwards is what tells that this was done."""
    options = nearest(job.options)
    if options is None or situation.most_attempts == 0:
        return Verdict()
    wait = Wait(
        reason=WaitReason.RETRY,
        until=situation.now,
        length_s=0.0,
        failure=problem,
        attempt=1,
        most_attempts=1,
    )
    return Verdict(wait, job.attempts, options, OTHER_FORMAT)

"""Which jobs start, as a table of queues."""

from typing import Any

import pytest

from mediadl.domain.job import Job, JobState, StartMode
from mediadl.domain.progress import Stage
from mediadl.domain.schedule import Busy, Decision, Limits, decide, goes_on_at_any_hour
from mediadl.domain.sites import Site
from tests.helpers.jobs import a_job

S = JobState


def _new(name: str, start: StartMode = StartMode.NOW) -> Job:
    """Just added; nobody has looked at it."""
    return a_job(S.RESOLVING, id=name, title=None, site=None, start=start)


def _queued(name: str, site: str = "example.com", **changes: Any) -> Job:
    return a_job(S.QUEUED, id=name, url=f"https://{site}/{name}", **changes)


def _decide(
    jobs: list[Job], downloads: int = 9, probes: int = 0, busy: Busy | None = None, **more: Any
) -> Decision:
    sites = more.pop("sites", {})
    return decide(jobs, busy or Busy(), Limits(downloads, probes, **more), sites, now_s=100.0)


def test_free_slots_are_filled_in_the_queues_order():
    assert _decide([_queued("a"), _queued("b"), _queued("c")], 2, 2) == Decision(("a", "b"))


def test_a_new_job_is_downloaded_straight_away_when_a_slot_is_free():
    assert _decide([_new("a")], 1, 1).download == ("a",)


def test_a_new_job_is_looked_at_while_it_waits():
    assert _decide([_queued("a"), _new("b"), _new("c")], 1, 1) == Decision(("a",), ("b",))


@pytest.mark.parametrize("start", [StartMode.PAUSED, StartMode.CHOOSE])
def test_what_shall_not_start_by_itself_is_only_looked_at(start: StartMode):
    assert _decide([_new("a", start)], 3, 1) == Decision((), ("a",))


def test_busy_jobs_take_slots_and_are_not_started_again():
    busy = Busy({"a": "https://x/"}, ["b"])
    assert _decide([_queued("a"), _new("b"), _queued("c")], 2, 1, busy) == Decision(("c",))


@pytest.mark.parametrize("state", sorted(set(S) - {S.QUEUED, S.RESOLVING}))
def test_other_states_wait_for_the_user(state: JobState):
    assert _decide([a_job(state, id="a")], 3, 3) == Decision()


def test_a_lowered_limit_starts_nothing_more():
    busy = Busy({"a": "https://x/", "b": "https://x/"})
    assert _decide([_queued("c")], 1, 1, busy).download == ()


def test_an_entry_of_a_list_is_not_looked_at_ahead():
    entry = a_job(S.RESOLVING, id="b", title="Known from the list", site=None)
    assert _decide([_queued("a"), entry], 1, 1).probe == ()


def test_without_probes_only_downloads_start():
    assert _decide([_new("a"), _new("b")], 1, 0).probe == ()


def test_a_site_s_limit_lets_other_sites_pass():
    jobs = [_queued("a"), _queued("b"), _queued("c"), _queued("d", "other.org"), _queued("e", "other.org")]
    assert _decide(jobs, 4, site_downloads=2).download == ("a", "b", "d", "e")
    busy = Busy({"r": "https://www.example.com/r"})
    assert _decide(jobs, 4, busy=busy, site_downloads=2).download == ("a", "d", "e")


def test_a_paused_site_is_left_alone_and_it_is_said_until_when():
    sites = {"example.com": Site(paused_until_s=105.0), "other.org": Site(paused_until_s=99.0)}
    jobs = [_queued("a"), _new("b"), _queued("c", "other.org")]
    assert _decide(jobs, 3, 3, sites=sites) == Decision(("c",), again_s=105.0)
    assert _decide([_new("a")], 0, 3, sites={"example.com": Site(paused_until_s=105.0)}).probe == ()


def test_starts_on_one_site_are_spaced():
    jobs = [_queued("a"), _queued("b"), _queued("c", "other.org")]
    assert _decide(jobs, site_spacing_s=3.0) == Decision(("a", "c"), again_s=103.0)
    just = {"example.com": Site(started_s=98.0)}
    assert _decide(jobs, site_spacing_s=3.0, sites=just) == Decision(("c",), again_s=101.0)
    taught = {"example.com": Site(started_s=98.0, spacing_s=10.0)}
    assert _decide(jobs, sites=taught) == Decision(("c",), again_s=108.0)


def test_a_higher_priority_goes_first_and_the_order_counts_among_equals():
    jobs = [_queued("a"), _queued("b", priority=1), _queued("c", priority=-1), _queued("d", priority=1)]
    assert _decide(jobs).download == ("b", "d", "a", "c")
    assert _decide(jobs, 1).download == ("b",)


def test_an_urgent_job_heeds_no_limit_no_pause_and_no_hours():
    urgent = _queued("u", urgent=True)
    sites = {"example.com": Site(paused_until_s=999.0)}
    busy = Busy({"r": "https://example.com/"})
    decision = _decide([_queued("a"), urgent], 1, 0, busy, sites=sites, site_downloads=1, is_open=False)
    assert decision.download == ("u",)


def test_an_urgent_job_takes_its_place_among_the_limits():
    assert _decide([_queued("a"), _queued("u", urgent=True)], 1).download == ("u",)


def test_outside_the_hours_only_what_is_to_be_chosen_from_is_looked_at():
    jobs = [_queued("a"), _new("b"), _new("c", StartMode.CHOOSE)]
    assert _decide(jobs, 3, 3, is_open=False) == Decision((), ("c",))


@pytest.mark.parametrize(
    ("changes", "stage", "goes_on"),
    [
        ({}, None, False),
        ({}, Stage.PREPARING, False),
        ({}, Stage.DOWNLOADING, False),
        ({}, Stage.PROCESSING, True),
        ({}, Stage.MOVING, True),
        ({"urgent": True}, Stage.DOWNLOADING, True),
        ({"is_live": True}, Stage.DOWNLOADING, True),
    ],
)
def test_what_goes_on_when_the_hours_end(changes: dict[str, bool], stage: Stage | None, goes_on: bool):
    assert goes_on_at_any_hour(a_job(S.RUNNING, **changes), stage) is goes_on


def test_no_more_of_a_batch_run_than_it_says_and_others_go_on():
    batch = [_queued(name, batch_id="b", batch_limit=2) for name in "abcd"]
    jobs = [*batch, _queued("other")]
    assert _decide(jobs).download == ("a", "b", "other")
    busy = Busy({"a": batch[0].url})
    assert _decide(jobs, busy=busy).download == ("b", "other")

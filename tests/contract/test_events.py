"""What streams tell, as JSON."""

from mediadl.contract.events import EventTold, JobRemovedTold, QueueStats


def test_counts_are_told_by_the_states_that_the_api_names() -> None:
    stats = QueueStats(total=3, by_status={"running": 1, "queued": 2})
    assert stats.model_dump_json() == '{"total":3,"by_status":{"running":1,"queued":2}}'


def test_an_event_that_nobody_is_told_twice_has_no_id() -> None:
    told = EventTold(id=None, event="job.removed", data=JobRemovedTold(request_id="one"))
    assert told.model_dump() == {"id": None, "event": "job.removed", "data": {"request_id": "one"}}

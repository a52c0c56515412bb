"""Events are frozen, named in the past, and all of them are in `Event`."""

import dataclasses
import inspect
import typing

import pytest

from mediadl.domain import events
from tests.helpers.jobs import a_job


def test_every_event_is_in_the_union_and_frozen():
    named = {
        kind
        for _name, kind in inspect.getmembers(events, inspect.isclass)
        if kind.__module__ == events.__name__
    }
    assert set(typing.get_args(events.Event)) == named
    assert all(kind.__dataclass_params__.frozen for kind in named)


def test_an_event_cannot_be_changed_by_a_handler():
    event = events.JobAdded(a_job())
    with pytest.raises(dataclasses.FrozenInstanceError):
        event.job = a_job()


def test_every_event_says_when_it_fires():
    assert all("Fires" in (kind.__doc__ or "") for kind in typing.get_args(events.Event))

"""Streams end by client, or all."""

from mediadl.server.streams import Streams


def test_streams_end_by_client_or_all() -> None:
    streams = Streams()
    with streams.opened("a") as first, streams.opened("b") as second:
        streams.end_of("a")
        assert (first.is_set(), second.is_set(), len(streams)) == (True, False, 2)
        streams.end_all()
        assert second.is_set()
    assert len(streams) == 0
    with streams.opened(None) as late:
        assert late.is_set()


def test_strangers_are_counted_by_where_they_come_from_until_they_say_who_they_are() -> None:
    streams = Streams()
    with (
        streams.opened(None, "a") as first,
        streams.opened(None, "a"),
        streams.opened(None),
        streams.opened("b"),
    ):
        assert streams.strangers() == {"a": 2, None: 1}
        streams.give(first, "b")
        assert streams.strangers() == {"a": 1, None: 1}
    assert streams.strangers() == {}

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

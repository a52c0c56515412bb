"""Counters have no more names than there are routes; a disk is found from a folder that is yet to come."""

from pathlib import Path

from mediadl.server.metrics import Metrics, disk_of
from mediadl.server.routes.table import TABLE
from tests.helpers.engines import running_engine


async def test_answers_are_counted_by_route_and_the_unknown_as_one(tmp_path: Path) -> None:
    async with running_engine(tmp_path) as watched:
        metrics = Metrics(watched.engine)
        for route in (TABLE.routes[0], None, None):
            metrics.note_answer(route, 404, 0.1)
        metrics.close()
        text = metrics.text().decode()
    assert 'http_request_duration_seconds_count{method="",route="unknown",status="404"} 2.0' in text
    assert "storage_bytes_free" in text


def test_the_disk_of_a_folder_that_is_made_later_is_found(tmp_path: Path) -> None:
    found = disk_of(tmp_path / "a" / "b")
    assert found is not None
    assert 0 < found[0] <= found[1]

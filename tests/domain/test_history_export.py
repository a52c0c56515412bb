"""The history for spreadsheets and programs."""

import csv
import io
import json

from mediadl.domain import metadata_export
from mediadl.domain.history_export import COLUMNS, as_csv, as_json
from mediadl.domain.job import JobState
from tests.helpers.jobs import NOON, a_job

JOB = a_job(
    title="Film, “one”",
    site="Lab",
    media_id="x",
    state=JobState.COMPLETED,
    finished_at=NOON,
    files=("/v/Film.mp4", "/v/Film.srt"),
    size_bytes=7,
)


def test_json_has_every_column_and_nulls_for_what_is_not_known():
    (record,) = json.loads(as_json([JOB]))
    assert tuple(record) == COLUMNS
    assert (record["title"], record["file"], record["playlist"]) == ("Film, “one”", "/v/Film.mp4", None)


def test_csv_is_read_back_as_it_was_written():
    (row,) = csv.DictReader(io.StringIO(as_csv([JOB]).removeprefix("\ufeff"), newline=""))
    assert (row["title"], row["size_bytes"], row["finished_at"]) == ("Film, “one”", "7", NOON.isoformat())


def test_no_title_becomes_a_formula():
    assert "'=1+1" in as_csv([a_job(title="=1+1", state=JobState.COMPLETED)])


def test_no_key_to_anything_stands_in_a_link_of_either_export():
    link = "https://me:secret@x.example/v?id=7&token=abc&sig=def#k"
    job = a_job(JobState.COMPLETED, url=link)
    for text in (as_json([job]), as_csv([job]), metadata_export.as_json([metadata_export.job_item(job)])):
        assert "https://x.example/v?id=7" in text
        assert not any(word in text for word in ("secret", "abc", "def"))

"""What is known of links as JSON and as a table, without a secret and without a formula."""

import csv
import io
import json
from typing import Any

from mediadl.domain.media import Chapter, Entry, Format, FormatKind, Media, Playlist
from mediadl.domain.metadata_export import (
    COLUMNS,
    as_csv,
    as_json,
    failed_item,
    job_item,
    list_item,
    media_item,
)
from tests.helpers.jobs import a_job

LINK = "https://example.org/watch?v=a1&token=abc123"
MEDIA = Media(
    id="a1",
    extractor="Lab",
    url="https://me:pw@example.org/watch?v=a1&sig=abc123",
    title="=HYPERLINK(1)",
    uploader="Lab Films, “best”",
    channel="Lab Films",
    duration_s=754.5,
    upload_date="20261101",
    thumbnail_url="https://cdn.example/t.jpg?size=l&oh=abc123&oe=65&x=" + "y" * 90,
    formats=(Format(id="18", kind=FormatKind.COMBINED, ext="mp4", height=360),),
    subtitles=("en", "de"),
    chapters=(Chapter(title="One", start_s=0, end_s=1),),
)
ENTRIES = [Entry(index=n, url=f"https://example.org/{n}", title=f"Part {n}") for n in (1, 2)]
LIST = Playlist(id="PL", extractor="Lab", url="https://example.org/list", title="Parts", channel="Lab Films")
ITEMS = [
    media_item(LINK, MEDIA),
    list_item("https://example.org/list", LIST, ENTRIES),
    failed_item(LINK, "Gone."),
]


def _rows(text: str) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_json_has_everything_in_its_order():
    told = json.loads(as_json(ITEMS))
    assert [item["kind"] for item in told["items"]] == ["media", "playlist", "failed"]
    media, listed, failed = told["items"]
    assert media["formats"]["combined"][0]["height"] == 360
    assert media["chapters"][0]["title"] == "One"
    assert [entry["title"] for entry in listed["entries"]] == ["Part 1", "Part 2"]
    assert failed["problem"] == "Gone."


def test_a_table_has_a_line_for_every_media_and_entry():
    rows = _rows(as_csv(ITEMS))
    assert [row["kind"] for row in rows] == ["media", "entry", "entry", "failed"]
    assert list(rows[0]) == list(COLUMNS)
    first = rows[0]
    assert (first["upload_date"], first["duration"], first["best_height"]) == ("2026-11-01", "754.5", "360")
    assert (first["uploader"], first["subtitles"]) == ("Lab Films, “best”", "en de")
    assert first["chapters"] == "1"
    assert (rows[2]["list"], rows[2]["index"], rows[2]["url"]) == ("Parts", "2", "https://example.org/2")


def test_no_spreadsheet_takes_a_title_for_a_formula():
    assert _rows(as_csv(ITEMS))[0]["title"] == "'=HYPERLINK(1)"


def test_nothing_secret_is_in_either():
    for text in (as_json(ITEMS), as_csv(ITEMS)):
        for secret in ("abc123", "me:pw", "y" * 90, "&oe="):
            assert secret not in text
        assert "https://example.org/watch?v=a1" in text
        assert "https://cdn.example/t.jpg?size=l" in text


def test_a_job_that_was_not_looked_at_tells_what_the_queue_knows():
    job = a_job(title="Dawn", duration_s=12.0, playlist_title="Parts", playlist_index=3)
    [row] = _rows(as_csv([job_item(job)]))
    assert (row["title"], row["site"], row["duration"], row["list"]) == ("Dawn", "Example", "12.0", "Parts")

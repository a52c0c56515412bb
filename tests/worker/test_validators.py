"""A file that changes on the server between two attempts never becomes a mixture of both."""

import io
import urllib.request
from pathlib import Path

import pytest
from yt_dlp.networking import Request, Response

from mediadl.worker.validators import NOTE, Validators
from tests.helpers.media_facts import sha256
from tests.helpers.media_site import MediaSiteProcess, media_path
from tests.helpers.workers import WorkerChild, download

URL = "https://example.com/x.mp4"
STREAM = {"url": URL, "protocol": "https", "format_id": "18"}


def _answered(validators: Validators, status: int = 200, **headers: str) -> None:
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    validators.on_response(Request(URL), Response(io.BytesIO(), URL, fields, status=status))


def _asked(validators: Validators, span: str | None) -> str | None:
    request = Request(URL, headers={"Range": span} if span else {})
    validators.on_request(request)
    return request.headers.get("If-Range")


def _noted(folder: Path, **headers: str) -> Validators:
    """What the next attempt has after one answer with these headers."""
    first = Validators(folder)
    first.watch([STREAM])
    _answered(first, **headers)
    after = Validators(folder)
    after.watch([STREAM])
    return after


@pytest.mark.parametrize(
    ("headers", "mark"),
    [
        ({"ETag": '"1"', "Last_Modified": "Thu"}, '"1"'),
        ({"ETag": 'W/"1"', "Last_Modified": "Thu"}, "Thu"),
        ({}, None),
    ],
)
def test_the_rest_is_asked_for_by_the_mark_of_the_beginning(headers, mark, tmp_path: Path):
    validators = _noted(tmp_path, **headers)
    assert _asked(validators, "bytes=100-") == mark
    assert _asked(validators, None) is None
    assert _asked(validators, "bytes=0-99") is None


def test_a_new_version_from_its_start_has_a_new_mark(tmp_path: Path):
    validators = _noted(tmp_path, ETag='"1"')
    _answered(validators, 206, ETag='"2"')
    assert _asked(validators, "bytes=5-") == '"1"'
    _answered(validators, 200, ETag='"2"')
    assert _asked(validators, "bytes=5-") == '"2"'


def test_fragments_are_left_alone(tmp_path: Path):
    validators = Validators(tmp_path)
    validators.watch([{**STREAM, "protocol": "m3u8_native"}])
    _answered(validators, ETag='"1"')
    assert not (tmp_path / NOTE).exists()


def test_a_file_that_changed_while_its_download_was_dead_is_fetched_anew(
    site: MediaSiteProcess, tmp_path: Path
):
    site.reset()
    request = download(site.url("swap/one.mp4", stall=2_000_000), tmp_path)
    part = Path(request.temp_folder) / "media.mp4.part"
    with WorkerChild() as child:
        for _said in child.stream(request):
            if part.is_file() and part.stat().st_size >= 500_000:
                break
    urllib.request.urlopen(site.url("swap/one.mp4/next")).close()
    with WorkerChild() as child:
        answer = child.ask(download(site.url("swap/one.mp4"), tmp_path))
    resumed = [hit for hit in site.hits() if "If-Range" in hit.headers]
    assert [hit.status for hit in resumed] == [200]
    assert sha256(answer.file) == sha256(media_path("av720.mp4"))

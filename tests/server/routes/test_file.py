"""A download's file, whole and in parts, and nothing that somebody puts in its place."""

from pathlib import Path

from mediadl.domain.clients import Scope
from tests.helpers.api import Running
from tests.helpers.media_site import MediaSiteProcess, media_path


async def test_the_file_comes_whole_and_in_parts(api: Running, media_site: MediaSiteProcess) -> None:
    _client, token = await api.client(Scope.SUBMIT, Scope.READ)
    added = await api.ask("POST", "/download", token, json={"url": media_site.url("media/small.mp4")})
    place = f"/download/{added.json['request_id']}/file"
    done = await api.watched.until_ended(added.json["request_id"])
    whole = media_path("small.mp4").read_bytes()
    answer = await api.ask("GET", place, token)
    assert (answer.status, answer.body == whole) == (200, True)
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''small.mp4"
    part = await api.ask("GET", place, token, headers={"Range": "bytes=10-19"})
    assert (part.status, part.body) == (206, whole[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole)}"
    none = await api.ask("GET", place, token, headers={"Range": f"bytes={len(whole)}-"})
    assert (none.status, none.headers["Content-Range"]) == (416, f"bytes */{len(whole)}")
    file = Path(done.files[0])
    file.unlink()
    file.symlink_to("/etc/hostname")
    assert (await api.ask("GET", place, token)).code == "FILE_NOT_FOUND"


async def test_before_its_end_there_is_no_file(api: Running) -> None:
    _client, token = await api.client(Scope.SUBMIT, Scope.READ)
    body = {"url": "https://example.invalid/", "start": "paused"}
    added = await api.ask("POST", "/download", token, json=body)
    assert (await api.ask("GET", f"/download/{added.json['request_id']}/file", token)).code == "CONFLICT"

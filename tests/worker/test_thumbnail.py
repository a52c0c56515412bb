"""The picture through a real worker: beside the media, in the format wanted, and never at its cost."""

from pathlib import Path

import pytest

from mediadl.domain.options import DownloadOptions
from mediadl.worker.thumbnail import kind_of, wants_thumbnail
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import WorkerChild, download


@pytest.mark.parametrize(("wanted", "suffix"), [(None, ".jpg"), ("png", ".png"), ("webp", ".webp")])
def test_the_picture_lies_beside_the_media(
    wanted: str | None, suffix: str, site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    options = {"custom_format": "18", "write_thumbnail": True, "thumbnail_format": wanted}
    answer = worker.ask(download(site.url("lab/v/x"), tmp_path, **options))
    media, picture = (Path(name) for name in answer.finished.files)
    assert (picture.stem, picture.suffix) == (media.stem, suffix)
    assert f".{kind_of(picture.read_bytes())}" == suffix


def test_a_picture_that_is_gone_costs_a_sentence(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    url = site.url("lab/v/x", status=404, only="thumb/")
    answer = worker.ask(download(url, tmp_path, custom_format="18", write_thumbnail=True))
    assert answer.file.is_file()
    assert answer.finished.differences[0].startswith("The picture could not be fetched: ")


@pytest.mark.parametrize(
    ("head", "suffix"),
    [(b"\xff\xd8\xff\xe0", "jpg"), (b"\x89PNG", "png"), (b"RIFF1234WEBP", "webp"), (b"<html>", "")],
)
def test_the_first_bytes_tell_the_kind(head: bytes, suffix: str):
    assert kind_of(head) == suffix


def test_embedding_alone_needs_it_too():
    assert wants_thumbnail(DownloadOptions(embed_thumbnail=True))

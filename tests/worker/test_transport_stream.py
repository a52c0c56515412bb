"""HLS becomes an MP4 in one copy, together with its tags, and is one also when they cannot be written."""

import shutil
from pathlib import Path

import pytest
import yt_dlp

from mediadl import wire
from mediadl.domain.steps import StepName, StepState
from mediadl.worker.transport_stream import is_misnamed, repair
from tests.helpers.media_facts import facts_of, stream_hash
from tests.helpers.media_site import MediaSiteProcess, media_path
from tests.helpers.workers import Answer, WorkerChild, download

_PACKET = b"\x47" + bytes(187)


def joined(target: Path) -> Path:
    """The fragments of a stream one behind the other, under the name of an MP4."""
    fragments = sorted(media_path("hls-muxed/v480/seg_000.ts").parent.glob("seg_*.ts"))
    target.write_bytes(b"".join(fragment.read_bytes() for fragment in fragments))
    return target


def repaired(file: Path) -> Path:
    """The same file as yt-dlp's own step makes it."""
    info = {"id": "1", "filepath": str(file), "ext": "mp4", "protocol": "m3u8_native"}
    with yt_dlp.YoutubeDL({"quiet": True}) as ydl:
        repair(ydl, info)
    return file


def begun(answer: Answer) -> list[str]:
    """The steps after the download, as they were told."""
    return [said.detail for said in answer.of(wire.StageChanged) if said.detail]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("media.mp4", _PACKET * 9, True),
        ("media.m4a", _PACKET * 5, True),
        ("media.ts", _PACKET * 9, False),
        ("media.mp4", b"", False),
        ("media.mp4", _PACKET * 4, False),
        ("media.mp4", _PACKET * 3 + bytes(188) + _PACKET * 9, False),
        ("media.mp4", b"\x00\x00\x00\x18ftypmp42" + _PACKET * 9, False),
    ],
)
def test_a_transport_stream_is_known_by_its_bytes(name: str, content: bytes, expected: bool, tmp_path: Path):
    (tmp_path / name).write_bytes(content)
    assert is_misnamed(tmp_path / name) is expected


def test_a_misnamed_file_becomes_what_it_is_called_and_an_mp4_stays_as_it_is(tmp_path: Path):
    file = joined(tmp_path / "media.mp4")
    assert facts_of(file).container == "mpegts"
    assert "mp4" in facts_of(repaired(file)).container
    content = file.read_bytes()
    assert repaired(file).read_bytes() == content


def test_hls_is_copied_once_and_has_the_streams_and_the_tags(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    answer = worker.ask(download(site.url("hls-muxed/master.m3u8"), tmp_path, preset="480p"))
    assert begun(answer) == ["Metadata"]
    assert stream_hash(answer.file) == stream_hash(repaired(joined(tmp_path / "media.mp4")))
    facts = facts_of(answer.file)
    assert ("mp4" in facts.container, facts.tags["title"]) == (True, answer.media.title)
    assert answer.finished.differences == ()


def test_without_tags_hls_is_an_mp4_all_the_same(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    request = download(
        site.url("hls-muxed/master.m3u8"), tmp_path / "got", preset="480p", embed_metadata=False
    )
    answer = worker.ask(request)
    assert begun(answer) == ["FixupM3u8"]
    assert "mp4" in facts_of(answer.file).container


def test_tags_that_cannot_be_written_cost_a_sentence_and_not_the_container(
    site: MediaSiteProcess, tmp_path: Path
):
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "ffprobe").symlink_to(shutil.which("ffprobe") or "")
    real = shutil.which("ffmpeg")
    script = f'#!/bin/sh\ncase "$*" in *title=*) echo "no tags here" >&2; exit 1;; esac\nexec {real} "$@"\n'
    (tools / "ffmpeg").write_text(script)
    (tools / "ffmpeg").chmod(0o700)
    with WorkerChild({"MEDIADL_FFMPEG": str(tools)}) as child:
        answer = child.ask(download(site.url("hls-muxed/master.m3u8"), tmp_path / "got", preset="480p"))
    states = {said.report.name: said.report.state for said in answer.of(wire.StepReported)}
    assert states[StepName.METADATA] is StepState.FAILED
    assert len(answer.finished.differences) == 1
    assert stream_hash(answer.file) == stream_hash(repaired(joined(tmp_path / "media.mp4")))

"""The protocol: every line comes back as it was, and anything else is refused."""

import json

import pytest
from pydantic import ValidationError

from mediadl import wire
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.media import Entry, Format, FormatKind, Media, Playlist
from mediadl.domain.options import DownloadOptions
from mediadl.domain.progress import Progress, Stage

MEDIA = Media(
    id="1",
    extractor="Lab",
    url="https://x/1",
    title="Line\nbreak \u2028 🎬",
    formats=(Format(id="18", kind=FormatKind.COMBINED, ext="mp4", height=360),),
)
MESSAGES = [
    wire.Hello(version="1", engine_version="2", pid=3),
    wire.Probed(found=MEDIA),
    wire.Probed(found=Playlist(id="1", extractor="x", url="u", title="t", entry_count=0)),
    wire.EntryFound(entries=(Entry(index=1, url="u", title="t"),)),
    wire.ProgressMade(progress=Progress(fraction=0.5, stage=Stage.DOWNLOADING, eta_s=0.0)),
    wire.ProgressMade(progress=Progress(fraction=None, stage=Stage.DOWNLOADING, done_bytes=7)),
    wire.ProgressMade(progress=Progress(fraction=0.0)),
    wire.StageChanged(stage=Stage.PROCESSING, detail="Merger"),
    wire.Logged(level="warning", message="words"),
    wire.Finished(files=("/a",), size_bytes=1, delivery="MP4"),
    wire.Failed(failure=failure(FailureKind.GONE, host="x")),
]
REQUESTS = [
    wire.Probe(url="https://x"),
    wire.Download(
        url="https://x", options=DownloadOptions(quality="480p"), folder="/f", temp_folder="/f/.mediadl/1"
    ),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.type)
def test_a_message_is_one_line_and_comes_back_as_it_was(message: wire.Message):
    line = wire.encode(message)
    assert line.count(b"\n") == 1
    assert wire.decode_message(line) == message


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request.cmd)
def test_a_request_comes_back_as_it_was(request_: wire.Request):
    assert wire.decode_request(wire.encode(request_)) == request_


def test_what_may_be_none_has_none_as_its_default():
    lines = (Progress, Media, Format, Entry, Playlist, DownloadOptions, wire.Download, wire.Finished)
    wrong = [
        f"{line.__name__}.{name}"
        for line in lines
        for name, field in line.model_fields.items()
        if "None" in str(field.annotation) and field.default is not None
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"type": "dance"}',
        b'{"type": "hello"}',
        b'{"type": "log", "level": "info", "message": "x", "more": 1}',
        b'{"type": "progress", "progress": {"fraction": "half"}}',
    ],
)
def test_anything_else_is_refused(line: bytes):
    with pytest.raises(ValidationError):
        wire.decode_message(line)
    with pytest.raises(ValidationError):
        wire.decode_request(line)


def test_half_a_character_becomes_a_question_mark():
    line = wire.encode(wire.Logged(level="info", message="half \ud83d pair"))
    assert json.loads(line)["message"] == "half ? pair"
    assert wire.decode_message(line) == wire.Logged(level="info", message="half ? pair")


@pytest.mark.parametrize(
    "line",
    [
        b'{"type": "browser_read", "cookies": [{"domain": 1, "name": "a", "value": "fake-1"}]}',
        b'{"type": "cookies_changed", "set": "fake-1"}',
        b'{"type": "cookies_changed", "set": [{"value": "fake-1',
    ],
)
def test_what_is_wrong_with_a_line_is_told_without_what_stands_in_it(line: bytes):
    with pytest.raises(ValueError, match="validation error") as raised:
        wire.decode_message(line)
    assert "fake-1" not in f"{raised.value} {wire.what_is_wrong(raised.value)}"
    assert "at" in wire.what_is_wrong(raised.value)

"""Files go to the trash, and what happened is said."""

from pathlib import Path

import pytest

from mediadl.ui.trash import Trashed, move_to_trash, trash_notice

A, B = Path("/v/a.mp4"), Path("/v/a.srt")


def test_what_is_there_goes_to_the_trash(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    file = tmp_path / "a.mp4"
    file.write_bytes(b"film")
    trashed = move_to_trash([file, file, tmp_path / "gone.mp4"])
    assert trashed == Trashed((file,), ())
    assert not file.exists()


@pytest.mark.parametrize(
    ("trashed", "kind", "words"),
    [
        (Trashed((A,), ()), "success", "“a.mp4” is in the trash."),
        (Trashed((A, B), ()), "success", "“a.mp4” and 1 more file are in the trash."),
        (Trashed((), ()), "info", "There is nothing to move: the file was moved or deleted before."),
        (Trashed((), (A,)), "error", "“a.mp4” cannot be moved to the trash: still in “/v”."),
        (
            Trashed((B,), (A,)),
            "error",
            "“a.mp4” cannot be moved to the trash: still in “/v”. “a.srt” is in the trash.",
        ),
    ],
)
def test_what_happened_is_said(trashed, kind, words):
    assert (trash_notice(trashed).kind, trash_notice(trashed).text) == (kind, words)

"""Links go to the process that runs, and to no other user's; what is no message is none."""

from pathlib import Path

import pytest

from mediadl.domain.errors import UserError
from mediadl.domain.options import DownloadOptions
from mediadl.engine.hand_over import (
    ANSWER,
    HandedOver,
    address_of,
    decoded,
    encoded,
    hand_over,
    refusal,
    send_by_socket,
)
from mediadl.paths import Paths
from tests.helpers.engines import paths_in

HANDED = HandedOver(
    links=["https://a.example/ü"],
    preset="720p",
    options=DownloadOptions(embed_metadata=True, subtitle_languages=("de",)),
    is_quiet=True,
)


def test_a_message_keeps_what_was_said_and_that_alone() -> None:
    read = decoded(encoded(HANDED))
    assert read == HANDED
    assert read is not None
    assert read.options.model_fields_set == {"embed_metadata", "subtitle_languages"}
    assert encoded(HandedOver(links=[], token="t")) == b'{"links":[],"token":"t"}\n'


@pytest.mark.parametrize(
    "message",
    [b"nonsense\n", b"[]\n", b'{"links": [1]}\n', b'{"links": "x"}\n', b'{"preset": "a"}\n', b"\xff\n"],
)
def test_nonsense_is_no_message(message: bytes) -> None:
    assert decoded(message) is None


def test_what_a_newer_version_says_beside_it_is_left_out() -> None:
    assert decoded(b'{"links": ["a"], "colour": "red", "options": {"colour": 1}}\n') == HandedOver(
        links=["a"]
    )


def test_answers_are_understood_and_silence_is_waited_for(tmp_path: Path) -> None:
    answers = iter([b"", b"", ANSWER])
    paths = paths_in(tmp_path)
    assert hand_over(HANDED, paths, lambda _message, _address: next(answers))
    assert not hand_over(HANDED, paths, send_by_socket, timeout_s=0)
    with pytest.raises(UserError, match=r"^No such preset\.$"):
        hand_over(HANDED, paths, lambda _message, _address: refusal("No such\npreset."))
    with pytest.raises(UserError, match="too many"):
        hand_over(HandedOver(links=["x" * 2_000_000]), paths, send_by_socket)


def test_data_folders_do_not_share_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    one, other = address_of(paths_in(tmp_path / "a")), address_of(paths_in(tmp_path / "b"))
    assert one != other
    assert len(str(tmp_path)) > 60 or Path(one).parent == tmp_path


def test_without_a_session_folder_the_address_lies_beside_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    here = Path("/home/somebody/.local/share/mediadl")
    assert Path(address_of(Paths(here, here, here))).parent == here

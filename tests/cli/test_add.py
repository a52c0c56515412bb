"""`mediadl add` reaches the one that runs, and says what to do when none does."""

import io
import os
from pathlib import Path

import pytest

from mediadl.cli.add import add
from mediadl.cli.add_arguments import AddArguments
from mediadl.domain.errors import UserError
from mediadl.domain.options import DownloadOptions
from mediadl.engine.hand_over import ANSWER, HandedOver, address_of, decoded, send_by_socket
from tests.helpers.engines import paths_in

LINKS = AddArguments(("https://a.example/", "https://b.example/"), DownloadOptions(quality="480p"), "720p")


def test_links_are_given_quietly_with_what_was_asked(tmp_path: Path) -> None:
    sent: list[tuple[HandedOver | None, str]] = []
    output, paths = io.StringIO(), paths_in(tmp_path)

    def send(message: bytes, address: str) -> bytes:
        sent.append((decoded(message), address))
        return ANSWER

    assert add(LINKS, paths, send, output, io.StringIO()) == 0
    assert output.getvalue() == "Added 2 links.\n"
    links, options = list(LINKS.links), DownloadOptions(quality="480p")
    handed = HandedOver(links=links, preset="720p", options=options, is_quiet=True)
    assert sent == [(handed, address_of(paths))]


def test_a_preset_that_is_none_is_told_before_anything_is_sent(tmp_path: Path) -> None:
    wrong, output, errors = AddArguments(("https://a.example/",), preset="7"), io.StringIO(), io.StringIO()
    assert add(wrong, paths_in(tmp_path), send_by_socket, output, errors) == 2
    assert (output.getvalue(), "There are: best" in errors.getvalue()) == ("", True)


@pytest.mark.parametrize(("lives", "words"), [(False, "mediadl serve"), (True, "does not answer")])
def test_nobody_and_silence_are_told_apart(
    lives: bool, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mediadl.engine.hand_over.time.sleep", lambda _s: monkeypatch.setattr(
        "mediadl.engine.hand_over.time.monotonic", lambda: float("inf")))  # fmt: skip
    paths = paths_in(tmp_path)
    paths.data.mkdir()
    paths.lock.write_text(f"window {os.getpid() if lives else 2**22 + 1}\n")
    with pytest.raises(UserError, match=words):
        add(LINKS, paths, send_by_socket, io.StringIO(), io.StringIO())

"""One sentence says what happened to a damaged queue."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mediadl.domain.restoration import Restoration

_KEPT = Path("/data/corrupt.sqlite3")
_AT = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("restoration", "words"),
    [
        (Restoration(_KEPT), "so a new one was started"),
        (Restoration(_KEPT, None, 1), "damaged; 1 download could be read from it."),
        (Restoration(_KEPT, _AT), f"from the backup of {_AT.astimezone():%Y-%m-%d %H:%M}. The damaged"),
        (Restoration(None, _AT, 1200), "with 1,200 downloads saved since then."),
    ],
)
def test_the_sentence_says_what_was_restored_and_from_when(restoration: Restoration, words: str) -> None:
    assert words in restoration.sentence
    assert (str(_KEPT) in restoration.sentence) == (restoration.set_aside is not None)

"""Kinds of files that are no jars are told apart, and jars are not taken for them."""

import pytest

from mediadl.domain.not_cookies import EXPORT, binary_kind, text_kind


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"SQLite format 3\0", "SQLite"),
        (b"cook\0\0", "Safari"),
        (b"PK\x03\x04", "ZIP"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"mozLz40\0", "session"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_the_first_bytes_tell(data: bytes, word: str):
    assert word in (binary_kind(data) or "")
    assert word not in EXPORT


@pytest.mark.parametrize(
    "text",
    ["site.test\tTRUE\t/\tTRUE\t0\ta\tb=c", "# Netscape\nsite.test\tFALSE\t/\tFALSE\t0\ta\tb", "words"],
)
def test_what_may_be_a_jar_is_let_through(text: str):
    assert text_kind(text) is None
    assert binary_kind(text.encode()) is None

"""A file that is to hold cookies is read, or refused in words."""

import pytest

from mediadl.domain.cookie_files import MAX_BYTES
from mediadl.domain.errors import InvalidCookies
from mediadl.ui.jar_file import jar_data


def test_a_file_is_read_as_it_is(tmp_path):
    (tmp_path / "cookies.txt").write_bytes(b"\xff\x00fake")
    assert jar_data(tmp_path / "cookies.txt") == b"\xff\x00fake"


def test_what_is_no_file_or_too_large_is_said(tmp_path):
    with pytest.raises(InvalidCookies, match="is not a file"):
        jar_data(tmp_path)
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(InvalidCookies, match="too large"):
        jar_data(tmp_path / "large.txt")

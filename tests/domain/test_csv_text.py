"""A table as CSV."""

import csv
import io

import pytest

from mediadl.domain.csv_text import csv_text


def test_a_table_is_read_back_as_it_was_written():
    text = csv_text(("a", "b"), [{"a": 'x, "y"\nz', "b": 3, "c": "unknown"}, {"b": None}])
    assert text.startswith("a,b\r\n")
    assert list(csv.DictReader(io.StringIO(text, newline=""))) == [
        {"a": 'x, "y"\nz', "b": "3"},
        {"a": "", "b": ""},
    ]


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_no_text_becomes_a_formula(title):
    (row,) = csv.DictReader(io.StringIO(csv_text(("a",), [{"a": title}]), newline=""))
    assert row == {"a": f"'{title}"}

"""A table as CSV that spreadsheets open as what it is; what stands in it is not known here."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

# What a spreadsheet would run as a formula (owasp.org, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """A line of names and a line each below it (RFC 4180); what a row does not know is left empty."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({column: _cell(row.get(column)) for column in columns} for row in rows)
    return text.getvalue()


def _cell(value: Any) -> Any:
    """A title that begins like a formula must not become one."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value

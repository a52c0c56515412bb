"""Filters of channels that cannot be meant are refused in words."""

from typing import Any

import pytest
from pydantic import ValidationError

from mediadl.contract.channels import ChannelDownloadRequest, ChannelQuery
from mediadl.domain.entry_order import EntryOrder

LINK = "https://example.com/c"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"date_after": "20260231"}, "no such day"),
        ({"date_after": "2026-01-01"}, "pattern"),
        ({"min_views": 5, "max_views": 4}, "Nothing lies between"),
        ({"min_duration": float("nan")}, "finite"),
        ({"sort_by": "likes"}, "upload_date"),
        ({"max_downloads": 1001}, "1000"),
        ({"page": 1}, "Extra inputs"),
    ],
)
def test_what_cannot_be_meant_is_refused(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        ChannelDownloadRequest(url=LINK, **fields)


def test_a_query_is_read_from_text() -> None:
    sent = {"url": LINK, "min_duration": "90", "max_views": "7", "sort_by": "title", "page": "2"}
    query = ChannelQuery.model_validate(sent)
    assert (query.min_duration, query.max_views, query.sort_by, query.page) == (90, 7, EntryOrder.TITLE, 2)

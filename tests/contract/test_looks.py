"""A link is checked before anybody looks at it."""

import pytest
from pydantic import ValidationError

from mediadl.contract.looks import LinkQuery, PreviewQuery


def test_a_bare_link_is_completed() -> None:
    assert LinkQuery(url="example.com/watch").url == "https://example.com/watch"


@pytest.mark.parametrize(
    "wrong", [{"url": "file:///etc/passwd"}, {"url": "https://a.example/", "page_size": 101}, {}]
)
def test_what_cannot_be_looked_at_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        PreviewQuery.model_validate(wrong)

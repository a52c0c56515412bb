"""What a program says of itself is shown to the user as one line of letters."""

import pytest
from pydantic import ValidationError

from mediadl.contract.program import PairRequest


def test_a_name_is_one_line_without_tricks() -> None:
    asked = PairRequest(name=" Fire\u202efox\n ", scopes=["read"])
    assert asked.name == "Firefox"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "\u202e", "scopes": ["read"]},
        {"name": "x" * 61, "scopes": ["read"]},
        {"name": "A", "scopes": []},
        {"name": "A", "scopes": ["all"]},
    ],
)
def test_nobody_can_ask_for_everything_or_without_a_name(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        PairRequest.model_validate(wrong)

"""Unknown fields are refused."""

import pytest
from pydantic import ValidationError

from mediadl.contract.plain import Nothing, Told


def test_a_request_has_no_fields_that_are_not_known() -> None:
    assert Nothing() == Nothing()
    with pytest.raises(ValidationError, match="exec"):
        Nothing.model_validate({"exec": 1})
    assert Told().model_dump() == {}

"""What is wanted of a list is said in one way, and can be read."""

import pytest
from pydantic import ValidationError

from mediadl.contract.batches import PlaylistDownloadRequest


@pytest.mark.parametrize(
    ("said", "expression"),
    [
        ({}, "1-"),
        ({"items": "1-10,15"}, "1-10,15"),
        ({"start": 3}, "3-"),
        ({"start": 3, "end": 5}, "3-5"),
        ({"end": 5, "start": "paused"}, "1-5"),
        ({"end": 5, "reverse_playlist": True}, "backwards 1-5"),
    ],
)
def test_what_is_said_becomes_an_expression(said: dict[str, object], expression: str) -> None:
    assert PlaylistDownloadRequest.model_validate({"url": "a.example", **said}).range == expression


@pytest.mark.parametrize(
    "wrong", [{"items": "x"}, {"items": "1", "end": 2}, {"start": 5, "end": 2}, {"start": "choose"}]
)
def test_what_cannot_be_meant_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        PlaylistDownloadRequest.model_validate({"url": "https://a.example/", **wrong})

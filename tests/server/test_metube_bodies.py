"""Requests of every version of MeTube are read, and a refusal says all that is wrong."""

import pytest
from pydantic import ValidationError

from mediadl.server.metube_bodies import MetubeRefusal, MetubeRequest
from mediadl.server.problems import Code, FieldProblem, Problem

LINK = "https://example.invalid/"


def test_all_but_the_link_may_be_missing_or_null() -> None:
    names = set(MetubeRequest.model_fields) - {"url"}
    assert MetubeRequest(url=LINK) == MetubeRequest.model_validate({"url": LINK, **dict.fromkeys(names)})


@pytest.mark.parametrize(
    "wrong", [{"url": ""}, {"quality": ["best"]}, {"folder": "x" * 201}, {"clip_start": -1}]
)
def test_what_has_no_sense_in_any_version_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        MetubeRequest.model_validate({"url": LINK, **wrong})


def test_a_refusal_names_the_fields_because_there_is_no_other_place() -> None:
    problem = Problem(Code.VALIDATION_ERROR, "Check.", (FieldProblem(field="url", message="It is none."),))
    told = MetubeRefusal.of(problem)
    assert (told.status, told.msg, told.error) == ("error", "url: It is none.", "url: It is none.")
    assert MetubeRefusal.of(Problem(Code.UNAUTHORIZED, "Send a token.")).error == "Send a token."

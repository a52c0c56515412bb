"""A small thing is asked for again after a passing refusal, and not after one that stays."""

import io

import pytest
from yt_dlp.networking import Response
from yt_dlp.networking.exceptions import HTTPError, TransportError

from mediadl.worker.patience import patiently

URL = "https://example.com/x"


def _refusal(status: int, **headers: str) -> HTTPError:
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return HTTPError(Response(io.BytesIO(), URL, fields, status=status))


def _ask(*answers: Exception | str) -> tuple[object, list[float], int]:
    """What came of it, the waits, and how many answers were left."""
    left, waits = list(answers), list[float]()

    def ask() -> str:
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    try:
        return patiently(ask, URL, waits.append), waits, len(left)
    except (HTTPError, TransportError) as error:
        return error, waits, len(left)


@pytest.mark.parametrize(
    ("answers", "waits"),
    [
        (["well"], []),
        ([_refusal(429, Retry_After="7"), "well"], [7.0]),
        ([_refusal(503), TransportError("reset"), "well"], [1.0, 2.0]),
    ],
)
def test_a_passing_refusal_is_waited_out(answers, waits):
    assert _ask(*answers) == ("well", waits, 0)


@pytest.mark.parametrize("answer", [_refusal(404), _refusal(429, Retry_After="600")])
def test_what_would_not_help_is_not_tried(answer: HTTPError):
    assert _ask(answer, "well") == (answer, [], 1)


def test_the_last_refusal_is_the_answer():
    last = _refusal(500)
    assert _ask(_refusal(429), _refusal(429), last, "well") == (last, [1.0, 2.0], 1)

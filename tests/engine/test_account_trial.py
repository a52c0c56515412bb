"""A test looks with and without the account, and says in a sentence what that shows."""

import pytest

from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.media import Media, Playlist
from mediadl.engine.account_trial import Verdict, compared, refused
from tests.helpers.choices import a_format

LOGIN, DOWN = failure(FailureKind.LOGIN_NEEDED, host="a.org"), failure(FailureKind.TIMED_OUT, host="a.org")


def media(*heights: int) -> Media:
    formats = tuple(a_format(str(height), height=height) for height in heights)
    return Media(id="m", extractor="Lab", url="u", title="Film", formats=formats)


@pytest.mark.parametrize(
    ("with_it", "without", "said", "lets_in"),
    [
        (media(), LOGIN, "It works: “Film” is visible only with it.", True),
        (Playlist(id="p", extractor="Lab", url="u", title="List"), LOGIN, "visible only with it", True),
        (media(360, 1080), media(360), "up to 1080p with it, and up to 360p without it.", True),
        (media(360), media(360), "Not needed: “Film” is visible without it", None),
        (media(), DOWN, "Without it, it could not be tried: a.org did not answer", None),
    ],
)
def test_what_differs_is_said(with_it, without, said: str, lets_in: bool | None) -> None:
    verdict = compared(with_it, without)
    assert said in verdict.sentence
    assert verdict.lets_in is lets_in


def test_a_refusal_is_told_from_trouble() -> None:
    assert refused(LOGIN) == Verdict(f"Refused: {LOGIN.message}", lets_in=False)
    assert refused(DOWN) == Verdict(f"It could not be tested. {DOWN.message}", lets_in=None)

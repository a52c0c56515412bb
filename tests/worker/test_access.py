"""One request's access: a login in a header stays at its site, and failures say nothing secret."""

import base64

import pytest
from yt_dlp.networking import Request

from mediadl import wire
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.secrets import Secrets
from mediadl.worker.access import Access
from mediadl.worker.rate_limiter import RateLimiter

LOGIN = Secrets(username="fake-anna", password="fake-password")
BASIC = f"Basic {base64.b64encode(b'fake-anna:fake-password').decode()}"


def access(secrets: Secrets = LOGIN) -> tuple[Access, list[wire.Message]]:
    said: list[wire.Message] = []
    return Access(wire.Probe(url="https://site.test/x", secrets=secrets), said.append, RateLimiter()), said


@pytest.mark.parametrize(
    ("url", "value", "kept"),
    [
        ("https://site.test/v.mp4", BASIC, True),
        ("https://cdn.site.test/v.mp4", BASIC, True),
        ("https://evil-site.test/v.mp4", BASIC, False),
        ("https://other.test/v.mp4", "Digest fake-password", False),
        ("https://other.test/v.mp4", "Bearer of-the-site-itself", True),
    ],
)
def test_a_login_in_a_header_goes_to_its_site_alone(url: str, value: str, kept: bool):
    own, _said = access()
    request = Request(url, headers={"Authorization": value, "Accept": "*/*"})
    with own.open({"quiet": True}) as ydl:
        for hook in ydl.request_hooks:
            hook(request)
    assert (request.headers.get("Authorization") == value) is kept
    assert request.headers["Accept"] == "*/*"


def test_a_failure_and_a_line_of_the_log_say_nothing_secret():
    own, said = access()
    problem = failure(FailureKind.BUG, detail="Traceback: fake-password of fake-anna")
    assert "fake" not in own.discreet(problem).detail
    own.log.info("logging in as fake-anna with fake-password")
    assert "fake" not in str(said)


@pytest.mark.parametrize(
    ("warned", "kind"),
    [
        ("[x] unable to login: incorrect password", FailureKind.WRONG_LOGIN),
        ("[x] unable to login: incorrect TFA code", FailureKind.TWO_FACTOR),
        ("[x] falling back", FailureKind.LOGIN_NEEDED),
    ],
)
def test_a_login_that_was_refused_in_passing_is_the_cause(warned: str, kind: FailureKind):
    own, _said = access()
    own.log.warning(warned, only_once=True)
    assert own.discreet(failure(FailureKind.LOGIN_NEEDED, detail="no")).kind is kind
    assert own.discreet(failure(FailureKind.NOT_FOUND)).kind is FailureKind.NOT_FOUND


def test_without_secrets_yt_dlp_is_as_ever():
    own, _said = access(Secrets())
    with own.open({"quiet": True}) as ydl:
        assert not ydl.is_discreet

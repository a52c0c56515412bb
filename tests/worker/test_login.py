"""Logins reach yt-dlp, no question waits for an answer, and nothing secret is said or kept."""

import time
from pathlib import Path

import pytest
from yt_dlp.utils import ExtractorError

from mediadl import wire
from mediadl.domain.failures import FailureKind
from mediadl.domain.secrets import Secrets
from mediadl.worker.login import Concealment, _refuse, keep_off_disk, login_params
from mediadl.worker.network import NetworkedYoutubeDL
from mediadl.worker.rate_limiter import RateLimiter
from tests.helpers.local_proxy import a_proxy
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import WorkerChild, download

K = FailureKind
ANNA, PASSWORD, CODE = "fake-anna", "fake-password-of-anna", "fake-123456"


@pytest.mark.parametrize(
    ("secrets", "kind"),
    [
        ({}, K.LOGIN_NEEDED),
        ({"username": ANNA, "password": "fake-and-wrong"}, K.WRONG_LOGIN),
        ({"username": ANNA}, K.WRONG_LOGIN),
        ({"username": ANNA, "password": PASSWORD}, K.TWO_FACTOR),
        ({"username": ANNA, "password": PASSWORD, "two_factor": "fake-000000"}, K.TWO_FACTOR),
        ({"username": ANNA, "password": PASSWORD, "two_factor": CODE}, None),
    ],
)
def test_a_login_with_a_second_factor(
    secrets: dict[str, str], kind: K | None, site: MediaSiteProcess, worker: WorkerChild
):
    answer = worker.ask(wire.Probe(url=site.url("lab/account/x"), secrets=Secrets(**secrets)), timeout_s=60)
    opened = [cookie.name for told in answer.of(wire.CookiesChanged) for cookie in told.set]
    if kind is None:
        assert answer.media.title
        assert opened == ["session"]
    else:
        assert answer.failed.failure.kind is kind
        assert opened == []
    assert not any(secret in str(answer.said) for secret in secrets.values())


@pytest.mark.parametrize(
    ("password", "kind"),
    [(None, K.VIDEO_PASSWORD), ("fake-and-wrong", K.VIDEO_PASSWORD), ("fake-open-sesame", None)],
)
def test_a_video_with_a_password_of_its_own(
    password: str | None, kind: K | None, site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    secrets = Secrets(video_password=password)
    answer = worker.ask(download(site.url("lab/locked/x"), tmp_path, secrets=secrets))
    if kind is None:
        assert answer.file.exists()
    else:
        assert answer.failed.failure.kind is kind


def test_the_proxy_of_the_secrets_is_used(site: MediaSiteProcess, worker: WorkerChild):
    with a_proxy() as (address, asked), WorkerChild({"no_proxy": "", "NO_PROXY": ""}) as child:
        secrets = Secrets(proxy=address.replace("//", "//fake-user:fake-password@"))
        answer = child.ask(wire.Probe(url=site.url("media/small.mp4"), secrets=secrets))
        assert answer.media.title
        assert asked
    assert "fake-password" not in str(answer.said)


def test_only_what_is_there_becomes_a_parameter():
    assert login_params(Secrets()) == {}
    assert login_params(Secrets(username="a", video_password="b")) == {"username": "a", "videopassword": "b"}


def test_a_question_is_refused_with_its_words():
    with pytest.raises(ExtractorError, match="Type it"):
        _refuse("Type it: ")


def test_secrets_are_taken_out_of_texts_however_they_are_written():
    secrets = Secrets(username="fake name", password="fake/p&ss", proxy="http://u:p@proxy.test")
    conceal = Concealment(
        "https://site-fake.test/", secrets, lambda: {"fake-cookie", "abc", "site-fake.test"}
    )
    text = conceal(
        "fake name fake%20name fake+name fake/p&ss fake%2Fp%26ss fake-cookie abc http://u:p@proxy.test"
    )
    assert "fake" not in text
    assert "proxy.test" not in text
    assert "abc" in text
    assert conceal("site-fake.test says no") == "site-fake.test says no"


def test_ten_thousand_cookies_do_not_slow_the_log_down():
    values = {f"fake-value-{number:05}" for number in range(10_000)}
    conceal = Concealment("https://site.test/", Secrets(), lambda: values)
    began_s = time.process_time()
    assert all("fake" not in conceal(f"line {number} fake-value-00007") for number in range(50))
    assert time.process_time() - began_s < 20


def test_what_a_login_was_answered_is_not_kept_on_disk(tmp_path: Path):
    with NetworkedYoutubeDL({"quiet": True, "cachedir": str(tmp_path)}, RateLimiter()) as ydl:
        keep_off_disk(ydl)
        ydl.cache.store("vimeo", "oauth-token", {"token": "fake"})
        ydl.cache.store("youtube-sigfuncs", "player", {"code": 1})
        assert ydl.cache.load("youtube-sigfuncs", "player") == {"code": 1}
    assert [path.parent.name for path in tmp_path.rglob("*.json")] == ["youtube-sigfuncs"]

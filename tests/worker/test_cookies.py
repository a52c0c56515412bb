"""The cookies of a request: into yt-dlp in memory, to its site alone, and back what the site made of them."""

import time
from pathlib import Path

import pytest
from yt_dlp.networking import Request

from mediadl import wire
from mediadl.domain.cookie_merge import merged
from mediadl.domain.cookies import Cookie
from mediadl.domain.failures import FailureKind
from mediadl.domain.options import DownloadOptions
from mediadl.domain.secrets import Secrets
from mediadl.domain.steps import StepName
from mediadl.worker.cookies import JobCookies
from mediadl.worker.network import NetworkedYoutubeDL
from mediadl.worker.rate_limiter import RateLimiter
from tests.helpers.gate import LET_IN, a_local_cookie, asked_of_the_other_host, let_in, told_to_the_other_host
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import Answer, WorkerChild, download

LATER = 4_000_000_000


def changes(answer: Answer) -> list[wire.CookiesChanged]:
    return answer.of(wire.CookiesChanged)


def values(told: wire.CookiesChanged) -> dict[str, str]:
    return {cookie.name: cookie.value for cookie in told.set}


@pytest.mark.parametrize("path", ["page/harbour", "lab/v/x", "hls/master.m3u8", "media/av480.mp4"])
def test_what_is_shown_to_those_who_are_logged_in_is_downloaded_with_their_cookie(
    path: str, site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    url = site.url(path, login="403")
    with_it = worker.ask(download(url, tmp_path, secrets=let_in()))
    without = worker.ask(download(url, tmp_path, job="2"))
    assert with_it.file.stat().st_size > 100_000
    assert without.failed.failure.kind in {FailureKind.FORBIDDEN, FailureKind.LOGIN_NEEDED}
    assert changes(with_it) == []


def test_a_look_is_let_in_as_well_and_the_next_one_is_not(site: MediaSiteProcess, worker: WorkerChild):
    url = site.url("lab/login/x")
    assert worker.ask(wire.Probe(url=url, secrets=let_in())).media.title
    assert worker.ask(wire.Probe(url=url)).failed.failure.kind is FailureKind.LOGIN_NEEDED
    wrong = Secrets(cookies=(a_local_cookie(value="fake-and-wrong"),))
    assert worker.ask(wire.Probe(url=url, secrets=wrong)).failed.failure.kind is FailureKind.LOGIN_NEEDED


def test_what_the_site_renews_is_told_before_the_last_line(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    url = site.url("rotate/sid/page/harbour")
    answer = worker.ask(download(url, tmp_path, secrets=let_in(sid="fake-1")))
    assert answer.finished
    assert all(list(values(told)) == ["sid"] for told in changes(answer))
    assert values(changes(answer)[-1])["sid"].startswith("fake-rotated-")
    assert all(told.deleted == () for told in changes(answer))


def test_it_is_told_as_soon_as_it_is_known_because_a_worker_may_be_killed(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    url = site.url("rotate/sid/page/harbour")
    answer = worker.ask(download(url, tmp_path, secrets=let_in(sid="fake-1")))
    kinds = [type(line.message) for line in answer.said]
    assert kinds.index(wire.CookiesChanged) < kinds.index(wire.Probed)


@pytest.mark.parametrize("path", ["rotate/sid/page/nothing", "rotate/sid/no/such/page", "rotate/sid/private"])
def test_it_is_told_after_a_failure_too(path: str, site: MediaSiteProcess, worker: WorkerChild):
    answer = worker.ask(wire.Probe(url=site.url(path), secrets=let_in(sid="fake-1")))
    assert answer.failed
    told = changes(answer)
    if path != "rotate/sid/no/such/page":  # a page that is not there sets nothing
        assert list(values(told[-1])) == ["sid"]


def test_what_two_jobs_bring_home_is_both_kept(site: MediaSiteProcess, worker: WorkerChild):
    sent = let_in(one="fake-1", two="fake-2")
    jar = sent.cookies
    for name in ("one", "two"):
        url = site.url(f"rotate/{name}/lab/api/login/x")
        for told in changes(worker.ask(wire.Probe(url=url, secrets=sent))):
            jar = merged(jar, sent.cookies, told.set, told.deleted)
    after = {cookie.name: cookie.value for cookie in jar}
    assert after["session"] == LET_IN
    assert after["one"].startswith("fake-rotated-")
    assert after["two"].startswith("fake-rotated-")


def test_a_look_at_subtitles_and_a_step_done_again_tell_it_as_well(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    secrets = let_in(sid="fake-1")
    url = site.url("rotate/sid/page/harbour")
    file = worker.ask(download(url, tmp_path, secrets=secrets)).file
    peek = wire.Peek(url=url, key="en", secrets=secrets)
    redo = wire.Redo(
        url=url,
        files=(str(file),),
        steps=(StepName.THUMBNAIL,),
        temp_folder=str(tmp_path / "again"),
        options=DownloadOptions(write_thumbnail=True),
        secrets=secrets,
    )
    for request in (peek, redo):
        assert "sid" in values(changes(worker.ask(request))[-1])


def test_a_browsers_handshake_has_the_cookies_too(site: MediaSiteProcess, worker: WorkerChild):
    pytest.importorskip("curl_cffi")
    url = site.url("rotate/sid/media/small.mp4", login="403")
    options = DownloadOptions(impersonate="chrome")
    answer = worker.ask(wire.Probe(url=url, options=options, secrets=let_in(sid="fake-1")))
    assert answer.media.title
    assert values(changes(answer)[-1])["sid"].startswith("fake-rotated-")


def test_no_file_that_is_made_has_a_cookie_in_it(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    secrets = let_in(sid="fake-value-of-sid")
    wanted = {"write_info_json": True, "write_description": True, "embed_metadata": True}
    answer = worker.ask(download(site.url("lab/login/x"), tmp_path, secrets=secrets, **wanted))
    assert len(answer.finished.files) > 1
    made = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in made if LET_IN.encode() in path.read_bytes()]
    assert LET_IN not in str(answer.of(wire.Logged))


def test_what_the_site_deletes_is_told(site: MediaSiteProcess, worker: WorkerChild):
    url = site.url("drop/sid/media/small.mp4")
    (told,) = changes(worker.ask(wire.Probe(url=url, secrets=let_in(sid="fake-1"))))
    assert told == wire.CookiesChanged(deleted=(("127.0.0.1", "/", "sid"),))


def test_without_an_account_nobody_keeps_a_visitors_cookies(site: MediaSiteProcess, worker: WorkerChild):
    assert changes(worker.ask(wire.Probe(url=site.url("rotate/sid/media/small.mp4")))) == []


@pytest.mark.parametrize(
    "path",
    ["elsewhere/media/av480.mp4", "scattered/index.m3u8", "elsewhere/page/harbour", "elsewhere/lab/v/x"],
)
def test_no_other_host_is_sent_a_cookie(
    path: str, site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    site.reset()
    strangers = (
        Cookie(domain="localhost", include_subdomains=True, name="stranger", value="fake-of-another-site"),
        Cookie(domain="127.0.0.2", name="neighbour", value="fake-of-a-neighbour"),
    )
    secrets = Secrets(cookies=(*let_in(sid="fake-1").cookies, *strangers))
    assert worker.ask(download(site.url(path), tmp_path, secrets=secrets)).finished
    assert asked_of_the_other_host(site) > 0
    assert told_to_the_other_host(site) == []
    assert any("session=" in hit.headers.get("Cookie", "") for hit in site.hits())
    assert not any("fake-of-" in str(hit.headers) for hit in site.hits())


def opened(url: str, *cookies: Cookie) -> tuple[NetworkedYoutubeDL, JobCookies, list[wire.CookiesChanged]]:
    told: list[wire.CookiesChanged] = []
    own = JobCookies(url, Secrets(cookies=cookies), told.append)
    ydl = NetworkedYoutubeDL({"quiet": True}, RateLimiter(), own.jar)
    return ydl, own, told


@pytest.mark.parametrize(
    ("cookie", "url", "goes"),
    [
        ({"domain": "site.test"}, "https://site.test/x", True),
        ({"domain": "site.test"}, "https://www.site.test/", False),
        ({"domain": "site.test", "include_subdomains": True}, "https://www.site.test/", True),
        ({"domain": "www.site.test", "include_subdomains": True}, "https://site.test/", False),
        ({"domain": "site.test", "include_subdomains": True}, "https://evilsite.test/", False),
        ({"domain": "site.test", "include_subdomains": True}, "https://site.test.evil/", False),
        ({"domain": "site.test", "path": "/a"}, "https://site.test/b", False),
        ({"domain": "site.test", "secure": True}, "http://site.test/", False),
        ({"domain": "site.test", "expires_at": 1}, "https://site.test/", False),
        ({"domain": "site.test", "value": "fake\r\nX: y"}, "https://site.test/", False),
    ],
)
def test_to_whom_a_cookie_goes(cookie: dict, url: str, goes: bool):
    ydl, own, _told = opened("https://site.test/", Cookie(**{"name": "sid", "value": "fake", **cookie}))
    with ydl:
        assert bool(ydl.cookiejar.get_cookies_for_url(url)) is goes
        assert ydl.cookiejar is own.jar


@pytest.mark.parametrize("host", ["localhost", "[::1]", "127.0.0.1", "printer"])
def test_hosts_without_a_dot_and_addresses_have_cookies_too(host: str):
    name = host.strip("[]")
    ydl, own, told = opened(f"http://{host}:5000/", Cookie(domain=name, name="sid", value="fake-1"))
    with ydl:
        (found,) = ydl.cookiejar.get_cookies_for_url(f"http://{host}:8000/x")
        assert found.value == "fake-1"
        found.value = "fake-2"
        own.tell_changes()
    assert [cookie.key for cookie in told[0].set] == [(name, "/", "sid")]


def test_what_comes_back_is_as_it_went_in():
    cookies = (
        Cookie(domain="site.test", include_subdomains=True, name="a", value="fäke €", expires_at=LATER),
        Cookie(domain="www.site.test", path="/x", secure=True, http_only=True, name="b", value=""),
        Cookie(domain="site.test", name="", value="fake-without-name"),
    )
    ydl, own, told = opened("https://site.test/", *cookies)
    with ydl:
        own.tell_changes()
    assert told == []


def test_yt_dlps_notes_of_cookies_change_nothing():
    cookie = Cookie(domain="site.test", http_only=True, name="sid", value='fake "1", x', expires_at=LATER)
    ydl, own, told = opened("https://site.test/", cookie)
    info = {"url": "https://site.test/v.mp4", "http_headers": {}}
    with ydl:
        for _twice in range(2):
            info["http_headers"] = ydl._calc_headers(info, load_cookies=True)
        own.tell_changes()
        assert not ydl.cookiejar.get_cookies_for_url("https://www.site.test/")
    assert told == []


def test_of_one_cookie_a_host_is_not_sent_two():
    spanning = Cookie(domain="site.test", include_subdomains=True, name="sid", value="fake-1")
    ydl, own, told = opened("https://site.test/", spanning)
    with ydl:
        ydl._apply_header_cookies("https://site.test/")
        own.jar.set_cookie(_set_by("site.test", "sid", "fake-2"))
        assert [found.value for found in ydl.cookiejar.get_cookies_for_url("https://site.test/")] == [
            "fake-2"
        ]
        own.tell_changes()
    assert [values(one) for one in told] == [{"sid": "fake-2"}]


def test_each_change_is_told_once():
    ydl, own, told = opened("https://site.test/", Cookie(domain="site.test", name="sid", value="fake-1"))
    with ydl:
        for name in ("one", "two"):
            own.jar.set_cookie(_set_by("site.test", name, "fake"))
            own.on_response()
            own.tell_changes()
        own.tell_changes()
    assert [list(values(one)) for one in told] == [["one"], ["two"]]


def test_cookies_that_another_site_sets_are_not_told_of():
    ydl, own, told = opened("https://site.test/", Cookie(domain="site.test", name="sid", value="fake-1"))
    with ydl:
        own.jar.set_cookie(_set_by("evil-site.test", "sid", "fake-2"))
        own.tell_changes()
    assert told == []


def test_what_has_just_expired_is_not_deleted_by_the_site():
    soon = Cookie(domain="site.test", name="sid", value="fake-1", expires_at=int(time.time()) + 2)
    ydl, own, told = opened("https://site.test/", soon)
    with ydl:
        while own.jar.get_cookies_for_url("https://site.test/"):
            time.sleep(0.1)
        own.tell_changes()
    assert told == []


def _set_by(domain: str, name: str, value: str):
    ydl, own, _told = opened(f"https://{domain}/", Cookie(domain=domain, name=name, value=value))
    with ydl:
        (cookie,) = own.jar
    return cookie


def test_nothing_of_a_jar_is_seen_in_a_request(site: MediaSiteProcess):
    ydl, _own, _told = opened(site.url(""), a_local_cookie())
    request = Request(site.url("media/small.mp4"))
    with ydl:
        ydl.urlopen(request).close()
    assert "Cookie" not in request.headers

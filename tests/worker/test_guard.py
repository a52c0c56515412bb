"""A client's request reaches nothing but what it may: a canary that hears of nobody, whatever leads to it."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mediadl import wire
from mediadl.domain.addresses import Exceptions, Reach
from mediadl.domain.failures import Failure, FailureKind
from mediadl.worker.guard import AddressRefused, Guard, check_host, refusal_in
from mediadl.worker.problem import DownloadProblem
from tests.helpers.canary import PlainSite, plain_site
from tests.helpers.media_site import media_path
from tests.helpers.workers import Answer, WorkerChild, download

HERE = Exceptions(loopback=True)
REBINDING = Path(__file__).parents[1] / "helpers" / "rebinding"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes 0.0.0.0 for this computer")


@pytest.fixture(scope="module")
def page() -> Iterator[PlainSite]:
    with plain_site() as site:
        yield site


@pytest.fixture
def canary() -> Iterator[PlainSite]:
    """What it has would be taken: a film, and a page with one."""
    with plain_site() as site:
        site.put("/film.mp4", media_path("av480.mp4").read_bytes(), "video/mp4")
        site.put("/seg.ts", b"\x47" * 188, "video/mp2t")
        yield site


def guarded(url: str, folder: Path, exceptions: Exceptions = HERE, **options: object) -> wire.Download:
    request = download(url, folder, **options)
    return request.model_copy(update={"guarded": True, "exceptions": exceptions})


def a_page(site: PlainSite, path: str, *, film: str, thumbnail: str = "", track: str = "") -> str:
    about = {"@context": "https://schema.org", "@type": "VideoObject", "name": "A film", "contentUrl": film}
    if thumbnail:
        about["thumbnailUrl"] = thumbnail
    head = f'<title>A film</title><script type="application/ld+json">{json.dumps(about)}</script>'
    if track:
        head = "<title>A film</title>"
        head += f'<video src="{film}"><track kind="subtitles" srclang="en" src="{track}"></video>'
    return site.put(path, f"<html><head>{head}</head></html>")


def refused(answer: Answer) -> Failure:
    problem = answer.failed.failure
    assert problem.kind is FailureKind.ADDRESS_REFUSED, problem
    assert "0.0.0.0" in problem.message
    return problem


def test_unguarded_the_canary_is_reached(worker: WorkerChild, page: PlainSite, canary: PlainSite) -> None:
    link = page.redirect("/moved", f"{canary.forbidden}/film.mp4")
    assert worker.ask(wire.Probe(url=link)).media
    assert canary.hits


@pytest.mark.parametrize("kind", ["direct", "redirect", "page", "manifest", "segment"])
def test_no_way_leads_a_client_to_the_canary(
    kind: str, worker: WorkerChild, page: PlainSite, canary: PlainSite, tmp_path: Path
) -> None:
    film = f"{canary.forbidden}/film.mp4"
    segments = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n{0}/seg.ts\n#EXT-X-ENDLIST\n"
    master = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=9\n{0}/low.m3u8\n"
    hls = "application/vnd.apple.mpegurl"
    link = {
        "direct": lambda: film,
        "redirect": lambda: page.redirect("/moved", film),
        "page": lambda: a_page(page, "/page", film=film),
        "manifest": lambda: page.put("/master.m3u8", master.format(canary.forbidden), hls),
        "segment": lambda: page.put("/list.m3u8", segments.format(canary.forbidden), hls),
    }[kind]()
    refused(worker.ask(guarded(link, tmp_path)))
    assert canary.hits == []


@pytest.mark.parametrize("good_answers", [1, 2])
def test_a_name_that_turns_to_another_address_is_refused_when_it_is_connected_to(
    good_answers: int, page: PlainSite, canary: PlainSite, tmp_path: Path
) -> None:
    film = f"http://rebind-{good_answers}.test:{canary.port}/film.mp4"
    with WorkerChild({"MEDIADL_TEST_PLUGINS": str(REBINDING), "no_proxy": "*"}) as child:
        child.hello()
        refused(child.ask(guarded(film, tmp_path)))
    assert len(canary.hits) == good_answers - 1


def test_a_picture_elsewhere_costs_the_picture_alone(
    worker: WorkerChild, page: PlainSite, canary: PlainSite, tmp_path: Path
) -> None:
    film = page.put("/film.mp4", media_path("av480.mp4").read_bytes(), "video/mp4")
    link = a_page(page, "/with-picture", film=film, thumbnail=f"{canary.forbidden}/picture.jpg")
    answer = worker.ask(guarded(link, tmp_path, write_thumbnail=True))
    assert answer.finished.files
    assert any("0.0.0.0" in sentence for sentence in answer.finished.differences)
    assert canary.hits == []


def test_subtitles_elsewhere_are_not_fetched(
    worker: WorkerChild, page: PlainSite, canary: PlainSite, tmp_path: Path
) -> None:
    film = page.put("/film.mp4", media_path("av480.mp4").read_bytes(), "video/mp4")
    link = a_page(page, "/with-words", film=film, track=f"{canary.forbidden}/words.vtt")
    worker.ask(guarded(link, tmp_path, download_subtitles=True))
    assert canary.hits == []


def test_a_list_that_pretends_to_be_a_film_leads_no_program_elsewhere(
    worker: WorkerChild, page: PlainSite, canary: PlainSite, tmp_path: Path
) -> None:
    body = f"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n{canary.forbidden}/seg.ts\n#EXT-X-ENDLIST\n"
    worker.ask(guarded(page.put("/disguise.mp4", body, "video/mp4"), tmp_path, video_format="mkv"))
    assert canary.hits == []


def test_a_proxy_of_the_environment_is_no_way_around(
    page: PlainSite, canary: PlainSite, tmp_path: Path
) -> None:
    film = page.put("/film.mp4", media_path("av480.mp4").read_bytes(), "video/mp4")
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), canary.base)
    with WorkerChild({**proxies, "no_proxy": "", "NO_PROXY": ""}) as child:
        assert child.ask(guarded(film, tmp_path)).finished.files
    assert canary.hits == []


@pytest.mark.parametrize(
    "options",
    [
        {"proxy": "http://127.0.0.1:9"},
        {"impersonate": "chrome"},
        {"clips": ({"start_s": 1.0},)},
    ],
)
def test_what_cannot_be_watched_is_refused_in_words(
    options: dict[str, object], worker: WorkerChild, page: PlainSite, tmp_path: Path
) -> None:
    problem = worker.ask(guarded(f"{page.base}/film.mp4", tmp_path, **options)).failed.failure
    assert problem.kind is FailureKind.WINDOW_ONLY
    assert "cannot be checked" in problem.message


def test_a_private_address_can_be_allowed(worker: WorkerChild, tmp_path: Path) -> None:
    problem = worker.ask(guarded("http://10.255.255.1/film.mp4", tmp_path)).failed.failure
    assert (problem.kind, problem.addresses) == (FailureKind.ADDRESS_PRIVATE, ("10.255.255.1",))
    check_host("http://10.255.255.1/film.mp4", Exceptions(networks=problem.addresses))


def test_a_worker_is_free_again_for_what_the_user_wants(
    worker: WorkerChild, canary: PlainSite, tmp_path: Path
) -> None:
    link = f"{canary.base}/film.mp4"
    answer = worker.ask(guarded(link, tmp_path, Exceptions()))
    assert answer.failed.failure.kind is FailureKind.ADDRESS_REFUSED
    assert canary.hits == []
    assert worker.ask(download(link, tmp_path)).finished.files


def test_programs_start_under_guard_unless_they_are_to_fetch_something() -> None:
    with Guard().over("http://127.0.0.1/", HERE):
        subprocess.run([sys.executable, "-c", "", "file:x", "purl=https://a.example/"], check=True)
        for argument in (
            "https://a.example/",
            "async:https://a.example/",
            b"rtmp://a.example/",
            "hls+http://a/",
        ):
            with pytest.raises(DownloadProblem):
                subprocess.run([sys.executable, "-c", "", argument], check=True)


def test_sockets_of_other_kinds_and_names_are_refused_under_guard(tmp_path: Path) -> None:
    with Guard().over("http://127.0.0.1/", HERE), socket.socket(socket.AF_UNIX) as local:
        with pytest.raises(AddressRefused):
            local.connect(str(tmp_path / "socket"))
        with socket.socket() as plain, pytest.raises(AddressRefused):
            plain.connect_ex(("localhost", 9))
        with socket.socket(type=socket.SOCK_DGRAM) as datagrams, pytest.raises(AddressRefused) as refusal:
            datagrams.sendto(b"x", ("10.0.0.1", 9))
    assert refusal.value.reach is Reach.PRIVATE


def test_a_refusal_is_found_below_what_was_raised_for_it() -> None:
    error = ValueError()
    error.__cause__ = OSError()
    error.__cause__.__context__ = AddressRefused(("10.0.0.1",), Reach.PRIVATE, "nas.local")
    found = refusal_in(error)
    assert found is not None
    assert "nas.local (10.0.0.1)" in found.as_failure().message
    assert refusal_in(ValueError()) is None

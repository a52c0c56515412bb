"""Whether the media site serves what it promises, read with a plain client and with the real yt-dlp."""

import asyncio
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import psutil
import pytest

from tests.helpers.media_site import (
    PLUGIN_DIR,
    MediaSite,
    MediaSiteProcess,
    entry_title,
    is_big_file,
    media_path,
    title_of,
)
from tests.helpers.media_site.live import LiveShape, live_playlist
from tests.helpers.media_site.trouble import Trouble

pytestmark = pytest.mark.timeout(120)
SIZE = 480
KINDS = {
    "direct": "media/av480.mp4",
    "big": "media/big-8.mp4",
    "page": "page/harbour",
    "sources": "page/sources",
    "adaptive": "page/adaptive",
    "hls": "hls/master.m3u8",
    "hls-fmp4": "hls-fmp4/master.m3u8",
    "hls-range": "hls-range/master.m3u8",
    "hls-muxed": "hls-muxed/master.m3u8",
    "dash": "dash/manifest.mpd",
    "lab": "lab/v/harbour-1",
    "dropped": "f/drop=400000;times=1/media/av480.mp4",
    "dropped-segment": "f/drop=100000;times=1;only=seg_002/hls/master.m3u8",
}


def yt_dlp(*arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "yt_dlp",
        "--ignore-config",
        "--plugin-dirs",
        str(PLUGIN_DIR),
        *arguments,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert not check or done.returncode == 0, done.stderr
    return done


def dumped(*arguments: str) -> list[dict]:
    return [json.loads(line) for line in yt_dlp("-J", *arguments).stdout.splitlines()]


def probed(path: Path) -> tuple[dict[str, dict], float]:
    """Return the streams by type, and the duration in seconds."""
    command = ["ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", str(path)]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return {stream["codec_type"]: stream for stream in found["streams"]}, float(found["format"]["duration"])


@pytest.fixture(scope="module")
def served() -> Iterator[MediaSiteProcess]:
    with MediaSiteProcess() as site:
        yield site


@pytest.fixture(scope="module")
def downloads(served: MediaSiteProcess, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("downloads")
    choice = ("-f", f"bv*[height={SIZE}]+ba[language=de]/bv*[height={SIZE}]+ba/b[height={SIZE}]/b")
    output = ("-o", str(folder / "%(autonumber)s.%(ext)s"), "--abort-on-unavailable-fragments", "--no-mtime")
    yt_dlp(*choice, *output, "--merge-output-format", "mp4", *(served.url(path) for path in KINDS.values()))
    files = sorted(folder.iterdir())
    assert len(files) == len(KINDS)
    return dict(zip(KINDS, files, strict=True))


@pytest.fixture
async def site() -> AsyncIterator[MediaSite]:
    async with MediaSite() as site:
        yield site


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as client:
        yield client


async def got(client: aiohttp.ClientSession, url: str, **options: Any) -> aiohttp.ClientResponse:
    """Ask and read the whole answer, which keeps its body."""
    answer = await client.get(url, **options)
    await answer.read()
    return answer


@pytest.mark.parametrize("kind", KINDS)
def test_yt_dlp_downloads(downloads: dict[str, Path], kind: str) -> None:
    streams, duration_s = probed(downloads[kind])
    assert streams["video"]["height"] == SIZE
    assert streams["audio"]["codec_name"] in ("aac", "opus")
    assert abs(duration_s - 12) < 0.1


@pytest.mark.parametrize("kind", ["direct", "page", "dropped"])
def test_a_direct_file_arrives_byte_by_byte(downloads: dict[str, Path], kind: str) -> None:
    assert downloads[kind].read_bytes() == media_path("av480.mp4").read_bytes()


def test_a_big_file_has_the_bytes_of_its_definition(downloads: dict[str, Path]) -> None:
    assert is_big_file(downloads["big"], 8)
    assert not is_big_file(downloads["big"], 9)


@pytest.mark.parametrize("kind", ["hls", "hls-fmp4", "hls-range", "dash", "lab"])
def test_the_language_asked_for_is_the_one_downloaded(
    served: MediaSiteProcess, downloads: dict[str, Path], kind: str
) -> None:
    folder = KINDS[kind].partition("/")[0]
    german = {"dash": "stream4", "lab": "audio-de"}.get(kind, "audio-de")
    paths = [hit.path for hit in served.hits()]
    assert any(german in path for path in paths if folder in path or kind == "lab")


def test_segments_stay_below_the_prefix_of_their_manifest(
    served: MediaSiteProcess, downloads: dict[str, Path]
) -> None:
    assert downloads["dropped-segment"].exists()
    segments = [hit for hit in served.hits() if "only=seg_002/hls/v480/seg_002" in hit.path]
    assert [hit.aborted for hit in segments] == [True, False]
    assert segments[0].sent_bytes == 100_000


def test_yt_dlp_sees_titles_pictures_and_subtitles(served: MediaSiteProcess) -> None:
    titles = {"harbour": "../x", "a": "CON", "b": "CON", "c": "é🎬" * 150}
    urls = [served.url(f"page/{name}?title={title}") for name, title in titles.items()]
    plain, *rest, hls = dumped(*urls, served.url("hls/master.m3u8"))
    assert plain["title"].startswith("../x")
    assert plain["thumbnail"].endswith("/thumb/harbour.jpg")
    assert set(plain["subtitles"]) == set(hls["subtitles"]) == {"en", "de"}
    assert [page["title"].removesuffix(" (1)") for page in rest] == list(titles.values())[1:]
    assert {f.get("height") for f in hls["formats"]} == {None, 240, 480, 720}


def test_yt_dlp_sees_a_feed_as_a_playlist(served: MediaSiteProcess) -> None:
    full, empty = dumped("--flat-playlist", served.url("feed.rss?n=12"), served.url("feed.rss?n=0"))
    assert [entry["title"] for entry in full["entries"]] == [entry_title(n) for n in range(1, 13)]
    assert not empty["entries"]


def test_one_private_entry_fails_alone(served: MediaSiteProcess, tmp_path: Path) -> None:
    url = served.url("feed.rss?n=4&private=3")
    done = yt_dlp("-i", "-P", str(tmp_path), "-o", "%(id)s.%(ext)s", url, check=False)
    assert "postcard-3: Unable to download webpage: HTTP Error 403" in done.stderr
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["postcard-1", "postcard-2", "postcard-4"]


def test_lab_shows_what_the_generic_extractor_cannot(served: MediaSiteProcess) -> None:
    (video,) = dumped(served.url("lab/v/harbour-1"))
    formats = video["formats"]
    heights = {f["height"] for f in formats if f.get("height")}
    assert heights == {144, 240, 360, 480, 720, 1080, 1440, 2160}
    assert {f["vcodec"].partition(".")[0] for f in formats} == {"none", "avc1", "vp9", "vp09", "av01"}
    assert sum(f.get("dynamic_range") == "HDR10" for f in formats) == 1
    assert {f["language"] for f in formats if f["vcodec"] == "none"} == {"en", "de"}
    assert all(f["filesize"] for f in formats)
    assert len(video["chapters"]) == 3
    assert set(video["automatic_captions"]) == {"fr"}


def test_lab_channel_comes_in_pages(served: MediaSiteProcess) -> None:
    (channel,) = dumped("--flat-playlist", served.url("lab/channel/harbour?n=120"))
    entries = channel["entries"]
    assert len({entry["title"] for entry in entries}) == 120
    assert {"duration", "view_count", "upload_date", "thumbnails"} <= entries[0].keys()
    assert sum("/api/channel/harbour" in hit.path for hit in served.hits()) == 3


def test_lab_fails_as_sites_do(served: MediaSiteProcess) -> None:
    kinds = ("login", "private", "drm", "geo", "429", "gone", "soon")
    done = yt_dlp("-i", "-s", *(served.url(f"lab/{kind}") for kind in kinds), check=False)
    errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
    words = ("registered users", "Private video", "DRM", "location", "429", "removed", "will begin")
    assert len(errors) == len(words)
    assert all(word in error for word, error in zip(words, errors, strict=True))


def test_a_cookie_file_opens_what_needs_a_login(served: MediaSiteProcess, tmp_path: Path) -> None:
    jar = tmp_path / "cookies.txt"
    row = ("127.0.0.1", "FALSE", "/", "FALSE", "0", "session", "let-me-in")
    jar.write_text("# Netscape HTTP Cookie File\n" + "\t".join(row) + "\n", encoding="ascii")
    url = served.url("media/small.mp4", login=1)
    assert len(dumped("--cookies", str(jar), url, served.url("lab/login"))) == 2


def test_a_live_stream_is_recorded_until_it_ends(served: MediaSiteProcess, tmp_path: Path) -> None:
    begun_s = time.monotonic()
    yt_dlp("-P", str(tmp_path), "-o", "live.%(ext)s", served.url("lab/live/test?s=8"))
    _, duration_s = probed(tmp_path / "live.mp4")
    assert 2 < duration_s < 8.1, "who comes late begins with the last three segments"
    assert time.monotonic() - begun_s >= 8


def test_a_live_playlist_grows_and_ends() -> None:
    shape = LiveShape(20)
    counts = [live_playlist(age_s, shape).count("#EXTINF") for age_s in (0, 1.9, 2, 10, 19, 60)]
    assert counts == [3, 3, 4, 8, 10, 10]
    assert "ENDLIST" not in live_playlist(19.9, shape)
    assert live_playlist(20, shape).endswith("#EXT-X-ENDLIST\n")


@pytest.mark.parametrize("path", ["media/small.mp4", "media/big-4.mp4", "f/rate=90000000/media/small.mp4"])
async def test_a_range_gives_its_bytes(site: MediaSite, client: aiohttp.ClientSession, path: str) -> None:
    whole = await (await got(client, site.url(path))).read()
    part = await got(client, site.url(path), headers={"Range": "bytes=100000-200000"})
    assert (part.status, await part.read()) == (206, whole[100_000:200_001])
    behind = await got(client, site.url(path), headers={"Range": f"bytes={len(whole)}-"})
    assert behind.status == 416
    assert [hit.range for hit in site.hits][1] == "bytes=100000-200000"


async def test_a_rate_is_kept(site: MediaSite, client: aiohttp.ClientSession) -> None:
    begun_s = time.monotonic()
    answer = await got(client, site.url("media/small.mp4", rate=400_000))
    body = await answer.read()
    assert body == media_path("small.mp4").read_bytes()
    assert (time.monotonic() - begun_s) / (len(body) / 400_000) > 0.8


async def test_a_drop_happens_as_often_as_asked(site: MediaSite, client: aiohttp.ClientSession) -> None:
    url = site.url("media/small.mp4", drop=100_000, times=2)
    for _ in range(2):
        with pytest.raises(aiohttp.ClientPayloadError):
            await got(client, url)
    assert len(await (await got(client, url)).read()) == media_path("small.mp4").stat().st_size
    assert [hit.sent_bytes for hit in site.hits][:2] == [100_000, 100_000]


async def test_a_stall_gives_its_bytes_and_then_nothing(
    site: MediaSite, client: aiohttp.ClientSession
) -> None:
    async with client.get(site.url("media/small.mp4", stall=100_000)) as answer:
        assert len(await answer.content.readexactly(100_000)) == 100_000
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(answer.content.read(1), 0.2)


@pytest.mark.parametrize("status", [403, 404, 410, 429, 503])
async def test_a_status_comes_with_its_retry_after(
    site: MediaSite, client: aiohttp.ClientSession, status: int
) -> None:
    url = site.url("media/small.mp4", status=status, retry_after=7, times=1, skip=1)
    answers = [await got(client, url) for _ in range(3)]
    assert [answer.status for answer in answers] == [200, status, 200]
    assert answers[1].headers["Retry-After"] == "7"


async def test_a_wrong_length_is_told(site: MediaSite, client: aiohttp.ClientSession) -> None:
    true = media_path("small.mp4").stat().st_size
    async with client.get(site.url("media/small.mp4", length=1000)) as longer:
        assert longer.content_length == true + 1000
        with pytest.raises(aiohttp.ClientPayloadError):
            await longer.read()
    assert len(await (await got(client, site.url("media/small.mp4", length=-1000))).read()) == true - 1000


async def test_a_site_without_ranges_sends_all(site: MediaSite, client: aiohttp.ClientSession) -> None:
    answer = await got(client, site.url("media/small.mp4", norange=1), headers={"Range": "bytes=5-"})
    assert (answer.status, answer.content_length) == (200, media_path("small.mp4").stat().st_size)
    assert "Accept-Ranges" not in answer.headers


async def test_an_answer_can_be_slow_to_begin(site: MediaSite, client: aiohttp.ClientSession) -> None:
    begun_s = time.monotonic()
    await got(client, site.url("media/small.mp4", delay=300))
    assert time.monotonic() - begun_s >= 0.3


async def test_a_login_is_asked_for_and_kept(site: MediaSite) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        protected = site.url("media/small.mp4", login=1)
        assert (await got(client, protected)).status == 403
        sent = await got(client, site.url("media/small.mp4", login="redirect"), allow_redirects=False)
        assert sent.headers["Location"] == "/login"
        await got(client, site.url("login?ok=1"))
        assert (await got(client, protected)).status == 200


async def test_a_redirect_keeps_the_other_faults(site: MediaSite, client: aiohttp.ClientSession) -> None:
    answer = await got(client, site.url("media/small.mp4?x=1", redirect=1, norange=1))
    assert answer.url.raw_path_qs == "/f/norange=1/media/small.mp4?x=1"
    assert answer.status == 200


async def test_a_fault_can_be_for_some_paths_only(site: MediaSite, client: aiohttp.ClientSession) -> None:
    spared = await got(client, site.url("hls/v240/seg_000.ts", status=404, only="seg_003"))
    meant = await got(client, site.url("hls/v240/seg_003.ts", status=404, only="seg_003"))
    assert (spared.status, meant.status) == (200, 404)


@pytest.mark.parametrize(
    "path", ["nowhere", "media/none.mp4", "hls/../small.mp4/small.mp4", "subs/xx.vtt", "live/a"]
)
async def test_what_is_not_there_is_404(site: MediaSite, client: aiohttp.ClientSession, path: str) -> None:
    assert (await got(client, site.url(path))).status in (400, 404)


def test_a_misspelt_fault_is_told() -> None:
    with pytest.raises(ValueError, match="no such trouble: rat=5"):
        Trouble.parse("rat=5")


async def test_a_feed_of_ten_thousand_has_ten_thousand_titles(
    site: MediaSite, client: aiohttp.ClientSession
) -> None:
    text = await (await got(client, site.url("feed.rss?n=10000"))).text()
    titles = re.findall(r"<item><title>(.*?)</title>", text)
    assert len(set(titles)) == len(titles) == 10_000


async def test_hits_are_served_and_forgotten(site: MediaSite, client: aiohttp.ClientSession) -> None:
    await (await got(client, site.url("media/small.mp4"))).read()
    (hit,) = await (await got(client, site.url("_hits"))).json()
    assert (hit["path"], hit["status"]) == ("/media/small.mp4", 200)
    assert hit["sent_bytes"] == media_path("small.mp4").stat().st_size
    await got(client, site.url("_reset"))
    assert not site.hits


async def test_every_link_of_the_index_leads_somewhere(
    site: MediaSite, client: aiohttp.ClientSession
) -> None:
    text = await (await got(client, site.url(""))).text()
    for path in re.findall(r'href="(/(?!f/|_)[^"]*)"', text):
        async with client.get(site.base + path.replace("&amp;", "&")) as answer:
            assert answer.status == 200, path


@pytest.mark.parametrize("spec", ["stall=1000", "rate=1000", "delay=60000"])
async def test_the_site_closes_at_once_with_an_answer_under_way(spec: str) -> None:
    async with MediaSite() as site:
        port = int(site.base.rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET /f/{spec}/media/av480.mp4 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        await writer.drain()
        await asyncio.sleep(0.2)
        assert len(site.hits) == 1
        begun_s = time.monotonic()
    assert time.monotonic() - begun_s < 1
    await reader.read()
    writer.close()
    await writer.wait_closed()


def test_a_site_process_ends_with_stop() -> None:
    site = MediaSiteProcess(media_names=["small.mp4"])
    assert psutil.pid_exists(site.pid)
    begun_s = time.monotonic()
    site.stop()
    assert not psutil.pid_exists(site.pid)
    assert time.monotonic() - begun_s < 1


def test_two_processes_may_make_the_same_medium_at_once(tmp_path: Path) -> None:
    code = "from tests.helpers.media_site import prepare; prepare(['small.mp4', 'thumbs'])"
    environment = {**os.environ, "MEDIADL_TEST_CACHE": str(tmp_path)}
    both = [subprocess.Popen([sys.executable, "-c", code], env=environment) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    (version,) = tmp_path.iterdir()
    assert sorted(path.name for path in version.iterdir()) == ["small.mp4", "thumbs"]


def test_titles_and_pictures_of_neighbours_differ() -> None:
    titles = [title_of(f"harbour-{number}") for number in range(1, 31)]
    assert len(set(titles)) == 30

"""The media site's cookies that change, and its other name under which it is another host."""

import aiohttp

from mediadl.domain.cookie_scope import for_link
from tests.helpers.gate import let_in
from tests.helpers.media_site import MediaSite


async def test_cookies_are_renewed_with_each_answer_and_dropped_on_demand() -> None:
    async with MediaSite(["small.mp4"]) as site, aiohttp.ClientSession() as client:
        set_cookies = []
        for path in ("rotate/a/media/small.mp4", "rotate/b/media/small.mp4", "drop/a/media/small.mp4"):
            async with client.get(site.url(path)) as answer:
                assert answer.content_type == "video/mp4"
                set_cookies.append(answer.headers["Set-Cookie"])
    assert set_cookies[0] == "a=fake-rotated-1; Path=/"
    assert set_cookies[1] == "b=fake-rotated-2; Path=/"
    assert "Max-Age=0" in set_cookies[2]


async def test_the_other_name_is_another_host_of_the_same_site() -> None:
    async with MediaSite(["hls-muxed", "small.mp4"]) as site, aiohttp.ClientSession() as client:
        async with client.get(site.url("elsewhere/media/small.mp4")) as answer:
            assert answer.url.host == "localhost"
        async with client.get(site.url("scattered/index.m3u8")) as answer:
            segments = [line for line in (await answer.text()).splitlines() if line and line[0] != "#"]
    assert segments
    assert all(line.startswith("http://localhost:") for line in segments)
    assert for_link(let_in().cookies, segments[0]) == ()

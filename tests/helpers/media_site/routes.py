"""Which path gives which answer; faults, ranges and logging are outside, in `site.py` and `serve.py`."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from . import feed, lab, pages, radio
from .body import DataBody, FileBody, PaddedBody, StreamBody
from .live import LiveClock, LiveShape, live_playlist, live_segment, master_playlist
from .media import media_path
from .serve import Answer
from .subtitles import cues, subrip, webvtt
from .titles import thumbnail_of

SESSION = "let-me-in"
LOGIN_USER, LOGIN_PASSWORD, LOGIN_CODE = "fake-anna", "fake-password-of-anna", "fake-123456"
_TYPES = {
    "mp4": "video/mp4",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "webm": "video/webm",
    "m3u8": "application/vnd.apple.mpegurl",
    "mpd": "application/dash+xml",
    "ts": "video/mp2t",
    "m4s": "video/iso.segment",
    "vtt": "text/vtt",
    "jpg": "image/jpeg",
    "key": "application/octet-stream",
}
_TREES = ("hls", "hls-fmp4", "hls-range", "hls-muxed", "dash",
          "frag-hls", "frag-fmp4", "frag-range", "frag-aes", "frag-iv", "frag-dash")  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A request without its prefix: path parts behind the first, query, address to build links from."""

    rest: str
    query: Mapping[str, str]
    base: str
    cookies: Mapping[str, str]


class NoSuchPageError(LookupError):
    """Nothing is served at this path."""


class Routes:
    """All that the site serves apart from `/_hits` and `/_reset`."""

    def __init__(self) -> None:
        self.clock = LiveClock()
        self._swapped: set[str] = set()
        self._rotations = 0
        self._heads: dict[str, Callable[[Asked], Awaitable[Answer]]] = {
            "": self._index,
            "media": self._media,
            "item": self._item,
            "private": self._private,
            "page": self._page,
            "login": self._login,
            "thumb": self._thumb,
            "subs": self._subs,
            "sponsor": self._sponsor,
            "swap": self._swap,
            "feed.rss": self._feed,
            "live": self._live,
            "radio": self._radio,
            "rotate": self._rotate,
            "drop": self._drop,
            "elsewhere": self._elsewhere,
            "scattered": self._scattered,
            "lab": self._lab,
        }

    async def answer(self, path: str, asked: Asked) -> Answer:
        """Return what is at the path (decoded, without leading slash); raises NoSuchPageError."""
        head, _, rest = path.partition("/")
        try:
            if head in _TREES:
                return await _file(f"{head}/{rest}")
            handler = self._heads.get(head)
            if handler is None:
                raise NoSuchPageError(path)
            return await handler(Asked(rest, asked.query, asked.base, asked.cookies))
        except (FileNotFoundError, KeyError) as error:
            raise NoSuchPageError(path) from error

    async def _index(self, _asked: Asked) -> Answer:
        return html(pages.index_page(pages.INDEX))

    async def _media(self, asked: Asked) -> Answer:
        if asked.rest.startswith("big-"):
            mebibytes = int(asked.rest.removeprefix("big-").removesuffix(".mp4"))
            path = await asyncio.to_thread(media_path, "av480.mp4")
            return Answer(PaddedBody(path, mebibytes), "video/mp4")
        return await _file(asked.rest)

    async def _item(self, asked: Asked) -> Answer:
        """`/item/<any name>/<medium>`: the same file under many addresses."""
        return await self._media(Asked(asked.rest.rpartition("/")[2], asked.query, asked.base, asked.cookies))

    async def _private(self, _asked: Asked) -> Answer:
        return html(pages.message_page("Private", "This video is private."), status=403)

    async def _page(self, asked: Asked) -> Answer:
        return html(pages.player_page(asked.rest, asked.query, asked.base))

    async def _login(self, asked: Asked) -> Answer:
        """`/login` asks, `/login?ok=1` sets the cookie."""
        text = "Log in to see this video."
        headers = {"Set-Cookie": f"session={SESSION}; Path=/"} if "ok" in asked.query else {}
        return html(pages.message_page("Log in", text), headers=headers)

    async def _thumb(self, asked: Asked) -> Answer:
        return await _file(f"thumbs/{thumbnail_of(asked.rest.rpartition('.')[0])}")

    async def _subs(self, asked: Asked) -> Answer:
        language, _, ext = asked.rest.partition(".")
        write = {"vtt": webvtt, "srt": subrip}[ext]
        kind = {"vtt": "text/vtt", "srt": "application/x-subrip"}[ext]
        return Answer(DataBody(write(cues(language)).encode()), kind)

    async def _sponsor(self, asked: Asked) -> Answer:
        """`/sponsor/<id>/api/skipSegments/…`: a SponsorBlock that knows one video, seconds 4 to 8."""
        return _json(lab.segments(asked.rest.partition("/")[0]))

    async def _swap(self, asked: Asked) -> Answer:
        """`/swap/<any>.mp4`: a file with an entity tag, and another one once `…/next` was asked for."""
        name, _, verb = asked.rest.partition("/")
        if verb == "next":
            self._swapped.add(name)
        version = "av720.mp4" if name in self._swapped else "av480.mp4"
        path = await asyncio.to_thread(media_path, version)
        data = DataBody(await asyncio.to_thread(path.read_bytes))
        return Answer(data, "video/mp4", headers={"ETag": f'"{version}"'})

    async def _feed(self, asked: Asked) -> Answer:
        query = asked.query
        wanted = feed.Feed(
            base=asked.base,
            count=int(query.get("n", "12")),
            kind=query.get("kind", "small"),
            delay_ms=float(query.get("delay", "0")),
            private=frozenset(int(number) for number in query.get("private", "").split(",") if number),
            title=query.get("title"),
            guid=query.get("guid", "1") != "0",
        )
        return Answer(StreamBody(wanted.blocks), "application/rss+xml; charset=utf-8")

    async def _live(self, asked: Asked) -> Answer:
        stream, text, name = asked.rest.split("/", 2)
        shape = LiveShape.parse(text)
        if name == "master.m3u8":
            return Answer(DataBody(master_playlist(text).encode()), _TYPES["m3u8"])
        elapsed_s = self.clock.elapsed_s(stream)
        if name == "live.m3u8":
            playlist = await asyncio.to_thread(live_playlist, elapsed_s, shape)
            return Answer(DataBody(playlist.encode()), _TYPES["m3u8"], headers={"Cache-Control": "no-cache"})
        found = await asyncio.to_thread(live_segment, name, shape, elapsed_s)
        return Answer(DataBody(found), _TYPES["ts"]) if isinstance(found, bytes) else await _file(found)

    async def _radio(self, asked: Asked) -> Answer:
        """`/radio/<any>.mp3?speed=1`: a station that plays one song for ever, with an Icecast's headers."""
        speed = float(asked.query.get("speed", "1"))
        song = await asyncio.to_thread(media_path, "song.mp3")
        frames = await asyncio.to_thread(radio.frames_of, song)
        headers = {"icy-name": "Lab Radio", "icy-br": str(radio.KBPS)}
        return Answer(StreamBody(lambda: radio.on_air(frames, speed)), _TYPES["mp3"], headers=headers)

    async def _rotate(self, asked: Asked) -> Answer:
        """`/rotate/<cookie>/<path>`: what is at the path, with a new value for the cookie each time."""
        name, _, rest = asked.rest.partition("/")
        self._rotations += 1
        fresh = {"Set-Cookie": f"{name}=fake-rotated-{self._rotations}; Path=/"}
        answer = await self.answer(rest, asked)
        return replace(answer, headers={**answer.headers, **fresh})

    async def _drop(self, asked: Asked) -> Answer:
        """`/drop/<cookie>/<path>`: what is at the path, and the cookie is to be forgotten."""
        name, _, rest = asked.rest.partition("/")
        answer = await self.answer(rest, asked)
        return replace(answer, headers={**answer.headers, "Set-Cookie": f"{name}=; Path=/; Max-Age=0"})

    async def _elsewhere(self, asked: Asked) -> Answer:
        """`/elsewhere/<path>`: sends to the same path of this site under its other name, "localhost"."""
        return html("", status=302, headers={"Location": f"{_other_name(asked.base)}/{asked.rest}"})

    async def _scattered(self, asked: Asked) -> Answer:
        """`/scattered/index.m3u8`: a playlist whose segments lie under the site's other name."""
        path = await asyncio.to_thread(media_path, "hls-muxed/v240/index.m3u8")
        folder = f"{_other_name(asked.base)}/hls-muxed/v240"
        lines = (await asyncio.to_thread(path.read_text, "utf-8")).splitlines()
        text = "\n".join(f"{folder}/{line}" if line and line[0] != "#" else line for line in lines)
        return Answer(DataBody(f"{text}\n".encode()), _TYPES["m3u8"])

    async def _lab(self, asked: Asked) -> Answer:
        """`/lab/api/…` is JSON; the pages themselves say that they need the plugin."""
        if not asked.rest.startswith("api/"):
            return html(pages.message_page("Lab", "This page is for the plugin extractor."))
        kind, _, name = asked.rest.removeprefix("api/").partition("/")
        if kind in ("enter", "429"):
            is_login = kind == "enter"
            return _entered(asked.query) if is_login else _json({}, 429, {"Retry-After": "7"})
        if kind == "login" and asked.cookies.get("session") != SESSION:
            return _json({"error": "login"}, status=403)
        if kind in ("v", "login", "stream"):
            make = lab.stream if kind == "stream" else lab.video
            return _json(await asyncio.to_thread(make, name, asked.query, asked.base))
        if kind == "channel":
            await asyncio.sleep(float(asked.query.get("delay", "0")) / 1000)
            return _json(lab.channel(name, asked.query, asked.base))
        if kind in ("live", "soon"):
            make_live = lab.soon if kind == "soon" else lab.live
            return _json(make_live(name, asked.query, asked.base, self.clock))
        raise NoSuchPageError(asked.rest)


def _other_name(base: str) -> str:
    return base.replace("//127.0.0.1:", "//localhost:")


def _entered(query: Mapping[str, str]) -> Answer:
    """What a login is answered: the cookie, or why not; the user is "anna", the rest stands in the query."""
    if (query.get("user"), query.get("password")) != (LOGIN_USER, LOGIN_PASSWORD):
        return _json({"error": "password"}, status=403)
    if query.get("code") != LOGIN_CODE:
        return _json({"error": "code"}, status=403)
    return _json({}, headers={"Set-Cookie": f"session={SESSION}; Path=/"})


def html(text: str, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    """Return an answer with a page."""
    return Answer(DataBody(text.encode()), "text/html; charset=utf-8", status, headers or {})


def _json(data: object, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    return Answer(DataBody(json.dumps(data).encode()), "application/json", status, headers or {})


async def _file(name: str) -> Answer:
    """Return a file of the cache, made now if need be, without blocking the loop."""
    path = await asyncio.to_thread(media_path, name)
    return Answer(FileBody(path), _TYPES[path.suffix[1:]])

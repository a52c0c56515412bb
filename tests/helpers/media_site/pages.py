"""The HTML pages of the site: players, trouble, login and the index; plain text in, plain text out."""

from collections.abc import Callable, Iterable, Mapping
from html import escape

from .titles import title_of

_HEAD = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{more}</head>'
_TRACKS = (
    '<track kind="subtitles" srclang="en" label="English" src="../subs/en.vtt">'
    '<track kind="subtitles" srclang="de" label="Deutsch" src="../subs/de.vtt">'
)


def player_page(name: str, query: Mapping[str, str], base: str) -> str:
    """Return the page of one video; `base` is the absolute address that media hang below."""
    title = query.get("title", title_of(name))
    picture = f"{base}/thumb/{name}.jpg"
    more = (
        f'<meta property="og:title" content="{escape(title)}">'
        f'<meta property="og:image" content="{escape(picture)}">'
        '<meta property="og:description" content="Moving bars and a tone.">'
    )
    player = _PLAYERS.get(name, _one_source)(query)
    poster = escape(f"../thumb/{name}.jpg")
    player = player.replace("<video", f'<video poster="{poster}"', 1)
    body = f"<body><h1>{escape(title)}</h1>{player}</body></html>"
    return _HEAD.format(title=escape(title), more=more) + body


def message_page(title: str, text: str) -> str:
    """Return a page that only says something."""
    return _HEAD.format(title=escape(title), more="") + f"<body><h1>{escape(title)}</h1><p>{escape(text)}</p>"


def index_page(paths: Iterable[tuple[str, str]]) -> str:
    """Return a list of links: address and what it shows."""
    rows = "".join(f'<li><a href="{escape(path)}">{escape(path)}</a> {escape(text)}' for path, text in paths)
    return (
        _HEAD.format(title="Media site", more="") + f"<body><h1>Media site</h1><ul>{rows}</ul></body></html>"
    )


def _one_source(query: Mapping[str, str]) -> str:
    media = query.get("media", "av480.mp4")
    kind = "video/webm" if media.endswith(".webm") else "video/mp4"
    return f'<video controls><source src="../media/{escape(media)}" type="{kind}">{_TRACKS}</video>'


def _three_sources(_query: Mapping[str, str]) -> str:
    sources = "".join(
        f'<source src="../media/av{height}.mp4" type="video/mp4" label="{height}p" res="{height}">'
        for height in (480, 720, 1080)
    )
    return f"<video controls>{sources}{_TRACKS}</video>"


def _adaptive(_query: Mapping[str, str]) -> str:
    return (
        '<video controls><source src="../hls/master.m3u8" type="application/x-mpegURL">'
        '<source src="../dash/manifest.mpd" type="application/dash+xml"></video>'
    )


def _audio(_query: Mapping[str, str]) -> str:
    return '<audio controls src="../media/song.mp3" type="audio/mpeg"></audio>'


def _nothing(_query: Mapping[str, str]) -> str:
    return "<p>There is nothing to play here.</p>"


_PLAYERS: dict[str, Callable[[Mapping[str, str]], str]] = {
    "sources": _three_sources,
    "adaptive": _adaptive,
    "audio": _audio,
    "nothing": _nothing,
}

INDEX = (
    ("/media/av480.mp4", "MP4, 854x480, 12 s, about 3 MB, with Range"),
    ("/media/av1080.mp4", "MP4, 1920x1080"),
    ("/media/small.mp4", "MP4, 3 s, about 200 kB"),
    ("/media/song.mp3", "MP3"),
    ("/media/clip.webm", "WebM, VP8 and Opus"),
    ("/media/big-50.mp4", "MP4 of exactly 50 MiB; any number"),
    ("/page/harbour", "page with a player; ?title= and ?media= change it"),
    ("/page/sources", "page with 480p, 720p and 1080p"),
    ("/page/adaptive", "page with HLS and DASH"),
    ("/page/audio", "page with a sound"),
    ("/page/nothing", "page without media"),
    ("/page/harbour?title=..%2F..%2Fetc%2Fpasswd", "a title with ../"),
    ("/page/harbour?title=CON", "a title that Windows reserves"),
    ("/hls/master.m3u8", "HLS, separate audio in two languages, subtitles"),
    ("/hls-fmp4/master.m3u8", "the same in fragmented MP4"),
    ("/hls-range/master.m3u8", "the same as byte ranges of one file"),
    ("/hls-muxed/master.m3u8", "HLS with picture and sound together"),
    ("/dash/manifest.mpd", "DASH"),
    ("/live/one/20/live.m3u8", "HLS that grows for 20 s"),
    ("/feed.rss?n=12", "feed of 12 entries; &kind=page|song|av480 &private=3 &title= &delay=ms"),
    ("/feed.rss?n=0", "feed without entries"),
    ("/lab/v/harbour-1", "all formats, languages, HDR, chapters (plugin)"),
    ("/lab/channel/harbour?n=120", "a channel, paged (plugin)"),
    ("/sponsor/x/api/skipSegments/0000", "what SponsorBlock would say of the video x"),
    ("/lab/live/one?s=20", "a live stream (plugin)"),
    ("/lab/login", "needs the cookie session=let-me-in (plugin)"),
    ("/lab/private", "private (plugin)"),
    ("/lab/drm", "protected (plugin)"),
    ("/lab/geo", "not in your country (plugin)"),
    ("/lab/429", "too many requests (plugin)"),
    ("/lab/gone", "removed (plugin)"),
    ("/lab/soon", "begins later (plugin)"),
    ("/f/rate=200000/media/av480.mp4", "200 kB/s"),
    ("/f/stall=300000/media/av480.mp4", "stalls after 300 kB"),
    ("/f/drop=400000;times=1/media/av480.mp4", "drops once after 400 kB"),
    ("/f/status=503;retry_after=5;times=2/media/av480.mp4", "twice 503, then well"),
    ("/f/length=+1000/media/small.mp4", "Content-Length too large"),
    ("/f/norange=1/media/av480.mp4", "no Range"),
    ("/f/delay=3000/media/small.mp4", "first byte after 3 s"),
    ("/f/login=1/media/small.mp4", "403 without the cookie; login=redirect: 302"),
    ("/f/redirect=1/media/small.mp4", "302 to the file"),
    ("/f/status=404;only=seg_003/hls/master.m3u8", "one segment is missing"),
    ("/_hits", "requests so far as JSON"),
    ("/_reset", "forget requests, counters and live clocks"),
)

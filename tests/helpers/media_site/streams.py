"""Cuts made videos and sounds into HLS (RFC 8216) and DASH (ISO/IEC 23009-1) trees; encodes nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from .ffmpeg import run_ffmpeg
from .subtitles import cues, webvtt

Find = Callable[[str], Path]
HlsKind = Literal["ts", "fmp4", "range"]

SEGMENT_S = 2
LIVE_SEGMENTS = 30
HEIGHTS = (240, 480, 720)
LANGUAGES = {"en": "English", "de": "Deutsch"}
_BANDWIDTH_BPS = {240: 450_000, 480: 2_100_000, 720: 3_300_000}
_CODECS = 'CODECS="avc1.42c01f,mp4a.40.2"'


def width_of(height: int) -> int:
    """Return the even width of a 16:9 picture."""
    return round(height * 16 / 9 / 2) * 2


def cut_hls(
    folder: Path, source: tuple[str | Path, ...], kind: HlsKind, fragment_s: float = SEGMENT_S
) -> None:
    """Write `index.m3u8` and its segments into `folder`; `source` is ffmpeg's input with its codecs."""
    folder.mkdir(exist_ok=True)
    flags: tuple[str, ...] = ("-hls_segment_filename", "seg_%03d.ts")
    if kind == "fmp4":
        init = ("-hls_segment_type", "fmp4", "-hls_fmp4_init_filename", "init.mp4")
        flags = (*init, "-hls_segment_filename", "seg_%03d.m4s")
    elif kind == "range":
        flags = ("-hls_flags", "single_file", "-hls_segment_filename", "all.ts")
    pace = ("-f", "hls", "-hls_time", str(fragment_s), "-hls_playlist_type", "vod")
    run_ffmpeg(*source, *pace, *flags, "index.m3u8", cwd=folder)


def hls_separate(kind: HlsKind) -> Callable[[Path, Find], None]:
    """Return the recipe of a master playlist with video variants, two audio languages and two subtitles."""

    def make(folder: Path, find: Find) -> None:
        for height in HEIGHTS:
            source = ("-i", find(f"video-avc1-{height}.mp4"), "-c", "copy")
            cut_hls(folder / f"v{height}", source, kind)
        for language in LANGUAGES:
            source = ("-i", find(f"audio-{language}.m4a"), "-c", "copy")
            cut_hls(folder / f"audio-{language}", source, kind)
            _subtitle_playlist(folder / f"subs-{language}", language)
        lines = [*_renditions(), *_variants(',AUDIO="sound",SUBTITLES="subs"')]
        _write_master(folder, lines)

    return make


def hls_muxed(folder: Path, find: Find) -> None:
    """Recipe of a master playlist whose variants hold picture and sound together."""
    for height in HEIGHTS:
        cut_hls(folder / f"v{height}", ("-i", find(f"av{height}.mp4"), "-c", "copy"), "ts")
    _write_master(folder, _variants(""))


def dash(folder: Path, find: Find) -> None:
    """Recipe of `manifest.mpd`: three video representations, two audio languages, segment templates."""
    inputs: list[str | Path] = []
    for name in (*(f"video-avc1-{height}.mp4" for height in HEIGHTS), "audio-en.m4a", "audio-de.m4a"):
        inputs += ["-i", find(name)]
    maps = [word for index in range(5) for word in ("-map", str(index))]
    languages = ("-metadata:s:a:0", "language=en", "-metadata:s:a:1", "language=de")
    sets = ("-adaptation_sets", "id=0,streams=0,1,2 id=1,streams=3 id=2,streams=4")
    shape = ("-f", "dash", "-seg_duration", str(SEGMENT_S), "-use_template", "1", "-use_timeline", "1")
    run_ffmpeg(*inputs, *maps, "-c", "copy", *languages, *shape, *sets, "manifest.mpd", cwd=folder)


def _write_master(folder: Path, lines: list[str]) -> None:
    head = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    (folder / "master.m3u8").write_text("\n".join([*head, *lines, ""]), encoding="utf-8")


def _variants(groups: str) -> list[str]:
    lines = []
    for height in HEIGHTS:
        rate = f"BANDWIDTH={_BANDWIDTH_BPS[height]},RESOLUTION={width_of(height)}x{height},FRAME-RATE=30.000"
        lines += [f"#EXT-X-STREAM-INF:{rate},{_CODECS}{groups}", f"v{height}/index.m3u8"]
    return lines


def _renditions() -> list[str]:
    lines = []
    for kind, group, folder in (("AUDIO", "sound", "audio"), ("SUBTITLES", "subs", "subs")):
        for language, label in LANGUAGES.items():
            default = "YES" if language == "en" else "NO"
            lines.append(
                f'#EXT-X-MEDIA:TYPE={kind},GROUP-ID="{group}",NAME="{label}",LANGUAGE="{language}",'
                f'DEFAULT={default},AUTOSELECT=YES,URI="{folder}-{language}/index.m3u8"'
            )
    return lines


def _subtitle_playlist(folder: Path, language: str) -> None:
    """Two WebVTT segments of six seconds each."""
    folder.mkdir()
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-TARGETDURATION:6", "#EXT-X-PLAYLIST-TYPE:VOD"]
    for index in range(2):
        part = [cue for cue in cues(language) if 6 * index <= cue.start_s < 6 * (index + 1)]
        (folder / f"{index}.vtt").write_text(webvtt(part), encoding="utf-8")
        lines += ["#EXTINF:6.000,", f"{index}.vtt"]
    (folder / "index.m3u8").write_text("\n".join([*lines, "#EXT-X-ENDLIST", ""]), encoding="utf-8")

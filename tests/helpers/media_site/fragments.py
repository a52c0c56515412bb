"""Trees of many small fragments, in every shape that a downloader has to put together again."""

from collections.abc import Callable
from pathlib import Path

from .ffmpeg import run_ffmpeg
from .streams import Find, HlsKind, cut_hls, width_of

FRAGMENT_S = 0.5
HEIGHT = 240
_FPS = 30
_KEY = bytes(range(16, 32))
_IV = "000102030405060708090a0b0c0d0e0f"


def source(folder: Path, find: Find) -> None:
    """Recipe of `frag.mp4`: a key frame every half second, where fragments are cut."""
    gop = str(round(_FPS * FRAGMENT_S))
    video = (
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-b:v",
        "200k",
        "-maxrate",
        "200k",
        "-bufsize",
        "200k",
    )
    keys = ("-g", gop, "-keyint_min", gop, "-sc_threshold", "0", "-s", f"{width_of(HEIGHT)}x{HEIGHT}")
    exact = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact")
    inputs = ("-i", find("video-avc1-240.mp4"), "-i", find("audio-en-low.m4a"))
    run_ffmpeg(*inputs, *video, *keys, "-c:a", "copy", *exact, "-movflags", "+faststart", folder / "frag.mp4")


def hls(kind: HlsKind, *, iv: str | None = None, encrypted: bool = False) -> Callable[[Path, Find], None]:
    """Return the recipe of a master playlist with a picture and a sound; `iv` None leaves it implicit."""

    def make(folder: Path, find: Find) -> None:
        for name, stream in (("video", "v"), ("audio", "a")):
            target = folder / name
            target.mkdir()
            key = _key_arguments(target, iv) if encrypted else ()
            taken = ("-i", find("frag.mp4"), "-map", f"0:{stream}", "-c", "copy", *key)
            cut_hls(target, taken, kind, fragment_s=FRAGMENT_S)
            if kind == "range":
                _leave_offsets_out(target / "index.m3u8")
            if encrypted and iv is None:
                _leave_iv_out(target / "index.m3u8")
        _write_master(folder)

    return make


def encrypted_hls(*, explicit_iv: bool) -> Callable[[Path, Find], None]:
    """Return the recipe of an AES-128 stream (RFC 8216, 4.3.2.4), its vector given or the sequence number."""
    return hls("ts", iv=_IV if explicit_iv else None, encrypted=True)


def dash(folder: Path, find: Find) -> None:
    """Recipe of `manifest.mpd` with one picture and one sound."""
    maps = ("-map", "0:v", "-map", "0:a", "-c", "copy")
    shape = ("-f", "dash", "-seg_duration", str(FRAGMENT_S), "-use_template", "1", "-use_timeline", "1")
    sets = ("-adaptation_sets", "id=0,streams=v id=1,streams=a")
    run_ffmpeg("-i", find("frag.mp4"), *maps, *shape, *sets, "manifest.mpd", cwd=folder)


def _key_arguments(folder: Path, iv: str | None) -> tuple[str, ...]:
    (folder / "secret.key").write_bytes(_KEY)
    info = folder / "key.info"
    info.write_text("\n".join(["secret.key", str(folder / "secret.key"), *([iv] if iv else [])]) + "\n")
    return ("-hls_key_info_file", str(info))


def _leave_iv_out(playlist: Path) -> None:
    """Without the attribute each segment's vector is its sequence number, which is what ffmpeg used."""
    lines = playlist.read_text(encoding="utf-8").splitlines()
    first = next((n for n, line in enumerate(lines) if line.startswith("#EXT-X-KEY")), 0)
    kept = [line for n, line in enumerate(lines) if n == first or not line.startswith("#EXT-X-KEY")]
    text = "\n".join(line.partition(",IV=")[0] if line.startswith("#EXT-X-KEY") else line for line in kept)
    playlist.write_text(f"{text}\n", encoding="utf-8")


def _leave_offsets_out(playlist: Path) -> None:
    """A range without its offset begins where the one before ended (RFC 8216, 4.3.2.2)."""
    lines = playlist.read_text(encoding="utf-8").splitlines()
    short = [line.partition("@")[0] if line.startswith("#EXT-X-BYTERANGE") else line for line in lines]
    playlist.write_text("\n".join([*short, ""]), encoding="utf-8")


def _write_master(folder: Path) -> None:
    sound = '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="English",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES'
    shape = f"BANDWIDTH=300000,RESOLUTION={width_of(HEIGHT)}x{HEIGHT},FRAME-RATE=30.000"
    picture = f'#EXT-X-STREAM-INF:{shape},CODECS="avc1.42c01f,mp4a.40.2",AUDIO="sound"'
    named = f'{sound},URI="audio/index.m3u8"'
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", named, picture, "video/index.m3u8", ""]
    (folder / "master.m3u8").write_text("\n".join(lines), encoding="utf-8")

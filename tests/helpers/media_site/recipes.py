"""How each medium is made: codecs, sizes, lengths. Nothing here knows about HTTP or about the cache."""

from collections.abc import Callable
from pathlib import Path

from . import fragments, streams
from .ffmpeg import has_encoder, run_ffmpeg
from .streams import Find, width_of

DURATION_S = 12
FPS = 30
# Video bit rates in kbit/s by height; 480 is chosen so that av480.mp4 is close to 3 MB.
VIDEO_KBPS = {144: 150, 240: 300, 360: 700, 480: 1900, 720: 3000, 1080: 5000}
THUMBNAILS = 24

Recipe = Callable[[Path, Find], None]

_X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-sc_threshold", "0")
_BITEXACT = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact")
_FASTSTART = ("-movflags", "+faststart")


def _pattern(height: int, fps: int = FPS, duration_s: int = DURATION_S) -> tuple[str, ...]:
    """Moving bars with a running time code, so that a picture tells its moment."""
    size = f"{width_of(height)}x{height}"
    # DASH wants one aspect ratio in a set, and 854x480 is not quite 16:9 with square pixels.
    source = f"testsrc2=size={size}:rate={fps}:duration={duration_s},setdar=16/9"
    return ("-f", "lavfi", "-i", source)


def _tone(frequency_hz: int, duration_s: int = DURATION_S) -> tuple[str, ...]:
    source = f"sine=frequency={frequency_hz}:beep_factor=4:sample_rate=48000:duration={duration_s}"
    return ("-f", "lavfi", "-i", source)


def _rate(kbps: int, fps: int = FPS) -> tuple[str, ...]:
    """Steady rate and a key frame every two seconds, where segments are cut."""
    gop = str(2 * fps)
    rate = f"{kbps}k"
    return ("-b:v", rate, "-maxrate", rate, "-bufsize", rate, "-g", gop, "-keyint_min", gop)


def _video_avc1(height: int, fps: int = FPS) -> Recipe:
    name = f"video-avc1-{height}{'p60' if fps == 60 else ''}.mp4"

    def make(folder: Path, _find: Find) -> None:
        rate = _rate(VIDEO_KBPS[height], fps)
        run_ffmpeg(*_pattern(height, fps), *_X264, *rate, *_BITEXACT, *_FASTSTART, folder / name)

    return make


def _video_vp9(height: int) -> Recipe:
    def make(folder: Path, find: Find) -> None:
        source = find(f"video-avc1-{height}.mp4")
        codec = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-row-mt", "1", "-g", "60")
        rate = ("-b:v", f"{VIDEO_KBPS[height] // 2}k")
        run_ffmpeg("-i", source, *codec, *rate, *_BITEXACT, folder / f"video-vp9-{height}.webm")

    return make


def _video_vp9_tall(height: int) -> Recipe:
    """A picture a second: so many lines are asked for by tests, and nobody watches them."""

    def make(folder: Path, _find: Find) -> None:
        codec = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-row-mt", "1", "-g", "60")
        rate = ("-b:v", f"{VIDEO_KBPS[1080] // 2}k")
        run_ffmpeg(*_pattern(height, fps=1), *codec, *rate, *_BITEXACT, folder / f"video-vp9-{height}.webm")

    return make


def _video_av01(height: int) -> Recipe:
    def make(folder: Path, find: Find) -> None:
        source = find(f"video-avc1-{height}.mp4")
        codec: tuple[str, ...]
        if has_encoder("libsvtav1"):
            codec = ("-c:v", "libsvtav1", "-preset", "12", "-crf", "50")
        else:
            codec = ("-c:v", "libaom-av1", "-usage", "realtime", "-cpu-used", "8", "-crf", "50", "-b:v", "0")
        target = folder / f"video-av01-{height}.mp4"
        run_ffmpeg("-i", source, *codec, "-g", "60", *_BITEXACT, *_FASTSTART, target)

    return make


def _audio(name: str, frequency_hz: int, codec: str, kbps: int) -> Recipe:
    def make(folder: Path, _find: Find) -> None:
        quality = ("-c:a", codec, "-b:a", f"{kbps}k", "-ac", "2")
        run_ffmpeg(*_tone(frequency_hz), *quality, *_BITEXACT, folder / name)

    return make


def _combined(height: int) -> Recipe:
    def make(folder: Path, find: Find) -> None:
        inputs = ("-i", find(f"video-avc1-{height}.mp4"), "-i", find("audio-en.m4a"))
        run_ffmpeg(*inputs, "-c", "copy", *_BITEXACT, *_FASTSTART, folder / f"av{height}.mp4")

    return make


def _small(folder: Path, _find: Find) -> None:
    """3 s of 320x180, about 200 kB."""
    sources = (*_pattern(180, duration_s=3), *_tone(440, duration_s=3))
    sound = ("-c:a", "aac", "-b:a", "64k")
    run_ffmpeg(*sources, *_X264, *_rate(460), *sound, *_BITEXACT, *_FASTSTART, folder / "small.mp4")


def _song(folder: Path, _find: Find) -> None:
    tags = ("-metadata", "title=Evening Tone", "-metadata", "artist=The Sines", "-metadata", "album=Lab")
    quality = ("-c:a", "libmp3lame", "-b:a", "128k", "-ac", "2", "-fflags", "+bitexact")
    run_ffmpeg(*_tone(523), *quality, *tags, folder / "song.mp3")


def _clip(folder: Path, find: Find) -> None:
    inputs = ("-i", find("video-avc1-240.mp4"), "-i", find("audio-en.webm"))
    codec = ("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "500k", "-g", "60")
    run_ffmpeg(*inputs, *codec, "-c:a", "copy", *_BITEXACT, folder / "clip.webm")


def _thumbs(folder: Path, _find: Find) -> None:
    """Pictures of one kind in different colours: a sky over a fractal, each in another hue."""
    sky = "gradients=s=640x360:r=24:d=2:n=4:speed=0.01:seed=7:x0=0:y0=0:x1=640:y1=360"
    colours = ":c0=0x16222a:c1=0xd76d77:c2=0xffaf7b:c3=0x3a1c71"
    ground = "mandelbrot=s=640x360:r=24:start_scale=2.2:end_scale=0.002:end_pts=36:maxiter=300"
    where = ":start_x=-0.743643887:start_y=0.131825904"
    graph = (
        "[0]format=gbrp[g];[1]hue=s=0,gblur=sigma=1.2,format=gbrp[m];"
        "[g][m]blend=all_mode=softlight:all_opacity=0.8,hue=h=n*47:s=0.9"
    )
    inputs = ("-f", "lavfi", "-i", sky + colours, "-f", "lavfi", "-i", ground + where)
    frames = ("-frames:v", str(THUMBNAILS), "-q:v", "3", "-start_number", "0")
    run_ffmpeg(*inputs, "-filter_complex", graph, *frames, folder / "%02d.jpg")


def _live(folder: Path, _find: Find) -> None:
    """A minute of small segments, handed out by the clock."""
    length_s = streams.LIVE_SEGMENTS * streams.SEGMENT_S
    sources = (*_pattern(240, fps=15, duration_s=length_s), *_tone(440, duration_s=length_s))
    codec = (*_X264, *_rate(250, fps=15), "-c:a", "aac", "-b:a", "64k", *_BITEXACT)
    streams.cut_hls(folder, (*sources, *codec), kind="ts")


def _live_whole(folder: Path, find: Find) -> None:
    run_ffmpeg("-i", find("live/index.m3u8"), "-c", "copy", *_BITEXACT, folder / "live.mp4")


def _live_again(kind: streams.HlsKind) -> Recipe:
    """The same minute in another shape."""

    def make(folder: Path, find: Find) -> None:
        streams.cut_hls(folder, ("-i", find("live.mp4"), "-c", "copy"), kind)

    return make


def _live_apart(folder: Path, find: Find) -> None:
    """The same minute, picture and sound in playlists of their own; they keep their time stamps."""
    for stream in ("v", "a"):
        source = ("-i", find("live.mp4"), "-map", f"0:{stream}", "-c", "copy")
        streams.cut_hls(folder / stream, source, "fmp4")


RECIPES: dict[str, Recipe] = {
    **{f"video-avc1-{height}.mp4": _video_avc1(height) for height in (1080, 720, 480, 360, 240, 144)},
    "video-avc1-720p60.mp4": _video_avc1(720, fps=60),
    "audio-en.m4a": _audio("audio-en.m4a", 440, "aac", 128),
    "audio-de.m4a": _audio("audio-de.m4a", 660, "aac", 128),
    "audio-en-low.m4a": _audio("audio-en-low.m4a", 440, "aac", 48),
    "audio-en.webm": _audio("audio-en.webm", 440, "libopus", 96),
    "audio-de.webm": _audio("audio-de.webm", 660, "libopus", 96),
    **{f"av{height}.mp4": _combined(height) for height in (1080, 720, 480, 360, 240)},
    "small.mp4": _small,
    "song.mp3": _song,
    "clip.webm": _clip,
    "thumbs": _thumbs,
    **{f"video-vp9-{height}.webm": _video_vp9(height) for height in (1080, 720, 480, 360)},
    **{f"video-vp9-{height}.webm": _video_vp9_tall(height) for height in (1440, 2160)},
    **{f"video-av01-{height}.mp4": _video_av01(height) for height in (720, 480, 360)},
    "hls": streams.hls_separate("ts"),
    "hls-fmp4": streams.hls_separate("fmp4"),
    "hls-range": streams.hls_separate("range"),
    "hls-muxed": streams.hls_muxed,
    "dash": streams.dash,
    "frag.mp4": fragments.source,
    "frag-hls": fragments.hls("ts"),
    "frag-fmp4": fragments.hls("fmp4"),
    "frag-range": fragments.hls("range"),
    "frag-aes": fragments.encrypted_hls(explicit_iv=True),
    "frag-iv": fragments.encrypted_hls(explicit_iv=False),
    "frag-dash": fragments.dash,
    "live": _live,
    "live.mp4": _live_whole,
    "live-fmp4": _live_again("fmp4"),
    "live-range": _live_again("range"),
    "live-apart": _live_apart,
}

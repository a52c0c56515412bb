"""From the options to yt-dlp's parameters: one builder for probe and download, whoever asked."""

import shutil
from pathlib import Path
from typing import Any

import yt_dlp

from mediadl.domain.options import DownloadOptions
from mediadl.domain.selection import selector, sort_keys
from mediadl.domain.settings import Settings
from mediadl.worker.clip_progress import REPORT as CLIP_REPORT
from mediadl.worker.conversion import report_arguments
from mediadl.worker.option_arguments import cut_arguments, network_arguments
from mediadl.worker.shortcuts import FIRST_BLOCK_BYTES

STEM = "media"
"""Name of every file in a job's temporary folder; a title may change between runs, this does not."""
CLIP_NAME = "%(section_start&-{}|)s%(section_end&-{}|)s"
"""What is added to that for each of several clips, as a template of yt-dlp's."""
REPORT = "ffmpeg.txt"
"""File in the same folder where ffmpeg tells how far it is."""

SOCKET_TIMEOUT_S = 20

_REMUX = {
    # Only from what fits without encoding: what does not stays as it is, and is delivered as what it is.
    "mp4": "/".join(f"{suffix}>mp4" for suffix in ("mkv", "mov", "m4v", "flv", "ts", "3gp", "f4v")),
    "mov": "mp4>mov/m4v>mov",
    "mkv": "/".join(f"{suffix}>mkv" for suffix in ("mp4", "webm", "mov", "m4v", "flv", "ts", "avi")),
}
_MERGE = {"mp4": "mp4", "webm": "webm/mkv", "mkv": "mkv", "mov": "mp4/mkv", "avi": "mkv"}


def probe_params(options: DownloadOptions, ffmpeg: str | None, cache: Path) -> dict[str, Any]:
    """Parameters for looking: the options' own selection, or all there is when nothing fits."""
    params = _params(options, ffmpeg, cache)
    params["format"] = f"{params['format']}/b*"
    return params


def download_params(
    options: DownloadOptions, ffmpeg: str | None, cache: Path, temp_folder: Path
) -> dict[str, Any]:
    """Parameters for a download into the job's temporary folder."""
    params = _params(options, ffmpeg, cache)
    params["outtmpl"] = {"default": f"{STEM}{CLIP_NAME if options.clips else ''}.%(ext)s"}
    params["paths"] = {"home": str(temp_folder)}
    params["postprocessor_args"] = {"ffmpeg": report_arguments(temp_folder / REPORT)}
    if options.clips:
        params["external_downloader_args"] = {"ffmpeg": report_arguments(temp_folder / CLIP_REPORT)}
    return params


def _params(options: DownloadOptions, ffmpeg: str | None, cache: Path) -> dict[str, Any]:
    # yt-dlp's own parser fills in what its command line would, and refuses what makes no sense.
    params: dict[str, Any] = yt_dlp.parse_options(_arguments(options)).ydl_opts
    params.update(_locked(ffmpeg, cache))
    return params


def _arguments(options: DownloadOptions) -> list[str]:
    """yt-dlp's command line for the options. Links never come this way: one could read as an option."""
    arguments = [
        f"--format={selector(options)}",
        "--file-access-retries=3",
        "--retry-sleep=exp=1:20",
        # 24 s in all: a fragment that is gone for good is asked for again as well.
        "--retry-sleep=fragment:exp=0.5:8",
        f"--socket-timeout={SOCKET_TIMEOUT_S}",
        f"--concurrent-fragments={options.concurrent_fragments or Settings().concurrent_fragments}",
        "--abort-on-unavailable-fragments",
        "--keep-fragments",
        "--no-playlist",
        *network_arguments(options),
        *cut_arguments(options),
    ]
    if keys := sort_keys(options):
        arguments.append(f"--format-sort={','.join(keys)}")
    if _joins_several_sounds(options):
        arguments.append("--audio-multistreams")
    if options.is_audio_only:
        arguments += ["--extract-audio", f"--audio-format={options.audio_format or 'best'}"]
        arguments.append(f"--audio-quality={_audio_quality(options)}")
    elif options.video_format:
        arguments.append(f"--merge-output-format={_MERGE[options.video_format]}")
        if rules := _REMUX.get(options.video_format):
            arguments.append(f"--remux-video={rules}")
    # Last, so that they win over what they repeat; what no option may change is set after the parsing.
    return [*arguments, *options.extra_arguments]


def _joins_several_sounds(options: DownloadOptions) -> bool:
    """Whether a picture was picked with more than one sound; yt-dlp keeps only the first unless told."""
    if options.more_audio_languages:
        return True
    first, *_fallbacks = (options.custom_format or "").split("/")
    return first.count("+") > 1


def _audio_quality(options: DownloadOptions) -> str:
    return f"{options.audio_quality_kbps}K" if options.audio_quality_kbps else "0"


def _locked(ffmpeg: str | None, cache: Path) -> dict[str, Any]:
    """What no option may change; ARCHITECTURE.md has the reasons, where it speaks of yt-dlp's parameters."""
    return {
        "quiet": True,
        "verbose": False,
        "simulate": False,
        "skip_download": False,
        # Our own steps write these, cleaned of what is secret.
        "writeinfojson": False,
        "noprogress": True,
        "color": "no_color",
        # A single job must not go on after an error and call the rest a success.
        "ignoreerrors": False,
        "noresizebuffer": False,
        # yt-dlp's own note of how far fragments are; never trusted (see `leftovers`), so not written.
        "_no_ytdl_file": True,
        "buffersize": FIRST_BLOCK_BYTES,
        "cachedir": str(cache),
        "enable_file_urls": False,
        "usenetrc": False,
        "allow_unplayable_formats": False,
        "remote_components": [],
        "js_runtimes": _js_runtimes(),
        **({"ffmpeg_location": ffmpeg} if ffmpeg else {}),
    }


def _js_runtimes() -> dict[str, dict[str, str]]:
    """The JavaScript engines on this machine, by absolute path: YouTube shows few formats without one."""
    found = {name: shutil.which(name) for name in ("deno", "node")}
    return {name: {"path": path} for name, path in found.items() if path}

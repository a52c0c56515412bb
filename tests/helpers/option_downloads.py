"""The downloads that prove what options do: each is done once, by one worker, when a proof asks for it."""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mediadl import wire
from tests.helpers.local_proxy import a_proxy
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import WorkerChild, download

_LAB = "lab/v/harbour-1"
_TINY = {"custom_format": "160+139"}
"""144 lines of H.264 with a low AAC: 300 kB, the same twelve seconds as all."""
_CLEAR = {"video_codec": "h264", "quality": "360p", "video_format": "mp4"}

DOWNLOADS: Mapping[str, dict[str, Any]] = {
    "plain": {**_TINY, "embed_metadata": False, "embed_chapters": False},
    "rich": {
        **_TINY,
        "download_subtitles": True,
        "subtitle_languages": ("en", "de"),
        "subtitle_format": "srt",
        "embed_subtitles": True,
        "write_thumbnail": True,
        "thumbnail_format": "png",
        "embed_thumbnail": True,
        "write_info_json": True,
        "write_description": True,
        "write_comments": True,
        "split_chapters": True,
        "headers": (("X-Lab", "SECRET"),),
        "extra_arguments": ("--replace-in-metadata", "title", "Valley", "Canyon"),
    },
    "audio": {
        "quality": "audio_only",
        "audio_format": "mp3",
        "audio_quality_kbps": 64,
        "embed_thumbnail": True,
        "crop_thumbnail": True,
    },
    "aac": {"quality": "audio_only", "audio_format": "aac", "audio_codec": "aac"},
    "sounds": {**_CLEAR, "more_audio_languages": ("de",), "audio_codec": "aac"},
    "dub": {**_CLEAR, "audio_language": "de", "audio_codec": "aac", "require": ("language", "video_codec")},
    "unmet": {**_CLEAR, "audio_language": "ja", "require": ("language",)},
    "subtitles": {"only_subtitles": True, "subtitle_languages": ("fr",), "auto_subtitles": True,
                  "subtitle_format": "ass"},
    "picture": {"only_thumbnail": True, "thumbnail_format": "png"},
    "exact": {**_TINY, "clips": ({"start_s": 1, "end_s": 3.5}, {"start_s": 9}), "exact_cut": True},
    "fast": {**_TINY, "clips": ({"start_s": 5, "end_s": 7},)},
    "recoded": {"custom_format": "160+251", "video_format": "avi", "recode": True},
    "everywhere": {"preset": "plays-everywhere"},
    "nearly everywhere": {"preset": "plays-everywhere", "quality": "360p"},
    "everywhere or not at all": {"preset": "plays-everywhere", "require": ("video_codec",)},
    "throttled": {"rate_limit_bps": 150_000, "concurrent_fragments": 1},
    "tried again": {**_TINY, "retries": 2},
    "not tried again": {**_TINY, "retries": 0},
    "proxied": {**_TINY, "proxy": "filled in"},
    "imitated": {**_TINY, "impersonate": "chrome"},
}  # fmt: skip
"""Options by a name; what is not said is as in the preset Best."""

_FAULTS: Mapping[str, dict[str, Any]] = {
    "tried again": {"drop": 50_000, "times": 2, "only": "video-avc1"},
    "not tried again": {"drop": 50_000, "times": 2, "only": "video-avc1"},
}
_PATHS = {
    "throttled": "media/small.mp4",
    "nearly everywhere": f"{_LAB}?without=avc1",
    "everywhere or not at all": f"{_LAB}?without=avc1",
}


@dataclass(frozen=True)
class Made:
    """What came of one download."""

    message: wire.Message
    files: tuple[Path, ...]
    seconds: float
    hits: tuple[Any, ...]
    """The site's requests meanwhile."""
    proxied: tuple[str, ...] = ()

    @property
    def media(self) -> dict[str, Any]:
        """What ffprobe says of the first file."""
        return probed(self.files[0])

    @property
    def tags(self) -> dict[str, str]:
        """The first file's tags, names in lower case."""
        return {name.lower(): value for name, value in self.media["format"].get("tags", {}).items()}

    def streams(self, kind: str) -> list[dict[str, Any]]:
        """The first file's streams of a kind: "video", "audio", "subtitle"."""
        return [one for one in self.media["streams"] if one["codec_type"] == kind]

    def named(self, end: str) -> Path:
        """The one file whose name ends so."""
        (file,) = [path for path in self.files if path.name.endswith(end)]
        return file


def probed(file: Path) -> dict[str, Any]:
    """All that ffprobe says of a file."""
    command = ["ffprobe", "-v", "error", "-show_format", "-show_streams", "-show_chapters", "-of", "json"]
    said = subprocess.run([*command, str(file)], check=True, capture_output=True).stdout
    found: dict[str, Any] = json.loads(said)
    return found


class Downloads:
    """Does each download when it is first asked for."""

    def __init__(self, site: MediaSiteProcess, worker: WorkerChild, folder: Path) -> None:
        self._site = site
        self._worker = worker
        self._folder = folder
        self._made: dict[str, Made] = {}

    def __getitem__(self, name: str) -> Made:
        if name not in self._made:
            self._made[name] = self._make(name, dict(DOWNLOADS[name]))
        return self._made[name]

    def _make(self, name: str, options: dict[str, Any]) -> Made:
        folder = self._folder / name
        folder.mkdir()
        url = self._site.url(_PATHS.get(name, _LAB), **_FAULTS.get(name, {}))
        if "proxy" not in options:
            return self._ask(url, folder, options)
        with a_proxy() as (proxy, asked):
            made = self._ask(url, folder, {**options, "proxy": proxy})
        return Made(made.message, made.files, made.seconds, made.hits, tuple(asked))

    def _ask(self, url: str, folder: Path, options: dict[str, Any]) -> Made:
        self._site.reset()
        answer = self._worker.ask(download(url, folder, **options), timeout_s=180)
        last = answer.said[-1]
        names = last.message.files if isinstance(last.message, wire.Finished) else ()
        files = tuple(Path(name) for name in names)
        return Made(last.message, files, last.at_s - answer.said[0].at_s, tuple(self._site.hits()))

"""What a request of an extension for MeTube means here. What cannot be had as wished is refused in words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import ValidationError

from mediadl.domain.items import EVERYTHING
from mediadl.domain.job import Part, StartMode
from mediadl.domain.options import (
    AudioFormat,
    Clip,
    DownloadOptions,
    Quality,
    ThumbnailFormat,
    VideoCodec,
    VideoFormat,
)
from mediadl.domain.settings import Settings
from mediadl.server.metube_bodies import MetubeRequest
from mediadl.server.problems import Code, FieldProblem, Problem
from mediadl.server.wishes import checked

_ANY = frozenset({"", "any", "auto", "best"})
_LOSSLESS = frozenset({"wav", "flac"})
_WITH_COVER = frozenset({"m4a", "mp3", "opus", "flac"})
_BITRATES = range(96, 321)
_SUBTITLES = ("srt", "vtt", "ass")
_MODES: Mapping[str, bool] = {"": True, "prefer_manual": True, "manual_only": False}
"""Whether what a machine wrote is taken where nobody else did."""

Fields = dict[str, Any]


@dataclass(frozen=True)
class Meant:
    """What `Engine.add_for` is asked."""

    options: DownloadOptions
    start: StartMode
    items: str
    """Of a list; what is none is taken as it is."""
    part: Part


def meant(wanted: MetubeRequest, settings: Settings, folder: str | None = None) -> Meant:
    """What the request means; `folder` is the download folder where the program was started with one.

    Raises:
        Problem: something of it cannot be had, with the field and a sentence.
    """
    _check_unknown(wanted)
    kind = _kind(wanted)
    fields = _KINDS[kind](wanted)
    if kind in {"video", "audio"}:
        fields |= _pieces(wanted)
    if template := _template(wanted, settings, kind):
        fields["path_template"] = template
    if folder is not None:
        fields["folder"] = folder
    return Meant(
        checked(DownloadOptions(**fields)),
        StartMode.PAUSED if wanted.auto_start is False else StartMode.NOW,
        f"1-{wanted.playlist_item_limit}" if wanted.playlist_item_limit else EVERYTHING,
        "video" if wanted.playlist_strict_mode else "list",
    )


def _kind(wanted: MetubeRequest) -> str:
    """In older versions format and quality say of what kind it is."""
    said, form = _word(wanted.download_type), _word(wanted.format)
    if said:
        if said not in _KINDS:
            raise _refused("download_type", f"MediaDL knows no “{said}”, but {', '.join(_KINDS)}.")
        return said
    if form in {"thumbnail", "captions"}:
        return form
    return "audio" if form in get_args(AudioFormat) or _word(wanted.quality) == "audio" else "video"


def _video(wanted: MetubeRequest) -> Fields:
    form, codec = _word(wanted.format), _word(wanted.codec or wanted.video_codec)
    fields: Fields = {}
    if codec not in _ANY:
        if codec not in get_args(VideoCodec):
            raise _refused("codec", f"MediaDL knows no codec “{codec}”, but h264, h265, av1 and vp9.")
        fields["video_codec"] = codec
    quality = _word(wanted.quality)
    if form == "ios" or quality == "best_ios":
        fields |= _for_apple(codec)
    elif form in get_args(VideoFormat):
        fields |= {"video_format": form, "require": ("container",)}
    elif form not in _ANY:
        raise _refused("format", f"MediaDL knows no video format “{form}”, but any, mp4, mkv, webm and ios.")
    return fields | _height(quality.removesuffix("p"), fields)


def _for_apple(codec: str) -> Fields:
    """What its players show, encoded anew where the site has nothing of the kind."""
    if codec not in _ANY | {"h264", "h265"}:
        raise _refused("codec", f"What Apple's players show is h264 or h265, and not “{codec}”.")
    chosen = "h264" if codec in _ANY else codec
    return {"video_format": "mp4", "video_codec": chosen, "audio_codec": "aac", "recode": True}


def _height(quality: str, fields: Fields) -> Fields:
    if quality in _ANY | {"best_ios"}:
        return {"quality": "best"}
    if f"{quality}p" in get_args(Quality):
        return {"quality": f"{quality}p"}
    if quality == "worst":
        selector = "wv*+wa/w"
    elif re.fullmatch(r"[1-9]\d{1,3}", quality, re.ASCII):
        selector = f"bv*[height<={quality}]+ba/b[height<={quality}]"
    else:
        raise _refused(
            "quality", f"MediaDL knows no quality “{quality}”. Send a height such as 720, or best."
        )
    if "video_codec" in fields:
        raise _refused("quality", f"“{quality}” and a codec together cannot be had. Choose one of them.")
    return {"custom_format": selector}


def _audio(wanted: MetubeRequest) -> Fields:
    form, quality = _word(wanted.format), _word(wanted.quality)
    fields: Fields = {"quality": "audio_only"}
    if form in get_args(AudioFormat):
        fields |= {"audio_format": form, **({"embed_thumbnail": True} if form in _WITH_COVER else {})}
    elif form not in _ANY:
        raise _refused("format", f"MediaDL knows no audio format “{form}”, but m4a, mp3, opus, wav and flac.")
    if quality in _ANY | {"audio", "best_ios"}:
        return fields
    if not quality.isdecimal() or int(quality) not in _BITRATES:
        raise _refused("quality", f"The sound cannot have “{quality}”: send 96 to 320 kbit/s, or best.")
    if "audio_format" not in fields or form in _LOSSLESS:
        raise _refused(
            "quality", f"“{form or 'any'}” has no bitrate to choose. Send best, or another format."
        )
    return fields | {"audio_quality_kbps": int(quality)}


def _captions(wanted: MetubeRequest) -> Fields:
    form = _word(wanted.subtitle_format or wanted.format)
    form = "srt" if form in _ANY | {"captions"} else form
    if form not in _SUBTITLES:
        raise _refused("format", f"MediaDL saves captions as srt, vtt or ass, and not as “{form}”.")
    mode = _word(wanted.subtitle_mode)
    if mode not in _MODES:
        sentence = f"MediaDL takes what people wrote first: send prefer_manual or manual_only, not “{mode}”."
        raise _refused("subtitle_mode", sentence)
    return {
        "only_subtitles": True,
        "subtitle_format": form,
        "subtitle_languages": ((wanted.subtitle_language or "").strip() or "en",),
        "auto_subtitles": _MODES[mode],
    }


def _thumbnail(wanted: MetubeRequest) -> Fields:
    form = _word(wanted.format)
    form = "jpg" if form in _ANY | {"thumbnail", "jpeg"} else form
    if form not in get_args(ThumbnailFormat):
        raise _refused("format", f"MediaDL saves thumbnails as jpg, png or webp, and not as “{form}”.")
    return {"only_thumbnail": True, "thumbnail_format": form}


_KINDS: Mapping[str, Callable[[MetubeRequest], Fields]] = {
    "video": _video,
    "audio": _audio,
    "captions": _captions,
    "thumbnail": _thumbnail,
}


def _pieces(wanted: MetubeRequest) -> Fields:
    """Parts of the media that are wanted."""
    fields: Fields = {"split_chapters": True} if wanted.split_by_chapters else {}
    if wanted.clip_start or wanted.clip_end:
        try:
            fields["clips"] = (Clip(start_s=wanted.clip_start or 0.0, end_s=wanted.clip_end or None),)
        except ValidationError:
            raise _refused("clip_end", "A clip ends after it starts.") from None
    return fields


def _template(wanted: MetubeRequest, settings: Settings, kind: str) -> str | None:
    """Where the file goes, if the request says something of it; never outside the download folder.

    With a prefix the name is MeTube's: prefix, dot, title.
    """
    folders = [part for part in re.split(r"[/\\]", (wanted.folder or "").strip()) if part.strip()]
    if re.match(r"\s*(?:[/\\~]|[A-Za-z]:)", wanted.folder or "") or ".." in {one.strip() for one in folders}:
        sentence = "It is a folder below the download folder, such as Music/Live, and cannot lead out of it."
        raise _refused("folder", sentence)
    prefix = (wanted.custom_name_prefix or "").strip()
    if re.search(r"[/\\]|^\.", prefix):
        raise _refused("custom_name_prefix", "A name has no “/” in it, and does not begin with a dot.")
    if not folders and not prefix:
        return None
    usual = settings.audio_template if kind == "audio" else settings.video_template
    name = f"{_literally(prefix)}.{{title}}" if prefix else settings.defaults.path_template or usual
    return "/".join([*map(_literally, folders), name])


def _literally(text: str) -> str:
    """As it is in an output template."""
    return text.replace("%", "%%").replace("{", "{{").replace("}", "}}")


def _check_unknown(wanted: MetubeRequest) -> None:
    """A field of another version that says something would be a wish that nobody heard."""
    unknown = [name for name, value in (wanted.model_extra or {}).items() if value]
    if unknown:
        raise _refused(unknown[0][:60], "MediaDL cannot do this. Leave the field out, or empty.")


def _word(said: str | int | None) -> str:
    return "" if said is None else str(said).strip().lower()


def _refused(field: str, sentence: str) -> Problem:
    return Problem(Code.VALIDATION_ERROR, sentence, (FieldProblem(field=field, message=sentence),))

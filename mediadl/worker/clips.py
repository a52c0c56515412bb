"""What is special about a file that is only a part of its media."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yt_dlp
from yt_dlp.postprocessor import FFmpegPostProcessor

from mediadl.domain.cues import cut_cues
from mediadl.domain.options import Clip
from mediadl.domain.sections import Section
from mediadl.worker.found import media_from

Info = dict[str, Any]


def section_of(info: Mapping[str, Any]) -> Section | None:
    """Which part of the media an item of yt-dlp's is; None for the whole."""
    start, end = info.get("section_start"), info.get("section_end")
    if start is None and end is None:
        return None
    return Section(float(start or 0), None if end is None else float(end))


def as_section(clip: Clip) -> Section:
    """A clip that is wanted as the part that it will be."""
    return Section(clip.start_s, clip.end_s)


def cut_chapters(info: Mapping[str, Any], section: Section) -> list[Info]:
    """The part's chapters in yt-dlp's words; those it has are of the whole media."""
    return [
        {"title": one.title, "start_time": one.start_s, "end_time": one.end_s}
        for one in section.chapters(media_from(info).chapters)
    ]


def cut_subtitles(ydl: yt_dlp.YoutubeDL, path: Path, section: Section) -> None:
    """Rewrite a subtitle file so that it holds what is seen in the part, counted from its start.

    Raises:
        yt_dlp.utils.PostProcessingError: it is of another kind, and ffmpeg cannot read it.
    """
    text_file = path if path.suffix in {".srt", ".vtt"} else path.with_suffix(".cut.vtt")
    ffmpeg = FFmpegPostProcessor(ydl)
    if text_file != path:
        ffmpeg.real_run_ffmpeg([(str(path), [])], [(str(text_file), [])])
    text = text_file.read_text(encoding="utf-8-sig", errors="replace")
    text_file.write_text(cut_cues(text, section.start_s, section.end_s), encoding="utf-8")
    if text_file != path:
        ffmpeg.real_run_ffmpeg([(str(text_file), [])], [(str(path), [])])
        text_file.unlink()

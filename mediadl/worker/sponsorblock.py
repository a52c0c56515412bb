"""Marks or cuts out what SponsorBlock knows of a video, through yt-dlp's own post-processors."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yt_dlp
from yt_dlp.postprocessor import ModifyChaptersPP, SponsorBlockPP

from mediadl.domain.options import DownloadOptions
from mediadl.domain.sections import KEY_FRAME_S
from mediadl.domain.verification import Length
from mediadl.worker.clips import section_of
from mediadl.worker.source_checkout import is_source_checkout
from mediadl.worker.steps import StepSkipped

API_SWITCH = "MEDIADL_TEST_SPONSORBLOCK"
"""Environment variable with the address of another SponsorBlock that knows every site, for tests; only a
source checkout heeds it."""

Info = dict[str, Any]


@dataclass
class Cut:
    """What the step has done to the length of the file."""

    length: Length | None


def wants_sponsorblock(options: DownloadOptions) -> bool:
    """Whether anything is to be marked or cut."""
    return bool(options.sponsorblock_mark or options.sponsorblock_remove)


def apply_sponsorblock(ydl: yt_dlp.YoutubeDL, info: Info, options: DownloadOptions, cut: Cut) -> str:
    """Ask for the segments, put marks among the chapters of `info`, and cut the file; say what was found.

    Subtitles in `info["requested_subtitles"]` are cut along. `cut` then has the new length.

    Raises:
        StepSkipped: SponsorBlock does not know this site.
        yt_dlp.utils.PostProcessingError: it does not answer, or ffmpeg refuses.
    """
    if section_of(info) is not None:
        raise StepSkipped("SponsorBlock knows whole videos only, not clips.")
    fetch = _fetcher(ydl, options, info)
    if info.get("extractor_key") not in fetch.EXTRACTORS:
        raise StepSkipped("SponsorBlock does not know the videos of this site.")
    fetched: Info = ydl.run_pp(fetch, info)
    segments = fetched.get("sponsorblock_chapters") or []
    before_s = fetched.get("duration")
    changed: Info = ydl.run_pp(
        ModifyChaptersPP(ydl, remove_sponsor_segments=options.sponsorblock_remove), fetched
    )
    info.update(changed)
    removed = [one for one in segments if one["category"] in options.sponsorblock_remove]
    after_s = info.get("duration")
    if before_s and after_s and cut.length is not None and after_s < before_s:
        slack_s = min(before_s - after_s, KEY_FRAME_S * len(removed))
        cut.length = Length(cut.length.expected_s - (before_s - after_s), longer_s=slack_s)
    return "" if segments else "SponsorBlock knows no segments of this video."


def _fetcher(ydl: yt_dlp.YoutubeDL, options: DownloadOptions, info: Mapping[str, Any]) -> Any:
    categories = sorted({*options.sponsorblock_mark, *options.sponsorblock_remove})
    other = os.environ.get(API_SWITCH)
    if not other or not is_source_checkout():
        return SponsorBlockPP(ydl, categories=categories)
    step = SponsorBlockPP(ydl, categories=categories, api=other)
    step.EXTRACTORS = {str(info.get("extractor_key")): "YouTube"}
    return step

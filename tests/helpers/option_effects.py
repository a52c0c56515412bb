"""One row an option: what yt-dlp is given for it, and what proves that the file is as it says.

`python3 dev.py options` prints the table; `tests/helpers/test_option_effects.py` carries the proofs out.
"""

from collections.abc import Callable
from dataclasses import dataclass

from mediadl import wire
from mediadl.domain.options import DownloadOptions
from tests.helpers.option_downloads import Downloads, probed

Proof = Callable[[Downloads], bool]
HERE = "tests/helpers/test_option_effects.py"


@dataclass(frozen=True)
class Effect:
    """What an option does. `test` is another test's file and name where the proof is not carried out here."""

    field: str
    parameter: str
    effect: str
    proof: Proof | None = None
    test: str = ""


def _seconds(made: Downloads, name: str, at: int = 0) -> float:
    return float(probed(made[name].files[at])["format"]["duration"])


def _frames(made: Downloads, name: str, at: int = 0) -> int:
    """Pictures in the file, those too that a player passes over."""
    return next(
        int(one["nb_frames"])
        for one in probed(made[name].files[at])["streams"]
        if one["codec_type"] == "video"
    )


def _near(value: float, wanted: float, slack: float = 0.25) -> bool:
    return abs(value - wanted) <= slack


def _languages(made: Downloads, name: str) -> list[str]:
    return [one["tags"]["language"] for one in made[name].streams("audio")]


def _pictures(made: Downloads, name: str) -> list[tuple[int, int]]:
    """Sizes of the attached pictures."""
    streams = made[name].streams("video")
    return [(one["width"], one["height"]) for one in streams if one["disposition"]["attached_pic"]]


def _is_kept_secret(made: Downloads) -> bool:
    text = made["rich"].named(".info.json").read_text()
    return "harbour-1" in text and "SECRET" not in text and "http_headers" not in text


def _headers(made: Downloads, name: str) -> list[dict[str, str]]:
    return [hit.headers for hit in made[name].hits]


EFFECTS = (
    Effect(
        "quality",
        "format_sort res:…",
        "360 lines of many",
        lambda made: made["sounds"].streams("video")[0]["height"] == 360,
    ),
    Effect(
        "custom_format",
        "format",
        "these very streams",
        lambda made: made["plain"].streams("video")[0]["height"] == 144,
    ),
    Effect(
        "video_format",
        "merge_output_format, FFmpegVideoRemuxer",
        "the container",
        lambda made: (
            made["sounds"].files[0].suffix == ".mp4"
            and "mp4" in made["sounds"].media["format"]["format_name"]
        ),
    ),
    Effect(
        "plays_everywhere",
        "format_sort vcodec:h264,lang,quality,res:1080,fps,acodec:aac",
        "H.264 and AAC in MP4, of AV1, VP9, H.264, Opus and AAC",
        lambda made: (
            [
                one["codec_name"]
                for one in (*made["everywhere"].streams("video"), *made["everywhere"].streams("audio"))
            ]
            == ["h264", "aac"]
            and made["everywhere"].files[0].suffix == ".mp4"
        ),
    ),
    Effect(
        "audio_format",
        "FFmpegExtractAudio preferredcodec, final_ext",
        "MP3 of another codec; AAC as it is",
        lambda made: (
            made["audio"].streams("audio")[0]["codec_name"] == "mp3"
            and made["aac"].streams("audio")[0]["codec_name"] == "aac"
        ),
    ),
    Effect(
        "audio_quality_kbps",
        "FFmpegExtractAudio preferredquality",
        "64 kbit/s",
        lambda made: made["audio"].streams("audio")[0]["bit_rate"] == "64000",
    ),
    Effect(
        "embed_metadata",
        "FFmpegMetadata add_metadata",
        "title and artist in the file, or not",
        lambda made: made["rich"].tags["artist"] == "Lab Films" and "title" not in made["plain"].tags,
    ),
    Effect(
        "video_codec",
        "format_sort vcodec:…",
        "H.264, though AV1 ranks higher",
        lambda made: made["sounds"].streams("video")[0]["codec_name"] == "h264",
    ),
    Effect(
        "audio_codec",
        "format_sort lang,acodec:…",
        "AAC, though Opus ranks higher",
        lambda made: made["sounds"].streams("audio")[0]["codec_name"] == "aac",
    ),
    Effect(
        "audio_language",
        "format bv+ba[language=…]",
        "the German dub; without it the original",
        lambda made: (
            (_languages(made, "dub"), _languages(made, "sounds")[0]) == (["ger"], "eng")
            or (_languages(made, "dub"), _languages(made, "sounds")[0]) == (["deu"], "eng")
        ),
    ),
    Effect(
        "require",
        "checked before the first byte",
        "a language that is not there stops the download",
        lambda made: (
            isinstance(made["unmet"].message, wire.Failed)
            and "“ja”" in made["unmet"].message.failure.message
            and not any("/media/" in hit.path for hit in made["unmet"].hits)
        ),
    ),
    Effect(
        "download_subtitles",
        "subtitles of the info, fetched afterwards",
        "files beside the media",
        lambda made: made["rich"].named(".en.srt").is_file(),
    ),
    Effect(
        "subtitle_languages",
        "choice among subtitles",
        "German too",
        lambda made: "Balken" in made["rich"].named(".de.srt").read_text(),
    ),
    Effect(
        "subtitle_format",
        "FFmpegSubtitlesConvertor",
        "SRT of VTT, ASS of VTT",
        lambda made: (
            "-->" in made["rich"].named(".en.srt").read_text()
            and "[Events]" in made["subtitles"].named(".fr.ass").read_text()
        ),
    ),
    Effect(
        "embed_subtitles",
        "FFmpegEmbedSubtitle",
        "two tracks in the file",
        lambda made: len(made["rich"].streams("subtitle")) == 2,
    ),
    Effect(
        "auto_subtitles",
        "automatic_captions of the info",
        "French, which only a machine wrote",
        lambda made: made["subtitles"].files[0].name.endswith(".fr.ass"),
    ),
    Effect(
        "write_thumbnail",
        "thumbnails of the info, fetched afterwards",
        "a picture beside the media",
        lambda made: made["rich"].named(".png").stat().st_size > 1000,
    ),
    Effect(
        "thumbnail_format",
        "FFmpegThumbnailsConvertor",
        "PNG of JPEG",
        lambda made: made["rich"].named(".png").read_bytes().startswith(b"\x89PNG"),
    ),
    Effect(
        "embed_thumbnail",
        "EmbedThumbnail",
        "an attached picture",
        lambda made: _pictures(made, "rich") == [(640, 360)],
    ),
    Effect(
        "crop_thumbnail",
        "ffmpeg crop, before EmbedThumbnail",
        "a square",
        lambda made: _pictures(made, "audio") == [(360, 360)],
    ),
    Effect(
        "embed_chapters",
        "FFmpegMetadata add_chapters",
        "three chapters, or none",
        lambda made: (len(made["rich"].media["chapters"]), made["plain"].media["chapters"]) == (3, []),
    ),
    Effect(
        "write_info_json",
        "own file, cleaned; writeinfojson stays off",
        "details without headers and secrets",
        _is_kept_secret,
    ),
    Effect(
        "write_description",
        "own file",
        "the description beside the media",
        lambda made: "Moving bars" in made["rich"].named(".description").read_text(),
    ),
    Effect(
        "write_comments",
        "getcomments, own file",
        "three comments",
        lambda made: made["rich"].named(".comments.json").read_text().count('"text"') == 3,
    ),
    Effect(
        "split_chapters",
        "ffmpeg -ss -t, as FFmpegSplitChapters",
        "a file a chapter, from the key frame before each",
        lambda made: [round(_frames(made, "rich", at) / 30) for at in (1, 2, 3)] == [4, 5, 4],
    ),
    Effect(
        "clips",
        "download_ranges",
        "two files of 2.5 and 3 seconds",
        lambda made: _near(_seconds(made, "exact"), 2.5) and _near(_seconds(made, "exact", 1), 3),
    ),
    Effect(
        "exact_cut",
        "force_keyframes_at_cuts",
        "75 frames for 2.5 seconds; without it all from the key frame before, 90 for 2",
        lambda made: _near(_frames(made, "exact"), 75, 3) and _near(_frames(made, "fast"), 90, 3),
    ),
    Effect(
        "only_subtitles",
        "no download, subtitles of the info",
        "nothing else came, and no stream was asked for",
        lambda made: (
            len(made["subtitles"].files) == 1
            and not any("/media/" in hit.path for hit in made["subtitles"].hits)
        ),
    ),
    Effect(
        "only_thumbnail",
        "no download, thumbnails of the info",
        "one PNG came, and no stream was asked for",
        lambda made: (
            [file.suffix for file in made["picture"].files] == [".png"]
            and not any("/media/" in hit.path for hit in made["picture"].hits)
        ),
    ),
    Effect(
        "more_audio_languages",
        "format bv+ba+ba[language=de], allow_multiple_audio_streams",
        "English and German in one file",
        lambda made: (
            _languages(made, "sounds")[0] == "eng" and _languages(made, "sounds")[1] in {"ger", "deu"}
        ),
    ),
    Effect(
        "recode",
        "ffmpeg -c:v … -c:a …",
        "AVI of H.264 and Opus",
        lambda made: [one["codec_name"] for one in made["recoded"].media["streams"]] == ["mpeg4", "mp3"],
    ),
    Effect(
        "proxy",
        "proxy",
        "every request came through it",
        lambda made: len(made["proxied"].proxied) == len(made["proxied"].hits) > 2,
    ),
    Effect(
        "cookies_id",
        "own cookie jar, username, password",
        "of two accounts of the site the one that was picked",
        test="tests/engine/test_lending.py::test_the_account_that_was_picked_is_used_and_else_the_newest",
    ),
    Effect(
        "impersonate",
        "impersonate",
        "the page is asked for as Chrome does",
        lambda made: any("Chrome" in one.get("Sec-CH-UA", "") for one in _headers(made, "imitated")),
    ),
    Effect(
        "headers",
        "http_headers",
        "the site is sent the header",
        lambda made: sum(one.get("X-Lab") == "SECRET" for one in _headers(made, "rich")) > 2,
    ),
    Effect(
        "rate_limit_bps",
        "own limiter over all streams",
        "a download at 150 kB/s takes its time",
        lambda made: made["throttled"].seconds > 0.8 * made["throttled"].files[0].stat().st_size / 150_000,
    ),
    Effect(
        "retries",
        "retries, fragment_retries, extractor_retries",
        "two broken connections are mended, or end it",
        lambda made: (
            bool(made["tried again"].files) and isinstance(made["not tried again"].message, wire.Failed)
        ),
    ),
    Effect(
        "extra_arguments",
        "yt-dlp's own parser, behind all others",
        "the title is another one",
        lambda made: "Canyon" in made["rich"].tags["title"] and "Canyon" in made["rich"].files[0].name,
    ),
    Effect(
        "sponsorblock_mark",
        "SponsorBlock, ModifyChapters",
        "a chapter",
        test="tests/worker/test_sponsorblock.py::test_a_segment_is_marked_as_a_chapter",
    ),
    Effect(
        "sponsorblock_remove",
        "SponsorBlock, ModifyChapters",
        "the segment is gone",
        test="tests/worker/test_sponsorblock.py::test_a_segment_is_cut_out_of_film_and_subtitles",
    ),
    Effect(
        "live_from_start",
        "live_from_start, own recorder",
        "what the playlist still lists",
        test="tests/worker/live/test_downloader.py"
        "::test_a_recording_from_the_start_has_what_the_playlist_still_lists",
    ),
    Effect(
        "concurrent_fragments",
        "concurrent_fragment_downloads",
        "so many at once",
        test="tests/worker/test_options.py::test_fragments_are_fetched_as_many_at_once_as_asked",
    ),
    Effect(
        "path_template",
        "own naming",
        "folders and name",
        test="tests/worker/test_already_there.py"
        "::test_a_template_holds_for_the_file_and_what_goes_with_it_and_each_clash_policy_does_what_it_says",
    ),
    Effect(
        "clash",
        "own naming",
        "number, skip, replace",
        test="tests/worker/test_already_there.py"
        "::test_a_template_holds_for_the_file_and_what_goes_with_it_and_each_clash_policy_does_what_it_says",
    ),
    Effect(
        "layout",
        "own naming",
        "the tree of a media library",
        test="tests/worker/test_library.py"
        "::test_a_video_of_nobody_is_a_film_with_the_pictures_that_kodi_takes",
    ),
    Effect(
        "skip_downloaded",
        "the archive of the queue",
        "what is there is not fetched again",
        test="tests/engine/test_had.py::test_an_imported_line_counts_only_for_what_is_to_skip",
    ),
    Effect(
        "folder",
        "own delivery",
        "the file is there",
        lambda made: made["plain"].files[0].parent.name == "plain",
    ),
    Effect("temp_folder", "paths home", "parts on another volume", test="tests/worker/test_volumes.py"),
)
"""One row a field of `DownloadOptions`."""


def table() -> str:
    """The rows as Markdown, in the order of the fields."""
    order = list(DownloadOptions.model_fields)
    lines = ["| option | given to yt-dlp | effect | test |", "| --- | --- | --- | --- |"]
    for row in sorted(EFFECTS, key=lambda one: order.index(one.field)):
        test = row.test or f"{HERE}::test_an_option_does_what_its_row_says[{row.field}]"
        lines.append(f"| `{row.field}` | {row.parameter} | {row.effect} | `{test}` |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())

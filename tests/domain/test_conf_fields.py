"""Single arguments of yt-dlp and the fields they become."""

import pytest

from mediadl.domain.conf_fields import Changes, NoField, apply
from mediadl.domain.layers import said_by
from mediadl.domain.ytdlp_arguments import NAMES, Fate, Known, walk


def _said(line: str) -> dict:
    changes = Changes()
    for argument in walk(line.split()):
        assert argument.option is not None
        assert argument.option.fate is Fate.FIELD
        changes = apply(changes, argument.option.name, argument.values)
    return said_by(changes.options())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("-f bv+ba", {"custom_format": "bv+ba"}),
        ("-r 4.2M", {"rate_limit_bps": 4404019}),
        ("-R infinite -N 99", {"retries": 100, "concurrent_fragments": 16}),
        ("--user-agent me --add-headers A:b", {"headers": [["User-Agent", "me"], ["A", "b"]]}),
        ("--merge-output-format avi/mkv", {"video_format": "avi"}),
        ("--remux-video webm>mkv/mp4", {"video_format": "mkv"}),
        ("--recode-video mp4", {"video_format": "mp4", "recode": True}),
        ("--sub-langs en.*,de,-live_chat --write-subs",
         {"subtitle_languages": ["en", "de"], "download_subtitles": True}),
        ("--sub-langs all", {"subtitle_languages": []}),
        ("--sub-format best --convert-subs srt", {"subtitle_format": "srt"}),
        ("--download-sections *0:10-0:20 --download-sections *5-inf",
         {"clips": [{"start_s": 10.0, "end_s": 20.0}, {"start_s": 5.0, "end_s": None}]}),
        ("--sponsorblock-remove sponsor,intro", {"sponsorblock_remove": ["sponsor", "intro"]}),
        ("--audio-quality 0 --audio-format best", {"audio_quality_kbps": None, "audio_format": None}),
        ("-P /videos -P temp:/parts", {"folder": "/videos", "temp_folder": "/parts"}),
        ("-w --download-archive x.txt", {"clash": "skip", "skip_downloaded": True}),
        ("-t mp3", {"quality": "audio_only", "audio_format": "mp3"}),
        ("--skip-download", {}),
        ("--skip-download --write-thumbnail", {"only_thumbnail": True, "write_thumbnail": True}),
        ("--skip-download --write-subs", {"only_subtitles": True, "download_subtitles": True}),
        ("--no-embed-metadata --split-chapters", {"embed_metadata": False, "split_chapters": True}),
    ],
)  # fmt: skip
def test_an_argument_becomes_a_field(line, said):
    assert _said(line) == said


@pytest.mark.parametrize(
    "line",
    [
        "--audio-format alac", "--audio-quality 5", "--sub-format json3", "-r fast", "-R often",
        "-o thumbnail:x", "-P videos", "-P subtitle:/x", "--download-sections Intro", "-t sleep",
        "--add-headers x", "--sponsorblock-mark poi_highlight",
    ],
)  # fmt: skip
def test_what_has_no_place_is_said(line):
    with pytest.raises(NoField, match=r"\.$"):
        _said(line)


def test_all_categories_of_sponsorblock_can_be_meant_and_some_taken_out():
    said = _said("--sponsorblock-mark all,-intro")["sponsorblock_mark"]
    assert "sponsor" in said
    assert "intro" not in said


def _answer(known: Known) -> str:
    try:
        apply(Changes(), known.name, ("1",) * known.value_count)
    except NoField as error:
        return str(error)
    return ""


def test_every_option_with_a_field_is_taken_over_or_refused_for_its_value():
    fields = [known for known in NAMES.values() if known.fate is Fate.FIELD]
    assert not [known.name for known in fields if f"“{known.name}” has no counterpart" in _answer(known)]

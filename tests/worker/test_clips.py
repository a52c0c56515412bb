"""An item of yt-dlp's that is a part of its media."""

from pathlib import Path

import yt_dlp

from mediadl.domain.sections import Section
from mediadl.worker.clips import cut_chapters, cut_subtitles, section_of
from mediadl.worker.ffmpeg import find_ffmpeg

ASS = """[Script Info]
ScriptType: v4.00+

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:00.00,0:00:02.00,Default,,0,0,0,,One
Dialogue: 0,0:00:04.00,0:00:06.00,Default,,0,0,0,,Two
"""


def test_only_what_has_times_is_a_part():
    assert section_of({"section_start": None, "section_end": None}) is None
    assert section_of({"section_start": 0, "section_end": 2.5}) == Section(0.0, 2.5)
    assert section_of({"section_start": 3, "section_end": None}) == Section(3.0)


def test_chapters_stay_in_yt_dlps_words():
    info = {"id": "x", "chapters": [{"title": "a", "start_time": 0, "end_time": 9}]}
    assert cut_chapters(info, Section(3, 5)) == [{"title": "a", "start_time": 0.0, "end_time": 2.0}]


def test_subtitles_of_other_kinds_are_cut_by_ffmpeg(tmp_path: Path):
    file = tmp_path / "subtitles.en.ass"
    file.write_text(ASS)
    with yt_dlp.YoutubeDL({"quiet": True, "cachedir": False, "ffmpeg_location": find_ffmpeg()}) as ydl:
        cut_subtitles(ydl, file, Section(4, 6))
    assert "One" not in file.read_text()
    assert "0:00:00.00,0:00:02.00" in file.read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["subtitles.en.ass"]

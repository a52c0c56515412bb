"""What is here already, and yt-dlp's archive file."""

from datetime import UTC, datetime

import pytest

from mediadl.domain.archive import Archived, id_in_name, identity, intent_of, read_archive, written
from mediadl.domain.errors import InvalidArchive
from mediadl.domain.options import DownloadOptions

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("site", "media_id", "known_as"),
    [
        ("Youtube", "abc", "youtube abc"),
        ("BBCCoUk", "p0 1", "bbccouk p0 1"),
        ("media.example", "clip", "https://media.example/a/clip"),
        (None, "abc", "https://media.example/a/clip"),
        ("Youtube", None, "https://media.example/a/clip"),
    ],
)
def test_a_site_s_media_is_known_by_its_id_and_a_page_s_by_its_link(site, media_id, known_as):
    link = "https://media.example/a/clip#__youtubedl_smuggle=x"
    assert identity(site, media_id, link) == known_as


def test_a_film_is_not_here_because_its_sound_is():
    intents = [DownloadOptions(), DownloadOptions(quality="audio_only"), DownloadOptions(only_subtitles=True)]
    intents.append(DownloadOptions(only_thumbnail=True))
    assert [intent_of(options) for options in intents] == ["video", "audio", "subtitles", "thumbnail"]


def test_an_archive_of_yt_dlp_is_read_and_written():
    text = "\ufeffyoutube abc\n\n# mine\r\nvimeo 1 2\nyoutube abc\n"
    assert read_archive(text) == ("youtube abc", "vimeo 1 2")
    lines = [Archived(one, "video", NOW) for one in (*read_archive(text), "https://media.example/x")]
    assert written(lines) == "youtube abc\nvimeo 1 2\n"


@pytest.mark.parametrize("line", ["https://media.example/x", "youtube", "{}", "Title,URL"])
def test_a_file_that_is_no_archive_is_refused_with_its_line(line):
    with pytest.raises(InvalidArchive, match="Line 2 is not one"):
        read_archive(f"youtube abc\n{line}\n")


@pytest.mark.parametrize(
    ("stem", "found"),
    [
        ("Film [abc_-123]", "abc_-123"),
        ("Film [abc] (2)", "abc"),
        ("[Series] Film [abc]", "abc"),
        ("Film [two words]", None),
        ("Film", None),
    ],
)
def test_the_id_stands_in_the_last_brackets_of_a_name(stem, found):
    assert id_in_name(stem) == found

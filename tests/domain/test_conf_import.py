"""A configuration file of yt-dlp becomes options; what does not is told line by line."""

import pytest

from mediadl.domain.conf_import import MOST_BYTES, Note, import_conf
from mediadl.domain.errors import UserError
from mediadl.domain.layers import said_by

CONF = b"""# Always the sound
-x --audio-format mp3 # as MP3
--audio-quality 192K
-o
"%(uploader)s/%(title)s.%(ext)s"

--socket-timeout 5
--exec "rm
 -rf {}"
--cookies=/home/me/cookies.txt
https://example.com/video
-I 1-5
"""


def test_fields_are_set_the_rest_is_passed_and_what_is_refused_has_its_line():
    imported = import_conf(CONF)
    assert said_by(imported.options) == {
        "quality": "audio_only",
        "audio_format": "mp3",
        "audio_quality_kbps": 192,
        "path_template": "%(uploader)s/%(title)s",
        "extra_arguments": ["--socket-timeout", "5"],
    }
    assert [(note.line, note.argument) for note in imported.notes] == [
        (8, "--exec"),
        (10, "--cookies"),
        (11, "https://example.com/video"),
        (12, "-I"),
    ]
    assert all(note.sentence.endswith(".") for note in imported.notes)


def test_an_empty_file_says_nothing():
    assert said_by(import_conf(b"\xef\xbb\xbf# nothing\n").options) == {}
    assert import_conf("--proxy http://a:1".encode("utf-16")).options.proxy == "http://a:1"


def test_a_value_that_could_never_work_is_left_out_and_told():
    imported = import_conf(b"--proxy nowhere\n--embed-subs")
    assert said_by(imported.options) == {"embed_subtitles": True}
    assert imported.notes == (Note(0, "proxy", imported.notes[0].sentence),)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"--proxy x\n--nonsense 1", "Line 2: yt-dlp has no option “--nonsense”"),
        (b"--proxy", "Line 1: “--proxy” lacks its value"),
        (b"# fine\n--output 'x", "Line 2: a quotation mark is not closed"),
        (b"\x89PNG\x00\xff", "is no text"),
        (b"a\x00b", "is no text"),
        (b"#" * (MOST_BYTES + 1), "too large"),
    ],
)
def test_a_broken_file_is_said_with_its_line(content, words):
    with pytest.raises(UserError, match=r"cannot be read|file is") as error:
        import_conf(content)
    assert words in str(error.value)

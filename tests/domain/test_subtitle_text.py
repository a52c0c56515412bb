"""How subtitles begin, whatever they are written in."""

import pytest

from mediadl.domain.subtitle_text import LONGEST_LINE, beginning

VTT = """WEBVTT
Kind: captions

STYLE
::cue { color: red }

1
00:00:01.000 --> 00:00:03.500 align:start
<c>Hello</c> &amp; welcome

00:01:02.000 --> 00:01:03.000
Hello &amp; welcome

01:00:05.250 --> 01:00:06.000
- One
- Two
"""
SRT = "1\r\n00:00:01,000 --> 00:00:02,000\r\nMoin\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nJo\r\n"
ASS = r"""[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.20,0:00:03.00,Default,,0,0,0,,{\i1}Salut,{\i0}\Nça va
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (VTT, "0:01  Hello & welcome\n1:00:05  - One\n1:00:05  - Two"),
        (SRT, "0:01  Moin\n0:03  Jo"),
        (ASS, "0:01  Salut, ça va"),
        ("<tt><p begin='1s'>Hi</p></tt>", "Hi"),
        ("", ""),
    ],
)
def test_words_are_shown_with_their_time_and_without_marks(text, words):
    assert beginning(text) == words


def test_no_more_lines_are_shown_than_wanted_and_none_is_endless():
    many = "\n".join(f"{number} {'x' * 500}" for number in range(99))
    shown = beginning(many, lines=3).splitlines()
    assert (len(shown), max(map(len, shown))) == (3, LONGEST_LINE)

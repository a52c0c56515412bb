"""What subtitles say, for a look at how they begin: WebVTT, SubRip, SSA/ASS, and others as plain text."""

import html
import re

from mediadl.domain.clips import clock

_STAMP = r"(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_CUE = re.compile(rf"\s*{_STAMP}\s*-->")
_DIALOGUE = re.compile(rf"Dialogue:[^,]*,\s*{_STAMP}(?:,[^,]*){{7}},(.*)")
"""A line of the [Events] section; its tenth field is the text (SSA v4+ specification)."""
_TAGS = re.compile(r"<[^>]*>|\{\\[^}]*\}")
LONGEST_LINE = 200


def beginning(text: str, lines: int = 12) -> str:
    """The first lines of what is said, each with its time: "0:02  Hello." What is said twice stands once."""
    said = _cues(text) or _dialogue(text) or [("", line) for line in text.splitlines()]
    shown: list[str] = []
    last = ""
    for stamp, words in said:
        plain = " ".join(html.unescape(_TAGS.sub("", words)).split())[:LONGEST_LINE]
        if not plain or plain == last:
            continue
        shown.append(f"{stamp}  {plain}" if stamp else plain)
        last = plain
        if len(shown) == lines:
            break
    return "\n".join(shown)


def _cues(text: str) -> list[tuple[str, str]]:
    """Time and words of the lines below each "-->", up to the next empty line."""
    found: list[tuple[str, str]] = []
    stamp = ""
    for line in text.splitlines():
        if match := _CUE.match(line):
            stamp = _clock(match)
        elif not line.strip():
            stamp = ""
        elif stamp:
            found.append((stamp, line))
    return found


def _dialogue(text: str) -> list[tuple[str, str]]:
    matches = (_DIALOGUE.match(line) for line in text.splitlines())
    return [(_clock(match), match[5].replace("\\N", " ")) for match in matches if match]


def _clock(match: re.Match[str]) -> str:
    hours, minutes, seconds = int(match[1] or 0), int(match[2]), int(match[3])
    return clock(hours * 3600 + minutes * 60 + seconds)

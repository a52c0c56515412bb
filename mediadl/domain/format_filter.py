"""Which rows of a table of formats are shown; the words that are searched are the view's and handed in."""

from collections.abc import Iterable
from dataclasses import dataclass

from mediadl.domain.media import Format
from mediadl.domain.selection import codec_name, resolution
from mediadl.domain.wishes import speaks

HEIGHTS = (2160, 1440, 1080, 720, 480, 360)


@dataclass(frozen=True)
class FormatFilter:
    """What is not said lets everything through; what a format does not carry at all is not asked of it."""

    codec: str = ""
    """Name on the box ("H.264"), of the picture or of the sound."""
    min_height: int = 0
    """Least lines of a picture; sounds pass."""
    language: str = ""
    """As BCP 47; formats without a sound of a known language pass."""
    text: str = ""
    """Every word of it has to stand in the row."""

    @property
    def is_open(self) -> bool:
        """Whether everything passes."""
        return self == FormatFilter()

    def passes(self, one: Format, words: str) -> bool:
        """Whether to show this format, of which the row says `words`."""
        if self.codec and self.codec not in {codec_name(one.vcodec), codec_name(one.acodec)}:
            return False
        lines = resolution(one)
        if self.min_height and lines is not None and lines < self.min_height:
            return False
        if self.language and one.language and not speaks(one, self.language):
            return False
        lowered = words.lower()
        return all(word in lowered for word in self.text.lower().split())


def codecs_of(formats: Iterable[Format]) -> tuple[str, ...]:
    """Names of the codecs that there are, pictures first, each once, in the order of the formats."""
    known = tuple(formats)
    names = [*(codec_name(one.vcodec) for one in known), *(codec_name(one.acodec) for one in known)]
    return tuple(dict.fromkeys(name for name in names if name))


def heights_of(formats: Iterable[Format]) -> tuple[int, ...]:
    """The steps of `HEIGHTS` that leave some of the pictures out, and not all of them; the largest first."""
    lines = [line for one in formats if (line := resolution(one))]
    return tuple(
        step for step in HEIGHTS if any(line >= step for line in lines) and any(line < step for line in lines)
    )


def languages_of(formats: Iterable[Format]) -> tuple[str, ...]:
    """The languages of the sounds, the original first, each once."""
    known = [one for one in formats if one.language]
    ranked = sorted(known, key=lambda one: not one.is_original_language)
    return tuple(dict.fromkeys(one.language for one in ranked if one.language))

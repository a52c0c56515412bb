"""Where a file goes below the download folder: a template filled in, legal everywhere, and short enough."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mediadl.domain.errors import InvalidTemplate
from mediadl.domain.naming import MAX_NAME_BYTES, legal_part, legal_stem
from mediadl.domain.template_fields import Values, safe_title
from mediadl.domain.template_pieces import FieldPiece, Piece
from mediadl.domain.templates import Template

_SEPARATORS = " -–—_.,·|:#"  # noqa: RUF001 - dashes as people write them
_BRACKETS = {"(": ")", "[": "]"}
_SHORTEST_TITLE_BYTES = 12
_ROOM = 24
"""What a number and a sidecar's tail may add to the path, as in “ (12).zh-Hans”."""


@dataclass(frozen=True)
class FilePlace:
    """Folders below the download folder, outermost first, and the file's name without its suffix."""

    folders: tuple[str, ...]
    stem: str
    is_cut: bool = field(default=False, compare=False)
    """Whether something had to be left out of it for its length."""

    @property
    def shown(self) -> str:
        """As a path for people, without the suffix."""
        return "/".join((*self.folders, self.stem))


@dataclass(frozen=True)
class Limits:
    """How long paths may be on one system."""

    path: int
    in_bytes: bool = True
    """Else the path is counted in UTF-16 units, as Windows does."""
    name_bytes: int = MAX_NAME_BYTES

    def measure(self, text: str) -> int:
        """Length of a path in this system's unit."""
        return len(text.encode(errors="replace")) if self.in_bytes else len(text.encode("utf-16-le")) // 2


WINDOWS = Limits(259, in_bytes=False)
"""MAX_PATH without its NUL (learn.microsoft.com, "Maximum Path Length Limitation")."""
MACOS = Limits(1023)
"""PATH_MAX of sys/syslimits.h, without its NUL."""
LINUX = Limits(4095)
"""PATH_MAX of linux/limits.h, without its NUL."""


def limits_of(platform: str) -> Limits:
    """The limits of a system by Python's `sys.platform`."""
    return {"win32": WINDOWS, "darwin": MACOS}.get(platform, LINUX)


def place_of(template: Template, values: Values, folder: str, suffix: str, limits: Limits) -> FilePlace:
    """Fill the template in; what is too long is cut, the title first. `folder` is the download folder.

    Raises:
        InvalidTemplate: the download folder alone leaves no room for a name.
    """
    whole = title = str(values.get("title") or "")
    place, excess = _filled(template, values, folder, suffix, limits)
    while excess > 0 and len(title.encode(errors="replace")) > _SHORTEST_TITLE_BYTES:
        room = max(_SHORTEST_TITLE_BYTES, len(title.encode(errors="replace")) - excess)
        shorter = title.encode(errors="replace")[:room].decode(errors="ignore").rstrip()
        title = shorter if shorter != title else title[:-1]
        values = {**values, "title": title, "safe_title": safe_title(title)}
        place, excess = _filled(template, values, folder, suffix, limits)
    if excess > 0:
        place = _squeezed(place, folder, suffix, limits)
    return replace(place, is_cut=title != whole or excess > 0)


def path_length(place: FilePlace, folder: str, suffix: str, limits: Limits) -> int:
    """Length of the whole path in the system's unit, with room for a number and a sidecar's tail."""
    return limits.measure("/".join((folder, *place.folders, f"{place.stem}.{suffix}"))) + _ROOM


def _filled(
    template: Template, values: Values, folder: str, suffix: str, limits: Limits
) -> tuple[FilePlace, int]:
    """The place, and by how much it is too long; above 0 something has to be cut."""
    texts = [_part(part, values) for part in template.parts]
    room = limits.name_bytes - len(suffix) - 1
    over = max(len(text.encode(errors="replace")) for text in texts) - room
    folders = [legal_part(text) for text in texts[:-1]]
    stem = legal_stem(texts[-1] or str(values.get("title") or ""), suffix_bytes=len(suffix) + 1)
    place = FilePlace(tuple(name for name in folders if name), stem)
    return place, max(over, path_length(place, folder, suffix, limits) - limits.path)


def _squeezed(place: FilePlace, folder: str, suffix: str, limits: Limits) -> FilePlace:
    """Cut the longest part again and again. Names are within their own limit already."""
    while (over := path_length(place, folder, suffix, limits) - limits.path) > 0:
        parts = [*place.folders, place.stem]
        at = max(range(len(parts)), key=lambda index: len(parts[index].encode()))
        length = len(parts[at].encode())
        if length <= _SHORTEST_TITLE_BYTES:
            raise InvalidTemplate(
                f"“{folder}” is so long that no name fits behind it. Choose a folder with a shorter path."
            )
        cut = parts[at].encode()[: max(_SHORTEST_TITLE_BYTES, length - over)].decode(errors="ignore")
        parts[at] = legal_stem(cut)
        place = FilePlace(tuple(parts[:-1]), parts[-1])
    return place


def _part(pieces: Sequence[Piece], values: Values) -> str:
    """One part as text. With a missing value goes what only set it apart: brackets, or a dash at an end."""
    done = ""
    last = len(pieces) - 1
    texts = [piece.filled(values) for piece in pieces]
    for at, piece in enumerate(pieces):
        text = texts[at]
        if text or not isinstance(piece, FieldPiece):
            done += text
            continue
        is_followed = at < last and not isinstance(pieces[at + 1], FieldPiece)
        done, following = _closed_up(done, texts[at + 1] if is_followed else "", is_last=at == last)
        if is_followed:
            texts[at + 1] = following
    return re.sub(r"\s+", " ", done)


def _closed_up(before: str, after: str, *, is_last: bool) -> tuple[str, str]:
    """The words before and after a value that is missing, without what was there for its sake alone."""
    if before[-1:] in _BRACKETS and after.startswith(_BRACKETS[before[-1]]):
        return before[:-1].rstrip(), after[1:]
    if not before.strip(_SEPARATORS):
        return "", after.lstrip(_SEPARATORS)
    if is_last or not after.strip(_SEPARATORS):
        return before.rstrip(_SEPARATORS), after
    return before, after

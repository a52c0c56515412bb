"""Output templates in both notations, `{title}` and `%(title)s`: read, checked and filled in. No file here.

The second one is a subset of yt-dlp's (README, "Output template"): alternatives, date formats, replacements,
defaults, and the conversions s, d, f, B and S. What is missing from a media is left out instead of "NA".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mediadl.domain.errors import InvalidTemplate
from mediadl.domain.template_pieces import Conversion, Literal, Piece, field_piece

_LONGEST = 500
_NAMED = re.compile(
    r"%\((?P<inside>[^()]*)\)(?P<flags>[-+ #0]*)(?P<width>\d*)(?P<cut>\.\d+)?(?P<kind>[A-Za-z]?)"
)
_BRACED = re.compile(r"\{(?P<inside>(?:[^{}]|\{\})*)\}")
_SPEC = re.compile(r":(?P<flags>0?)(?P<width>\d*)(?P<cut>\.\d+)?(?P<kind>[sdfBS]?)$")
_SUFFIX = re.compile(r"\.(?:\{ext\}|%\(ext\)s)$")
_ROOT = re.compile(r"[/\\~]|[A-Za-z]:")


@dataclass(frozen=True)
class Template:
    """A template that can be filled in: its folders, outermost first, and at last the name, as pieces."""

    text: str
    parts: tuple[tuple[Piece, ...], ...]

    @property
    def names(self) -> frozenset[str]:
        """The fields that it asks for."""
        return frozenset(name for part in self.parts for piece in part for name in piece.names)


def parse(text: str) -> Template:
    """Read a template: a path below the download folder, without the file's suffix (which may be there).

    Raises:
        InvalidTemplate: with the place and the reason.
    """
    stripped = _SUFFIX.sub("", text.strip())
    if not stripped:
        raise InvalidTemplate("The template is empty. Write {title} for instance.")
    if len(stripped) > _LONGEST:
        raise InvalidTemplate(f"The template has more than {_LONGEST} characters.")
    if _ROOT.match(stripped):
        raise InvalidTemplate(
            "A template is a path below the download folder; it cannot start with “/”, “~” or a drive."
        )
    parts: list[list[Piece]] = [[]]
    for piece in _pieces(stripped):
        texts = re.split(r"[/\\]", piece.text) if isinstance(piece, Literal) else None
        if texts is None:
            parts[-1].append(piece)
            continue
        for number, words in enumerate(texts):
            parts += [[]] if number else []
            parts[-1] += [Literal(words)] if words else []
    return Template(text, _checked(parts))


def _checked(parts: list[list[Piece]]) -> tuple[tuple[Piece, ...], ...]:
    if not parts[-1]:
        raise InvalidTemplate("The template ends with “/”: the file would have no name.")
    for part in parts:
        words = "".join(piece.text for piece in part if isinstance(piece, Literal)).strip()
        if all(isinstance(piece, Literal) for piece in part) and part and not words.strip(". "):
            raise InvalidTemplate(f"“{words}” as a folder would leave the download folder. Remove it.")
    return tuple(tuple(part) for part in parts if part)


def _pieces(text: str) -> Iterator[Piece]:
    """Fields and what stands between them; `{{`, `}}` and `%%` are the characters themselves."""
    words, at = "", 0
    while at < len(text):
        pair = text[at : at + 2]
        if pair in {"{{", "}}", "%%"}:
            words, at = words + pair[0], at + 2
            continue
        match = _field_at(text, at)
        if match is None:
            words, at = words + text[at], at + 1
            continue
        if words:
            yield Literal(words)
        yield _field(match)
        words, at = "", match.end()
    if words:
        yield Literal(words)


def _field_at(text: str, at: int) -> re.Match[str] | None:
    """The field that begins here, or None for a plain character."""
    if text.startswith("%(", at):
        if match := _NAMED.match(text, at):
            return match
        raise InvalidTemplate(f"“{text[at : at + 20]}” has no closing bracket. Write %(title)s for instance.")
    if text[at] == "{":
        if match := _BRACED.match(text, at):
            return match
        raise InvalidTemplate("A “{” has no “}”. Write {{ for the bracket itself.")
    if text[at] == "}":
        raise InvalidTemplate("A “}” has no “{”. Write }} for the bracket itself.")
    return None


def _field(match: re.Match[str]) -> Piece:
    inside, spec = match["inside"], match
    if match[0].startswith("{"):
        found = _SPEC.search(inside)
        if found is None or not found[0].strip(":"):
            return field_piece(match[0], inside, Conversion())
        inside, spec = inside[: found.start()], found
    kind = spec["kind"]
    if not kind and spec is match:
        raise InvalidTemplate(f"“{match[0]}” ends without its letter. Write “{match[0]}s”.")
    kind = kind or ("d" if spec["width"] and not spec["cut"] else "s")
    return field_piece(match[0], inside, Conversion(spec["flags"], spec["width"], spec["cut"] or "", kind))

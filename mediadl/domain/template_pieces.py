"""The pieces of an output template, words and fields, and what each becomes for one media."""

import re
import unicodedata
from dataclasses import dataclass

from mediadl.domain.errors import InvalidTemplate
from mediadl.domain.template_fields import FIELDS, Value, Values, has_moment, is_known, moment, nearest

_KINDS = frozenset("sdfBSU")
_ALTERNATIVE = re.compile(r"(?P<name>[A-Za-z_]\w*)(?:>(?P<date>.+))?", re.DOTALL)
_MOST_WIDTH = 64


@dataclass(frozen=True)
class Literal:
    """Words that stay as they are."""

    text: str
    names: tuple[str, ...] = ()

    def filled(self, _values: Values) -> str:
        """The words."""
        return self.text


@dataclass(frozen=True)
class FieldPiece:
    """A field with all that its notation says of it."""

    alternatives: tuple[tuple[str, str | None], ...]
    """Fields in the order in which they are tried, each with the format of its date."""
    replacement: str | None = None
    """Stands for a value that is there, `{}` in it for the value itself."""
    default: str = ""
    flags: str = ""
    width: str = ""
    cut: int | None = None
    """The most characters, or bytes for the conversion B."""
    kind: str = "s"

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that it may take."""
        return tuple(name for name, _ in self.alternatives)

    def filled(self, values: Values) -> str:
        """The value of the first field that is there, or the default."""
        for name, date in self.alternatives:
            value = values.get(name)
            if value is None or value == "":
                continue
            if date is not None:
                when = moment(name, value)
                value = when.strftime(date) if when else None
            if value is not None:
                text = self._formatted(value)
                return self.replacement.replace("{}", text) if self.replacement is not None else text
        return self.default

    def _formatted(self, value: Value) -> str:
        try:
            if self.kind == "d":
                return f"%{self.flags}{self.width}d" % int(float(value or 0))
            if self.kind == "f":
                cut = "" if self.cut is None else f".{self.cut}"
                return f"%{self.flags}{self.width}{cut}f" % float(value or 0)
        except (ValueError, OverflowError):
            pass  # yt-dlp writes as text what is no number
        text = f"{value:g}" if isinstance(value, float) else str(value)
        if self.kind == "B" and self.cut is not None:
            text = text.encode(errors="replace")[: self.cut].decode(errors="ignore")
        elif self.cut is not None:
            text = text[: self.cut]
        if self.kind == "U":
            text = unicodedata.normalize("NFC", text)
        return f"%{'-' if '-' in self.flags else ''}{self.width}s" % text


Piece = Literal | FieldPiece


@dataclass(frozen=True)
class Conversion:
    """How a value is written: printf's flags, width, precision (with its dot) and letter."""

    flags: str = ""
    width: str = ""
    cut: str = ""
    kind: str = "s"


def field_piece(shown: str, inside: str, conversion: Conversion) -> FieldPiece:
    """Read what stands between the brackets of a field; `shown` is the whole of it, for the errors.

    Raises:
        InvalidTemplate: it names what is not known or not supported.
    """
    if conversion.kind not in _KINDS:
        raise InvalidTemplate(
            f"“{conversion.kind}” in “{shown}” is not supported. Write s for text or d for a number."
        )
    if conversion.width and int(conversion.width) > _MOST_WIDTH:
        raise InvalidTemplate(f"“{shown}” is wider than {_MOST_WIDTH} characters.")
    head, has_default, default = inside.partition("|")
    head, has_replacement, replacement = head.partition("&")
    return FieldPiece(
        alternatives=tuple(_alternative(shown, one) for one in re.split(r"(?<!\\),", head)),
        replacement=replacement if has_replacement else None,
        default=default if has_default else "",
        flags=conversion.flags,
        width=conversion.width,
        cut=int(conversion.cut.removeprefix(".")) if conversion.cut else None,
        kind=conversion.kind,
    )


def _alternative(shown: str, text: str) -> tuple[str, str | None]:
    match = _ALTERNATIVE.fullmatch(text.replace("\\,", ",").strip())
    if match is None:
        raise InvalidTemplate(_unreadable(shown, text.strip()))
    name, date = match["name"], match["date"]
    if not is_known(name):
        hint = f" Did you mean “{nearest(name)}”?" if nearest(name) else ""
        raise InvalidTemplate(f"There is no field “{name}”.{hint}")
    if date is not None and not has_moment(name):
        raise InvalidTemplate(f"“{name}” is no date, so “>{date}” has no meaning.")
    return name, date


def _unreadable(shown: str, text: str) -> str:
    if not text:
        return f"“{shown}” names no field. Write {{title}} for instance."
    name = re.match(r"\w*", text)
    rest = text[name.end() :] if name else text
    known = name[0] if name and name[0] in FIELDS else ""
    if known and rest[:1] in {"+", "-", "*"}:
        return f"Arithmetic (“{rest}” in “{shown}”) is not supported."
    if known and rest[:1] == ".":
        return f"A part of a field (“{rest}” in “{shown}”) is not supported."
    return f"“{text}” in “{shown}” is not supported. Write the name of a field."

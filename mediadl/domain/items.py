"""Range expressions over a list, such as "1-3,7,-5:": which entries they select."""

import re

from mediadl.domain.errors import InvalidItems

_PART = re.compile(r"(?P<single>-?\d{1,9})|(?P<start>-?\d{1,9})?\s*[:-]\s*(?P<end>-?\d{1,9})?")
EVERYTHING = ":"
BACKWARDS = "backwards "
"""Before an expression: what it selects, the last one first."""


def selected(expression: str, count: int) -> tuple[int, ...]:
    """Indexes (1 is the first) that the expression selects from a list of `count`, in its order, each once.

    Parts are separated by commas: "7", "2-4", "2:4", "10-" and "10:" (to the end), ":5" (from the start);
    a negative number counts from the end, as in "-5:" for the last five. An empty expression is everything.
    "backwards 1-3" is 3, 2, 1.

    Raises:
        InvalidItems: a part cannot be read, or nothing of the list is selected.
    """
    chosen: dict[int, None] = {}
    for part in _parts(expression):
        first, last = _bounds(part, count)
        chosen.update(dict.fromkeys(range(max(1, first), min(count, last) + 1)))
    if not chosen:
        entries = "1 entry" if count == 1 else f"{count:,} entries"
        raise InvalidItems(f"The list has {entries}; “{expression}” selects nothing of it.")
    return tuple(reversed(chosen)) if expression.startswith(BACKWARDS) else tuple(chosen)


def check(expression: str) -> None:
    """Raise `InvalidItems` when the expression cannot be read, whatever list it will meet."""
    for part in _parts(expression):
        _bounds(part, 1)


def _parts(expression: str) -> list[str]:
    parts = [part.strip() for part in expression.removeprefix(BACKWARDS).split(",")]
    return [part for part in parts if part] or [EVERYTHING]


def _bounds(part: str, count: int) -> tuple[int, int]:
    match = _PART.fullmatch(part)
    if not match or part == "-":
        raise InvalidItems(f"“{part}” is not a range. Write for example 1-3,7,10-.")
    if match["single"] is not None:
        index = _from_end(int(match["single"]), count)
        return index, index
    first = _from_end(int(match["start"]), count) if match["start"] else 1
    last = _from_end(int(match["end"]), count) if match["end"] else count
    if match["start"] and match["end"] and "-" not in (match["start"][0], match["end"][0]) and first > last:
        raise InvalidItems(f"“{part}” runs backwards. Write the smaller number first.")
    return first, last


def _from_end(number: int, count: int) -> int:
    if number == 0:
        raise InvalidItems("Entries are counted from 1; there is no entry 0.")
    return count + 1 + number if number < 0 else number

"""Reads a configuration file of yt-dlp into options; what has no place there is told line by line.

The form is that of yt-dlp's "Configuration" chapter: words as a shell splits them, # starts a comment.
"""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mediadl.domain.conf_fields import Changes, NoField, apply
from mediadl.domain.errors import UserError
from mediadl.domain.option_checks import problems, stopping
from mediadl.domain.options import DownloadOptions
from mediadl.domain.ytdlp_arguments import REASONS, Argument, Fate, walk

MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Note:
    """What became of a line that could not be taken over."""

    line: int
    """1 for the first."""
    argument: str
    sentence: str


@dataclass(frozen=True)
class Imported:
    """What a file says: a layer of options in which only that is set, and what was left out."""

    options: DownloadOptions
    notes: tuple[Note, ...] = ()
    archive: str | None = None
    """The archive of yt-dlp that it names, which is still to be read; the path as it stands there."""


def import_conf(content: bytes) -> Imported:
    """Read the content of a `yt-dlp.conf`. Links in it are not taken.

    Raises:
        UserError: it is no such file; the sentence names the line.
    """
    words = list(_words(_text(content)))
    try:
        arguments = list(walk([word for _, word in words]))
    except UserError as error:
        raise UserError(f"The file cannot be read. {_at(words, error)}{error}") from error
    changes, notes = Changes(), []
    for argument in arguments:
        line = words[argument.position][0]
        try:
            changes = _taken(changes, argument)
        except NoField as left_out:
            notes.append(Note(line, argument.written, str(left_out)))
    options = changes.options()
    return _without_mistakes(Imported(options, tuple(notes), changes.archive))


def _taken(changes: Changes, argument: Argument) -> Changes:
    option = argument.option
    if option is None:
        raise NoField("Links are not taken from such a file. Paste them into the window.")
    if option.fate is Fate.FIELD:
        return apply(changes, option.name, argument.values)
    if option.fate is Fate.PASSED:
        return replace(changes, extra=(*changes.extra, option.name, *argument.values))
    raise NoField(REASONS[option.fate].format(name=option.name))


def _without_mistakes(imported: Imported) -> Imported:
    """A value that could never work is left out and told; the line it came from is not known any more."""
    wrong = stopping(problems(imported.options))
    fields = {problem.field for problem in wrong}
    kept = {name: getattr(imported.options, name) for name in imported.options.model_fields_set - fields}
    notes = tuple(Note(0, problem.field, problem.sentence) for problem in wrong)
    return replace(imported, options=DownloadOptions(**kept), notes=(*imported.notes, *notes))


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise UserError("The file is too large to be a configuration of yt-dlp.")
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise UserError("The file is no text, so it is no configuration of yt-dlp.") from None
    if "\0" in text:
        raise UserError("The file is no text, so it is no configuration of yt-dlp.")
    return text


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Each word with the line it begins in; quotation marks may reach over several lines."""
    begun, first = "", 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        begun, first = begun + line, first or number
        try:
            words = shlex.split(begun, comments=True)
        except ValueError:
            continue
        yield from ((first, word) for word in words)
        begun, first = "", 0
    if begun:
        raise UserError(f"The file cannot be read. Line {first}: a quotation mark is not closed.")


def _at(words: list[tuple[int, str]], error: UserError) -> str:
    """The line of the word that an error is about, as far as it names one."""
    for line, word in words:
        if word.startswith("-") and f"“{word.partition('=')[0]}”" in str(error):
            return f"Line {line}: "
    return ""

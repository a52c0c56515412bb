"""Links from the clipboard and from what is dropped on the window: text, links and link files."""

from __future__ import annotations

import asyncio
import html
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mediadl.domain.accounts import AccountSource
from mediadl.domain.cookie_signs import SIGN_BYTES, is_jar, is_jar_file, is_jar_name
from mediadl.domain.errors import InvalidCookies, InvalidLink
from mediadl.domain.links import LINK_FILE_SUFFIXES, find_links, find_links_in_file, parse_link
from mediadl.ui import icons
from mediadl.ui.account_forms.new_account import Jar
from mediadl.ui.jar_file import jar_data
from mediadl.ui.operations import Operations
from mediadl.ui.theme import Theme

MAX_FILE_BYTES = 1 << 20
_TAB = "text/x-moz-text-internal"
"""How Firefox gives the address of a tab, and no other way: UTF-16 (its tabbrowser/drag-and-drop.js)."""
_NOTHING = "There is no link in this."


@dataclass(frozen=True)
class Offer:
    """What a drop or the clipboard holds: links, files that may hold more, and the text for the complaint."""

    links: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()
    text: str = ""


def offered(mime: QMimeData) -> Offer:
    """Read what was dropped or copied; no file is opened here."""
    urls = mime.urls()
    files = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    links = find_links("\n".join(url.toString(url.ComponentFormattingOption.FullyEncoded) for url in urls))
    text = mime.text() or _tab(mime)
    if not links and not files:
        links = find_links(text)
        if not links and mime.hasHtml():  # a selection of a page: its links stand behind the words
            links = find_links(html.unescape(mime.html()))
    return Offer(tuple(links), files, text)


def is_ours(mime: QMimeData) -> bool:
    """Whether a drag may hold links: anything with an address or text in it, or a tab of Firefox."""
    return mime.hasUrls() or mime.hasText() or mime.hasFormat(_TAB)


def _tab(mime: QMimeData) -> str:
    return bytes(mime.data(_TAB).data()).decode("utf-16-le", errors="replace")


def promise(mime: QMimeData) -> tuple[str, str]:
    """What dropping this does, in words and as an icon's name, as far as no file is read for it."""
    files = offered(mime).files
    if (files and all(is_jar_name(file.name) for file in files)) or (not files and is_jar(mime.text())):
        return "Drop to add an account", "account"
    if files:
        return f"Drop to add what is in {'it' if len(files) == 1 else 'them'}", "add"
    return "Drop to download", "download"


def complaint(text: str) -> str:
    """The sentence that says why there is no link in this text."""
    if not text.strip():
        return "The clipboard holds no link. Copy the address of a video first."
    try:
        parse_link(text)
    except InvalidLink as error:
        return str(error)
    return _NOTHING


def read_links(files: Sequence[Path]) -> tuple[list[str], list[str]]:
    """Links in these files, and a sentence for each that gives none. This blocks: call it in a thread."""
    links: dict[str, None] = {}
    problems: list[str] = []
    for file in files:
        try:
            found = find_links_in_file(file.name, _content(file))
        except (OSError, InvalidLink) as error:
            problems.append(str(error) if isinstance(error, InvalidLink) else _unreadable(file, error))
            continue
        links.update(dict.fromkeys(found))
        if not found:
            problems.append(f"“{file.name}” holds no link.")
    return list(links), problems


def without_jars(files: Sequence[Path]) -> tuple[Jar | None, tuple[Path, ...]]:
    """The first file of cookies, and the files that are none. This blocks: call it in a thread."""
    jars = [file for file in files if _is_jar(file)]
    first = next(iter(jars), None)
    rest = tuple(file for file in files if file not in jars)
    try:
        return (None if first is None else Jar(jar_data(first), AccountSource.FILE, first.name)), rest
    except InvalidCookies:
        return None, tuple(files)  # it is said as of any file


def _is_jar(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return is_jar_file(file.name, opened.read(SIGN_BYTES))
    except OSError:
        return False


def _content(file: Path) -> bytes:
    if not file.is_file():
        raise InvalidLink(f"“{file.name}” is not a file that can hold links.")
    if file.stat().st_size > MAX_FILE_BYTES:
        kinds = ", ".join(LINK_FILE_SUFFIXES)
        raise InvalidLink(f"“{file.name}” is too large for a list of links ({kinds} below 1 MB).")
    with file.open("rb") as opened:
        return opened.read(MAX_FILE_BYTES)


def _unreadable(file: Path, error: OSError) -> str:
    return f"“{file.name}” cannot be read: {error.strerror or error}."


class LinkDrop(QObject):
    """Takes drops anywhere on a window.

    `links_found(list)` fires with the links, in order; `nothing_found(str)` with the reason, in a sentence;
    `jar_found(Jar)` with cookies, in which no link is looked for.
    """

    links_found = Signal(list)
    nothing_found = Signal(str)
    jar_found = Signal(object)

    def __init__(self, window: QWidget, operations: Operations, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._operations = window, operations
        self._overlay = _Overlay(theme, window)
        self._is_over = False
        window.setAcceptDrops(True)  # without it the platform offers the window nothing
        window.winId()
        # The platform's window hears a drag before any widget does, and sees far fewer events than they.
        window.windowHandle().installEventFilter(self)

    def take(self, mime: QMimeData) -> None:
        """Find the links in this; the signals tell the result, later when files have to be read."""
        offer = offered(mime)
        if offer.files:
            self._operations.run(self._read(offer), name="read dropped files")
        elif is_jar(mime.text()):
            self.jar_found.emit(Jar(mime.text().encode(errors="replace"), AccountSource.PASTED))
        else:
            self._tell(list(offer.links), [complaint(offer.text)])

    def take_files(self, names: Sequence[str]) -> None:
        """Find the links in these files; the signals tell the result."""
        offer = Offer(files=tuple(Path(name) for name in names))
        self._operations.run(self._read(offer), name="read files with links")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt calls it
        """Take drags from outside; those inside the window belong to their view."""
        kind = event.type()
        if isinstance(event, QDragEnterEvent):
            self._is_over = event.source() is None and is_ours(event.mimeData())
            self._show_overlay(promise(event.mimeData()) if self._is_over else None)
        if not self._is_over:
            return super().eventFilter(watched, event)
        if kind in {QEvent.Type.DragLeave, QEvent.Type.Drop}:
            self._is_over = False
            self._show_overlay(None)
        if isinstance(event, QDropEvent):  # the ancestor of enter and move, too
            _accept(event)
            if kind == QEvent.Type.Drop:
                self.take(event.mimeData())
        return kind in _DRAGS

    def _show_overlay(self, said: tuple[str, str] | None) -> None:
        if said is not None:
            self._overlay.words, self._overlay.icon = said
            self._overlay.setAccessibleName(self._overlay.words)
            self._overlay.setGeometry(self._window.rect())
            self._overlay.raise_()
        self._overlay.setVisible(said is not None)

    async def _read(self, offer: Offer) -> None:
        jar, files = await asyncio.to_thread(without_jars, offer.files)
        if jar is not None:
            self.jar_found.emit(jar)
        if not files:
            return
        links, problems = await asyncio.to_thread(read_links, files)
        self._tell(list(dict.fromkeys([*offer.links, *links])), problems)

    def _tell(self, links: list[str], problems: list[str]) -> None:
        if links:
            self.links_found.emit(links)
        else:
            self.nothing_found.emit(problems[0] if problems else _NOTHING)


_DRAGS = {QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.DragLeave, QEvent.Type.Drop}


def _accept(event: QDropEvent) -> None:
    if event.possibleActions() & Qt.DropAction.CopyAction:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
    else:
        event.acceptProposedAction()


class _Overlay(QWidget):
    """A veil over the whole window that says what dropping does."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self.words, self.icon = "", "download"
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, metrics = self._theme.tokens, self._theme.metrics
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(tokens.window)
        veil.setAlphaF(0.9)
        painter.fillRect(self.rect(), veil)
        inset = metrics.space_l
        pen = QPen(QColor(tokens.accent), metrics.focus_ring, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(tokens.accent_soft))
        painter.setOpacity(0.75)
        frame = self.rect().adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, metrics.radius_l, metrics.radius_l)
        painter.setOpacity(1)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        tokens, metrics = self._theme.tokens, self._theme.metrics
        font = QFont(self.font())
        font.setPointSizeF(metrics.title_pt)
        font.setWeight(QFont.Weight.DemiBold)
        size, middle = metrics.icon_xl, self.rect().center()
        icon = icons.pixmap(self.icon, size, tokens.accent, self.devicePixelRatioF())
        painter.drawPixmap(middle.x() - size // 2, middle.y() - size, icon)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        words = QRect(0, middle.y() + metrics.space_l, self.width(), 3 * metrics.line)
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter, self.words)

"""Takes `mediadl:` links that pages fire: asks the user, or adds at once what comes from a trusted site."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mediadl.domain.errors import InvalidLink
from mediadl.domain.links import host_of
from mediadl.domain.page_links import PageLink, parse_page_link
from mediadl.domain.resolving import all_presets
from mediadl.engine.approvals import exceptions_for
from mediadl.engine.engine import Engine
from mediadl.ui.dialogs.page_link import PageLinkDialog
from mediadl.ui.operations import Notice, Operations
from mediadl.ui.theme import Theme

MOST_WAITING = 20
"""A page that fires without end fills no dialog."""
MOST_TRUSTED = 10
_WINDOW_S = 60.0
"""So many links in so many seconds are added without asking; then even a trusted site is asked about."""


class PageLinks(QObject):
    """Part of the window, which `complain` shows sentences in."""

    def __init__(
        self,
        engine: Engine,
        operations: Operations,
        theme: Theme,
        window: QWidget,
        complain: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._engine, self._operations, self._theme = engine, operations, theme
        self._window, self._complain = window, complain
        self._dialog: PageLinkDialog | None = None
        self._added: deque[float] = deque(maxlen=MOST_TRUSTED)

    def take(self, text: str) -> None:
        """Show what a link brings and wait for a click; what cannot be taken is said in words."""
        try:
            link = parse_page_link(text, exceptions_for(None, self._engine.settings))
        except InvalidLink as error:
            self._complain(str(error))
            return
        if link.url is None:
            return
        if self._is_trusted(link):
            self._added.append(time.monotonic())
            self._add(link)
        else:
            self._ask(link)

    def _is_trusted(self, link: PageLink) -> bool:
        is_flood = len(self._added) == MOST_TRUSTED and time.monotonic() - self._added[0] < _WINDOW_S
        is_known = link.preset is None or self._knows(link.preset)
        sites = self._engine.settings.page_link_sites
        return is_known and not is_flood and host_of(link.url or "") in sites

    def _knows(self, preset: str) -> bool:
        return preset in {one.name for one in all_presets(self._engine.settings)}

    def _ask(self, link: PageLink) -> None:
        if self._dialog is None:
            self._dialog = PageLinkDialog(self._theme, self._window)
            self._dialog.answered.connect(self._on_answered)
            self._dialog.finished.connect(self._on_finished)
            self._dialog.open()
        waiting = self._dialog.waiting
        if link in waiting:
            return
        if len(waiting) >= MOST_WAITING:
            self._complain(
                f"Web pages ask for more than {MOST_WAITING} downloads. The last ones were left out."
            )
            return
        self._dialog.ask(link, self._preset_words(link))

    def _preset_words(self, link: PageLink) -> str:
        if link.preset is None:
            return ""
        if self._knows(link.preset):
            return f"It is downloaded with the preset “{link.preset}”."
        return f"It names the preset “{link.preset}”, which there is not: your usual one is taken."

    def _on_answered(self, link: PageLink, is_wanted: bool, is_trusted: bool) -> None:
        if is_trusted:
            sites = dict.fromkeys((*self._engine.settings.page_link_sites, host_of(link.url or "")))
            self._operations.change_settings(page_link_sites=tuple(sites))
        if is_wanted:
            self._add(link)

    def _on_finished(self) -> None:
        self._dialog = None

    def _add(self, link: PageLink) -> None:
        preset = link.preset if link.preset is not None and self._knows(link.preset) else None
        self._operations.add([link.url or ""], preset=preset)
        self._operations.notify(Notice("info", f"Added from a web page: {link.url}"))

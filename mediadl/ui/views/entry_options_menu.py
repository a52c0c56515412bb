"""The menu that gives the selected entries of a list options of their own, or takes them away."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from mediadl.domain.account_choice import pickable_names
from mediadl.domain.layers import complete
from mediadl.domain.options import DownloadOptions
from mediadl.domain.picking import preset_options
from mediadl.domain.resolving import all_presets
from mediadl.engine.engine import Engine
from mediadl.ui import icons
from mediadl.ui.dialogs.options import Question, edit_options
from mediadl.ui.operations import Operations
from mediadl.ui.theme import Theme

_FORM = "form"
"""Stands where presets do, for whatever they do not say."""


class EntryOptionsMenu(QMenu):
    """`chosen(options)`: options for the selected entries, or None for those of the rest.

    `below` gives what counts for all entries, and where a preset or the form has no say.
    """

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        engine: Engine,
        operations: Operations,
        below: Callable[[], DownloadOptions],
        parent: QWidget,
    ) -> None:
        super().__init__("Options for selected", parent)
        self._theme, self._engine, self._operations, self._below = theme, engine, operations, below
        self._page = parent
        self.setIcon(icons.icon("settings", theme))
        self.open_action = QAction(icons.icon("settings", theme), "Options for selected…", parent)
        self.open_action.setShortcut(QKeySequence("Ctrl+E"))
        self.open_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.open_action.setToolTip("Other options for the selected entries (Ctrl+E)")
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self.offer)
        self.triggered.connect(self._on_triggered)
        self.offer()

    def offer(self) -> None:
        """Offer the presets of now, and the form for everything else."""
        self.clear()
        for known in all_presets(self._engine.settings):
            action = self.addAction(known.title.replace("&", "&&"))
            action.setToolTip(known.hint)
            action.setData(known)
        self.addSeparator()
        self.addAction("Other options…").setData(_FORM)
        self.addAction("As all the others").setData(None)

    def _on_triggered(self, action: QAction) -> None:
        known = action.data()
        if known == _FORM:
            self._operations.run(self._ask(), name="options for selected entries")
        elif known is None:
            self.chosen.emit(None)
        else:
            self.chosen.emit(complete(preset_options(known, self._below(), self._engine.settings)))

    async def _ask(self) -> None:
        question = Question(
            "Options for the selected entries",
            self._below(),
            self._engine.check_options,
            pickable_names(self._engine.accounts.accounts, by_hand=True),
        )
        layer = await edit_options(self._page, DownloadOptions(), question, self._theme)
        if layer is not None:
            self.chosen.emit(layer)

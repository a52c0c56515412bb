"""The menu that gives the selected entries of a list options of their own, or takes them away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from mediadl.domain.layers import complete
from mediadl.domain.options import DownloadOptions
from mediadl.domain.picking import preset_options
from mediadl.domain.presets import BUILT_IN
from mediadl.ui import icons
from mediadl.ui.theme import Theme


class EntryOptionsMenu(QMenu):
    """`chosen(options)`: options for the selected entries, or None for those of the rest.

    `base` is asked for what a preset has no say in: the folders, say.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__("Options for selected", parent)
        self.base = DownloadOptions()
        self.setIcon(icons.icon("settings", theme))
        self.open_action = QAction(icons.icon("settings", theme), "Options for selected…", parent)
        self.open_action.setShortcut(QKeySequence("Ctrl+E"))
        self.open_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.open_action.setToolTip("Other options for the selected entries (Ctrl+E)")
        for known in BUILT_IN:
            action = self.addAction(known.title)
            action.setToolTip(known.hint)
            action.setData(known)
        self.addSeparator()
        self.addAction("As all the others").setData(None)
        self.setToolTipsVisible(True)
        self.triggered.connect(self._on_triggered)

    def _on_triggered(self, action: QAction) -> None:
        known = action.data()
        if known is None:
            self.chosen.emit(None)
        else:
            self.chosen.emit(complete(preset_options(known, self.base)))

"""The menu that gives the selected entries of a list options of their own, or takes them away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from mediadl.domain.layers import complete
from mediadl.domain.options import DownloadOptions
from mediadl.domain.picking import preset_options
from mediadl.domain.resolving import all_presets
from mediadl.domain.settings import Settings
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
        self._settings = Settings()
        self.offer(self._settings, self.base)
        self.setToolTipsVisible(True)
        self.triggered.connect(self._on_triggered)

    def offer(self, settings: Settings, base: DownloadOptions) -> None:
        """Offer the presets of these settings, over their usual options."""
        self._settings, self.base = settings, base
        self.clear()
        for known in all_presets(settings):
            action = self.addAction(known.title.replace("&", "&&"))
            action.setToolTip(known.hint)
            action.setData(known)
        self.addSeparator()
        self.addAction("As all the others").setData(None)

    def _on_triggered(self, action: QAction) -> None:
        known = action.data()
        if known is None:
            self.chosen.emit(None)
        else:
            self.chosen.emit(complete(preset_options(known, self.base, self._settings)))

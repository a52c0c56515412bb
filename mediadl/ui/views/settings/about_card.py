"""The card that says which program this is, which engine it has, and its licence."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QWidget

from mediadl import __version__
from mediadl.domain.settings import Settings
from mediadl.engine.engine import Engine
from mediadl.ui.operations import Operations
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.card import SettingsCard

_LICENCE = "Free software under the GNU General Public License, version 3 or later."


class AboutCard(SettingsCard):
    """See the module."""

    def __init__(
        self, engine: Engine, operations: Operations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__("About", engine, operations, theme, parent)
        self.engine_version = QLabel(self)
        licence = QLabel(_LICENCE, self)
        licence.setProperty("role", "muted")
        licence.setWordWrap(True)
        self.add(QLabel(f"MediaDL {__version__}", self))
        self.add(self.engine_version)
        self.add(licence)
        self.finish()

    def show_settings(self, settings: Settings) -> None:
        """Nothing here is set by anybody."""
        del settings
        self._show_engine_version()

    def showEvent(self, event: QShowEvent) -> None:
        """A worker may have told its version since the last time."""
        super().showEvent(event)
        self._show_engine_version()

    def _show_engine_version(self) -> None:
        version = self.engine.engine_version or "starts with the first download"
        self.engine_version.setText(f"Engine: yt-dlp {version}")

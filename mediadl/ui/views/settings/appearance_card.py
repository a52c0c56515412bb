"""The card of light, dark, or what the system has."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from mediadl.domain.settings import Settings
from mediadl.engine.engine import Engine
from mediadl.ui.operations import Operations
from mediadl.ui.theme import APPEARANCES, Appearance, Theme
from mediadl.ui.views.settings.card import SettingsCard


class AppearanceCard(SettingsCard):
    """See the module."""

    def __init__(
        self, engine: Engine, operations: Operations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__("Appearance", engine, operations, theme, parent)
        self.appearances: dict[Appearance, QPushButton] = {}
        segments = QFrame(self)
        segments.setObjectName("segments")
        segments.setAccessibleName("Appearance")
        self._segments = QHBoxLayout(segments)
        group = QButtonGroup(self)
        for name, (text, _icon) in APPEARANCES.items():
            button = QPushButton(text, segments)
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            button.setAccessibleName(f"{text} appearance")
            button.clicked.connect(
                lambda _checked=False, name=name: operations.change_settings(appearance=name)
            )
            group.addButton(button)
            self._segments.addWidget(button)
            self.appearances[name] = button
        self.add(segments, at_left=True)
        theme.changed.connect(self._resize_segments)
        self._resize_segments()
        self.finish()

    def show_settings(self, settings: Settings) -> None:
        """Show these, changing nothing."""
        self.appearances[settings.appearance].setChecked(True)

    def _resize_segments(self) -> None:
        ring = self.theme.metrics.focus_ring
        self._segments.setContentsMargins(ring, ring, ring, ring)
        self._segments.setSpacing(ring)

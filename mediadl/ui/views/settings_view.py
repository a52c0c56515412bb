"""The settings page: each change holds at once and is saved; nothing has to be confirmed."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from mediadl import __version__
from mediadl.domain import presets
from mediadl.domain.errors import FolderUnusable
from mediadl.domain.events import SettingsChanged
from mediadl.domain.settings import MAX_DOWNLOADS_LIMIT, Settings
from mediadl.engine.engine import Engine
from mediadl.ui.operations import Operations
from mediadl.ui.theme import APPEARANCES, Appearance, Theme, restyle
from mediadl.ui.thumbnails import Thumbnails

_LICENCE = "Free software under the GNU General Public License, version 3 or later."
_WIDTH_UNITS = 84


class SettingsView(QWidget):
    """Cards of settings. It shows what holds, whoever changed it."""

    def __init__(
        self,
        *,
        engine: Engine,
        operations: Operations,
        theme: Theme,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        del thumbnails  # every view is given the same parts
        self._engine, self._operations, self._theme = engine, operations, theme
        self.folder = QLineEdit(self)
        self.browse = QPushButton("Browse…", self)
        self.folder_problem = QLabel(self)
        self.downloads = QSpinBox(self)
        self.preset = QComboBox(self)
        self.appearances: dict[Appearance, QPushButton] = {}
        self._engine_version = QLabel(self)
        self._cards: list[QVBoxLayout] = []
        self._calm = _WheelForTheFocusedOnly(self)
        self._lay_out()
        self._connect()
        unsubscribe = engine.bus.subscribe(SettingsChanged, self._on_settings_changed)
        self.destroyed.connect(unsubscribe)
        self.show_settings(engine.settings)
        theme.changed.connect(self._resize)
        self._resize()

    def show_settings(self, settings: Settings) -> None:
        """Show these, changing nothing."""
        self.folder.setText(settings.download_folder or "")
        self.folder.setPlaceholderText(str(self._engine.download_folder))
        self._show_problem("")
        for control in (self.downloads, self.preset):
            control.blockSignals(True)
        self.downloads.setValue(settings.max_downloads)
        self.preset.setCurrentIndex(max(0, self.preset.findData(settings.preset)))
        for control in (self.downloads, self.preset):
            control.blockSignals(False)
        self.appearances[settings.appearance].setChecked(True)
        self._show_engine_version()

    def showEvent(self, event: QShowEvent) -> None:
        """A worker may have told its version since the last time."""
        super().showEvent(event)
        self._show_engine_version()

    def _show_engine_version(self) -> None:
        version = self._engine.engine_version or "starts with the first download"
        self._engine_version.setText(f"Engine: yt-dlp {version}")

    # --- changes --------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.folder.editingFinished.connect(self._on_folder_edited)
        self.browse.clicked.connect(self._browse)
        self.downloads.valueChanged.connect(
            lambda count: self._operations.change_settings(max_downloads=count)
        )
        self.preset.activated.connect(
            lambda _row: self._operations.change_settings(preset=self.preset.currentData())
        )
        for name, button in self.appearances.items():
            button.clicked.connect(
                lambda _checked=False, name=name: self._operations.change_settings(appearance=name)
            )

    def _on_folder_edited(self) -> None:
        text = self.folder.text().strip()
        if text == (self._engine.settings.download_folder or ""):
            self._show_problem("")
        else:
            self._operations.run(self._use_folder(text), name="change the download folder")

    async def _use_folder(self, text: str) -> None:
        try:
            folder = await asyncio.to_thread(usable_folder, text) if text else None
        except FolderUnusable as error:
            self._show_problem(str(error))
            return
        await self._engine.change_settings(download_folder=folder)

    def _show_problem(self, sentence: str) -> None:
        self.folder_problem.setText(sentence)
        self.folder_problem.setVisible(bool(sentence))
        self.folder.setAccessibleDescription(sentence)
        restyle(self.folder, kind="error" if sentence else "")

    def _browse(self) -> None:
        dialog = QFileDialog(self, "Download folder", str(self._engine.download_folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_folder_picked)
        dialog.open()

    def _on_folder_picked(self, folder: str) -> None:
        self.folder.setText(folder)
        self._on_folder_edited()

    def _on_settings_changed(self, event: SettingsChanged) -> None:
        self.show_settings(event.settings)

    # --- widgets --------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._build_controls()
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        self._column.addWidget(self._downloads_card())
        self._column.addWidget(self._appearance_card())
        self._column.addWidget(self._about_card())
        self._column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName("Settings")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self._inside = inside
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self.setFocusProxy(self.folder)

    def _build_controls(self) -> None:
        self.folder.setAccessibleName("Download folder")
        self.browse.setAccessibleName("Browse for the download folder")
        self.folder_problem.setProperty("role", "danger")
        self.folder_problem.setWordWrap(True)
        self.folder_problem.setTextFormat(Qt.TextFormat.PlainText)
        self.downloads.setRange(1, MAX_DOWNLOADS_LIMIT)
        for part in (self.downloads, self.downloads.lineEdit()):  # the focus is in the inner one
            part.setAccessibleName("Simultaneous downloads")
        self.preset.setAccessibleName("Preset for new links")
        for preset in presets.BUILT_IN:
            hint = "" if preset.hint.endswith(preset.title) else f" — {preset.hint}"
            self.preset.addItem(preset.title + hint, preset.name)
        self.preset.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.preset.setMinimumContentsLength(24)
        for control in (self.downloads, self.preset):
            control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            control.installEventFilter(self._calm)

    def _downloads_card(self) -> QFrame:
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(self.browse)
        card, layout = self._card("Downloads")
        layout.addWidget(_label("Download folder", self.folder))
        layout.addLayout(row)
        layout.addWidget(self.folder_problem)
        layout.addWidget(_label("Simultaneous downloads", self.downloads))
        layout.addWidget(self.downloads, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(_label("Preset for new links", self.preset))
        layout.addWidget(self.preset)
        return card

    def _appearance_card(self) -> QFrame:
        card, layout = self._card("Appearance")
        segments = QFrame(self)
        segments.setObjectName("segments")
        segments.setAccessibleName("Appearance")
        row = QHBoxLayout(segments)
        group = QButtonGroup(self)
        for name, (text, _icon) in APPEARANCES.items():
            button = QPushButton(text, segments)
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            button.setAccessibleName(f"{text} appearance")
            group.addButton(button)
            row.addWidget(button)
            self.appearances[name] = button
        self._segments = row
        layout.addWidget(segments, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _about_card(self) -> QFrame:
        card, layout = self._card("About")
        licence = QLabel(_LICENCE, card)
        licence.setProperty("role", "muted")
        licence.setWordWrap(True)
        layout.addWidget(QLabel(f"MediaDL {__version__}", card))
        layout.addWidget(self._engine_version)
        layout.addWidget(licence)
        return card

    def _card(self, title: str) -> tuple[QFrame, QVBoxLayout]:
        card = QFrame(self)
        card.setObjectName("card")
        layout = QVBoxLayout(card)
        heading = QLabel(title, card)
        heading.setProperty("role", "heading")
        layout.addWidget(heading)
        self._cards.append(layout)
        return card, layout

    def _resize(self) -> None:
        metrics = self._theme.metrics
        self._column.setContentsMargins(metrics.space_l, 0, metrics.space_l, metrics.space_l)
        self._column.setSpacing(metrics.space_m)
        self._inside.setMaximumWidth(_WIDTH_UNITS * metrics.unit)
        self._segments.setContentsMargins(*(metrics.focus_ring,) * 4)
        self._segments.setSpacing(metrics.focus_ring)
        self.downloads.setMinimumWidth(12 * metrics.unit)
        self.downloads.lineEdit().setTextMargins(metrics.space_s, 0, 0, 0)  # Qt ignores padding on the left
        for layout in self._cards:
            layout.setContentsMargins(*(metrics.space_l,) * 4)
            layout.setSpacing(metrics.space_s)


class _WheelForTheFocusedOnly(QObject):
    """Scrolling the page must not change a number that happens to pass under the mouse."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt calls it
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def usable_folder(text: str) -> str:
    """The absolute folder that the text means, when it can be written to. This blocks: call it in a thread.

    Raises:
        FolderUnusable: with the sentence that says why not.
    """
    folder = Path(text).expanduser()
    if not folder.is_absolute():
        raise FolderUnusable(f"“{text}” is not a whole path. Write it from the start, such as {Path.home()}.")
    if not folder.is_dir():
        raise FolderUnusable(f"There is no folder “{folder}”. Make it first, or choose another one.")
    try:
        with tempfile.TemporaryFile(dir=folder):
            return str(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FolderUnusable(f"The folder “{folder}” cannot be written to: {reason}.") from error


def _label(text: str, buddy: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(buddy)
    return label

"""The card of what and where: folders, number of downloads, the preset, staying awake."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QWidget

from mediadl.domain.presets import Preset
from mediadl.domain.resolving import all_presets
from mediadl.domain.settings import MAX_DOWNLOADS_LIMIT, Settings
from mediadl.engine.engine import Engine
from mediadl.ui.operations import Operations
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.card import SettingsCard, labelled, quiet, small
from mediadl.ui.views.settings.folder_field import FolderField

_BESIDE = "Beside the download, on the same disk"


class DownloadsCard(SettingsCard):
    """See the module."""

    def __init__(
        self, engine: Engine, operations: Operations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__("Downloads", engine, operations, theme, parent)
        self.folder = FolderField("Download folder", operations, theme, self)
        self.temp_folder = FolderField("Folder for unfinished files", operations, theme, self)
        self.downloads = QSpinBox(self)
        self.preset = QComboBox(self)
        self.keep_awake = QCheckBox("Keep the computer awake", self)
        self._offered: tuple[Preset, ...] = ()
        self._build()
        self.folder.chosen.connect(lambda folder: operations.change_settings(download_folder=folder))
        self.temp_folder.chosen.connect(lambda folder: operations.change_settings(temp_folder=folder))
        self.downloads.valueChanged.connect(lambda count: operations.change_settings(max_downloads=count))
        self.preset.activated.connect(
            lambda _row: operations.change_settings(preset=self.preset.currentData())
        )
        self.keep_awake.toggled.connect(lambda wanted: operations.change_settings(keep_awake=wanted))
        self.finish()

    def show_settings(self, settings: Settings) -> None:
        """Show these, changing nothing."""
        self.folder.show_folder(settings.download_folder, str(self.engine.download_folder))
        self.temp_folder.show_folder(settings.temp_folder, _BESIDE)
        with quiet(self.downloads, self.preset, self.keep_awake):
            self._offer(all_presets(settings))
            self.downloads.setValue(settings.max_downloads)
            self.preset.setCurrentIndex(max(0, self.preset.findData(settings.preset)))
            self.keep_awake.setChecked(settings.keep_awake)

    def _offer(self, offered: tuple[Preset, ...]) -> None:
        if offered == self._offered:
            return
        self._offered = offered
        self.preset.clear()
        for preset in offered:
            hint = f" — {preset.hint}" if preset.hint and not preset.hint.endswith(preset.title) else ""
            self.preset.addItem(preset.title + hint, preset.name)

    def _build(self) -> None:
        self.downloads.setRange(1, MAX_DOWNLOADS_LIMIT)
        self.prepare("Simultaneous downloads", self.downloads)
        self.prepare("Preset for new links", self.preset)
        self.preset.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.preset.setMinimumContentsLength(24)
        self.add(self.folder)
        self.add(self.temp_folder)
        self.add(labelled("Preset for new links", self.preset))
        self.add(self.preset)
        self.add_row("Simultaneous downloads", self.downloads)
        self.keep_awake.setAccessibleDescription("While something downloads")
        self.add(self.keep_awake, at_left=True)
        self.add(small("It does not fall asleep while something downloads."))

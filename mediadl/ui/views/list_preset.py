"""The box in which a preset is picked for all entries of a list, and what it comes to; it sends nothing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from mediadl.domain.job import Job
from mediadl.domain.options import DownloadOptions
from mediadl.domain.picking import preset_of, preset_options
from mediadl.domain.resolving import all_presets, known_preset
from mediadl.engine.engine import Engine


class ListPreset(QComboBox):
    """Holds the names of presets as data; None is what the list was asked for with."""

    def __init__(self, engine: Engine, parent: QWidget) -> None:
        super().__init__(parent)
        self._engine = engine
        self.setAccessibleName("Preset for all entries")
        self.setToolTip("What every checked entry will be")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for known in all_presets(engine.settings):
            self.addItem(known.title, known.name)
            self.setItemData(self.count() - 1, known.hint, Qt.ItemDataRole.ToolTipRole)

    def show_for(self, job: Job) -> None:
        """Offer what this list was asked for with, and show what is picked for it."""
        asked = preset_of(job.options, self._engine.settings, job.asked)
        has_own = self.itemData(0) is None
        if asked is None and not has_own:
            self.insertItem(0, "As asked for", None)
        elif asked is not None and has_own:
            self.removeItem(0)
        picked = self._engine.choice(job.id).preset or (asked.name if asked else None)
        self.setCurrentIndex(max(0, self.findData(picked)) if picked else 0)

    def picked_for(self, job: Job) -> str | None:
        """The preset that is picked, unless it is the one asked for, which rules may still change."""
        asked, name = preset_of(job.options, self._engine.settings, job.asked), self.currentData()
        return name if asked is None or asked.name != name else None

    def options_for(self, job: Job | None) -> DownloadOptions:
        """What every entry without options of its own is downloaded with."""
        if job is None:
            return DownloadOptions()
        name, settings = self.currentData(), self._engine.settings
        if name is None:
            return job.options
        return preset_options(known_preset(settings, name), job.options, settings, job.asked)

"""The card of how files are called: one output template for each kind, tried on an item or a sample."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QWidget

from mediadl.domain.job import Job
from mediadl.domain.name_values import values_of_job
from mediadl.domain.settings import Settings
from mediadl.domain.template_fields import SAMPLE
from mediadl.engine.engine import Engine
from mediadl.ui.operations import Operations
from mediadl.ui.template_field import TemplateField
from mediadl.ui.template_preview import Sample
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.card import SettingsCard, labelled, small

_KINDS = {
    "video_template": "Single videos",
    "audio_template": "Single sounds",
    "playlist_template": "Entries of lists",
}
_USUAL = "{title}"
_HINT = (
    "Folders stand before a “/”. Both {title} and yt-dlp's %(title)s are understood; the suffix is added. "
    "What a site does not say is left out."
)


class NamingCard(SettingsCard):
    """See the module."""

    def __init__(
        self, engine: Engine, operations: Operations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__("Naming", engine, operations, theme, parent)
        self.item: Callable[[], Job | None] = lambda: None
        """Asked for the item to preview on whenever the card comes into sight."""
        self.kind = QComboBox(self)
        self.template = TemplateField("Name of the file", theme, self)
        self._build()
        self.kind.currentIndexChanged.connect(self._on_kind_chosen)
        self.template.changed.connect(self._save)
        self.finish()

    def show_settings(self, settings: Settings) -> None:
        """Show these, changing nothing."""
        self._show_template(settings)
        self._show_sample()

    def showEvent(self, event: QShowEvent) -> None:
        """Another item may be selected by now."""
        super().showEvent(event)
        self._show_sample()

    def _build(self) -> None:
        self.prepare("Names for", self.kind)
        for name, title in _KINDS.items():
            self.kind.addItem(title, name)
        self.add_row("Names for", self.kind)
        self.add(labelled("Name of the file, with its folders", self.template.edit))
        self.add(self.template)
        self.add(small(_HINT))

    def _on_kind_chosen(self, _row: int) -> None:
        self._show_template(self.engine.settings, keeps_typed=False)
        self._show_sample()

    def _show_template(self, settings: Settings, *, keeps_typed: bool = True) -> None:
        template = getattr(settings, self.kind.currentData())
        self.template.show_template(template if template != _USUAL else None, _USUAL, keeps_typed=keeps_typed)

    def _save(self, template: str | None) -> None:
        self.operations.change_settings(**{self.kind.currentData(): template or _USUAL})

    def _show_sample(self) -> None:
        job = self.item()
        folder = str(self.engine.download_folder)
        if job is None:
            self.template.show_sample(self._of_kind(Sample(folder=folder)))
            return
        values = values_of_job(job, self.engine.finding(job.id).media)
        sample = Sample(values, job.options.folder or folder, name=f"“{job.display_title}”")
        self.template.show_sample(self._of_kind(sample))

    def _of_kind(self, sample: Sample) -> Sample:
        """As the kind of the template has it: sounds with their suffix, and a number only in lists."""
        suffix = "m4a" if self.kind.currentData() == "audio_template" else "mp4"
        values = sample.values
        if self.kind.currentData() != "playlist_template" and values is SAMPLE:
            values = {name: value for name, value in SAMPLE.items() if not name.startswith("playlist")}
        return dataclasses.replace(sample, suffix=suffix, values=values)

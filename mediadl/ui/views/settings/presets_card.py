"""The card of presets: the user's own, which can be changed, and the built-in ones, which can be copied."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from mediadl.domain.account_choice import pickable_names
from mediadl.domain.layers import layered
from mediadl.domain.option_words import in_words
from mediadl.domain.presets import MAX_TITLE, Preset, is_built_in, name_for
from mediadl.domain.resolving import all_presets
from mediadl.domain.settings import Settings
from mediadl.engine.engine import Engine
from mediadl.ui import icons
from mediadl.ui.conf_preset import preset_of_conf
from mediadl.ui.dialogs.files import EVERY_FILE, ask_file
from mediadl.ui.dialogs.options import Question, edit_options
from mediadl.ui.dialogs.preset import edit_preset
from mediadl.ui.operations import Notice, Operations
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.card import SettingsCard, small
from mediadl.ui.views.settings.row_list import RowList, in_order

_USUAL = "What holds where neither a preset nor you say something else."


class PresetsCard(SettingsCard):
    """See the module."""

    def __init__(
        self, engine: Engine, operations: Operations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__("Presets", engine, operations, theme, parent)
        self._settings = engine.settings
        self.presets: tuple[Preset, ...] = ()
        """In the order of the list: the user's own first."""
        self.list = RowList("Presets", theme, self)
        self.new = self.list.add_button("New", "add", "A preset of your own")
        self.edit = self.list.add_button("Edit…", "edit", "Change this preset (Return)")
        self.duplicate = self.list.add_button("Duplicate", "copy", "One of your own that begins like this")
        self.delete = self.list.add_button("Delete", "remove", "Delete this preset (Del)")
        self.import_conf = self.list.add_button("Import…", "open", "A preset of a yt-dlp.conf")
        self.list.add_movers("preset")
        self.words = QLabel(self)
        self.usual = QPushButton(icons.icon("options", theme), "Usual options…", self)
        self.usual_words = small("")
        self._build()
        self.finish()

    def show_settings(self, settings: Settings) -> None:
        """Show these, changing nothing."""
        known = all_presets(settings)
        own = tuple(one for one in known if not is_built_in(one.name))
        presets = (*own, *(one for one in known if is_built_in(one.name)))
        usual = in_words(settings.defaults) if settings.defaults.model_fields_set else "as MediaDL comes"
        self.usual_words.setText(f"{_USUAL} Now: {usual}.")
        self._settings, self.presets = settings, presets
        self.list.show_rows([_row(one) for one in presets], movable=len(own))
        self._show_selected()

    @property
    def selected(self) -> Preset | None:
        """The preset that is selected."""
        at = self.list.at
        return self.presets[at] if 0 <= at < len(self.presets) else None

    def _build(self) -> None:
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setProperty("role", "muted")
        for widget in (self.list, self.words):
            self.add(widget)
        self.usual.setAccessibleDescription(_USUAL)
        self.add(self.usual, at_left=True)
        self.add(self.usual_words)
        self.list.rows.currentRowChanged.connect(self._show_selected)
        self.list.opened.connect(self._on_edit)
        self.list.removed.connect(self._on_delete)
        self.list.moved.connect(self._on_moved)
        self.new.clicked.connect(self._on_new)
        self.edit.clicked.connect(self._on_edit)
        self.duplicate.clicked.connect(self._on_duplicate)
        self.delete.clicked.connect(self._on_delete)
        self.usual.clicked.connect(self._on_usual)
        self.import_conf.clicked.connect(self._on_import)

    def _show_selected(self) -> None:
        preset = self.selected
        is_own = preset is not None and not is_built_in(preset.name)
        self.edit.setEnabled(is_own)
        self.delete.setEnabled(is_own)
        self.duplicate.setEnabled(preset is not None)
        if preset is None:
            self.words.clear()
            return
        words = in_words(layered(self._settings.defaults, preset.options))
        typed = f"On the command line: --preset {preset.name}."
        words = words[:1].upper() + words[1:]
        self.words.setText(f"{words}\n{typed if is_own else 'Built in. Duplicate it to change it. ' + typed}")

    def _on_new(self) -> None:
        self._open(Preset(name="", title=self._free_title("My preset")))

    def _on_duplicate(self) -> None:
        if self.selected is not None:
            title = self._free_title(f"My {self.selected.title}")
            self._open(self.selected.model_copy(update={"name": "", "hint": "", "title": title}))

    def _free_title(self, title: str) -> str:
        taken, number, free = {one.title for one in self.presets}, 2, title[:MAX_TITLE]
        while free in taken:
            free, number = f"{title[: MAX_TITLE - 4]} {number}", number + 1
        return free

    def _on_edit(self) -> None:
        if self.edit.isEnabled() and self.selected is not None:
            self._open(self.selected)

    def _open(self, preset: Preset) -> None:
        self.operations.run(self._ask_for(preset), name="edit a preset")

    async def _ask_for(self, preset: Preset) -> None:
        others = [one for one in self.presets if one.name != preset.name]
        question = Question(
            "Preset",
            self._settings.defaults,
            self.engine.check_options,
            pickable_names(self.engine.accounts.accounts),
        )
        edited = await edit_preset(self, preset, others, question, self.theme)
        if edited is not None:
            self._save(edited)

    def _save(self, preset: Preset) -> None:
        own = list(self._settings.own_presets)
        if not preset.name:
            named = preset.model_copy(update={"name": name_for(preset.title, [one.name for one in own])})
            own.append(named)
            self.list.select(len(own) - 1)
        else:
            own = [preset if one.name == preset.name else one for one in own]
        self.operations.change_settings(own_presets=tuple(own))

    def _on_delete(self) -> None:
        preset, own = self.selected, self._settings.own_presets
        if preset is None or not self.delete.isEnabled():
            return
        self.operations.change_settings(own_presets=tuple(one for one in own if one.name != preset.name))
        place = own.index(preset)
        text = f"Deleted the preset “{preset.title}”."
        self.operations.notify(
            Notice("info", text, action="Undo", on_action=lambda: self._bring_back(preset, place))
        )

    def _bring_back(self, preset: Preset, place: int) -> None:
        own = [one for one in self._settings.own_presets if one.name != preset.name]
        own.insert(place, preset)
        self.operations.change_settings(own_presets=tuple(own))

    def _on_moved(self, at: int, to: int) -> None:
        own = in_order([one for one in self.presets if not is_built_in(one.name)], at, to)
        self.presets = (*own, *(one for one in self.presets if is_built_in(one.name)))
        self.operations.change_settings(own_presets=own)

    def _on_usual(self) -> None:
        self.operations.run(self._ask_for_usual(), name="usual options")

    def _on_import(self) -> None:
        kinds = ("Configurations of yt-dlp (*.conf *.txt config)", EVERY_FILE)
        ask_file(self, "Import a configuration of yt-dlp", self.import_file, kinds=kinds)

    def import_file(self, path: str) -> None:
        """Open the editor with what a yt-dlp.conf says, and tell what it has no place for."""
        self.operations.run(self._import(Path(path)), name="import a configuration")

    async def _import(self, path: Path) -> None:
        read = await asyncio.to_thread(preset_of_conf, path, self._free_title)
        if read.left_out:
            parts = "One part" if len(read.left_out) == 1 else f"{len(read.left_out)} parts"
            text = f"{parts} of “{path.name}” could not be taken over."
            self.operations.notify(Notice("warning", text, detail="\n".join(read.left_out)))
        if read.archive:
            count = await self.engine.import_archive(read.archive)
            text = f"{count:,} of the media in its archive are known now that were not before."
            self.operations.notify(Notice("info", text))
        self._open(read.preset)

    async def _ask_for_usual(self) -> None:
        question = Question(
            "Usual options",
            accounts=pickable_names(self.engine.accounts.accounts),
            check=self.engine.check_options,
        )
        layer = await edit_options(self, self._settings.defaults, question, self.theme)
        if layer is not None:
            await self.engine.change_settings(defaults=layer)


def _row(preset: Preset) -> str:
    if not is_built_in(preset.name):
        return preset.title
    hint = f"  —  {preset.hint}" if preset.hint and not preset.hint.endswith(preset.title) else ""
    return f"{preset.title}{hint}  (built in)"

"""Buttons of the formats page: presets as chips, and the kinds of formats; nothing is decided here."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from mediadl.domain.media import FormatKind
from mediadl.domain.presets import Preset
from mediadl.ui.theme import Theme
from mediadl.ui.views.flow_layout import FlowLayout

KIND_TITLES = {
    FormatKind.COMBINED: "Combined",
    FormatKind.VIDEO_ONLY: "Video only",
    FormatKind.AUDIO_ONLY: "Audio only",
}


class PresetChips(QWidget):
    """One chip a preset, at most one of them checked. `chosen(name)`: the user has checked one."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Presets")
        self._theme = theme
        self._group = QButtonGroup(self)
        self._chips: dict[str, QPushButton] = {}
        self._flow = FlowLayout(self)
        theme.changed.connect(self._refresh)
        self._refresh()

    def show_presets(self, presets: Sequence[Preset]) -> None:
        """Offer these, none of them checked."""
        for chip in self._chips.values():
            self._group.removeButton(chip)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {preset.name: self._chip(preset) for preset in presets}
        self.setVisible(bool(presets))

    def check(self, name: str | None) -> None:
        """Show this one as chosen, or none."""
        self._group.setExclusive(False)
        for known, chip in self._chips.items():
            chip.setChecked(known == name)
        self._group.setExclusive(True)
        _let_tab_reach_one(self._chips.values())

    def _chip(self, preset: Preset) -> QPushButton:
        chip = QPushButton(preset.title, self)
        chip.setCheckable(True)
        chip.setProperty("kind", "chip")
        chip.setToolTip(preset.hint)
        chip.setAccessibleName(f"Preset {preset.title}")
        chip.setAccessibleDescription(preset.hint)
        chip.clicked.connect(lambda _checked=False, name=preset.name: self.chosen.emit(name))
        self._group.addButton(chip)
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _refresh(self) -> None:
        self._flow.setSpacing(self._theme.metrics.space_s)
        self.updateGeometry()


class KindSegments(QFrame):
    """Which kind of formats is shown. `chosen(FormatKind)`: the user has switched."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("segments")
        self.setAccessibleName("Kind of formats")
        self._theme = theme
        self._group = QButtonGroup(self)
        self._buttons = {kind: self._button(kind) for kind in FormatKind}
        row = QHBoxLayout(self)
        for button in self._buttons.values():
            row.addWidget(button)
        self._row = row
        theme.changed.connect(self._refresh)
        self._refresh()

    @property
    def stops(self) -> tuple[QPushButton, ...]:
        """What Tab may come to, from left to right."""
        return tuple(self._buttons.values())

    def show_counts(self, count: Callable[[FormatKind], int], kind: FormatKind) -> None:
        """Say how many there are of each, with `kind` as the one shown."""
        for known, button in self._buttons.items():
            button.setText(f"{KIND_TITLES[known]}  {count(known)}")
            button.setAccessibleName(f"{KIND_TITLES[known]}, {count(known)} formats")
            button.setEnabled(count(known) > 0)
        self._buttons[kind].setChecked(True)
        _let_tab_reach_one(self._buttons.values())

    def _button(self, kind: FormatKind) -> QPushButton:
        button = QPushButton(KIND_TITLES[kind], self)
        button.setCheckable(True)
        button.setProperty("kind", "segment")
        button.clicked.connect(lambda _checked=False: self.chosen.emit(kind))
        self._group.addButton(button)
        return button

    def _refresh(self) -> None:
        inset = self._theme.metrics.focus_ring
        self._row.setContentsMargins(inset, inset, inset, inset)
        self._row.setSpacing(inset)


def _let_tab_reach_one(buttons: Iterable[QPushButton]) -> None:
    """Tab goes to the checked one, the arrow keys to the others; Qt sees to that only after a first key."""
    known = list(buttons)
    reached = next((button for button in known if button.isChecked()), known[0] if known else None)
    for button in known:
        strong = button is reached
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if strong else Qt.FocusPolicy.ClickFocus)

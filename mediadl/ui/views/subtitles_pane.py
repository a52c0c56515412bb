"""Beside the formats: the subtitles that a site offers, which are wanted and where, and how they begin."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from mediadl.domain.extras import (
    SUBTITLE_FIELDS,
    Extras,
    asked_tracks,
    extras_of,
    offered_tracks,
    place_of,
    subtitle_extras,
)
from mediadl.domain.media import Media, SubtitleTrack
from mediadl.domain.options import DownloadOptions
from mediadl.ui.models.format_words import track_name
from mediadl.ui.models.marked_rows import MarkedRow, MarkedRows
from mediadl.ui.return_key import ReturnKey
from mediadl.ui.theme import Theme
from mediadl.ui.views.flow_layout import FlowLayout
from mediadl.ui.views.row_delegate import RowDelegate
from mediadl.ui.views.row_table import RowTable
from mediadl.ui.views.settings.card import quiet

_PLACES = {"beside": "As files beside it", "inside": "Inside the file", "both": "Beside it and inside"}
_FORMATS = {None: "As the site has them", "srt": "Converted to SRT", "vtt": "Converted to VTT",
            "ass": "Converted to ASS"}  # fmt: skip
_PREVIEW_LINES = 5


class SubtitlesPane(QWidget):
    """`changed`: others are wanted, or elsewhere. `preview_wanted(SubtitleTrack)`: how does it begin?"""

    changed = Signal()
    preview_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Subtitles")
        self.model = MarkedRows(("Language", "Written by", "Formats"), self)
        self.delegate = RowDelegate(theme, self)
        self.table = RowTable(theme, self.delegate, one_click=True, parent=self)
        self.place = _box("Where subtitles go", _PLACES, self)
        self.format = _box("Format of the subtitles", _FORMATS, self)
        self.preview_button = QPushButton("Show how it begins", self)
        self.preview = QPlainTextEdit(self)
        self._theme = theme
        self._tracks: tuple[SubtitleTrack, ...] = ()
        self._checked: tuple[SubtitleTrack, ...] = ()
        self._options = DownloadOptions()
        self._is_touched = False
        self._previews: dict[SubtitleTrack, str] = {}
        self._build()
        theme.changed.connect(self._refresh)
        self._refresh()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab comes to, in the order of the eye."""
        return self.table, self.place, self.format, self.preview_button, self.preview

    @property
    def extras(self) -> Extras:
        """The fields of the options that say what is wanted; what it was added with, until it is changed."""
        if not self._is_touched:
            return {
                name: value for name, value in extras_of(self._options).items() if name in SUBTITLE_FIELDS
            }
        return subtitle_extras(self._checked, self.place.currentData(), self.format.currentData())

    @property
    def checked(self) -> tuple[SubtitleTrack, ...]:
        """The tracks that are wanted, in the order of the list."""
        return self._checked

    def show_media(self, media: Media, options: DownloadOptions) -> None:
        """Show what a media offers, with what the options take checked; what was seen before is forgotten."""
        self._previews.clear()
        self._tracks = tuple(sorted(offered_tracks(media), key=_rank))
        self.show_options(media, options)
        self.table.placeholder = "The site offers no subtitles for this."
        if self._tracks:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._on_current_changed()

    def show_options(self, media: Media, options: DownloadOptions) -> None:
        """Check what these options take."""
        self._options, self._is_touched = options, False
        asked = asked_tracks(media, options)
        self._checked = tuple(track for track in self._tracks if track in asked)
        with quiet(self.place, self.format):
            self.place.setCurrentIndex(self.place.findData(place_of(options)))
            self.format.setCurrentIndex(max(0, self.format.findData(options.subtitle_format)))
        self._show_rows()

    def show_preview(self, track: SubtitleTrack, text: str) -> None:
        """Show how a track begins, or in a sentence why that cannot be seen."""
        self._previews[track] = text
        self._on_current_changed()

    def _build(self) -> None:
        self.delegate.marked_rows_glow = True
        self.delegate.muted = frozenset({1, 2})
        self.table.setModel(self.model)
        self.table.setSortingEnabled(False)
        self.table.setAccessibleName("Subtitles to take")
        self.table.checked.connect(self._on_rows_checked)
        self.table.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.place.activated.connect(self._on_changed)
        self.format.activated.connect(self._on_changed)
        self.preview_button.clicked.connect(self._on_preview_wanted)
        ReturnKey(self, self.preview_button)
        self.preview.setReadOnly(True)
        self.preview.setProperty("role", "log")
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName("How the subtitles begin")
        heading = QLabel("Check the languages to take.", self)
        heading.setProperty("role", "muted")
        heading.setWordWrap(True)
        self._row = FlowLayout()
        for control in (self.place, self.format, self.preview_button):
            self._row.addWidget(control)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(heading)
        self._column.addWidget(self.table, 1)
        self._column.addLayout(self._row)
        self._column.addWidget(self.preview)

    def _show_rows(self) -> None:
        self.model.show_rows([_row(track, track in self._checked) for track in self._tracks])
        for control in (self.place, self.format, self.preview_button):
            control.setEnabled(bool(self._tracks))
        self._fit()

    def _current(self) -> SubtitleTrack | None:
        row = self.table.currentIndex().row()
        return self._tracks[row] if 0 <= row < len(self._tracks) else None

    def _on_rows_checked(self, rows: list[int], checked: bool) -> None:
        changed = {self._tracks[row] for row in rows}
        wanted = {*self._checked} | changed if checked else {*self._checked} - changed
        self._checked = tuple(track for track in self._tracks if track in wanted)
        self._on_changed()

    def _on_changed(self, *_: object) -> None:
        self._is_touched = True
        self._show_rows()
        self.changed.emit()

    def _on_preview_wanted(self, _checked: bool) -> None:
        track = self._current()
        if track is not None and track not in self._previews:
            self.show_preview(track, "Fetching…")
            self.preview_wanted.emit(track)

    def _on_current_changed(self, *_: object) -> None:
        track = self._current()
        text = self._previews.get(track) if track is not None else None
        self.preview.setPlainText(text or "")
        self.preview.setVisible(text is not None)

    def _fit(self) -> None:
        self.table.fit_to_contents(2)

    def _refresh(self) -> None:
        metrics = self._theme.metrics
        self._column.setSpacing(metrics.space_s)
        self._row.setSpacing(metrics.space_s)
        self.table.set_row_height(metrics.row_height_compact)
        self.preview.setFixedHeight(_PREVIEW_LINES * metrics.line + 2 * metrics.space_m)
        self._fit()


def _row(track: SubtitleTrack, checked: bool) -> MarkedRow:
    formats = ", ".join(suffix.upper() for suffix in track.formats if suffix)
    return MarkedRow((track_name(track), "A machine" if track.is_automatic else "People", formats), checked)


def _rank(track: SubtitleTrack) -> tuple[bool, str]:
    """What people wrote first, then by name."""
    return track.is_automatic, track_name(track).casefold()


def _box(name: str, choices: dict[Any, str], parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setAccessibleName(name)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for value, words in choices.items():
        box.addItem(words, value)
    return box

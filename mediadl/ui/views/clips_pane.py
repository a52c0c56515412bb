"""Beside the formats: the chapters of a media and its parts that are wanted, drawn, typed or checked."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mediadl.domain.clips import clip_of, clip_problem, clips_text, clock, parse_clips
from mediadl.domain.errors import UserError
from mediadl.domain.extras import Extras
from mediadl.domain.media import Chapter, Media
from mediadl.domain.options import Clip, DownloadOptions
from mediadl.ui.models.marked_rows import MarkedRow, MarkedRows
from mediadl.ui.return_key import ReturnKey
from mediadl.ui.theme import Theme
from mediadl.ui.views.clip_timeline import ClipTimeline
from mediadl.ui.views.flow_layout import FlowLayout
from mediadl.ui.views.row_delegate import RowDelegate
from mediadl.ui.views.row_table import RowTable
from mediadl.ui.views.settings.card import Problem, quiet

_FIELD_CHARACTERS = 28
_TITLE_UNITS = 40
"""A title is never wider than this many times the metrics' unit."""


class ClipsPane(QWidget):
    """`changed`: other parts are wanted, or what is typed has become right or wrong."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Chapters and clips")
        self.timeline = ClipTimeline(theme, self)
        self.field = QLineEdit(self)
        self.problem = Problem(self.field, self)
        self.chapter_button = QPushButton("This chapter", self)
        self.whole_button = QPushButton("The whole", self)
        self.exact = QCheckBox("Cut exactly (slower)", self)
        self.model = MarkedRows(("Chapter", "Begins", "Length"), self, numeric=frozenset({1, 2}))
        self.table = RowTable(theme, RowDelegate(theme, self), parent=self)
        self._theme = theme
        self._clips: tuple[Clip, ...] = ()
        self._chapters: tuple[Chapter, ...] = ()
        self._duration_s: float | None = None
        self._build()
        theme.changed.connect(self._refresh)
        self._refresh()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab comes to, in the order of the eye."""
        buttons = (self.chapter_button, self.whole_button)
        return self.timeline, *buttons, self.field, self.exact, self.table

    @property
    def extras(self) -> Extras:
        """The fields of the options that say which parts are wanted."""
        return {"clips": self._clips, "exact_cut": self.exact.isChecked()}

    @property
    def clips(self) -> tuple[Clip, ...]:
        """The parts that are wanted; none is the whole."""
        return self._clips

    @property
    def problem_words(self) -> str:
        """What is wrong with what is typed, in a sentence; empty when nothing is."""
        return self.problem.text()

    def show_media(self, media: Media, options: DownloadOptions) -> None:
        """Show a media's length and chapters, with the clips of the options."""
        self._duration_s, self._chapters = media.duration_s, media.chapters
        self.timeline.show_media(media.duration_s or 0.0, media.chapters)
        self.timeline.setVisible(bool(media.duration_s))
        self.table.placeholder = "The site names no chapters."
        self.show_options(options)
        if self._chapters:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def show_options(self, options: DownloadOptions) -> None:
        """Show the clips of these options."""
        with quiet(self.exact):
            self.exact.setChecked(options.exact_cut)
        self._show(options.clips)

    def _build(self) -> None:
        self.field.setPlaceholderText("The whole; or 1:23-2:10, 5:00-")
        self.field.setAccessibleName("Clips")
        self.field.setToolTip("Parts to download, a file each: 1:23-2:10, or 5:00- up to the end.")
        self.field.setClearButtonEnabled(True)
        self.field.textEdited.connect(self._on_typed)
        self.timeline.changed.connect(self._on_clips_drawn)
        self.chapter_button.setToolTip("Take the chapter that is current in the list, or no longer.")
        self.chapter_button.clicked.connect(self.table.toggle_selected)
        self.whole_button.setToolTip("Take the whole again.")
        self.whole_button.clicked.connect(self._on_whole_wanted)
        self.exact.setToolTip("Encode anew around the cuts; else it is cut at the nearest key frames.")
        self.exact.toggled.connect(self._on_exact_toggled)
        self.table.setModel(self.model)
        self.table.setSortingEnabled(False)
        self.table.setAccessibleName("Chapters")
        self.table.checked.connect(self._on_rows_checked)
        self.table.selectionModel().currentRowChanged.connect(self._on_chapter_current)
        ReturnKey(self, self.field, self.chapter_button, self.whole_button)
        self._heading = QLabel("Draw parts on the line, type them, or check chapters.", self)
        self._heading.setProperty("role", "muted")
        self._heading.setWordWrap(True)
        self._row = FlowLayout()
        for control in (self.chapter_button, self.whole_button, self.field):
            self._row.addWidget(control)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._heading, self.timeline):
            self._column.addWidget(widget)
        self._column.addLayout(self._row)
        self._column.addWidget(self.problem)
        self._column.addWidget(self.exact)
        self._column.addWidget(self.table, 1)

    def _show(self, clips: Sequence[Clip], *, keep_text: bool = False) -> None:
        """Show these clips in all three places."""
        self._clips = tuple(clips)
        if not keep_text:
            self.field.setText(clips_text(clips))
        self.problem.say(clip_problem(clips, self._duration_s))
        self.timeline.show_clips(clips)
        self.model.show_rows([_row(chapter, clip_of(chapter) in clips) for chapter in self._chapters])
        self.chapter_button.setEnabled(bool(self._chapters))
        self.whole_button.setEnabled(bool(clips) or bool(self.field.text()))
        self.exact.setEnabled(bool(clips))
        self._fit()

    def _on_typed(self, text: str) -> None:
        try:
            clips = parse_clips(text)
        except UserError as error:
            self.problem.say(str(error))
            self.whole_button.setEnabled(True)
        else:
            self._show(clips, keep_text=True)
        self.changed.emit()

    def _on_clips_drawn(self, clips: tuple[Clip, ...]) -> None:
        self._show(clips)
        self.changed.emit()

    def _on_whole_wanted(self, _checked: bool) -> None:
        self._on_clips_drawn(())

    def _on_exact_toggled(self, _checked: bool) -> None:
        self.changed.emit()

    def _on_rows_checked(self, rows: list[int], checked: bool) -> None:
        spans = [clip for row in rows if (clip := clip_of(self._chapters[row])) is not None]
        if checked:
            self._on_clips_drawn((*self._clips, *(clip for clip in spans if clip not in self._clips)))
        else:
            self._on_clips_drawn(tuple(clip for clip in self._clips if clip not in spans))

    def _on_chapter_current(self, *_: object) -> None:
        row = self.table.currentIndex().row()
        self.timeline.show_current(self._chapters[row] if 0 <= row < len(self._chapters) else None)

    def _fit(self) -> None:
        self.table.fit_to_contents(0, {0: _TITLE_UNITS * self._theme.metrics.unit})

    def _refresh(self) -> None:
        metrics = self._theme.metrics
        self._column.setSpacing(metrics.space_s)
        self._row.setSpacing(metrics.space_s)
        self.table.set_row_height(metrics.row_height_compact)
        self.field.setMinimumWidth(_FIELD_CHARACTERS * self.fontMetrics().averageCharWidth())
        self._fit()


def _row(chapter: Chapter, checked: bool) -> MarkedRow:
    length_s = chapter.end_s - chapter.start_s
    title = chapter.title or clock(chapter.start_s)
    if length_s <= 0:
        return MarkedRow((title, clock(chapter.start_s), ""), None)
    return MarkedRow((title, clock(chapter.start_s), clock(round(length_s, 1))), checked)

"""The playlist page: entries that stream in, which of them are checked, and the way to download them."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QHideEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mediadl.domain import units
from mediadl.domain.choice import Choice
from mediadl.domain.errors import InvalidItems
from mediadl.domain.events import EntriesFound, ListingFinished, PlaylistFound
from mediadl.domain.job import Job, JobState
from mediadl.domain.media import Playlist
from mediadl.domain.picking import preset_of, preset_options
from mediadl.domain.presets import BUILT_IN, preset
from mediadl.engine.engine import Engine
from mediadl.ui.models.entries_filter import EntryColumn
from mediadl.ui.models.entries_model import EntriesModel
from mediadl.ui.operations import Operations
from mediadl.ui.theme import Theme
from mediadl.ui.thumbnails import Thumbnails
from mediadl.ui.views.choice_footer import ChoiceFooter, action_button
from mediadl.ui.views.choice_saver import ChoiceSaver
from mediadl.ui.views.choice_view import ChoiceView
from mediadl.ui.views.entry_delegate import EntryDelegate
from mediadl.ui.views.playlist_tools import PlaylistTools
from mediadl.ui.views.row_table import RowTable

# Texts that a column has room for; the title takes what is left.
_SAMPLES = {
    EntryColumn.TITLE: "A title of some length",
    EntryColumn.DURATION: "0:00:00",
    EntryColumn.UPLOADER: "Uploader 12",
    EntryColumn.DATE: "2026-00-00",
    EntryColumn.VIEWS: "0,000,000",
    EntryColumn.STATE: "Members only",
}


class PlaylistView(ChoiceView):
    """A list and its check boxes. The choice for each list is kept while another one is shown."""

    ICON = "playlist"
    PICTURE = "playlist"
    NOTHING = (
        "Nothing to choose",
        "Paste a link to a list, a channel or a feed, and its entries appear here.",
    )

    def __init__(
        self,
        *,
        engine: Engine,
        operations: Operations,
        theme: Theme,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            engine=engine,
            operations=operations,
            theme=theme,
            thumbnails=thumbnails,
            parent=parent,
        )
        self.delegate = EntryDelegate(theme, thumbnails, self)
        self.table = RowTable(theme, self.delegate, parent=self)
        self.tools = PlaylistTools(theme, self.table.sort_menu, self)
        self.preset_box = QComboBox(self)
        self._blank = EntriesModel(self)
        self.model = self._blank
        self._models: dict[str, EntriesModel] = {}
        self._saver = ChoiceSaver(engine, operations, self)
        self._build()
        self._subscriptions += [
            engine.bus.subscribe(PlaylistFound, self._on_playlist_found),
            engine.bus.subscribe(EntriesFound, self._on_entries_found),
            engine.bus.subscribe(ListingFinished, self._on_listing_finished),
        ]
        thumbnails.loaded.connect(lambda _url: self.table.viewport().update())
        theme.changed.connect(self._refresh)
        self._refresh()
        self.clear()

    @property
    def menu_actions(self) -> tuple[QAction, ...]:
        """What can be done here, for the window's menu."""
        tools = self.tools
        checks = (tools.all_action, tools.none_action, tools.invert_action)
        return (self._check_action, *checks, tools.search_action, *super().menu_actions)

    # --- what the frame asks --------------------------------------------------------------------------------

    def fill(self, job: Job) -> None:
        """Show what has arrived of the list so far."""
        finding = self.engine.finding(job.id)
        if job.id not in self._models:
            self._models[job.id] = self._new_model(self.engine.choice(job.id))
        self.tools.reset()
        self._use(self._models[job.id])
        self.model.append(finding.entries[self.model.entry_count :])
        self.tools.range_field.setText(self.model.checks.range or "")
        self._notice.hide()
        self._show_asked_preset(job)
        self._show_header(job)
        self._summarise()
        self.table.setEnabled(True)
        self.tools.setEnabled(True)
        self.table.setFocus()

    def emptied(self) -> None:
        """Let go of the lists whose jobs wait no more."""
        self._use(self._blank)
        waiting = {job.id for job in self.engine.jobs if job.state is JobState.CHOOSING}
        for job_id in [job_id for job_id in self._models if job_id not in waiting]:
            self._saver.forget(job_id)
            self._models.pop(job_id).deleteLater()

    def job_changed(self, job: Job) -> None:
        """A title may come late."""
        self._show_header(job)

    def job_failed(self, job: Job) -> None:
        """Say why the list broke off; what had arrived stays to be seen, but can no longer be downloaded."""
        sentence = job.failure.message if job.failure else "The list could not be read."
        self._saver.flush()
        self._models.pop(job.id, None)
        self._has_failed = True
        self._notice_text.setText(sentence)
        self._notice.show()
        self.table.placeholder = sentence
        self.table.setEnabled(False)
        self.tools.setEnabled(False)
        self._retry_button.setFocus()
        self._show_header(job)
        self.footer.say("Nothing can be taken from this list now.", "“Try again” reads it from its start.")
        self.update_actions()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save at once what a closing window would not wait for."""
        self._saver.flush()
        super().hideEvent(event)

    def can_send(self) -> bool:
        """Whether an entry is checked."""
        return self.model.checks.count > 0 and not self._has_failed

    def send(self) -> bool:
        """Ask for the checked entries, in the list's order."""
        if self.job_id is None:
            return False
        base = self.engine.job(self.job_id).options
        name = self.preset_box.currentData()
        options = preset_options(preset(name), base) if name else None
        self._saver.forget(self.job_id)
        self.operations.choose_entries(self.job_id, self.model.checks.indexes(), options)
        return True

    # --- building -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._has_failed = False
        self.table.setAccessibleName("Entries of the list")
        self.table.checked.connect(self._on_rows_checked)
        self._check_action = QAction("Check or uncheck", self.table)
        self._check_action.setShortcut(QKeySequence("Space"))
        self._check_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._check_action.triggered.connect(self.table.toggle_selected)
        tools = self.tools
        self._connect_tools()
        self.addActions([tools.all_action, tools.none_action, tools.invert_action, tools.search_action])
        self.download_action.setText("Download selected")
        # Return in a field is the field's; only in the list it means the download.
        self.removeAction(self.download_action)
        self.download_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.table.addActions([self._check_action, tools.all_action, tools.none_action, tools.invert_action])
        self.table.addActions([self.table.sort_menu.menuAction(), self.download_action])
        self.table.addActions([self.later_action, self.cancel_action])
        self._build_presets()
        self._build_notice()
        self._use(self.model)
        buttons = [
            self.preset_box,
            action_button(self.later_action, kind="quiet", parent=self),
            action_button(self.cancel_action, parent=self),
            action_button(self.download_action, kind="primary", parent=self),
        ]
        self.footer = ChoiceFooter(self.theme, buttons, self)
        self.frame(self._body(), self.footer)
        in_order = (tools.search_field, self._retry_button, self.table, *buttons)
        for before, after in pairwise(in_order):
            QWidget.setTabOrder(before, after)

    def _connect_tools(self) -> None:
        tools = self.tools
        tools.all_action.triggered.connect(lambda: self.model.check_all(True))
        tools.none_action.triggered.connect(lambda: self.model.check_all(False))
        tools.invert_action.triggered.connect(lambda _checked: self.model.invert())
        tools.searched.connect(self._on_searched)
        tools.range_given.connect(self._on_range_given)
        tools.left_downwards.connect(self._on_left_downwards)

    def _build_presets(self) -> None:
        self.preset_box.setAccessibleName("Preset for all entries")
        self.preset_box.setToolTip("What every checked entry will be")
        self.preset_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for known in BUILT_IN:
            self.preset_box.addItem(known.title, known.name)
            self.preset_box.setItemData(self.preset_box.count() - 1, known.hint, Qt.ItemDataRole.ToolTipRole)
        self.preset_box.activated.connect(self._on_chosen)

    def _build_notice(self) -> None:
        self._notice = QFrame(self)
        self._notice.setObjectName("notice")
        self._notice.setProperty("kind", "error")
        self._notice_text = QLabel(self._notice)
        self._notice_text.setWordWrap(True)
        self._notice_text.setTextFormat(Qt.TextFormat.PlainText)
        self._retry_button = QPushButton("Try again", self._notice)
        self._retry_button.clicked.connect(self._on_retry)
        row = QHBoxLayout(self._notice)
        row.addWidget(self._notice_text, 1)
        row.addWidget(self._retry_button)

    def _body(self) -> QWidget:
        body = QWidget(self)
        column = QVBoxLayout(body)
        for widget in (self.header, self._notice, self.tools):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        self._column = column
        return body

    def _new_model(self, choice: Choice) -> EntriesModel:
        model = EntriesModel(self)
        model.checks.restore(choice)
        model.chosen.connect(self._on_chosen)
        model.checks_changed.connect(self._summarise)
        model.filled.connect(self._show_columns)
        return model

    # --- inside ---------------------------------------------------------------------------------------------

    def _use(self, model: EntriesModel) -> None:
        self.model, self._has_failed = model, False
        model.search("")
        model.sort(-1)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.setModel(model)
        self._show_columns()

    def _show_columns(self) -> None:
        for column in EntryColumn:
            self.table.setColumnHidden(column, not self.model.has_data(column))
        self.delegate.with_thumbnails = self.model.has_thumbnails
        self.table.set_row_height(self.delegate.row_height())
        self.table.set_widths(self._widths(), EntryColumn.TITLE)

    def _widths(self) -> dict[int, int]:
        font, metrics = self.table.fontMetrics(), self.theme.metrics
        widths = {
            int(column): font.horizontalAdvance(sample) + 2 * metrics.space_s + metrics.space_xs
            for column, sample in {**_SAMPLES, EntryColumn.NUMBER: self._largest_number()}.items()
        }
        for column in (EntryColumn.NUMBER, EntryColumn.STATE):
            widths[column] += metrics.icon_s + metrics.space_s
        if self.model.has_thumbnails:
            widths[EntryColumn.TITLE] += self.delegate.thumbnail_size().width()
        return widths

    def _largest_number(self) -> str:
        """The widest number that the list will show, as far as is known."""
        playlist = self.engine.finding(self.job_id).playlist if self.job_id else None
        announced = playlist.entry_count if playlist else None
        return f"{max(self.model.entry_count, announced or 0, 100):,}"

    def _show_asked_preset(self, job: Job) -> None:
        asked = preset_of(job.options)
        has_own = self.preset_box.itemData(0) is None
        if asked is None and not has_own:
            self.preset_box.insertItem(0, "As asked for", None)
        elif asked is not None and has_own:
            self.preset_box.removeItem(0)
        picked = self.engine.choice(job.id).preset or (asked.name if asked else None)
        self.preset_box.setCurrentIndex(max(0, self.preset_box.findData(picked)) if picked else 0)

    def _show_header(self, job: Job) -> None:
        playlist = self.engine.finding(job.id).playlist
        facts = (job.site or "", (playlist.uploader if playlist else "") or "", self._count_words(playlist))
        first = self.model.entry_at(0).thumbnail_url if self.model.rowCount() else None
        words = " · ".join(fact for fact in facts if fact)
        self.header.show_facts(job.display_title, words, job.thumbnail_url or first)

    def _count_words(self, playlist: Playlist | None) -> str:
        count, announced = self.model.entry_count, playlist.entry_count if playlist else None
        if self._has_failed:
            return f"broke off after {_entries(count)}"
        if self.job_id is not None and self.engine.finding(self.job_id).listing_finished:
            return _entries(count)
        if announced is not None and announced >= count:
            return f"{count:,} of {announced:,} entries, loading…"
        return f"{_entries(count)} so far, loading…"

    def _summarise(self) -> None:
        checks = self.model.checks
        line = f"{checks.count:,} of {self.model.entry_count:,} selected"
        if checks.duration_s:
            line += f" · {units.duration(checks.duration_s)}"
        if checks.duration_s and checks.unknown_durations:
            line += f" and {checks.unknown_durations:,} of unknown length"
        shown = self.model.rowCount()
        detail = f"{shown:,} shown by the search; All, None and Invert act on these."
        self.footer.say(line, detail if self.model.is_searching else "")
        self.update_actions()

    def _on_playlist_found(self, event: PlaylistFound) -> None:
        """A list that is read again starts anew, with what has been chosen of it."""
        self._saver.flush()
        old = self._models.pop(event.job_id, None)
        if old is None:
            return
        choice = old.checks.described(self.engine.choice(event.job_id))
        self._models[event.job_id] = self._new_model(choice)
        if event.job_id == self.job_id:
            self.fill(self.engine.job(event.job_id))
        old.deleteLater()

    def _on_entries_found(self, event: EntriesFound) -> None:
        if event.job_id == self.job_id:
            # What is there, not what is told: a page opened in the middle of a batch has some of it already.
            self.model.append(self.engine.finding(event.job_id).entries[self.model.entry_count :])
            self._show_header(self.engine.job(event.job_id))

    def _on_listing_finished(self, event: ListingFinished) -> None:
        if event.job_id == self.job_id:
            self._show_header(self.engine.job(event.job_id))

    def _on_chosen(self) -> None:
        """Keep it: a choice may take longer than a run of the program."""
        if self.job_id is not None:
            self._saver.note(self.job_id, self.model.checks, self.preset_box.currentData())

    def _on_rows_checked(self, rows: list[int], checked: bool) -> None:
        self.model.check_rows(rows, checked)

    def _on_searched(self, text: str) -> None:
        self.model.search(text)
        self.table.placeholder = f"Nothing in the list matches “{text}”." if text else ""
        self._summarise()

    def _on_range_given(self, expression: str) -> None:
        try:
            self.model.select(expression)
        except InvalidItems as error:
            self.tools.show_problem(str(error))

    def _on_left_downwards(self) -> None:
        self.table.setFocus()
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, EntryColumn.TITLE))

    def _on_retry(self) -> None:
        if self.job_id is not None:
            self.operations.retry([self.job_id])

    def _refresh(self) -> None:
        metrics = self.theme.metrics
        self._column.setContentsMargins(metrics.space_l, metrics.space_l, metrics.space_l, metrics.space_s)
        self._column.setSpacing(metrics.space_m)
        self._show_columns()


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"

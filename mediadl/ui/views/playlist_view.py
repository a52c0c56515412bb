"""The playlist page: entries that stream in, which of them are checked, and the way to download them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFocusEvent, QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mediadl.domain.entry_criteria import Criteria
from mediadl.domain.errors import InvalidItems
from mediadl.domain.events import EntriesFound, InnerListChanged, ListingFinished, PlaylistFound
from mediadl.domain.job import Job, JobState
from mediadl.domain.media import Playlist
from mediadl.domain.options import DownloadOptions
from mediadl.engine.engine import Engine
from mediadl.ui.models.entries_filter import EntryColumn
from mediadl.ui.models.entries_model import EntriesModel
from mediadl.ui.models.open_lists import OpenLists
from mediadl.ui.operations import Operations
from mediadl.ui.tab_order import walk
from mediadl.ui.theme import Theme
from mediadl.ui.thumbnails import Thumbnails
from mediadl.ui.views import selection_words
from mediadl.ui.views.choice_footer import ChoiceFooter, action_button
from mediadl.ui.views.choice_saver import ChoiceSaver
from mediadl.ui.views.choice_view import ChoiceView
from mediadl.ui.views.entries_area import EntriesArea
from mediadl.ui.views.entry_details import EntryDetails
from mediadl.ui.views.entry_marks import EntryMarks
from mediadl.ui.views.entry_options_menu import EntryOptionsMenu
from mediadl.ui.views.list_look import ListLook
from mediadl.ui.views.list_notice import ListNotice
from mediadl.ui.views.list_preset import ListPreset
from mediadl.ui.views.list_way import ListWay
from mediadl.ui.views.playlist_filter import PlaylistFilter
from mediadl.ui.views.playlist_tools import PlaylistTools


class PlaylistView(ChoiceView):
    """A list and its check boxes. The choice for each list is kept while another one is shown."""

    ICON = "playlist"
    PICTURE = "playlist"
    NOTHING = (
        "Nothing to choose",
        "Paste a link to a list, a channel or a feed, and its entries appear here.",
    )

    def __init__(
        self, *, engine: Engine, operations: Operations, theme: Theme, thumbnails: Thumbnails
    ) -> None:
        super().__init__(engine=engine, operations=operations, theme=theme, thumbnails=thumbnails)
        self.area = EntriesArea(theme, thumbnails, self)
        self.table = self.area.table
        self.options_menu = EntryOptionsMenu(theme, engine, operations, self._usual_options, self)
        self.tools = PlaylistTools(theme, self.table.sort_menu, self.options_menu, self)
        self.look = ListLook(engine, operations, self.area, self.tools)
        self.filter = PlaylistFilter(theme, self)
        self._marks = EntryMarks(engine, operations, self)
        self._details = EntryDetails(engine, self.area)
        self._notice = ListNotice(self)
        self.preset_box = ListPreset(engine, self)
        self._blank = self.model = EntriesModel(self)
        self._lists = OpenLists(engine.choice, self._prepare, self)
        self.way = ListWay(engine, theme, self._lists, self)
        self._saver = ChoiceSaver(engine, operations, self)
        self._build()
        self._subscriptions += [
            engine.bus.subscribe(PlaylistFound, self._on_playlist_found),
            engine.bus.subscribe(EntriesFound, self._on_list_grown),
            engine.bus.subscribe(ListingFinished, self._on_list_grown),
            engine.bus.subscribe(InnerListChanged, self._on_inner_list_changed),
        ]
        theme.changed.connect(self._refresh)
        self._refresh()
        self.clear()

    @property
    def menu_actions(self) -> tuple[QAction, ...]:
        """What can be done here, for the window's menu."""
        tools = self.tools
        checks = (tools.all_action, tools.none_action, tools.invert_action)
        more = (tools.search_action, tools.filter_action, tools.grid_action, self.options_menu.open_action)
        return (self.area.check_action, *checks, *more, *self.way.actions, *super().menu_actions)

    # --- what the frame asks --------------------------------------------------------------------------------

    def fill(self, job: Job) -> None:
        """Show what has arrived of the list so far."""
        self._has_failed = False
        self.preset_box.show_for(job)
        self.area.setEnabled(True)
        self.tools.setEnabled(True)
        self.way.begin(job.id)
        self.area.current().setFocus()

    def emptied(self) -> None:
        """Let go of the lists whose jobs wait no more."""
        self.way.end()
        self._use(self._blank)
        self._follow(None)
        waiting = {job.id for job in self.engine.jobs if job.state is JobState.CHOOSING}
        for job_id in [job_id for job_id in self._lists.jobs() if job_id not in waiting]:
            self._saver.forget(job_id)
            self._lists.drop(job_id)

    def job_changed(self, job: Job) -> None:
        """A title may come late; a list whose rest follows by itself needs no choice any more."""
        if job.items is not None:
            self._leave()
        else:
            self._show_header(job)

    def job_failed(self, job: Job) -> None:
        """Say why the list broke off; what had arrived stays to be seen, but can no longer be downloaded."""
        sentence = job.failure.message if job.failure else "The list could not be read."
        self._saver.flush()
        self._has_failed = True
        self._notice.say(sentence)
        self.area.say(sentence)
        self.area.setEnabled(False)
        self.tools.setEnabled(False)
        self._show_header(job)
        self.footer.say("Nothing can be taken from this list now.", "“Try again” reads it from its start.")
        self.update_actions()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keys that lead to this page lead to its list."""
        super().focusInEvent(event)
        if self.job_id is not None:
            self.area.current().setFocus(event.reason())

    def hideEvent(self, event: QHideEvent) -> None:
        """Save at once what a closing window would not wait for."""
        self._saver.flush()
        super().hideEvent(event)

    def can_send(self) -> bool:
        """Whether an entry is checked, here or in another list that was opened."""
        return not self._has_failed and self.job_id is not None and self._lists[self.job_id].checks.count > 0

    def send(self) -> bool:
        """Ask for the checked entries, in the list's order."""
        if self.job_id is None:
            return False
        saved = self.engine.choice(self.job_id).model_copy(update={"preset": self.preset_box.currentData()})
        choice = self._lists.described(self.job_id, saved)
        picked = self.preset_box.picked_for(self.engine.job(self.job_id))
        self._saver.forget(self.job_id)
        indexes = self._lists[self.job_id].checks.indexes()
        self.operations.choose_entries(self.job_id, indexes, choice, preset=picked)
        return True

    # --- building -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._has_failed = False
        self.area.checked.connect(self._on_rows_checked)
        tools = self.tools
        self._connect_tools()
        self.addActions([tools.all_action, tools.none_action, tools.invert_action, tools.search_action])
        self.addActions([tools.filter_action, tools.grid_action, self.options_menu.open_action])
        self.download_action.setText("Download selected")
        self.download_action.setIconText("Download")
        # Return in a field is the field's; only in the list it means the download.
        self.removeAction(self.download_action)
        self.download_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        checks = (self.area.check_action, tools.all_action, tools.none_action, tools.invert_action)
        menus = (self.options_menu.menuAction(), self.table.sort_menu.menuAction())
        ends = (self.download_action, self.later_action, self.cancel_action)
        self.area.add_actions([*checks, *menus, *ends])
        self.preset_box.activated.connect(self._on_chosen)
        self._notice.retry_button.clicked.connect(self._on_retry)
        self._use(self.model)
        buttons = [
            self.preset_box,
            action_button(self.later_action, kind="quiet", parent=self),
            action_button(self.cancel_action, parent=self),
            action_button(self.download_action, kind="primary", parent=self),
        ]
        self.footer = ChoiceFooter(self.theme, buttons, self)
        self.frame(self._body(), self.footer)
        walk([*self.way.levels.stops, tools.first_stop])
        walk(
            [
                tools.last_stop,
                *self.filter.tab_stops,
                self._notice.retry_button,
                self.table,
                self.area.grid,
                *buttons,
            ]
        )

    def _connect_tools(self) -> None:
        tools = self.tools
        tools.all_action.triggered.connect(lambda: self.model.check_all(True))
        tools.none_action.triggered.connect(lambda: self.model.check_all(False))
        tools.invert_action.triggered.connect(lambda _checked: self.model.invert())
        tools.searched.connect(self._on_searched)
        tools.range_given.connect(self._on_range_given)
        tools.left_downwards.connect(self._on_left_downwards)
        tools.filter_action.toggled.connect(self._on_filter_wanted)
        self.filter.changed.connect(self._on_bounds_given)
        self.filter.hide()
        self.options_menu.open_action.triggered.connect(self._on_options_wanted)
        self.options_menu.chosen.connect(self._on_options_chosen)
        self.way.shown.connect(self._on_list_shown)
        self.area.opened.connect(self.way.open_row)
        self.area.picked.connect(self.way.note_row)
        self.addActions(list(self.way.actions))

    def _body(self) -> QWidget:
        body = QWidget(self)
        column = QVBoxLayout(body)
        for widget in (self.header, self.way.levels, self._notice, self.tools, self.filter):
            column.addWidget(widget)
        column.addWidget(self.area, 1)
        self._column = column
        return body

    def _prepare(self, model: EntriesModel) -> None:
        model.chosen.connect(self._on_checked)
        model.checks_changed.connect(self._summarise)
        model.filled.connect(self._show_columns)

    # --- inside ---------------------------------------------------------------------------------------------

    def _use(self, model: EntriesModel) -> None:
        self.model = model
        model.search("")
        model.bound(Criteria())
        self.area.use_model(model)
        self.look.apply()
        self._show_columns()

    def _follow(self, list_id: str | None) -> None:
        if list_id is None:
            self._marks.follow(None)
            self._details.follow(None)
        else:
            self._marks.want(self._usual_options())
            self._marks.follow(self.model, self.way.url)
            self._details.follow(self.model, list_id)

    def _show_columns(self) -> None:
        playlist = self._playlist()
        self.area.show_columns(self.model, playlist.entry_count if playlist else None)

    def _playlist(self) -> Playlist | None:
        return self.engine.finding(self.way.list_id).playlist if self.job_id and self.way.list_id else None

    def _usual_options(self) -> DownloadOptions:
        return self.preset_box.options_for(self.engine.job(self.job_id) if self.job_id else None)

    def _show_header(self, job: Job) -> None:
        playlist = self._playlist()
        facts = (job.site or "", (playlist.uploader if playlist else "") or "", self._count_words(playlist))
        first = self.model.entry_at(0).thumbnail_url if self.model.rowCount() else None
        words = " · ".join(fact for fact in facts if fact)
        self.header.show_facts(self.way.title or job.display_title, words, job.thumbnail_url or first)

    def _count_words(self, playlist: Playlist | None) -> str:
        finding = self.engine.finding(self.way.list_id or "")
        announced = playlist.entry_count if playlist else None
        return selection_words.read(
            self.model.entry_count,
            announced,
            is_read=finding.listing_finished,
            has_failed=self._has_failed or finding.problem is not None,
        )

    def _summarise(self) -> None:
        line = selection_words.total(self.model, self._usual_options())
        elsewhere = self._lists.chosen_elsewhere(self.way.list_id) if self.way.list_id else 0
        self.footer.say(line, selection_words.detail(self.model, elsewhere))
        self.way.say()
        self.update_actions()

    def _on_playlist_found(self, event: PlaylistFound) -> None:
        """A list that is read again starts anew, with what has been chosen of it."""
        if event.job_id not in self._lists:
            return
        self._saver.flush()
        self._lists.read_again(event.job_id)
        if event.job_id == self.job_id:
            self.fill(self.engine.job(event.job_id))

    def _on_list_grown(self, event: EntriesFound | ListingFinished) -> None:
        self._show_news(event.job_id)

    def _on_inner_list_changed(self, event: InnerListChanged) -> None:
        self._show_news(event.list_id)

    def _show_news(self, list_id: str) -> None:
        """More is known of a list that was opened; only what is shown is brought up to date."""
        if self.job_id is None or self.way.list_id != list_id:
            return
        finding = self.engine.finding(list_id)
        if len(finding.entries) < self.model.entry_count:  # it is read anew
            self._use(self._lists.read_again(list_id))
            self._follow(list_id)
        # What is there, not what is told: a page opened in the middle of a batch has some of it already.
        self.model.append(finding.entries[self.model.entry_count :])
        self.way.refresh()
        if self.way.list_id != list_id:  # it is the tabs of a page, and the first one is seen now
            return
        self._notice.setVisible(finding.problem is not None)
        self._notice.text.setText(finding.problem or "")
        self._show_header(self.engine.job(self.job_id))

    def _on_list_shown(self, list_id: str) -> None:
        """Another list is shown: the job's own, or one that was opened in it."""
        self.tools.reset()
        self._use(self._lists[list_id])
        self._follow(list_id)
        self.tools.range_field.setText(self.model.checks.range or "")
        self.area.say("")
        self._notice.hide()
        self._show_news(list_id)
        self._summarise()

    def _on_checked(self) -> None:
        """Checks of lists follow each other: what was checked is what is seen."""
        self._lists.follow(self.way.list_id or "")
        self._on_chosen()

    def _on_chosen(self) -> None:
        """Keep it: a choice may take longer than a run of the program."""
        if self.job_id is not None:
            self._saver.note(self.job_id, self._lists.described, self.preset_box.currentData())
            self._marks.want(self._usual_options())
            self._summarise()

    def _on_rows_checked(self, rows: list[int], checked: bool) -> None:
        self.model.check_rows(rows, checked)

    def _on_searched(self, text: str) -> None:
        self.model.search(text)
        self._show_emptiness()
        self._summarise()

    def _on_filter_wanted(self, wanted: bool) -> None:
        self.filter.setVisible(wanted)
        if wanted:
            self.filter.tab_stops[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.filter.reset()

    def _on_bounds_given(self, criteria: Criteria) -> None:
        self.model.bound(criteria)
        self.area.moved.emit()
        self._show_emptiness()
        self._summarise()

    def _show_emptiness(self) -> None:
        text, bounded = self.tools.search_field.text(), not self.model.criteria.is_empty
        searched = f"Nothing in the list matches “{text}”." if text else ""
        self.area.say("Nothing in the list fits the filter." if bounded else searched)

    def _on_options_wanted(self, _checked: bool) -> None:
        if self.area.selected_rows() and self.job_id is not None:
            shown = self.area.current()
            place = shown.visualRect(shown.currentIndex()).center()
            self.options_menu.popup(shown.viewport().mapToGlobal(place))

    def _on_options_chosen(self, options: DownloadOptions | None) -> None:
        self.model.give(self.area.selected_rows(), options)

    def _on_range_given(self, expression: str) -> None:
        try:
            self.model.select(expression)
        except InvalidItems as error:
            self.tools.show_problem(str(error))

    def _on_left_downwards(self) -> None:
        shown = self.area.current()
        shown.setFocus()
        if self.model.rowCount() and not shown.currentIndex().isValid():
            shown.setCurrentIndex(self.model.index(0, EntryColumn.TITLE))

    def _on_retry(self) -> None:
        if self.job_id is not None and not self.way.read_again():
            self.operations.retry([self.job_id])

    def _refresh(self) -> None:
        metrics = self.theme.metrics
        self._column.setContentsMargins(metrics.space_l, metrics.space_l, metrics.space_l, metrics.space_s)
        self._column.setSpacing(metrics.space_m)
        self._show_columns()

"""The main window: rail, link bar, views, notices and status line, and which view is shown when."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypedDict

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mediadl.domain.account_choice import pickable_names
from mediadl.domain.accounts import AccountSource
from mediadl.domain.cookie_signs import is_jar
from mediadl.domain.events import SettingsChanged
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import StartMode
from mediadl.domain.layers import layered
from mediadl.domain.links import LINK_FILE_SUFFIXES, find_links
from mediadl.domain.option_words import in_words
from mediadl.domain.options import DownloadOptions
from mediadl.domain.page_links import is_page_link
from mediadl.domain.resolving import all_presets, below_item, known_preset
from mediadl.domain.settings import Settings
from mediadl.engine.engine import Engine
from mediadl.engine.hand_over import HandedOver
from mediadl.log import masked
from mediadl.ui.account_forms.new_account import Jar
from mediadl.ui.choosing import Choosing
from mediadl.ui.choosing_flow import ChoosingFlow
from mediadl.ui.dialogs.add_account import Wanted
from mediadl.ui.dialogs.files import EVERY_FILE, ask_files
from mediadl.ui.dialogs.options import Question, edit_options
from mediadl.ui.drop import LinkDrop, complaint
from mediadl.ui.link_bar import LinkBar
from mediadl.ui.local_api import LocalApi
from mediadl.ui.main_menu import Commands, MainMenu
from mediadl.ui.notice_room import NoticeRoom
from mediadl.ui.notices import NoticeBar
from mediadl.ui.operations import Notice, Operations
from mediadl.ui.page_links import PageLinks
from mediadl.ui.rail import CHOICES, Place, Rail
from mediadl.ui.speed_menu import SpeedMenu
from mediadl.ui.status_line import StatusLine
from mediadl.ui.theme import Appearance, Theme
from mediadl.ui.thumbnails import Thumbnails
from mediadl.ui.views.formats_view import FormatsView
from mediadl.ui.views.history_view import HistoryView
from mediadl.ui.views.playlist_view import PlaylistView
from mediadl.ui.views.queue_view import QueueView
from mediadl.ui.views.settings_view import SettingsView

_SIZE = (1100, 720)
_COOKIES = (
    "These are cookies, not links. They can be kept as an account, sealed, and let MediaDL in at their site."
)


class _Parts(TypedDict):
    engine: Engine
    operations: Operations
    theme: Theme
    thumbnails: Thumbnails


class MainWindow(QMainWindow):
    """The one window. `closed` fires when the user has closed it; what runs then is the application's affair.

    Show it while the loop runs.
    """

    closed = Signal()

    def __init__(
        self,
        *,
        engine: Engine,
        operations: Operations,
        theme: Theme,
        thumbnails: Thumbnails,
        api: LocalApi | None = None,
    ) -> None:
        super().__init__()
        self.setWindowTitle("MediaDL")
        self._engine, self._operations, self._theme = engine, operations, theme
        self._picked: str | None = None
        """The preset that was picked since the last link: it is for the next one, whatever rules say."""
        self._next_options, self.place = DownloadOptions(), Place.QUEUE
        parts = _Parts(engine=engine, operations=operations, theme=theme, thumbnails=thumbnails)
        self.queue_view = QueueView(**parts)
        self.playlist_view = PlaylistView(**parts)
        self.formats_view = FormatsView(**parts)
        self.history_view = HistoryView(**parts)
        self.settings_view = SettingsView(engine=engine, operations=operations, theme=theme, api=api)
        self.notices = NoticeBar(theme, self)
        self.speed_menu = SpeedMenu(engine, operations, theme, self)
        self.menu = MainMenu(self._commands(), theme, self, self._view_menus(), self.speed_menu)
        self.rail = Rail(theme, self)
        self.link_bar = LinkBar(theme, self.menu, self)
        self.status_line = StatusLine(engine, operations, theme, self.speed_menu, self)
        self.choosing = Choosing(engine, self)
        choices = {Place.PLAYLIST: self.playlist_view, Place.FORMATS: self.formats_view}
        self._flow = ChoosingFlow(engine, self.choosing, choices, self, self)
        self._drop = LinkDrop(self, operations, theme)
        self.page_links = PageLinks(engine, operations, theme, self, self._on_nothing_found)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._unsubscribe = engine.bus.subscribe(SettingsChanged, self._on_settings_changed)
        self._connect()
        self._wear(engine.settings.appearance)
        self.resize(*_SIZE)
        self.show_place(Place.QUEUE)
        self.queue_view.setFocus()  # not the field: there Ctrl+V would only paste, here it downloads

    # --- for the application --------------------------------------------------------------------------------

    def add_links(self, links: Sequence[str], start: StartMode = StartMode.NOW) -> None:
        """Put links into the queue with the chosen preset, in order, each once."""
        unique = list(dict.fromkeys(links))
        if not unique:
            return
        self.notices.end_complaint()
        self._operations.add(unique, self._next_options, preset=self._picked, start=start)
        self._picked = None
        self._set_next_options(DownloadOptions())
        if self.place in CHOICES:
            added = "1 link" if len(unique) == 1 else f"{len(unique)} links"
            self.notify(Notice("info", f"Added {added} to the queue."))
        else:
            self.show_place(Place.QUEUE)

    def open_links(self, links: Sequence[str]) -> None:
        """Take the links of a start: the user's own go into the queue, those of web pages are asked about."""
        for link in links:
            if is_page_link(link):
                self.page_links.take(link)
        self.add_links([link for link in links if not is_page_link(link)])

    def add_quietly(self, handed: HandedOver) -> None:
        """Put links into the queue that another process gives; nothing of what the user does here changes."""
        self._operations.add(handed.links, handed.options, preset=handed.preset)

    def notify(self, notice: Notice) -> None:
        """Show a notice; nothing waits for it."""
        self.notices.show_notice(notice)

    def withdraw(self, notice: Notice) -> None:
        """Take a notice away whose offer has been taken up elsewhere."""
        self.notices.withdraw(notice)

    def show_waiting(self, place: Place, count: int) -> None:
        """Light a place of the rail up when jobs wait for a choice there."""
        self.rail.set_waiting(place, count)

    def report_bug(self, error: BaseException) -> None:
        """Tell that something of ours went wrong, with the traceback one click away."""
        detail = masked("".join(traceback.format_exception(error)))
        self.notify(Notice("error", failure(FailureKind.BUG).message, detail=detail))

    def come_to_front(self) -> None:
        """Be seen, whether the window was minimised or behind others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def show_client(self, client_id: str) -> None:
        """Show a client of the API in the settings, where its token can be taken back."""
        self.show_place(Place.SETTINGS)
        if (card := self.settings_view.integrations) is not None:
            card.select(client_id)
            self.settings_view.show_card(card)

    def show_place(self, place: Place) -> None:
        """Bring a view to the front; a choice without a job that waits for it is not shown."""
        if place in CHOICES and not self._flow.prepare(place):
            return
        self.place = place
        self._stack.setCurrentWidget(self._view(place))
        self.rail.show_place(place)
        self.menu.show_place(place)
        self._flow.end_call_to_what_is_shown()

    # --- adding ---------------------------------------------------------------------------------------------

    def _on_submitted(self, text: str, start: StartMode) -> None:
        links = find_links(text)
        if links:
            self.link_bar.clear()
            self.add_links(links, start)
        else:
            self.link_bar.mark_wrong()
            self._on_nothing_found(complaint(text) if text.strip() else "Paste a link into the field first.")

    def _on_nothing_found(self, reason: str) -> None:
        self.notices.complain(reason)

    def _on_jar_entered(self, text: str) -> None:
        copied = QGuiApplication.clipboard().text()  # the field keeps 32,767 characters only
        whole = copied if is_jar(copied) else text
        self._on_jar_found(Jar(whole.encode(errors="replace"), AccountSource.PASTED))

    def _on_jar_found(self, jar: Jar) -> None:
        """Cookies are no links: they get into no queue, no history and no log."""
        add = partial(self.settings_view.accounts.ask_for_account, Wanted(jar=jar))
        if self.place is Place.SETTINGS:
            add()
        else:
            self.notify(Notice("info", _COOKIES, action="Add an account…", on_action=add))

    def _on_field_escape(self) -> None:
        if not self.notices.end_complaint():
            self.link_bar.clear()

    def _paste(self) -> None:
        copied = QGuiApplication.clipboard().mimeData()
        self._drop.take(copied or QMimeData())  # None on some platforms while the clipboard is empty

    def _add_from_file(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in LINK_FILE_SUFFIXES)
        kinds = (f"Files with links ({patterns})", EVERY_FILE)
        ask_files(self, "Add links from files", self._drop.take_files, kinds=kinds)

    def _show_presets(self, settings: Settings) -> None:
        self.link_bar.show_presets(all_presets(settings))
        self.link_bar.show_preset(settings.preset)

    def _on_options_requested(self) -> None:
        self._operations.run(self._ask_for_options(), name="options for the next links")

    async def _ask_for_options(self) -> None:
        settings = self._engine.settings
        below = below_item(settings, known_preset(settings, self._picked))
        question = Question(
            "Options for the next links",
            below,
            self._engine.check_options,
            pickable_names(self._engine.accounts.accounts, by_hand=True),
        )
        layer = await edit_options(self, self._next_options, question, self._theme)
        if layer is not None:
            self._set_next_options(layer)

    def _set_next_options(self, layer: DownloadOptions) -> None:
        self._next_options = layer
        settings = self._engine.settings
        outcome = layered(below_item(settings, known_preset(settings, self._picked)), layer)
        self.link_bar.show_options(in_words(outcome) if layer.model_fields_set else "")

    def _on_preset_chosen(self, name: str) -> None:
        self._picked = name
        self._operations.change_settings(preset=name)

    # --- views --------------------------------------------------------------------------------------------

    def _view(self, place: Place) -> QWidget:
        return {
            Place.QUEUE: self.queue_view,
            Place.PLAYLIST: self.playlist_view,
            Place.FORMATS: self.formats_view,
            Place.HISTORY: self.history_view,
            Place.SETTINGS: self.settings_view,
        }[place]

    # --- inside ---------------------------------------------------------------------------------------------

    def _commands(self) -> Commands:
        return Commands(
            paste=self._paste,
            add_from_file=self._add_from_file,
            focus_link_field=self._focus_link_field,
            undo=self._operations.undo,
            dismiss_notice=self.notices.dismiss_newest,
            show_place=self._go_to,
            set_appearance=lambda appearance: self._operations.change_settings(appearance=appearance),
            open_menu=self._open_menu,
            close=self.close,
        )

    def _view_menus(self) -> dict[Place, Callable[[QMenu], None]]:
        return {
            Place.QUEUE: self.queue_view.fill_menu,
            Place.PLAYLIST: lambda menu: menu.addActions(self.playlist_view.menu_actions),
            Place.FORMATS: lambda menu: menu.addActions(self.formats_view.menu_actions),
        }

    def _go_to(self, place: Place) -> None:
        self._flow.visit(place)
        if self.place is place:
            self._view(place).setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.notify(Notice("info", "Nothing waits for a choice there now."))

    def _focus_link_field(self) -> None:
        self.link_bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.link_bar.field.selectAll()

    def _open_menu(self) -> None:
        button = self.link_bar.menu_button
        self.menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _lay_out(self) -> None:
        for place in Place:
            self._stack.addWidget(self._view(place))
        column = QVBoxLayout()
        row = QHBoxLayout()
        whole = QWidget(self)
        outer = QVBoxLayout(whole)
        for layout in (column, row, outer):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        column.addWidget(self.link_bar)
        column.addWidget(NoticeRoom(self._stack, self.notices, self), 1)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        outer.addLayout(row, 1)
        outer.addWidget(self.status_line)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self._operations.withdraw = self.notices.withdraw
        self.rail.chosen.connect(self._flow.visit)
        self.queue_view.choice_requested.connect(self._flow.choose)
        escape = QShortcut(QKeySequence("Esc"), self.link_bar.field)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self._on_field_escape)
        self.link_bar.submitted.connect(self._on_submitted)
        self.link_bar.preset_chosen.connect(self._on_preset_chosen)
        self.link_bar.options_requested.connect(self._on_options_requested)
        self._show_presets(self._engine.settings)
        self.settings_view.naming.item = self.queue_view.selected_job
        self._drop.links_found.connect(self.add_links)
        self._drop.nothing_found.connect(self._on_nothing_found)
        self._drop.jar_found.connect(self._on_jar_found)
        self.link_bar.jar_entered.connect(self._on_jar_entered)
        self._flow.begin()

    def _wear(self, appearance: Appearance) -> None:
        self.menu.show_appearance(appearance)
        if self._theme.appearance != appearance:
            self._theme.set_appearance(appearance)

    def _on_settings_changed(self, event: SettingsChanged) -> None:
        self._show_presets(event.settings)
        self._wear(event.settings.appearance)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin what needs the loop."""
        super().showEvent(event)
        self.status_line.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop listening and say so; what runs goes on until the application stops the engine."""
        super().closeEvent(event)
        self._unsubscribe()
        self.choosing.stop()
        self.status_line.stop()
        self.closed.emit()


def report_bug(error: BaseException) -> None:
    """Tell it in the open window; while there is none, the log alone has it."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, MainWindow):
            widget.report_bug(error)

"""Where the user is in a list with lists in it, and the ways from there; which are checked is not kept."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from mediadl.domain.choice import Choice
from mediadl.domain.entry_states import EntryState
from mediadl.domain.inner_lists import inner_id, job_of, outer_id, path_of, tabs_of
from mediadl.domain.media import Entry
from mediadl.engine.engine import Engine
from mediadl.ui.models.open_lists import OpenLists
from mediadl.ui.theme import Theme
from mediadl.ui.views.list_levels import ListLevels


class ListWay(QObject):
    """`shown(list_id)`: this list is to be seen now. Each job's place is kept while the program runs."""

    shown = Signal(str)

    def __init__(self, engine: Engine, theme: Theme, lists: OpenLists, parent: QWidget) -> None:
        super().__init__(parent)
        self.levels = ListLevels(theme, parent)
        self.list_id: str | None = None
        """The list that is seen."""
        self._engine, self._lists = engine, lists
        self._places: dict[str, str] = {}
        self._tabs: tuple[tuple[str, Entry], ...] = ()
        self._row = -1
        self.levels.tab_picked.connect(self._on_tab_picked)
        self.levels.back_action.triggered.connect(self._on_back)
        self.levels.open_action.triggered.connect(lambda _checked: self.open_row(self._row))
        self.levels.stop_action.triggered.connect(self._on_stop)

    @property
    def actions(self) -> tuple[QAction, ...]:
        """What can be done here."""
        return (self.levels.open_action, self.levels.back_action, self.levels.stop_action)

    @property
    def url(self) -> str | None:
        """The link of the list that is seen."""
        if self.list_id is None:
            return None
        path = path_of(self.list_id)
        return path[-1] if path else self._engine.job(self.list_id).url

    @property
    def title(self) -> str | None:
        """The title of the opened list that is seen; None for a job's own, and while it is not known."""
        if self.list_id is None or outer_id(self.list_id) is None:
            return None
        playlist = self._engine.finding(self.list_id).playlist
        return playlist.title if playlist is not None else self._entry_title(self.list_id)

    def begin(self, job_id: str) -> None:
        """Show a job's list where the user has left it."""
        self._tabs, place = (), self._places.get(job_id, job_id)
        self._show(job_id)
        if place != job_id and place in self._lists:
            self._show(place)
        self.refresh()

    def end(self) -> None:
        """No list is seen any more."""
        self.list_id, self._tabs = None, ()

    def note_row(self, row: int) -> None:
        """This row is the current one now; -1 for none."""
        self._row = row
        self._show_ways()

    def open_row(self, row: int) -> None:
        """Open the list that stands in this row; what is no list stays closed."""
        if self.list_id is None or not 0 <= row < self._lists[self.list_id].rowCount():
            return
        entry = self._lists[self.list_id].entry_at(row)
        if entry.is_list:
            self._open(self.list_id, entry)

    def read_again(self) -> bool:
        """Read the opened list once more from its start; False when none is seen."""
        if self.list_id is None or outer_id(self.list_id) is None:
            return False
        outer, url = outer_id(self.list_id), path_of(self.list_id)[-1]
        self._engine.open_list(outer or "", url, again=True)
        return True

    def refresh(self) -> None:
        """Follow what has become known: a list that has come to its end may be the tabs of a page."""
        if self.list_id is None:
            return
        job_id = job_of(self.list_id)
        finding = self._engine.finding(job_id)
        if not self._tabs and finding.playlist is not None and finding.listing_finished:
            self._tabs = tabs_of(finding.playlist, finding.entries)
        if self._tabs and self.list_id == job_id:
            self._open_first(job_id, self._tabs[0][1])
        else:
            self.say()

    def say(self) -> None:
        """Show where the user is, and how much is checked in each tab."""
        if self.list_id is not None:
            self._show_tabs(job_of(self.list_id))
            self._show_ways()

    def _open_first(self, job_id: str, entry: Entry) -> None:
        """A page's first tab is what its link is mostly pasted for: it is taken until something is said."""
        if self._engine.choice(job_id) == Choice() and not self._lists[job_id].checks.count:
            self._lists[job_id].check_link(entry.url, True)
        self._open(job_id, entry)

    def _show(self, list_id: str) -> None:
        self.list_id = self._places[job_of(list_id)] = list_id
        self._row = -1
        self.shown.emit(list_id)

    def _open(self, outer: str, entry: Entry) -> None:
        self._show(self._engine.open_list(outer, entry.url))

    def _show_tabs(self, job_id: str) -> None:
        path = path_of(self.list_id or "")
        current = next((at for at, (_, entry) in enumerate(self._tabs) if entry.url in path[:1]), 0)
        self.levels.show_tabs([self._tab_words(job_id, *tab) for tab in self._tabs], current)

    def _tab_words(self, job_id: str, name: str, entry: Entry) -> str:
        """A tab's name, and how many are checked in it once it was opened."""
        opened = inner_id(job_id, entry.url)
        count = self._lists[opened].checks.count if opened in self._lists else 0
        return f"{name}  {count:,}" if count else name

    def _show_ways(self) -> None:
        if self.list_id is None or self.list_id not in self._lists:
            return
        model, outer = self._lists[self.list_id], outer_id(self.list_id)
        is_tab = bool(self._tabs) and len(path_of(self.list_id)) == 1
        current = model.entry_at(self._row) if 0 <= self._row < model.rowCount() else None
        self.levels.show_ways(
            back_to=None if outer is None or is_tab else self._name(outer),
            can_open=current is not None and current.is_list,
            has_lists=model.count_of(EntryState.LIST) > 0,
            is_reading=self._engine.is_reading_list(self.list_id),
        )

    def _name(self, list_id: str) -> str:
        playlist = self._engine.finding(list_id).playlist
        return playlist.title if playlist is not None else "the list"

    def _entry_title(self, list_id: str) -> str | None:
        entries = self._engine.finding(outer_id(list_id) or "").entries
        return next((entry.title for entry in entries if entry.url == path_of(list_id)[-1]), None)

    def _on_tab_picked(self, number: int) -> None:
        if self.list_id is not None and 0 <= number < len(self._tabs):
            self._open(job_of(self.list_id), self._tabs[number][1])

    def _on_back(self, _checked: bool) -> None:
        outer = outer_id(self.list_id) if self.list_id is not None else None
        if outer is not None:
            self._show(outer)

    def _on_stop(self, _checked: bool) -> None:
        if self.list_id is not None:
            self._engine.stop_list(self.list_id)

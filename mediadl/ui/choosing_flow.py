"""Leads the user through the choices that jobs wait for; which jobs wait is kept by `ui.choosing`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit

from mediadl.engine.engine import Engine
from mediadl.ui.choosing import Choosing
from mediadl.ui.operations import Notice
from mediadl.ui.rail import CHOICES, Place
from mediadl.ui.views.choice_view import ChoiceView


class Host(Protocol):
    """The window, as far as it matters here."""

    place: Place

    def show_place(self, place: Place) -> None:
        """Bring a view to the front."""

    def notify(self, notice: Notice) -> None:
        """Show a notice."""

    def withdraw(self, notice: Notice) -> None:
        """Take a notice away."""

    def show_waiting(self, place: Place, count: int) -> None:
        """Say how many jobs wait for a choice there."""


class ChoosingFlow(QObject):
    """Never takes the user away from a choice or from writing; then it calls with a notice."""

    def __init__(
        self,
        engine: Engine,
        choosing: Choosing,
        views: Mapping[Place, ChoiceView],
        host: Host,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._engine, self._choosing, self._views, self._host = engine, choosing, views, host
        self._calls: dict[str, Notice] = {}
        """The notices that call the user to a choice, by job id."""
        choosing.changed.connect(self._on_line_changed)
        choosing.asked.connect(self._on_asked)
        choosing.left.connect(self._on_left)
        views[Place.PLAYLIST].done.connect(lambda: self._on_done(Place.PLAYLIST))
        views[Place.FORMATS].done.connect(lambda: self._on_done(Place.FORMATS))

    def begin(self) -> None:
        """Say what waits from the start."""
        for place in CHOICES:
            self._on_line_changed(place)

    def prepare(self, place: Place) -> bool:
        """Have the view show a job that waits for it; False when there is none."""
        waiting = self._choosing.waiting(place)
        view = self._views[place]
        if waiting and view.job_id not in waiting:
            view.show_job(waiting[0])
        return bool(waiting)

    def visit(self, place: Place) -> None:
        """Show what the user has asked for; who asks for a choice wants to see what was put off, too."""
        if place in CHOICES:
            self._choosing.begin_round()
        self._host.show_place(place)

    def choose(self, job_id: str) -> None:
        """The user wants to make the choice of this job now."""
        self._choosing.begin_round()
        self._choose(job_id)

    def end_call_to_what_is_shown(self) -> None:
        """Take the call away that the user has followed."""
        if self._host.place in CHOICES:
            self._end_call(self._views[self._host.place].job_id)

    def _on_asked(self, place: Place, job_id: str) -> None:
        if self._host.place in CHOICES or _is_busy():
            title = self._engine.job(job_id).display_title
            text = f"“{title}” waits for your choice."
            self._end_call(job_id)
            call = Notice("info", text, action="Choose", on_action=lambda: self._choose(job_id))
            self._calls[job_id] = call
            self._host.notify(call)
        else:
            self._choose(job_id)

    def _choose(self, job_id: str) -> None:
        place = self._choosing.place_of(job_id)
        if place is not None:
            self._views[place].show_job(job_id)
            self._host.show_place(place)

    def _end_call(self, job_id: str | None) -> None:
        call = self._calls.pop(job_id, None) if job_id is not None else None
        if call is not None:
            self._host.withdraw(call)

    def _on_line_changed(self, place: Place) -> None:
        self._host.show_waiting(place, len(self._choosing.waiting(place)))

    def _on_left(self, place: Place, job_id: str) -> None:
        self._end_call(job_id)
        if self._host.place is place and self._views[place].job_id not in self._choosing.waiting(place):
            self._go_on(place)

    def _on_done(self, place: Place) -> None:
        job_id = self._views[place].job_id
        if job_id is not None:
            self._choosing.postpone(place, job_id)
        self._go_on(place)

    def _go_on(self, place: Place) -> None:
        """Show the next job of the round, or the queue after the last one."""
        next_id = self._choosing.next_of_round(place)
        if next_id is not None:
            self._views[place].show_job(next_id)
        elif self._host.place is place:
            self._host.show_place(Place.QUEUE)
        self.end_call_to_what_is_shown()


def _is_busy() -> bool:
    """Whether the user is in the middle of writing or of a menu, and must not be taken elsewhere."""
    focus = QApplication.focusWidget()
    is_typing = isinstance(focus, QAbstractSpinBox) or (isinstance(focus, QLineEdit) and bool(focus.text()))
    return (
        is_typing
        or QApplication.activePopupWidget() is not None
        or QApplication.activeModalWidget() is not None
    )

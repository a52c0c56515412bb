"""The models of lists that wait, and of lists opened in them: whose checks follow whose; nothing is drawn."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from mediadl.domain.choice import Choice
from mediadl.domain.inner_lists import inner_id, job_of, outer_id, path_of
from mediadl.ui.models.entries_model import EntriesModel


class OpenLists:
    """Models by list id. A list's entry in the outer one is checked as long as anything in it is.

    `saved` gives what was chosen of a job's list in an earlier run; `prepare` gets each new model, once.
    """

    def __init__(
        self, saved: Callable[[str], Choice], prepare: Callable[[EntriesModel], None], parent: QObject
    ) -> None:
        self._saved, self._prepare, self._parent = saved, prepare, parent
        self._models: dict[str, EntriesModel] = {}
        self._is_following = False

    def __contains__(self, list_id: str) -> bool:
        return list_id in self._models

    def __getitem__(self, list_id: str) -> EntriesModel:
        """The model of a list; a new one goes on from what was chosen, or from its check outside."""
        if list_id not in self._models:
            self._models[list_id] = self._made(self._choice(list_id))
        return self._models[list_id]

    def jobs(self) -> list[str]:
        """Ids of the jobs whose lists have models."""
        return [list_id for list_id in self._models if outer_id(list_id) is None]

    def read_again(self, list_id: str) -> EntriesModel:
        """A new model for a list that is read anew, with what was chosen of it."""
        old = self._models.pop(list_id)
        self._models[list_id] = self._made(old.described(Choice()))
        old.deleteLater()
        return self._models[list_id]

    def drop(self, job_id: str) -> None:
        """Let go of a job's list and of all that was opened in it."""
        for list_id in [job_id, *self._below(job_id)]:
            if model := self._models.pop(list_id, None):
                model.deleteLater()

    def described(self, list_id: str, choice: Choice) -> Choice:
        """What is chosen of a list, and in the lists in it; what else `choice` says stays."""
        described = self._models[list_id].described(choice)
        for opened in self._children(list_id):
            url = path_of(opened)[-1]
            inner = self.described(opened, choice.within(url) or Choice())
            described = described.with_inner(url, inner)
        return described

    def follow(self, list_id: str) -> None:
        """The user has checked something in this list: its entry outside follows, and so do lists in it."""
        if self._is_following or list_id not in self._models:
            return
        self._is_following = True
        try:
            self._follow_inwards(list_id)
            self._follow_outwards(list_id)
        finally:
            self._is_following = False

    def _follow_inwards(self, list_id: str) -> None:
        for opened in self._children(list_id):
            inner = self._models[opened]
            is_checked = self._models[list_id].is_link_checked(path_of(opened)[-1])
            if is_checked is not None and is_checked != bool(inner.checks.count):
                inner.check_all(is_checked)
                self._follow_inwards(opened)

    def _follow_outwards(self, list_id: str) -> None:
        outer = outer_id(list_id)
        if outer is not None and outer in self._models:
            any_checked = self._models[list_id].checks.count > 0
            self._models[outer].check_link(path_of(list_id)[-1], any_checked)
            self._follow_outwards(outer)

    def chosen_elsewhere(self, list_id: str) -> int:
        """How many entries are checked in other lists of the same job, opened lists not counted."""
        job_id = job_of(list_id)
        others = [each for each in (job_id, *self._below(job_id)) if each != list_id and each in self._models]
        return sum(self._models[each].checks.count - self._opened_and_checked(each) for each in others)

    def _opened_and_checked(self, list_id: str) -> int:
        model = self._models[list_id]
        return sum(bool(model.is_link_checked(path_of(each)[-1])) for each in self._children(list_id))

    def _made(self, choice: Choice) -> EntriesModel:
        model = EntriesModel(self._parent)
        model.restore(choice)
        self._prepare(model)
        return model

    def _choice(self, list_id: str) -> Choice:
        outer = outer_id(list_id)
        if outer is None:
            return self._saved(list_id)
        url, around = path_of(list_id)[-1], self._models.get(outer)
        is_checked = around is not None and bool(around.is_link_checked(url))
        saved: Choice | None = self._saved(job_of(list_id))
        for step in path_of(list_id):
            saved = saved.within(step) if saved is not None else None
        if saved is not None and is_checked:
            return saved
        return Choice(everything=is_checked)

    def _below(self, list_id: str) -> list[str]:
        return [each for each in self._models if each.startswith(inner_id(list_id, ""))]

    def _children(self, list_id: str) -> list[str]:
        return [each for each in self._below(list_id) if outer_id(each) == list_id]

"""A field for yt-dlp's format selectors, for who knows them; what a selector gives is asked of others."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from mediadl.domain.media import Format
from mediadl.ui.return_key import ReturnKey
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.card import Problem

CHECK_AFTER_MS = 300
"""So that a selector is not asked about with each of its letters."""
_CHARACTERS = 34


class SelectorField(QLineEdit):
    """`changed`: another selector is written, or it is known what it gives. `check_wanted(text)`: what is it?

    Until `show_found` answers for the text that stands here, `problem_words` says that it is being checked.
    """

    changed = Signal()
    check_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.problem = Problem(self, parent)
        self._theme = theme
        self._formats: tuple[Format, ...] = ()
        self._problem_words = ""
        self._timer = QTimer(self, singleShot=True, interval=CHECK_AFTER_MS)
        self._timer.timeout.connect(self._ask)
        self.setPlaceholderText("Or a yt-dlp selector: bv*[height<=720]+ba")
        self.setAccessibleName("Format selector of yt-dlp")
        self.setToolTip("For experts: a format selector as for yt-dlp -f; it takes the place of picked rows.")
        self.setClearButtonEnabled(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._on_changed)
        self.returnPressed.connect(self._ask)
        ReturnKey(self, self)
        theme.changed.connect(self._refresh)
        self._refresh()

    @property
    def selector(self) -> str:
        """What is written; empty for nothing."""
        return self.text().strip()

    @property
    def formats(self) -> tuple[Format, ...]:
        """What the selector gives, as far as that is known."""
        return self._formats

    @property
    def problem_words(self) -> str:
        """Why it cannot be used, in a sentence; empty when it can."""
        return self._problem_words

    def show_found(self, selector: str, formats: Sequence[Format], problem: str) -> None:
        """Say what a selector gives, or what is wrong with it; an answer that is late is left aside."""
        if selector == self.selector:
            self._formats, self._problem_words = tuple(formats), problem
            self.problem.say(problem)
            self.changed.emit()

    def forget(self) -> None:
        """Empty it without telling: something else was chosen."""
        self._timer.stop()
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)
        self._formats, self._problem_words = (), ""
        self.problem.say("")

    def _on_changed(self, text: str) -> None:
        """The button that empties the field is no editing for Qt."""
        if not text:
            self._on_edited(text)

    def _on_edited(self, _text: str) -> None:
        self._formats = ()
        self._problem_words = "The selector is being checked." if self.selector else ""
        self.problem.say("")
        if self.selector:
            self._timer.start()
        else:
            self._timer.stop()
        self.changed.emit()

    def _ask(self) -> None:
        self._timer.stop()
        if self.selector:
            self.check_wanted.emit(self.selector)

    def _refresh(self) -> None:
        self.setMinimumWidth(_CHARACTERS * self.fontMetrics().averageCharWidth())

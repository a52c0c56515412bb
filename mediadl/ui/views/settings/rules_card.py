"""The card of rules: which links get which preset, folder and priority; the first that matches counts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from mediadl.domain.account_choice import pickable_names
from mediadl.domain.events import AccountsChanged
from mediadl.domain.resolving import all_presets
from mediadl.domain.rules import Rule, conditions
from mediadl.domain.settings import Settings
from mediadl.engine.engine import Engine
from mediadl.ui.dialogs.rule import RuleDialog
from mediadl.ui.operations import Notice, Operations
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.card import SettingsCard, small
from mediadl.ui.views.settings.row_list import RowList, in_order
from mediadl.ui.views.settings.rule_try import RuleTry

_NONE = "There is no rule yet. A rule gives links of a site, a channel or a kind their own preset or folder."
_ORDER = "The first rule that matches counts. What you pick for a link yourself always comes before it."
_PRIORITIES = {1: "high priority", 0: "normal priority", -1: "low priority"}


class RulesCard(SettingsCard):
    """See the module."""

    def __init__(
        self, engine: Engine, operations: Operations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__("Rules", engine, operations, theme, parent)
        self.rules: tuple[Rule, ...] = ()
        self._settings = engine.settings
        self._edited: int | None = None
        self.none = QLabel(_NONE, self)
        self.order = small(_ORDER)
        self.list = RowList("Rules, the first that matches counts", theme, self)
        self.new = self.list.add_button("Add rule", "add")
        self.edit = self.list.add_button("Edit…", "edit", "Change this rule (Return)")
        self.delete = self.list.add_button("Delete", "remove", "Delete this rule (Del)")
        self.list.add_movers("rule")
        self.trial = RuleTry(engine, operations, theme, self)
        self._build()
        # What a rule says of its account depends on which there are.
        unsubscribe = engine.bus.subscribe(AccountsChanged, lambda _: self.show_settings(self._settings))
        self.destroyed.connect(unsubscribe)
        self.finish()

    def show_settings(self, settings: Settings) -> None:
        """Show these, changing nothing."""
        self._settings, self.rules = settings, settings.rules
        titles = {one.name: one.title for one in all_presets(settings)}
        accounts = pickable_names(self.engine.accounts.accounts)
        self.list.show_rows(
            [_row(rule, titles, accounts) for rule in self.rules],
            [rule.enabled for rule in self.rules],
            movable=len(self.rules),
        )
        self.none.setVisible(not self.rules)
        self.order.setVisible(bool(self.rules))
        self.list.rows.setVisible(bool(self.rules))
        self._show_selected()

    def _build(self) -> None:
        self.none.setProperty("role", "muted")
        self.none.setWordWrap(True)
        for widget in (self.none, self.order, self.list, self.trial):
            self.add(widget)
        self.list.rows.currentRowChanged.connect(self._show_selected)
        self.list.opened.connect(self._on_edit)
        self.list.removed.connect(self._on_delete)
        self.list.moved.connect(self._on_moved)
        self.list.checked.connect(self._on_checked)
        self.new.clicked.connect(self._on_new)
        self.edit.clicked.connect(self._on_edit)
        self.delete.clicked.connect(self._on_delete)

    def _show_selected(self) -> None:
        at, count = self.list.at, len(self.rules)
        for button in (self.edit, self.delete, *self.list.movers):
            button.setVisible(count > 0)
        for button in (self.edit, self.delete):
            button.setEnabled(0 <= at < count)

    def _on_new(self) -> None:
        self._open(Rule(), None)

    def _on_edit(self) -> None:
        if 0 <= self.list.at < len(self.rules):
            self._open(self.rules[self.list.at], self.list.at)

    def _open(self, rule: Rule, at: int | None) -> None:
        self._edited = at
        names = pickable_names(self.engine.accounts.accounts)
        dialog = RuleDialog(rule, all_presets(self._settings), self.theme, self, accounts=names)
        dialog.saved.connect(self._on_saved)
        dialog.open()

    def _on_saved(self, rule: Rule) -> None:
        rules = list(self.rules)
        if self._edited is None or self._edited >= len(rules):
            rules.append(rule)
        else:
            rules[self._edited] = rule
        self._save(rules)

    def _on_delete(self) -> None:
        at = self.list.at
        if not 0 <= at < len(self.rules):
            return
        rule = self.rules[at]
        self._save([one for place, one in enumerate(self.rules) if place != at])
        text = f"Deleted the rule “{rule.display_name}”."
        self.operations.notify(
            Notice("info", text, action="Undo", on_action=lambda: self._bring_back(rule, at))
        )

    def _bring_back(self, rule: Rule, at: int) -> None:
        rules = list(self.rules)
        rules.insert(at, rule)
        self._save(rules)

    def _on_moved(self, at: int, to: int) -> None:
        self._save(in_order(self.rules, at, to))

    def _on_checked(self, at: int, is_checked: bool) -> None:
        rules = list(self.rules)
        rules[at] = rules[at].model_copy(update={"enabled": is_checked})
        self._save(rules)

    def _save(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)  # at once: the next move may come before this one is saved
        self.operations.change_settings(rules=self.rules)


def _row(rule: Rule, titles: dict[str, str], accounts: Sequence[str]) -> str:
    """What it is for, and what then counts: "Music: the site is bandcamp.com → Audio MP3"."""
    said = ", ".join(conditions(rule)) or "every link"
    parts = [
        titles.get(rule.preset, f"{rule.preset} (deleted)") if rule.preset else "",
        f"into {rule.folder}" if rule.folder else "",
        _account_words(rule.cookies, accounts) if rule.cookies else "",
        _PRIORITIES[rule.priority] if rule.priority is not None else "",
    ]
    name = f"{rule.name.strip()}: " if rule.name.strip() else ""
    return f"{name}{said}  →  {', '.join(part for part in parts if part)}"


def _account_words(name: str, accounts: Sequence[str]) -> str:
    is_there = name.casefold() in {one.casefold() for one in accounts}
    return f"with the account {name}" + ("" if is_there else " (deleted)")

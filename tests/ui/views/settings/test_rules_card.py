"""Rules are added, changed, ordered, switched off and deleted."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest

from mediadl.domain.rules import Rule
from mediadl.ui.dialogs.rule import RuleDialog
from mediadl.ui.views.settings.rules_card import RulesCard
from tests.helpers.jars import a_jar
from tests.helpers.settings_card import with_card
from tests.helpers.shell import until

ONE = Rule(name="One", site="a.example", preset="720p", folder="/films")
TWO = Rule(title="rain", preset="gone", priority=1)


def texts(card):
    return [card.list.rows.item(at).text() for at in range(card.list.rows.count())]


def test_a_rule_says_what_it_is_for_and_what_then_counts(qt_app, tmp_path):
    async def scenario(card, shell):
        assert (card.none.isVisible(), card.edit.isVisible()) == (True, False)
        await shell.engine.change_settings(rules=(ONE, TWO, Rule(folder="/all")))
        assert texts(card) == [
            "One: the site is a.example  →  720p, into /films",
            "the title is like “rain”  →  gone (deleted), high priority",
            "every link  →  into /all",
        ]
        assert not card.none.isVisible()

    with_card(RulesCard, tmp_path, qt_app, scenario)


def test_a_rule_is_added_and_changed(qt_app, tmp_path):
    async def scenario(card, shell):
        card.new.click()
        dialog = card.findChild(RuleDialog)
        dialog.texts["site"].setText("a.example")
        dialog.preset.setCurrentIndex(dialog.preset.findData("720p"))
        dialog.save.click()
        await until(lambda: shell.engine.settings.rules == (Rule(site="a.example", preset="720p"),))
        await until(lambda: card.findChild(RuleDialog) is None)
        card.edit.click()
        card.findChild(RuleDialog).texts["name"].setText("One")
        card.findChild(RuleDialog).save.click()
        await until(lambda: shell.engine.settings.rules[0].name == "One")

    with_card(RulesCard, tmp_path, qt_app, scenario)


def test_the_order_is_changed_by_keys_and_buttons_and_the_rule_stays_selected(qt_app, tmp_path):
    async def scenario(card, shell):
        await shell.engine.change_settings(rules=(ONE, TWO))
        up, down = card.list.movers
        assert (up.isEnabled(), down.isEnabled()) == (False, True)
        down.click()
        await until(lambda: shell.engine.settings.rules == (TWO, ONE))
        assert card.list.at == 1
        QTest.keyClick(card.list.rows, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        await until(lambda: shell.engine.settings.rules == (ONE, TWO))
        assert card.list.at == 0
        card.list.rows.model().moveRow(QModelIndex(), 0, QModelIndex(), 2)  # as a drop does
        await until(lambda: shell.engine.settings.rules == (TWO, ONE))
        await until(lambda: texts(card)[1].startswith("One"))

    with_card(RulesCard, tmp_path, qt_app, scenario)


def test_a_rule_is_switched_off_deleted_and_brought_back(qt_app, tmp_path):
    async def scenario(card, shell):
        await shell.engine.change_settings(rules=(ONE, TWO))
        card.list.checked.emit(1, False)
        await until(lambda: not shell.engine.settings.rules[1].enabled)
        card.delete.click()
        await until(lambda: len(shell.engine.settings.rules) == 1)
        assert shell.notices[-1].text == "Deleted the rule “One”."
        shell.notices[-1].on_action()
        await until(lambda: shell.engine.settings.rules[0] == ONE)

    with_card(RulesCard, tmp_path, qt_app, scenario)


def test_a_rule_says_when_its_account_is_gone(qt_app, tmp_path):
    async def scenario(card, shell):
        await shell.engine.change_settings(rules=(Rule(name="One", site="a.example", cookies="Work"),))
        assert texts(card) == ["One: the site is a.example  →  with the account Work (deleted)"]
        account = await shell.engine.accounts.import_cookies(a_jar("a.example"), name="Work")
        assert texts(card) == ["One: the site is a.example  →  with the account Work"]
        await shell.engine.accounts.delete(account.id)
        assert texts(card)[0].endswith("(deleted)")

    with_card(RulesCard, tmp_path, qt_app, scenario)

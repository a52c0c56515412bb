"""Presets are made, changed, copied, deleted and brought back; the built-in ones stay as they are."""

from mediadl.domain.layers import said_by
from mediadl.domain.options import DownloadOptions
from mediadl.domain.presets import BUILT_IN, Preset
from mediadl.ui.dialogs.options import OptionsDialog
from mediadl.ui.views.settings.presets_card import PresetsCard
from tests.helpers.settings_card import with_card
from tests.helpers.shell import until

TRAIN = Preset(name="train", title="Train", options=DownloadOptions(quality="360p"))


async def dialog_of(card):
    await until(lambda: card.findChild(OptionsDialog))
    return card.findChild(OptionsDialog)


async def take(card, dialog):
    """Press the dialog's button, and wait until it has gone."""
    dialog.use.click()
    await until(lambda: card.findChild(OptionsDialog) is None)


def test_own_presets_come_first_and_built_in_ones_can_only_be_copied(qt_app, tmp_path):
    async def scenario(card, shell):
        await shell.engine.change_settings(own_presets=(TRAIN,))
        assert card.presets == (TRAIN, *BUILT_IN)
        assert (card.edit.isEnabled(), card.delete.isEnabled()) == (True, True)
        assert card.words.text() == "360p at most\nOn the command line: --preset train."
        card.list.select(1)
        assert (card.edit.isEnabled(), card.delete.isEnabled(), card.duplicate.isEnabled()) == (
            False,
            False,
            True,
        )
        assert "Built in. Duplicate it to change it." in card.words.text()
        card.list.opened.emit()
        assert card.findChild(OptionsDialog) is None

    with_card(PresetsCard, tmp_path, qt_app, scenario)


def test_a_copy_is_a_preset_of_ones_own_with_a_name_to_type(qt_app, tmp_path):
    async def scenario(card, shell):
        card.list.select(1)
        card.duplicate.click()
        dialog = await dialog_of(card)
        assert dialog.title_field.text() == "My Plays everywhere"
        await take(card, dialog)
        await until(lambda: shell.engine.settings.own_presets)
        (own,) = shell.engine.settings.own_presets
        assert (own.name, said_by(own.options)) == ("my-plays-everywhere", said_by(BUILT_IN[1].options))

    with_card(PresetsCard, tmp_path, qt_app, scenario)


def test_a_new_preset_is_made_and_changed(qt_app, tmp_path):
    async def scenario(card, shell):
        card.new.click()
        await take(card, await dialog_of(card))
        await until(lambda: shell.engine.settings.own_presets)
        card.edit.click()
        dialog = await dialog_of(card)
        dialog.title_field.setText("Mine")
        dialog.form.rows["quality"].control.setCurrentIndex(1)
        dialog.form.rows["quality"].control.activated.emit(1)
        await take(card, dialog)
        await until(lambda: shell.engine.settings.own_presets[0].title == "Mine")
        assert said_by(shell.engine.settings.own_presets[0].options) == {"quality": "best"}
        assert shell.engine.settings.own_presets[0].name == "my-preset"

    with_card(PresetsCard, tmp_path, qt_app, scenario)


def test_a_deleted_preset_can_be_brought_back_into_its_place(qt_app, tmp_path):
    async def scenario(card, shell):
        other = TRAIN.model_copy(update={"name": "bus", "title": "Bus"})
        await shell.engine.change_settings(own_presets=(TRAIN, other))
        card.list.select(0)
        card.list.removed.emit()
        await until(lambda: shell.engine.settings.own_presets == (other,))
        assert shell.notices[-1].text == "Deleted the preset “Train”."
        shell.notices[-1].on_action()
        await until(lambda: shell.engine.settings.own_presets == (TRAIN, other))

    with_card(PresetsCard, tmp_path, qt_app, scenario)


def test_the_usual_options_lie_below_all_presets(qt_app, tmp_path):
    async def scenario(card, shell):
        card.usual.click()
        dialog = await dialog_of(card)
        dialog.form.rows["embed_metadata"].control.setCurrentIndex(2)
        dialog.form.rows["embed_metadata"].control.activated.emit(2)
        await take(card, dialog)
        await until(lambda: said_by(shell.engine.settings.defaults) == {"embed_metadata": False})
        assert "without tags" in card.usual_words.text()
        assert "without tags" in card.words.text()

    with_card(PresetsCard, tmp_path, qt_app, scenario)


def test_a_configuration_of_yt_dlp_becomes_a_preset_and_what_is_left_out_is_told(qt_app, tmp_path):
    async def scenario(card, shell):
        conf = tmp_path / "mine.conf"
        conf.write_text("--write-thumbnail\n--exec rm\n")
        card.import_file(str(conf))
        dialog = await dialog_of(card)
        assert shell.notices[-1].text == "One part of “mine.conf” could not be taken over."
        await take(card, dialog)
        await until(lambda: shell.engine.settings.own_presets)
        (own,) = shell.engine.settings.own_presets
        assert (own.name, own.title, said_by(own.options)) == ("mine", "mine", {"write_thumbnail": True})

    with_card(PresetsCard, tmp_path, qt_app, scenario)


def test_ones_own_presets_change_places_and_the_built_in_ones_do_not(qt_app, tmp_path):
    async def scenario(card, shell):
        plane = Preset(name="plane", title="Plane", options=DownloadOptions())
        await shell.engine.change_settings(own_presets=(TRAIN, plane))
        card.list.moved.emit(0, 1)
        await until(lambda: shell.engine.settings.own_presets == (plane, TRAIN))
        up, down = card.list.movers
        card.list.select(1)
        assert (up.isEnabled(), down.isEnabled()) == (True, False)
        up.click()
        await until(lambda: shell.engine.settings.own_presets == (TRAIN, plane))
        card.list.select(2)
        assert (up.isEnabled(), down.isEnabled()) == (False, False)

    with_card(PresetsCard, tmp_path, qt_app, scenario)

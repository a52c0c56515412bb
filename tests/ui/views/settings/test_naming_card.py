"""Each kind has its template, which is saved at once and tried on the selected item."""

from mediadl.domain.media import Media
from mediadl.ui.views.settings.naming_card import NamingCard
from tests.helpers.settings_card import pick, with_card, write
from tests.helpers.shell import until


def _path(card):
    return card.template.path.text().replace("\u200b", "")


def test_a_template_is_saved_for_its_kind(qt_app, tmp_path):
    async def scenario(card, shell):
        write(card.template.edit, "{uploader}/{title}")
        await until(lambda: shell.engine.settings.video_template == "{uploader}/{title}")
        pick(card.kind, "playlist_template")
        assert (card.template.edit.text(), _path(card)) == ("", "Harbour at dawn.mp4")
        write(card.template.edit, "{playlist_index:02d} {title}")
        await until(lambda: shell.engine.settings.playlist_template == "{playlist_index:02d} {title}")
        assert _path(card) == "07 Harbour at dawn.mp4"
        pick(card.kind, "audio_template")
        assert _path(card) == "Harbour at dawn.m4a"
        assert shell.engine.settings.audio_template == "{title}"

    with_card(NamingCard, tmp_path, qt_app, scenario)


def test_an_empty_field_goes_back_to_the_title(qt_app, tmp_path):
    async def scenario(card, shell):
        await shell.engine.change_settings(video_template="{id}")
        assert card.template.edit.text() == "{id}"
        write(card.template.edit, "")
        await until(lambda: shell.engine.settings.video_template == "{title}")

    with_card(NamingCard, tmp_path, qt_app, scenario)


def test_the_selected_item_is_the_sample(qt_app, tmp_path):
    async def scenario(card, shell):
        job = await shell.job("dawn", title="Dawn")
        media = Media(id="x1", extractor="Lab", url=job.url, title="Dawn", uploader="Bars")
        shell.engine._findings[job.id].media = media
        card.item = lambda: job
        card.hide()
        card.show()
        write(card.template.edit, "{uploader}/{title} [{id}]")
        await until(lambda: _path(card) == "Bars/Dawn [x1].mp4")
        assert card.template.facts.text().startswith("“Dawn”. Legal")

    with_card(NamingCard, tmp_path, qt_app, scenario)
